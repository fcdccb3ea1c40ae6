### Plans: loading, checking, signing, and the patient's own page. Amounts and the clinician's words come from the plan.

## A plan in words

plan-caption = { $medicine } { $start } → { $end } en { $steps }, { $span }, hora de { $city }.
plan-caption-as-needed = { $medicine }: ninguna dosis a hora fija.
plan-caption-more = … y { $count } medicinas más.
plan-steps-one = 1 paso
plan-steps-many = { $count } pasos
plan-span = { $first } a { $last }
plan-span-days = { $first } a { $last } ({ $days } días)
plan-span-open = desde { $first } hasta una nueva orden
plan-from = desde { $day }
plan-a-day = { $total } al día
plan-or = { " " }o{ " " }
plan-no-dose = ninguna dosis
plan-dose = { $time } <b>{ $amount }</b>
plan-cycle-day = Día { $number }: { $doses }
plan-liquid = { $amount } ({ $volume })
plan-medicine = <b>{ $medicine }</b>
plan-row = <b>{ $number }.</b> { $span }
plan-total = = { $total }
plan-total-change = = { $total } ({ $change })
plan-pieces = { $amount } = { $pieces }
plan-instruction = "{ $words }"
plan-aftercare = Seguimiento: { $services }, { $dated } con fecha.
plan-aftercare-none = Seguimiento: nada en este archivo.
plan-services-one = 1 servicio
plan-services-many = { $count } servicios
plan-contact = { $name }: <b>{ $phone }</b>{ $hours }
plan-contact-none = Pregunta a tu médico o a un farmacéutico.
plan-always = día y noche
plan-statement = Comparé esto con la orden de { $prescriber } del { $day }.
plan-reminders-one = Le sigue 1 recordatorio de dosis
plan-reminders-many = Le siguen { $count } recordatorios de dosis

## A file

plan-file-large = Este archivo es demasiado grande para un plan. No se guardó nada. Envía solo el plan, sin imágenes.
plan-file-lost = No pude obtener este archivo. No se guardó nada. Envíalo otra vez.
plan-nothing-stored = Encontré { $problems }. No se guardó nada.
plan-problems-one = 1 problema
plan-problems-many = { $count } problemas
plan-problem = • <b>{ $where }</b>: { $message }
plan-problems-more = … y { $count } más. Corrige primero estos.

load-how = Envía aquí el plan como archivo: Excel, CSV, YAML o FHIR. Lo reviso y te muestro todo antes de que alguien lo vea. Un plan de Excel vacío para llenar: /template
load-waiting = Estos borradores aún no están firmados:
load-draft = { $patient } · { $day }
load-zone = El archivo no dice la zona horaria. ¿Qué hora es donde vive el paciente? Toca una, o escribe una ciudad.
load-zone-which = ¿Cuál?
load-zone-unknown = No conozco esa ciudad. Escribe una ciudad más grande que esté cerca, o toca una.
load-start = El archivo no dice el primer día. ¿Qué día empieza la orden? Toca uno, o escríbelo así: 2026-12-01.
load-start-unknown = No puedo leer ese día. Escríbelo así: 2026-12-01.
command-template = Un plan vacío para llenar
template-caption = Llena las hojas y envía el archivo aquí. No se guarda nada antes de que lo veas.
template-help = Escribe lo que se ordenó. Nada se adivina: lo que falta se pregunta.
    Hoja plan: paciente, zona (como America/Chicago), quién lo ordenó y la fecha de la orden.
    Hoja medicines: una fila por medicina, con forma y concentraciones.
    Hoja taper: una fila por paso. from y until son días. Una columna por cada hora, con la cantidad y su unidad (10 mg).
    Un día sin dosis se escribe 0 mg o none. Una pausa lleva yes en pause.
    Hoja contacts: a quién llamar, con teléfono y horario (Mon-Fri 8:00-17:00).
    Hojas aftercare, visits, repeats: los servicios de después y sus fechas.

## A workbook with a sheet for each patient

