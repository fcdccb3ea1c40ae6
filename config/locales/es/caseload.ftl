### La lista del equipo y el caso abierto. Cómo se nombra un motivo dentro del equipo.

## El caso abierto

case-head = { $name } · caso { $case } · { $state }
case-no-name = Sin nombre todavía
case-no-plan = Sin plan activo.
case-medicine = { $medicine }: paso { $step } de { $steps }
case-medicine-before = { $medicine }: aún no empieza
case-medicine-ended = { $medicine }: el plan terminó
case-last-dose = Última dosis respondida: { $time }
case-last-dose-none = Ninguna dosis respondida aún
case-last-checkin = Último registro: { $time }
case-last-checkin-none = Ningún registro aún
case-reported = Avisó { $time }: { $what }
case-words = Sus palabras: “{ $words }”
case-guidance = Guía mostrada: { $time }
case-phone = Teléfono { $phone }
case-phone-none = Sin número de teléfono
case-blocked = Bloqueó este bot: { $time }
case-shares-yes = Comparte: sí
case-shares-in-danger = Comparte: solo en peligro
case-shares-no = Comparte: no
case-shares-unasked = Comparte: aún no se preguntó
case-supporter-none = Persona de apoyo: ninguna

case-state-invited = con invitación
case-state-joining = entrando
case-state-active = activo
case-state-in-hospital = en el hospital
case-state-elsewhere = con otro equipo
case-state-left = se fue
case-state-died = murió
case-state-deleted = borrado

## Motivos

reason-allergy = alergia
reason-seizure = convulsión
reason-seizure-seen = alguien a su lado tiene una convulsión
reason-someone-else = alguien a su lado necesita ayuda
reason-unconscious = se desmayó o no despierta
reason-breathing = le cuesta respirar
reason-overdose = tomó demasiado
reason-stroke = señales de derrame cerebral
reason-chest = pecho o corazón
reason-fever-rigidity = fiebre o músculos rígidos
reason-pump = bomba de medicina
reason-suicide-plan = suicidio: plan, intención o intento
reason-self-harm = se hace daño
reason-suicide = pensamientos de morir
reason-confusion = mucha confusión
reason-hallucination = ve u oye cosas
reason-mental-state = cambio grave de mente o ánimo
reason-stopped-or-ran-out = dejó de tomarla o se le acabó
reason-vomiting-doses = vomita las dosis
reason-mixing = mezcló con algo que no va
reason-unsafe-at-home = no está a salvo en casa
reason-heart-racing = corazón acelerado
reason-pregnancy = embarazo
reason-spasm = volvieron los espasmos o la rigidez
reason-agitation = mucha inquietud
reason-no-sleep = no duerme
reason-return-to-use = consumió después de una pausa
reason-hopeless = sin esperanza
reason-other-urgent = se siente muy mal
reason-mild = no se siente bien
reason-unclear = pidió ayuda
reason-blocked = bloqueó este bot después de un aviso
reason-plan-ended = el plan termina hoy por encima de cero
reason-other = otra cosa

## La lista

caseload-none = No hay nada que hacer ahora.
caseload-danger = <b>En peligro</b>
caseload-silence = <b>En silencio</b>
caseload-overdue = <b>Con retraso</b>
caseload-due = <b>Por hacer</b>
caseload-danger-line = caso { $case } · { $what } · { $time }
caseload-task-line = caso { $case } · { $what } · { $day }
caseload-more = y { $count } más
caseload-patients = <b>Pacientes</b>: { $count }
caseload-open = Abrir { $case }
caseload-task-done = Hecho: { $case } { $what }
caseload-next = Más
caseload-first = Desde el inicio
caseload-emergency = emergencia
caseload-urgent = urgente
caseload-done-now = Hecho. { $what }, caso { $case }.
caseload-done-already = Esto ya estaba hecho.
caseload-unknown = Esto no existe.
case-tasks = <b>Por hacer</b>

task-arrival = no tocó el mensaje de prueba: llamar
task-silence = sin respuestas: llamar
task-checkin-silence = sin registros: llamar
task-check-unanswered = no respondió la pregunta de cuidado
task-unheard = envió algo que el bot no puede leer
task-request = pidió un cambio del plan
task-plan-ends = el plan termina por encima de cero en 7 días
task-plan-gap = falta un plan nuevo
task-blocked = bloqueó este bot
task-lapse = consumió desde la última vez: hablar
task-aftercare = paso del cuidado posterior
task-review = toca revisar el plan
task-other = por hacer

## La revisión de seguridad de la semana

review-head = <b>Revisión de seguridad: los últimos 7 días</b>
review-alerts = Alertas: { $count }
review-alert = { $line } · { $what } · { $read } · { $outcome }
review-read = leída tras { $minutes } min
review-unread = sin tomar
review-no-outcome = sin resultado
review-checks = Preguntas de cuidado respondidas “Estoy bien”: { $count }
review-check = caso { $case } · { $time }
review-missed = Avisos de algo no detectado: { $count }
review-button-missed = Esto debió detectarse
review-button-file = No detectado: en un archivo
review-missed-ask = Escribe las palabras que debieron detectarse, sin nombres.
review-missed-kept = Gracias. Queda guardado para quien trabaja en las reglas. Ninguna regla cambia por sí sola.
review-file = Lo que el equipo reportó como no detectado.

## Notas, intentos de contacto, pasar un caso

