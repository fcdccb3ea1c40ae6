### Seguimiento: la lista de /aftercare, citas, «¿fuiste?». El lugar, el teléfono y la frase si-entonces son del plan.

command-aftercare = Tus servicios y citas

aftercare-title = <b>Tu seguimiento</b>
aftercare-none = Tu plan aún no tiene seguimiento. Pregunta a tu equipo de salud.
aftercare-undecided = Aún sin decidir: { $services }. Pregunta a tu equipo de salud.
service-named = { $kind } ({ $name })
service-line = <b>{ $service }</b> · { $state }
service-next = Próxima: { $day } a las { $time }
service-review = Lo vemos otra vez el { $day }.
service-reason = Motivo: { $words }
service-phone = Teléfono: { $phone }
service-goal = Meta: { $words }
service-if-then = Tu plan: { $words }

service-state-offered = ofrecido
service-state-accepted = dijiste que sí
service-state-referred = referido
service-state-waiting = en espera de lugar
service-state-booked = con cita
service-state-ongoing = en marcha
service-state-completed = terminado
service-state-declined = dijiste que no
service-state-not-needed = no hace falta ahora
service-state-no-place = sin lugar por ahora
service-state-stopped = detenido

visit-due = { $day } a las { $time } tienes una cita.
visit-shown = { $day } a las { $time }: <b>{ $service }</b>
visit-first-yesterday = Ayer
visit-first-today = Hoy
visit-first-tomorrow = Mañana
visit-first-on = El { $day }
visit-inside-yesterday = ayer
visit-inside-today = hoy
visit-inside-tomorrow = mañana
visit-inside-on = el { $day }
visit-repeat-note = Puede que veas esto dos veces.
visit-gone = Esta cita ya no está en tu plan. Mira /aftercare.
button-visit-move = Necesito otra hora
button-visit-hide = Ocultar

visit-asked = Tenías una cita { $day } a las { $time }. ¿Fuiste?
button-visit-yes = Sí
button-visit-no = No
button-visit-moved = Se movió
button-visit-change = Cambiar mi respuesta
visit-went = Gracias. Anotado.
visit-went-next = Gracias. Anotado. Próxima: { $day } a las { $time }.
# Sin culpa: FACTS 9 (PD).
visit-missed = Gracias por decirlo. Eso pasa. ¿Le pido otra hora a { $name }?
visit-moved = Gracias. ¿Le digo a { $name } para que la nueva hora entre en tu plan?
visit-already = Ya estaba anotado.
button-visit-ask = Sí, pide
button-visit-ask-not = No, gracias
visit-rebook-asked = Le dije a { $name } que necesitas otra hora. Lo ven a más tardar el { $day }.
visit-rebook-left = Está bien. Puedes preguntar cuando quieras: { $contact }
visit-rebook-left-none = Está bien. Puedes preguntar a tu equipo de salud cuando quieras.

task-rebook = necesita otra hora para una cita
task-visits-missed = faltó a 2 citas seguidas: llamar
task-none-booked = seguimiento: nada con cita al día 5
task-after-7-days = 7 días después: dar seguimiento
task-after-30-days = 30 días después: dar seguimiento
task-in-hospital = dice: en el hospital
task-home-again = volvió del hospital: plan nuevo hoy
button-visit-cancelled = Cancelada
visit-cancelled = Gracias. ¿Le pido a { $name } una nueva hora?

care-how = Toca uno para decir sí o no, o para planear cómo llegas.
care-yes = Gracias. Le dije a { $name } que lo quieres.
care-no = Gracias. Le dije a { $name }. Puedes decir que sí cuando quieras.
care-kept = Gracias. Queda guardado aquí para ti.
care-decided = Tu equipo ya decidió sobre este. Pregúntales si quieres cambiarlo.
care-newer = Hay una lista más nueva. Mira /aftercare.
care-if-then-ask = ¿Cómo vas a llegar? Escríbelo así: Si es martes a las 17:15, salgo en autobús.
care-if-then-long = Escribe una o dos frases cortas, por favor.
care-if-then-kept = Guardado. Sale en cada aviso de este servicio.
button-care-yes = Sí, lo quiero
button-care-no = No, gracias
button-care-plan = Planear cómo llego
button-care-change-plan = Cambiar mi plan
task-service-wanted = dijo sí a un servicio ofrecido: derivar
task-service-declined = dijo no a un servicio ofrecido
care-how-plan = Toca uno para planear cómo llegas.
