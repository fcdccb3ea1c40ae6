### Check-ins. Names of symptoms are facts; every other sentence is our own wording (PD), see config/checkins.

checkin-prompt = Es hora de tu registro.
checkin-prompt-missed = Es hora de tu registro. Ayer no estuviste. No pasa nada.
checkin-nudge = Tu registro sigue abierto.
checkin-weekly-offer = Pasaron 2 semanas desde la última dosis de tu plan. ¿Te pregunto cada día o una vez por semana?
checkin-daily = Cada día
checkin-weekly = Una vez por semana
checkin-weekly-noted = Bien. Te preguntaré una vez por semana. Con /checkin puedes hacerlo cuando quieras.
checkin-daily-noted = Bien. Te preguntaré cada día.
checkin-repeat-note = Tal vez veas esto dos veces.
button-checkin-start = Empezar
button-checkin-later = Más tarde
button-checkin-stop = Más tarde
button-checkin-skip = Saltar
button-checkin-done = Listo
button-checkin-continue = Seguir
button-checkin-list = Ver la lista otra vez
button-checkin-new = Otro registro
button-checkin-no-thermometer = No lo sé
button-chart = Ver mi gráfico

checkin-flags = Registro. Primero: ¿te pasa algo de esto ahora?
checkin-flag-none = Nada de esto
checkin-flag-seizure = Convulsión
checkin-flag-hallucination = Veo u oigo cosas
checkin-flag-confused = Mucha confusión
checkin-flag-fever = Fiebre
checkin-flag-rigid = Cuerpo rígido
checkin-flag-breathing = Me cuesta respirar
checkin-flag-dying = Pienso en morir
checkin-flag-took-too-much = Tomé demasiado
checkin-flag-something-else = Otra cosa

checkin-paused = Registro. Primero la ayuda. Puedes seguir más tarde.
checkin-stopped = Bien. Lo que dijiste queda guardado. Sigue cuando quieras.
checkin-later = Bien. Puedes empezar cuando quieras con /checkin.
checkin-moved = Registro. Sigue abajo.
checkin-temperature = ¿Cuánta fiebre tienes? Escríbela, por ejemplo 38,5 o 101,3.
checkin-temperature-again = No puedo leer eso. Escribe solo el número, por ejemplo 38,5 o 101,3.
checkin-temperature-noted = Gracias. Lo anoté.
checkin-temperature-unknown = Bien. La ayuda de arriba sigue valiendo.
checkin-words = ¿Qué te pasa? Escríbelo aquí.
checkin-words-noted = Gracias. Lo anoté.
checkin-anything-else = ¿Algo más? Escríbelo o toca Listo.

# Source: FACTS 2.6 (tolerance falls even after short breaks, naloxone, not alone); status R:T13.
checkin-thanks-used = Gracias por contarme.
checkin-used-safety = Ahora tu cuerpo puede aguantar menos que antes. Trata de no estar a solas.

checkin-saved = Gracias. Guardado.{ $last }
checkin-saved-for = Gracias. Guardado para { $name }.{ $last }
checkin-last = { " " }{ $item }: { $value }.
checkin-last-before = { " " }{ $item }: { $value } (ayer: { $before }).
checkin-done-short = ✓ Registro hecho.
checkin-today-done = Tu registro de hoy está hecho.{ $last }
checkin-answered-already = Eso ya lo contestaste. Esta es la siguiente.
checkin-old = Ese registro ya terminó. Manda /checkin para empezar otro.
checkin-over = Este registro ya está hecho. Manda /checkin para empezar otro.