many-found = Leí { $sheets } hojas: { $whole } se pueden cargar, { $wrong } no. Aún no se guardó nada.
many-whole = <b>✓ { $sheet }</b> · { $patient }
many-wrong = <b>✗ { $sheet }</b> · { $problems }. Envía esta como archivo aparte para ver cada uno.
many-place = • { $where }
many-load = Cargar las correctas: { $count }
many-loaded = Cargados como borradores: { $count }. Nadie tiene aún estos planes. Abre cada uno para revisarlo y firmarlo. Hay más en Cargar plan.

## The card of a draft

draft-title = <b>{ $patient }</b> · { $file }
draft-to-ask = Para revisar con { $prescriber }:
draft-nothing-to-ask = No hay nada que revisar con quien lo ordenó.
draft-warning = <b>{ $number }.</b> { $words } ({ $rule }, { $status })
draft-to-know = { "   " }Para que lo sepas. No hace falta respuesta.
draft-answer-as-ordered = { "   " }✓ Pregunté a { $prescriber }: como está ordenado
draft-answer = { "   " }✓ Pregunté a { $prescriber }: "{ $words }"
draft-more = … y { $count } más.
warning-status-r = fuente publicada
warning-status-m = fuente por revisar
warning-status-pd = cautela nuestra
draft-question = ¿Qué dijo { $prescriber }?
draft-where = En el plan: { $where }
draft-source = Regla { $rule }. Fuente: { $source }
draft-asked = { $number } Pregunté…
draft-asked-again = { $number } ✓
draft-as-ordered = Como está ordenado
draft-type = Escribir la respuesta
draft-back = Volver
draft-type-now = Escribe lo que dijo { $prescriber }.
draft-answer-bad = Escribe la respuesta con 300 letras como máximo.
draft-more-now = Ahora hay más que preguntar. Míralo otra vez.
draft-zone-differs = Revisa: el paciente vive con la hora de { $city }, el plan con otra. Los recordatorios siguen el plan.
draft-for-whom = <b>¿Para quién?</b>
draft-patient = { $name } ({ $case })
draft-new-patient = Nuevo paciente…
draft-more-patients = Más…
draft-other-patient = Otro paciente
draft-new-name = ¿Cómo se llama el paciente? Toca el nombre del archivo, o escribe otro.
draft-for = Para <b>{ $name }</b>, caso { $case }.
draft-not-joined = Aún no ha entrado. Verá el plan cuando entre.
draft-first = Es su primer plan aquí.
draft-compared = Frente a su plan de ahora (revisión { $revision }):
draft-takes-over = Este plan empieza a valer el { $day }. Hasta entonces sigue el plan que tiene.
draft-gap = Revisa: el plan que tiene termina el { $day } y este empieza el { $start }. Entre los dos no hay ninguna dosis.
draft-steps = Todos los pasos
draft-cancel = Cancelar
draft-cancelled = Cancelado. Nadie recibió este plan.
draft-sign = Firmar

plan-signed-now = Firmado. { $name } lo ve ahora. { $reminders }.
plan-signed-later = Firmado. { $name } lo verá al entrar. { $reminders }.
plan-signed-not-reached = Firmado. { $name } no recibe mensajes ahora, así que díselo tú. { $reminders } cuando los recordatorios estén activos.

plan-gone = Este plan ya no está aquí.
plan-cancelled-before = Este borrador se canceló. Envía el archivo otra vez.
draft-first-signed = ✓ Un colega lo comparó con la orden el { $day } y firmó. Falta que tú mires la orden y firmes.
plan-second-waits = Firmaste. Otra persona también debe compararlo con la orden. Avisé a tus colegas. Hasta entonces nada cambia para el paciente.
plan-second-nobody = Firmaste. Otra persona también debe compararlo con la orden, pero nadie más puede firmar aquí. Invita a un colega. Hasta entonces nada cambia para el paciente.
plan-second-asked = Un plan del caso { $case } espera una segunda firma. Compáralo con la orden.
plan-second-open = Abrir
plan-second-other = Tú ya lo firmaste. La segunda firma debe ser de otra persona.
plan-signed-before = Este plan ya está firmado. Para cambiarlo, envía un archivo nuevo.
plan-loaded-by-other = { $name } cargó este borrador y lo revisa. Para revisarlo tú, envía el archivo.
plan-no-patient = Este plan no puede ser para esa persona. Elige otra.
plan-not-ready = Todavía no. Responde primero cada punto y elige al paciente.
plan-changed-meanwhile = Este paciente recibió otro plan entretanto. Toca Otro paciente, elígelo de nuevo y mira qué cambia.
plan-not-you = Solo el equipo de atención puede cargar planes.
plan-not-active = Este plan ya no está activo.

