### Alertas: lo que se dice a la persona, y lo que el equipo lee y toca. Ningún aviso lleva nombre ni síntoma.

## A la persona: solo lo que es cierto ahora, nunca una promesa. Texto propio (PD), por firmar por un clínico.

alert-told = Estoy avisando al equipo de { $name }. No los esperes: <b>llama al { $number }.</b>
alert-told-urgent = Estoy avisando al equipo de { $name }. ¿Empeora? No los esperes: <b>llama al { $number }.</b>
alert-waits = Nadie de { $name } lee esto antes de: { $time }. <b>Llama ya al { $number }.</b>
alert-waits-urgent = Nadie de { $name } lee esto antes de: { $time }. ¿Empeora? <b>Llama al { $number }.</b>
alert-unread = Nadie de { $name } ha leído esto todavía. <b>Llama ya al { $number }.</b>
alert-unread-urgent = Nadie de { $name } ha leído esto todavía. ¿Empeora? <b>Llama al { $number }.</b>
alert-nobody = Nadie de { $name } puede leer esto ahora. <b>Llama ya al { $number }.</b>
alert-nobody-urgent = Nadie de { $name } puede leer esto ahora. ¿Empeora? <b>Llama al { $number }.</b>
alert-read = { $initial } leyó esto a las { $time }. ¿Aún no llamaste al { $number }? <b>Llama ya.</b>
alert-read-urgent = { $initial } leyó esto a las { $time }. ¿Empeora? <b>Llama al { $number }.</b>

## Avisos al equipo

alert-line-emergency = 🔴 Emergencia · caso { $case } · { $time }
alert-line-urgent = 🟠 Urgente · caso { $case } · { $time }
alert-notice-unread = Nadie la ha tomado todavía.
alert-notice-exhausted = Nadie la ha tomado aún. Sigue hasta que alguien lo haga.
alert-notice-lapsed = { $name } la leyó a las { $time }. No se anotó un resultado a tiempo.
alert-cannot-call = No puede llamar. Llama en su lugar.
alert-handed-to-you = { $name } te pasa esta alerta.
alert-read-by = { $name } la leyó a las { $time }.
alert-repeat-note = Puede que veas esto dos veces.
alert-somebody = Alguien

## Botones

alert-acknowledge = Tomar
alert-open = Abrir
alert-reached = Contactada
alert-not-reached = No contesta
alert-help-sent = Ayuda enviada
alert-hand-over = Pasar a otra
alert-close = Cerrar
alert-add-note = Añadir nota
alert-timeline = Cronología
alert-back = Volver

## Respuestas al equipo

alert-read-by-you = La leíste a las { $time }. En { $minutes } min, o pasa a la siguiente persona:
alert-read-first = { $name } la leyó primero, a las { $time }.
alert-outcome-reached = Anotado a las { $time }: se habló con la persona.
alert-outcome-help-sent = Anotado a las { $time }: se envió ayuda.
alert-outcome-not-reached = Anotado a las { $time }: no contesta. Anota lo que sigue en { $minutes } min, o la alerta continúa.
alert-hand-over-whom = ¿A quién la pasas? Sigue siendo tuya hasta que la tome.
alert-handed-over = Pasada a { $name } a las { $time }. Sin respuesta en 5 min, pasa a la siguiente persona.
alert-closed = La cerraste a las { $time }.
alert-note-ask = Escribe tu nota para el caso { $case }. Queda en la cronología.
alert-note-kept = Nota guardada para el caso { $case }.
alert-closed-already = Esta alerta está cerrada.
alert-unknown = Esta alerta no existe.
alert-outcome-first = Anota primero que se habló con la persona o que se envió ayuda.
alert-hand-over-not-possible = No se puede pasar a esta persona.
alert-not-allowed = Solo el equipo puede hacer esto.

## Listas

alerts-none = No hay alertas abiertas.
alerts-open = Alertas abiertas: { $count }
alerts-line-unread = { $line } · sin tomar
alerts-line-exhausted = { $line } · nadie la ha tomado
alerts-line-read = { $line } · leída por { $name } a las { $time }
alerts-line-outcome = { $line } · { $outcome }
alerts-on-call = De guardia ahora: { $on_call } · reemplazo: { $backup }
alert-outcome-word-reached = se habló con la persona
alert-outcome-word-not_reached = no contesta
alert-outcome-word-help_sent = se envió ayuda

