### Dosis: recordatorio, respuestas, tarde, recuperación, hoy. Las cantidades y palabras vienen del plan firmado.

dose-due = ⏰ Toca lo de las { $time }.
dose-due-ask-first = ⏰ Toca lo de las { $time }. Pregunta antes.
dose-due-changed = ⏰ Toca lo de las { $time }. La cantidad cambió.
dose-repeat-note = Quizás veas esto dos veces. Es una sola dosis.
dose-open = Lo de las { $time } sigue abierto.
dose-line = { $time } · { $medicine } <b>{ $amount }</b>{ $tablets } · paso { $step } de { $steps }{ $until }
dose-line-tablets = { " " }= { $pieces }
dose-line-until = , hasta el { $day }
dose-piece = { $count } de { $strength }
dose-piece-half = media tableta de { $strength }
dose-piece-1-and-half = 1 tableta y media de { $strength }
dose-piece-and-half = { $count } tabletas y media de { $strength }
dose-from = De { $author }: "{ $words }"
dose-changed-line = La cantidad cambió.
# Fuente: PRODUCT "A slot's day", alerta abierta; estado PD.
dose-not-offered = Estaba planeada la dosis de las { $time }. Pregunta al { $emergency } o a tu médico antes de tomarla. ¿Tragaste algo? La línea de venenos también ayuda: { $poison }.
dose-not-offered-no-poison = Estaba planeada la dosis de las { $time }. Pregunta al { $emergency } o a tu médico antes de tomarla.
dose-ask-first-line = Nos contaste algo serio. Pregunta a quien llamaste antes de tomarla.

button-show = Ver
button-done = Listo
button-later = Más tarde
button-taken = La tomé
button-taken-one = La tomé: { $medicine }
button-taken-all = Tomé todas
button-snooze = En { $minutes } min
button-skip = Saltar
button-unsure = No sé si la tomé
button-undo = Deshacer
button-took-it-before = Ya la tomé antes
button-took-it = Sí, la tomé

dose-taken = ✓ { $time } hecho a las { $at }.{ $next }
dose-taken-short = ✓ { $time } hecho
dose-skipped = { $time } saltada. Anotado.{ $next }
dose-skipped-short = { $time } saltada
dose-next = { " " }Sigue: { $time }.
dose-snoozed = Te pregunto otra vez a las { $time }.
dose-snooze-too-late = Ya no se puede esperar. El tiempo de las { $time } termina a las { $until }.
dose-already = Ya está anotado: { $answer }.
dose-undone = Deshecho.
dose-not-yet = Todavía no toca lo de las { $time }.
dose-gone = Esta dosis ya no está en tu plan. Mira /plan.
# Fuente: FACTS 6; estado PD.
dose-unsure = No tomes otra vez la de las { $time } hasta que hayas preguntado.{ $contact }
dose-unsure-short = { $time }: no sé. Pregunta antes de tomarla otra vez.
dose-contact = { " " }{ $name }: { $phone }{ $until }.
dose-contact-until = { " " }(hasta las { $time })
dose-contact-none = { " " }Pregunta a tu médico o en la farmacia.

answer-taken = tomada
answer-skipped = saltada
answer-unsure = no sé
answer-not-taken = no tomada

late-passed = El tiempo de las { $time } ya pasó.
# Fuente: FACTS 6; estado PD.
late-blank = No tomes dos dosis juntas. Llama y pregunta por esta dosis.{ $contact }
late-why = ¿Qué pasó?
button-forgot = La olvidé
button-felt-sick = Me sentí mal
button-ran-out = Se acabó
button-felt-better = Me sentí mejor
button-side-effects = Efectos secundarios
button-on-purpose = No quise tomarla
button-other = Otra cosa
late-noted = Gracias. Anotado para las { $time }.
late-taken = ✓ { $time } anotada como tomada.
late-vomited = ¿Vomitaste?
button-yes = Sí
button-no = No
catch-up = No pude recordarte lo de las { $times }. ¿La tomaste?
catch-up-many = No pude recordarte lo de las { $times }. ¿Las tomaste?
button-took-none = No
button-took-all = Sí

