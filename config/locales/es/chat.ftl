### Menús, teclados y lo que no es de ninguna sala.

key-today = Hoy
key-checkin = Mi registro
key-plan = Plan
key-help = Ayuda ya
key-alerts = Alertas
key-caseload = Pacientes
key-load-plan = Cargar plan
key-invite = Invitar

group-leaving = Solo trabajo en chats privados. Salgo de este grupo ahora. No guardé nada de lo que escribieron aquí.
    ¿Necesitas ayuda ya? Escríbeme a solas y envía /help_now.
button-old = Este botón es muy antiguo. Usa el menú de abajo.
failed = Algo falló de mi lado. Prueba otra vez. ¿Necesitas ayuda ya? Envía /help_now.

menu-stranger = Soy un asistente de recordatorios. Para empezar, abre el enlace de tu equipo de salud.
    ¿Necesitas ayuda ya? Envía /help_now.
menu-patient = No entendí eso. Usa los botones de abajo.
    ¿Necesitas ayuda ya? Toca <b>Ayuda ya</b>.
menu-staff = No entendí eso. Usa los botones de abajo o envía /help.

help-stranger = ¿Necesitas ayuda ya? Envía /help_now.

    Soy un asistente de recordatorios para personas que dejan una medicina con apoyo médico.
    Para empezar, abre el enlace de tu equipo de salud.

    /learn – sobre la medicina
    /help_now – números para llamar
    /privacy – lo que guardo
help-patient = ¿Necesitas ayuda ya? Envía /help_now.

    /today – lo que toca hoy
    /plan – tu plan
    /checkin – dime cómo estás
    /history – tu gráfico
    /aftercare – servicios y citas
    /recovery – los días que cuentas
    /cope – tu plan de apoyo
    /learn – sobre tu medicina
    /supporter – personas que te apoyan
    /help_now – números para llamar
    /hospital – si estás en un hospital
    /settings – idioma, horas, país
    /consent – lo que aceptaste
    /privacy – lo que guardo
    /export – una copia de tus datos
    /delete – borrar tus datos
help-staff = ¿Necesitas ayuda ya? Envía /help_now.

    /alerts – alertas abiertas
    /caseload – pacientes y tareas
    /oncall – a quién se avisa primero
    /cover – quién atiende a mis pacientes si no estoy
    /review – revisión de seguridad de la semana
    /invite – invitar a un paciente
    Para cargar un plan, envía el archivo aquí.

    /settings – idioma y zona horaria
    /help_now – números para llamar
    /privacy – lo que guardo

command-start = Empezar
command-today = Lo que toca hoy
command-plan = Tu plan
command-checkin = Contar cómo estás
command-learn = Sobre tu medicina
command-help_now = Números para llamar ya
command-settings = Idioma, horas, país
command-consent = Lo que aceptaste
command-privacy = Lo que se guarda de ti
command-export = Una copia de tus datos
command-delete = Borrar tus datos
command-help = Lo que se puede hacer aquí
command-alerts = Alertas abiertas
command-caseload = Pacientes y tareas
command-oncall = A quién se avisa primero
command-cover = Quién atiende a mis pacientes
command-review = Revisión de seguridad de la semana
command-invite = Invitar a un paciente