## De guardia

oncall-now = De guardia: { $on_call }
    Reemplazo: { $backup }
oncall-nobody = nadie
oncall-choose = Toca quién toma la guardia ahora.
oncall-button = { $name }: guardia
oncall-button-backup = { $name }: reemplazo
oncall-set = { $name } está de guardia ahora.
oncall-set-backup = { $name } es el reemplazo ahora.
oncall-how-long = ¿Cuánto tiempo está de guardia { $name }? “Desde ahora” anula lo planeado.
oncall-how-long-backup = ¿Cuánto tiempo es reemplazo { $name }? “Desde ahora” anula lo planeado.
oncall-from-now-on = Desde ahora
oncall-12-hours = 12 horas
oncall-24-hours = 24 horas
oncall-7-days = 7 días
oncall-14-days = 14 días
oncall-rotation = Por turnos, cada semana
oncall-rotation-set = Cada persona toma una semana por turno, durante 12 semanas.
oncall-plan = { $name } de guardia: { $starts } a { $ends }
oncall-plan-backup = { $name } reemplazo: { $starts } a { $ends }
oncall-not-allowed = Solo un administrador puede cambiar esto.
oncall-unreachable = { $name } (no se puede escribir a su chat)

## Cronología

timeline-head = Cronología · caso { $case }
timeline-line = { $time } · { $what }
timeline-said = avisó
timeline-shown = se mostró la guía
timeline-opened = alerta abierta
timeline-told = se avisó a { $other }
timeline-told-not-yet = el aviso a { $other } va en camino
timeline-told-no = el aviso a { $other } no se pudo entregar
timeline-joined = avisó otra vez
timeline-nobody = nadie de turno en este nivel
timeline-unreachable = no se pudo avisar a nadie: pasa al siguiente
timeline-acknowledged = { $actor } la tomó
timeline-read-too = { $actor } también la leyó
timeline-lapsed = sin resultado a tiempo: continúa
timeline-outcome = { $actor }: { $outcome }
timeline-handed-over = { $actor } la pasó a { $other }
timeline-cannot-call = la persona no puede llamar
timeline-opened-case = { $actor } abrió el caso
timeline-note = nota de { $actor }: { $note }
timeline-exhausted = agotada: { $why }
timeline-closed = { $actor } la cerró
timeline-covered = { $actor } la leyó con una alerta más nueva
timeline-followed = continúa en una alerta más nueva
timeline-second-email-sent = correo enviado
timeline-second-email-failed = no se pudo enviar el correo
timeline-second-webhook-sent = webhook avisado
timeline-second-webhook-failed = no se pudo avisar al webhook
timeline-why-nobody_acknowledged = nadie la tomó
timeline-why-no_outcome = no se anotó un resultado
timeline-why-nobody_reachable = no se pudo avisar a nadie

## Lo que la vigilancia dice a los administradores

watch-alerts-stuck = ⚠️ { $count } alertas debían avanzar y no avanzaron. Mira /alerts y el servidor.
watch-alerts-unread = ⚠️ Emergencias que nadie ha tomado: { $count }. Mira /alerts.
watch-nobody-on-call = ⚠️ No se puede avisar a nadie de una alerta: ningún chat del equipo responde.
watch-sending-blocked = ⚠️ Hay mensajes que debían salir y esperan. Mira el servidor.
watch-inbox-left = ⚠️ Llegaron mensajes que no se atendieron. Mira el servidor.
watch-reminders-late = ⚠️ Hay recordatorios con retraso. Mira el servidor.
watch-claims-stuck = ⚠️ Mensajes que se iban a enviar y de los que no se sabe nada: { $count }. Mira el servidor.
watch-second-way-failed = ⚠️ El correo o el webhook de las alertas no funciona. Mira el servidor.
outage-messages-lost = ⚠️ No pude oír a Telegram desde { $start } hasta { $end }. Telegram guarda los mensajes solo 24 horas. Lo que la gente me escribió antes puede estar perdido. Pregunta a tus pacientes cómo están.

## Correo y webhook: sin nombre, sin síntoma

second-body = Sigue en el chat: { $link }
second-test-title = Prueba semanal de alertas
second-test-body = Esto es solo una prueba. Si no llegara, tampoco llegarían las alertas. { $link }