## What a new revision changes

change-line = • { $words }
change-none = No cambia nada.
change-more = … y { $count } cambios más.
change-of = { " " }({ $medicine })
change-dose-changed = { $days }: a las { $time } son <b>{ $after }</b> en vez de { $before }{ $medicine }
change-dose-added = { $days }: una dosis a las { $time }, <b>{ $after }</b>{ $medicine }
change-dose-removed = { $days }: ya no hay dosis a las { $time } (eran { $before }){ $medicine }
change-unit-changed = { $medicine }: las cantidades van ahora en { $unit }
change-medicine-added = Nuevo: { $medicine }, desde { $day }
change-medicine-removed = Ya no está en el plan: { $medicine }
change-end = { $medicine }: el último día es ahora { $day }
change-end-open = { $medicine }: sigue hasta una nueva orden
change-ending-changed = { $medicine }: cambió lo que viene después del último paso
change-instruction-changed = { $medicine }: cambiaron las indicaciones
change-making-changed = { $medicine }: cambió la forma o la concentración
change-as-needed-changed = { $medicine }: cambiaron las dosis para cuando haga falta
change-late-rule-changed = { $medicine }: cambió qué hacer con una dosis atrasada
change-zone-changed = Cambió la zona horaria
change-prescriber-changed = Cambió quién lo ordena
change-contacts-changed = Cambió a quién llamar
change-flags-changed = Cambiaron los datos médicos
change-review-dates-changed = Cambiaron las fechas de revisión
change-pause-criteria-changed = Cambió cuándo parar o llamar
change-service-added = Nuevo servicio: { $service }
change-service-removed = Ya no está en el plan: { $service }
change-service-changed = Cambió: { $service }
service-one-on-one-therapy = terapia individual
service-family-therapy = terapia familiar
service-support-group = grupo de apoyo
service-vocational-rehabilitation = rehabilitación laboral
service-educational-assistance = ayuda para estudiar
service-legal-assistance = ayuda legal
service-maintenance-medication = medicación de mantenimiento
service-relapse-prevention = plan para momentos difíciles
service-custom = otro servicio

## The patient's own plan

own-here = Tu plan está aquí.
own-changed = Tu plan ha cambiado.
own-same = Tu plan se firmó otra vez. No cambia nada.
own-from = Tu plan de { $prescriber }
own-starts = Tu plan empieza { $day } a las { $time }.
own-next-time = Tu plan ya empezó. La próxima hora es { $day } a las { $time }.
own-today = hoy
own-tomorrow = mañana
own-on = el { $day }
own-over = Todos los días de este plan han pasado.
own-what-changed = <b>Qué ha cambiado</b>
own-doses-today = <b>Hoy</b>
own-doses-on = <b>El { $day }</b>
own-medicine = { $medicine }: { $doses }
own-read = ✓ Anotado: lo leíste. Míralo cuando quieras con /plan.
button-plan-read = Lo leí
plan-newer = Hay un plan más nuevo. Mira /plan.