doses-silent = No tengo respuesta para las { $times }. ¿Las tomaste?
doses-silent-one = No tengo respuesta para la dosis de las { $times }. ¿La tomaste?
doses-questions = ¿Preguntas?{ $contact }
doses-yesterday = { $time } de ayer
doses-on-day = { $time } del { $day }
doses-and = { $first } y las { $second }
doses-comma = { $first }, las { $second }
doses-noted = Gracias. Anotado.
doses-which = Gracias. ¿Cuál tomaste?
button-took-both = Las dos
button-took-them-all = Todas
button-took-one = Una
button-took-some = Algunas
button-took-none-of-them = Ninguna
late-vomited-noted = Gracias. Anotado.
late-vomit-words = De { $author }: "{ $words }"

today-title = <b>Hoy, { $day }</b>
today-dose = { $mark } { $time } · { $medicine } { $amount }{ $state }
today-dose-discreet = { $mark } { $time }{ $state }
today-nothing = Hoy no hay nada planeado.
today-no-plan = Todavía no tienes un plan aquí. Tu equipo lo enviará.
today-state-taken = { " " }– tomada
today-state-skipped = { " " }– saltada
today-state-unsure = { " " }– no sé
today-state-not-taken = { " " }– no tomada
today-state-unanswered = { " " }– sin respuesta aún
today-state-unknown = { " " }– no pude avisarte
today-state-open = { " " }– abierta ahora
today-tap = Toca una hora para responder o corregir.

dose-open-ask-first = Lo de las { $time } sigue abierto. Pregunta antes.
dose-noted-line = Anotado: { $answer }.
dose-noted-one = { $medicine }: { $answer }
button-skip-one = Saltar: { $medicine }
button-took-it-twice = La tomé dos veces
dose-twice = Anotado: { $time } tomada dos veces.
answer-taken-twice = tomada dos veces
late-when = ¿A qué hora la tomaste?
button-when-type = Otra hora
late-when-type = ¿A qué hora tomaste la de las { $time }? Escribe la hora, como 9:30.
late-when-unknown = No entendí la hora. Escríbela así: 9:30.
late-taken-at = ✓ { $time } anotada como tomada a las { $at }.
doses-which-more = Gracias. ¿Alguna más?
doses-all-answered = Ya respondiste esto. Mira /today para cambiar una respuesta.
button-took-no-more = Ninguna más
today-title-day = <b>{ $day }</b>
today-nothing-day = Ese día no había nada planeado.
today-state-taken-twice = { " " }– tomada dos veces
button-day-back = ‹ { $day }
button-day-on = { $day } ›

travel-title = <b>Tus dosis en este viaje</b>
travel-home = Con la hora de casa ({ $place }) llegan aquí a las: { $times }.
travel-local = Con la hora local ({ $place }) llegan a las: { $times }, desde el { $day }.
travel-between = Una vez hay { $hours } horas entre dos dosis. Ahora lo más largo son { $usual }.
travel-ask-first = ¿Dudas? Pregunta antes de elegir. Hasta entonces sigue la hora de casa.{ $contact }
travel-too-close = Con la hora de { $place } dos dosis quedarían muy juntas. Sigue con la hora de casa y pregunta.{ $contact }
travel-home-again = Ya estás en casa. Desde el { $day } tus dosis llegan con la hora de casa.
travel-local-chosen = Desde el { $day } tus dosis llegan con la hora local de { $place }.
travel-home-chosen = Desde el { $day } tus dosis llegan con la hora de casa ({ $place }).
button-travel-home = Hora de casa
button-travel-local = Hora local
dose-home-clock = Es la hora de { $place }.
dose-soon = Pronto toca lo de las { $time }.
dose-due-moved = La moviste a las { $to }.
button-move = Moverla, solo hoy
button-move-back = A su hora otra vez
dose-move = ¿A qué hora? Tu médico permite estas para la de las { $time }, solo ese día.
dose-moved = La de las { $time } llega a las { $to } ese día. Lo demás no cambia.
dose-moved-back = La de las { $time } llega a su hora.
dose-move-not = Esta dosis no se puede mover. Pregunta a tu médico.

button-needed = Tomé una «cuando haga falta»
button-needed-took = Tomé { $medicine } ahora
needed-taken = ✓ Anotado: una «cuando haga falta» a las { $time }.
needed-too-many = Anotado: una «cuando haga falta» a las { $time }. Es más de lo que dice tu plan.
needed-undone = Quedó deshecho.
today-needed = ✓ { $time } – una «cuando haga falta»
dose-not-taken-short = { $time }: no la tomaste, anotado
