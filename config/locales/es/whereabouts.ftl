### Dónde está una persona: en el hospital, otra vez en casa, con otro equipo, murió; y la fase de atención.

command-hospital = Estoy en el hospital
button-hospital = Estoy en el hospital
button-hospital-yes = Sí, estoy en el hospital
button-home = Ya estoy en casa
button-mistake = Fue un error
hospital-sure = ¿Estás en el hospital ahora? Entonces paro mis recordatorios y muestro tu plan para el personal.
hospital-stopped = Mis recordatorios pararon. Muestra al personal el plan de abajo. Toca <b>Ya estoy en casa</b> cuando vuelvas.
hospital-already = Me dijiste que estás en el hospital. Mis recordatorios pararon.
hospital-not = Está bien. Todo sigue como antes.
# Fuente: FACTS 2.0 (PD).
hospital-show = <b>Para el personal del hospital</b>
    Estoy bajando { $drugs }. Esta es la orden de { $prescriber }. Por favor, pregunten a { $prescriber } antes de cambiarla o pararla.
# Fuente: PRODUCT sección 2 (PD).
home-paper = <b>Sigue el papel del hospital.</b>
home-call = <b>Llama hoy a { $name }: { $phone }.</b>
home-call-doctor = <b>Llama hoy a tu médico.</b>
home-no-doses = No te recuerdo dosis hasta que tu equipo ponga un plan nuevo. Tu medicina no está parada.
home-already = Ya estás en casa. Nada cambió.
where-told = Le avisé a { $name }.
where-nobody-told = No le avisé a nadie en { $name }, como tú querías.
where-not-now = Esto no se puede cambiar aquí.
today-in-hospital = Estás en el hospital. No te recuerdo dosis ahora. Pregunta al personal de allí por cada dosis.
today-home-again = No muestro dosis hasta que tu equipo ponga un plan nuevo. Sigue el papel del hospital.

button-where = Dónde está
where-card = Caso { $case }: <b>{ $state }</b>
where-phase = Fase de atención: { $phase }
where-home-since = Volvió del hospital. No se recuerdan dosis hasta que se firme un plan nuevo. «Con nosotros» dice que el plan vale tal cual.
phase-none = sin fase
phase-detox = desintoxicación
phase-inpatient = internación
phase-outpatient = ambulatoria
phase-aftercare = seguimiento
button-where-active = Con nosotros, el plan vale
button-where-hospital = En el hospital
button-where-elsewhere = Otro equipo
button-where-left = Dejó el programa
button-where-died = Murió
button-where-back = Volver
button-where-died-sure = Sí, murió
button-where-died-very-sure = Sí, para siempre
where-died-sure = ¿Murió { $name }, caso { $case }?
where-died-very-sure = Confirma otra vez, por favor: { $name }, caso { $case }. Nunca más se envía nada a este chat. No se puede deshacer.
where-died-done = Anotado. Nunca más se envía nada al caso { $case }. Las alertas abiertas quedan hasta que las cierres.
where-patient-active = Tu equipo de { $name } anotó que estás otra vez con ellos. Mis recordatorios siguen.
where-patient-in-hospital = Tu equipo de { $name } anotó que estás en el hospital. Mis recordatorios paran. Toca el botón cuando estés en casa.
where-patient-left = Tu equipo de { $name } anotó que dejaste el programa. Mis recordatorios paran. «Ayuda ya» sigue funcionando. Envía /start para volver.
where-patient-elsewhere = Tu equipo de { $name } anotó que otro equipo te cuida ahora. Mis recordatorios paran. «Ayuda ya» sigue funcionando.