own-title = <b>Tu plan</b> de { $prescriber }
own-step = Paso { $step } de { $steps }, hasta { $day }
own-step-open = Paso { $step } de { $steps }, hasta una nueva orden
own-step-first = Empieza el { $day }:
own-today-doses = Hoy: { $doses }
own-next = Desde { $day }: { $doses }
own-after-zero = Después de { $day }: nada. Ahí termina tu orden.
own-after-maintenance = Después de { $day }: una dosis fija. { $prescriber } te dice cuál.
own-after-unsaid = Después de { $day }: pregunta a { $prescriber } qué sigue. Hazlo antes de ese día.
own-as-needed = Solo cuando haga falta: <b>{ $amount }</b>, como máximo { $most } al día{ $hours }. { $words }
own-as-needed-hours = , con al menos { $hours } horas entre una y otra
own-late = Si una dosis se atrasa. De { $author }: "{ $words }"
own-late-dated = Si una dosis se atrasa. De { $author }, { $day }: "{ $words }"
own-pause = Cuándo llamar:
own-questions = ¿Preguntas?
own-takes-over = Un plan nuevo empieza a valer el { $day }.
button-plan-picture = Ver todo el camino
button-wish-stay = Quedarme en esta dosis
button-wish-slower = Más lento
button-wish-faster = Más rápido
button-wish-question = Una pregunta sobre mi dosis
wish-stay = quedarte en esta dosis
wish-slower = ir más lento
wish-faster = ir más rápido
wish-question = una pregunta sobre tu dosis
own-waiting = Pediste: { $wish }. Tu equipo responde a más tardar el { $day }.
own-request-noted = Anotado: { $wish }. Se lo dije a tu equipo. Responde a más tardar el { $day }.
# Source: PRODUCT section 2: a request never changes the plan; status PD.
own-request-keep = Hasta entonces sigue la orden de { $prescriber }. No cambies la dosis por tu cuenta.
own-request-nobody = No se avisa a nadie, como elegiste. Por favor llama para preguntar.
# Source: PRODUCT section 2: reminders off is never "stop the medicine"; status PD.
own-ended = Los recordatorios de tu plan están apagados.
own-ended-keep = Tu medicina no se suspende. Sigue la orden de { $prescriber }.

## Staff: the plan of a case

plan-case-open = Plan
plan-case-none = No hay ningún plan activo. Para cargar uno, envía el archivo aquí.
plan-case-is-off = Los recordatorios se apagaron el { $day }. Eso no suspendió la medicina. ¿La orden sigue igual? Entonces enciéndelos: compárala y firma otra vez. ¿Se ordenó otra cosa? Entonces envía la orden nueva como archivo.
plan-case-on = Encender recordatorios…
plan-case-title = Caso { $case } · revisión { $revision }, firmada el { $day }
plan-case-read = ✓ El paciente lo leyó.
plan-case-unread = El paciente no ha confirmado que lo leyó.
plan-case-off = Apagar recordatorios…
plan-case-off-yes = Apagar recordatorios
plan-case-off-means = Esto apaga todos los recordatorios de este plan. No suspende la medicina: el paciente lee que la orden de { $prescriber } sigue en pie.
    ¿Se ordenó otra cosa, o la dosis debe quedarse igual? Entonces vuelve y envía la orden nueva como archivo. Los recordatorios siguen con ella.
plan-ended-now = Los recordatorios están apagados. { $name } leyó que la medicina no se suspende y que la orden de { $prescriber } sigue en pie.
plan-ended-later = Los recordatorios están apagados. { $name } aún no ha entrado. La orden de { $prescriber } sigue en pie.
plan-ended-not-reached = Los recordatorios están apagados. { $name } no recibe mensajes ahora. Dile que la orden de { $prescriber } sigue en pie.
task-request-stay = pide quedarse en esta dosis
task-request-slower = pide ir más lento
task-request-faster = pide ir más rápido
task-request-question = tiene una pregunta sobre la dosis
upcoming-plan-ends-soon = Una tarea: el plan termina por encima de cero en 7 días
upcoming-plan-ends-today = Una alerta: el plan termina hoy por encima de cero

## How many tablets

supply-whole = Para todo el plan: { $amounts }
supply-whole-open = Hasta el último paso y sus primeras 4 semanas: { $amounts }
supply-unknown = No se puede contar cuántas tabletas hacen falta: la orden no nombra tamaños que formen cada dosis.
supply-refill = { $first } a { $last }: { $amounts }
supply-nothing = nada
supply-how-long = ¿Cuánto dura una entrega? Cada tramo se cuenta por separado.
supply-days = { $days } días