checkin-ask-stiffness = ¿Rigidez o espasmos hoy?
checkin-name-stiffness = Rigidez
checkin-scale-none = 0 nada
checkin-scale-worst = 10 lo peor
checkin-ask-anxiety = ¿Ansiedad o inquietud?
checkin-name-anxiety = Ansiedad o inquietud
checkin-word-much-no = No
checkin-word-much-a-little = Un poco
checkin-word-much-quite = Bastante
checkin-word-much-very = Mucho
checkin-ask-sleep = ¿Cómo dormiste anoche?
checkin-name-sleep = Sueño
checkin-word-sleep-well = Bien
checkin-word-sleep-ok = Más o menos
checkin-word-sleep-badly = Mal
checkin-word-sleep-none = Nada
checkin-ask-craving = ¿Ganas de consumir hoy?
checkin-name-craving = Ganas de consumir
checkin-ask-mood = ¿Cómo está tu ánimo?
checkin-name-mood = Ánimo
checkin-word-mood-good = Bien
checkin-word-mood-ok = Más o menos
checkin-word-mood-low = Bajo
checkin-word-mood-severe = Muy bajo
checkin-ask-used = ¿Consumiste algo desde la última vez? Alcohol o drogas, o más de lo indicado. Las dos respuestas están bien.
checkin-name-used = Consumo desde la última vez
checkin-word-used-no = No
checkin-word-used-yes = Sí
checkin-ask-sweats = ¿Sudores?
checkin-name-sweats = Sudores
checkin-ask-shaking = ¿Temblor?
checkin-name-shaking = Temblor
checkin-ask-nausea = ¿Náuseas?
checkin-name-nausea = Náuseas
checkin-ask-keeps-down = ¿Te cae bien lo que comes y bebes, sin vomitar?
checkin-name-keeps-down = Come y bebe sin vomitar
checkin-word-keeps-down-yes = Sí
checkin-word-keeps-down-no = No
checkin-ask-aches = ¿Dolores o calambres?
checkin-name-aches = Dolores o calambres
checkin-ask-panic = ¿Pánico de repente?
checkin-name-panic = Pánico de repente
checkin-ask-senses = ¿La luz o el ruido te molestan mucho, o todo parece irreal?
checkin-name-senses = Luz, ruido, irreal
checkin-ask-heart = ¿El corazón late muy rápido o fuerte?
checkin-name-heart = Corazón rápido
checkin-ask-dizzy = ¿Mareo, o golpes cortos como de corriente en la cabeza?
checkin-name-dizzy = Mareo o golpes de corriente
checkin-ask-irritable = ¿Te molestas con facilidad?
checkin-name-irritable = Se molesta con facilidad

# PHQ-2 and GAD-2. The Spanish wording is from memory (M: phqscreeners.com, Spanish forms), to be checked there.
checkin-ask-phq1 = En las últimas 2 semanas, ¿qué tan seguido te molestó esto: poco interés o placer en hacer cosas?
checkin-name-phq1 = Poco interés o placer
checkin-ask-phq2 = En las últimas 2 semanas, ¿qué tan seguido te molestó esto: sentir desánimo, depresión o falta de esperanza?
checkin-name-phq2 = Desánimo
checkin-ask-gad1 = En las últimas 2 semanas, ¿qué tan seguido te molestó esto: sentir nervios, ansiedad o estar con los nervios de punta?
checkin-name-gad1 = Nervios
checkin-ask-gad2 = En las últimas 2 semanas, ¿qué tan seguido te molestó esto: no poder parar o controlar las preocupaciones?
checkin-name-gad2 = No puede parar de preocuparse
checkin-word-often-not-at-all = Nunca
checkin-word-often-several = Varios días
checkin-word-often-more-than-half = Más de la mitad de los días
checkin-word-often-nearly-every = Casi cada día

chart-caption = { $item } del { $from } al { $until }. { $missing }
chart-missing-none = Cada día tiene respuesta.
chart-missing = { $missing } de { $days } días no tienen respuesta.
chart-missing-one = 1 de { $days } días no tiene respuesta.
chart-dose = Dosis por día
chart-none = Todavía no hay nada que mostrar. Primero haz un registro: /checkin
button-chart-file = Como archivo
chart-file = Todos tus registros. El archivo no está protegido: guárdalo bien.
command-history = Tu gráfico
chart-scale-best = nada
chart-scale-worst = lo peor

# Tasks for staff, beside those of caseload.ftl.
task-worse = tres señales leves peor que de costumbre: mirar
task-screen = respuestas sobre ánimo o preocupación: hablar

# For staff, in a case. PHQ-2 and GAD-2 sums: FACTS 3 (cut-off 3); never shown to a patient.
button-case-checkins = Registros
case-checkins = Registros de los últimos 7 días
case-checkins-none = Ningún registro en los últimos 7 días.
case-checkins-day = <b>{ $day }</b>: { $said }
case-checkins-skipped = ninguna pregunta contestada
case-checkins-flags = Marcó: { $flags }
case-checkins-note = En sus palabras: { $note }
case-checkins-screen = { $name } el { $day }: { $total } de 6. { $talk }
case-checkins-talk = 3 o más: hablar con la persona. No es un diagnóstico.
case-checkins-below = Menos de 3.
case-checkins-not-shared = Esta persona no comparte sus registros.