case-button-note = Añadir nota
case-button-contact = Intenté contactar
case-button-hand-over = Pasar este caso
case-note-ask = Escribe tu nota para el caso { $case }. Queda en el caso.
case-note-kept = Nota guardada en el caso { $case }.
case-notes = <b>Notas y contactos</b>
case-note-line = { $time } · { $name }: { $what }
case-note-note = { $words }
case-note-reached = se habló con la persona
case-note-no-answer = no contesta
case-note-left-message = se dejó un mensaje
case-note-handed-over = pasó el caso a { $words }
case-note-left = terminó la atención aquí: { $words }
case-contact-ask = Caso { $case }: ¿qué resultó?
case-contact-reached = Contactada
case-contact-no_answer = No contesta
case-contact-left_message = Dejé un mensaje
case-contact-kept = Caso { $case }, { $time }: { $what }.
case-hand-over-ask = ¿Quién atiende el caso { $case } desde ahora?
case-hand-over-nobody = No hay nadie más en el equipo a quien pasar el caso { $case }.
case-handed-over = { $name } atiende el caso { $case } desde ahora.
case-handed-to-you = { $name } te pasa el caso { $case }.
case-left-ask = El caso { $case } deja el programa. ¿Por qué? Escribe el motivo.
case-left-sure = El caso { $case } deja el programa. Motivo: { $why }
    ¿Es correcto?
case-left-yes = Sí, lo dejó
case-left-not = No se cambió nada.
case-left-done = Anotado: el caso { $case } dejó el programa. Los recordatorios paran. Las alertas abiertas siguen hasta que las cierres.
case-alerts = <b>Alertas</b>
case-alert-open = { $line } · { $what } · abierta · { $outcome }
case-alert-closed = { $line } · { $what } · cerrada · { $outcome }
task-drop = Descartar: { $what }
task-drop-ask = Esto no se hará. ¿Por qué? Escribe el motivo.
task-dropped = Descartada, con tu motivo.

## Cubrir por un tiempo

cover-none = Nadie cubre a nadie ahora.
cover-line = { $name } atiende a los pacientes de { $away } hasta: { $time }.
cover-choose = ¿Te vas pronto? Toca quién atiende a tus pacientes. Las alertas van por /oncall.
cover-how-long = ¿Por cuánto tiempo atiende { $name } a tus pacientes?
cover-1-day = 1 día
cover-7-days = 7 días
cover-14-days = 14 días
cover-28-days = 28 días
cover-back = Ya volví
cover-you = Atiendes a los pacientes de { $name } hasta: { $time }. Mira /caseload.

## El resumen de la semana

digest-head = <b>Últimos 7 días en { $name }</b>
digest-alerts = Alertas: { $count }, de ellas emergencias: { $emergencies }
digest-slowest = La que más tardó en leerse: { $minutes } min
digest-unread = Sin tomar: { $count }
digest-checks = Preguntas de cuidado con respuesta “Estoy bien”: { $count }
digest-tasks = Tareas abiertas: { $count }, atrasadas: { $overdue }
digest-silent = Pacientes en silencio: { $count }
digest-patients = Pacientes: { $count }
digest-more = Más: /review · /caseload

## Números de emergencia que anota el equipo

entered-button = Anotar un número revisado
entered-none = No hay aquí un número de emergencia de { $country }. Esta persona lee: 112 o 911.
entered-shown = Número de emergencia de { $country }, anotado por el equipo: { $number }
entered-ask = Escribe el número de emergencia de { $country }, solo cifras. Búscalo antes en una página oficial.
entered-again = Eso no es un número de emergencia. Escribe de 2 a 5 cifras, como se marca en { $country }.
entered-sure = { $country }: <b>{ $number }</b>. A todos allí se les dirá que llamen primero a este. ¿Lo revisaste en una página oficial?
entered-yes = Sí, lo revisé
entered-no = No
entered-kept = Desde ahora, a todos en { $country } se les dice que llamen al { $number }.
entered-not = No se cambió nada.
entered-not-possible = Esto no se puede anotar aquí: los números de este país ya se conocen.

case-button-pack = Preguntas del registro
case-pack-ask = Caso { $case }: ¿qué preguntas? Ahora: { $pack }.
case-pack-set = Caso { $case }: { $pack }, desde el próximo registro.
case-pack-by-plan = Según el plan
case-pack-general = Generales
case-pack-alcohol = Alcohol
case-pack-baclofen = Baclofeno
case-pack-benzodiazepine = Benzodiacepinas
case-pack-opioid = Opioides
case-pack-gabapentinoid = Gabapentinoides
case-pack-antidepressant = Antidepresivos
request-answer-ask = El caso { $case } { $what }. ¿Qué le digo? Toca una respuesta o escribe la tuya. El plan no cambia con esto.
request-told = Se lo dije. La petición del caso { $case } está hecha.
request-not-told = Anotado como hecho. Ahora no recibe mensajes, así que nadie se lo dijo. Llámale, por favor.
button-request-stays = El plan sigue igual
button-request-new = Viene un plan nuevo
button-request-call = Que nos llame
request-answered = Tu petición: { $wish }. Tu equipo respondió:
request-answered-stays = Tu plan sigue igual.
request-answered-new = Vendrá un plan nuevo. Vale cuando lo veas aquí.
request-answered-call = Llama a tu equipo para hablarlo, por favor.
request-answered-words = De { $name }: «{ $words }»
request-answered-keep = Sigue la orden de { $prescriber }. No cambies la dosis por tu cuenta.
