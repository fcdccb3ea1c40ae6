### Personas de apoyo: a quién deja entrar un paciente, y qué lee. Nunca un síntoma, una medicina o el tipo de cita.

## El paciente

supporter-title = <b>Personas que te apoyan</b>
supporter-nobody = Nadie todavía.
supporter-line = { $name }: horas de citas, hasta el { $day }
supporter-line-check-on = { $name }: horas de citas, ver cómo estás, hasta el { $day }
supporter-new = Invitar a alguien
supporter-end = Terminar: { $name }
supporter-name = ¿Cómo se llama esa persona? Escribe un nombre.
supporter-scope = ¿Qué puede saber { $name }?
supporter-scope-t = Horas de mis citas
supporter-scope-c = Horas, y ver cómo estoy
supporter-how-long = ¿Por cuánto tiempo? Puedes terminarlo cuando quieras.
supporter-days-30 = 30 días
supporter-days-90 = 90 días
supporter-days-365 = 1 año
supporter-may = <b>¿Puede { $name } saber esto por { $days } días?</b>
supporter-may-times = · Cuándo tienes citas. Nunca de qué tipo.
supporter-may-check-on = · En una emergencia: que pediste que vea cómo estás. Nunca por qué.
supporter-may-never = Nunca ve tus respuestas, tu medicina ni tu plan.
supporter-may-end = Puedes terminar esto cuando quieras. No se le avisa. ¿No te sientes a salvo con esa persona? Toca No.
supporter-yes = Sí, invitar
supporter-no = No
supporter-not-invited = De acuerdo. No se invitó a nadie.
supporter-invited = Envía el mensaje que sigue a { $name }, o deja que apunte la cámara a la imagen.
supporter-ended = Terminado. Ya no ve nada, y no se le avisó.
supporter-most = Tienes 5 personas aquí. Termina primero con una.

## La persona de apoyo

joining-what-supporter = Alguien te pidió apoyo. Aquí ves cuándo tiene citas. También puede pedir que veas cómo está.
supporter-all-set = <b>Todo listo.</b> Gracias por estar ahí.
supporter-times = Citas de { $name } en los próximos 14 días:
supporter-times-none = { $name } no tiene citas en los próximos 14 días.
supporter-time = · { $day }, { $time }
supporter-nothing = No hay nada que mostrar ahora.
supporter-help = En una emergencia no me esperes: toca <b>Ayuda ya</b>. Para leer más, envía /learn.
supporter-check-on = { $name } pidió que veas cómo está.
supporter-not-you = Esto es para quien apoya a alguien.
supporter-gone = { $name } ya no está aquí. No recibe mensajes sobre ti. Mira /supporter.
key-appointments = Citas
menu-supporter = No entendí eso. Usa los botones de abajo.
    ¿Necesitas ayuda ya? Toca <b>Ayuda ya</b>.
help-supporter = ¿Necesitas ayuda ya? Envía /help_now.

    /appointments – cuándo son
    /learn – sobre la medicina
    /settings – idioma, país
    /help_now – números para llamar
    /privacy – lo que guardo
    /export – una copia de tus datos
    /delete – dejar de apoyar

## El equipo

supporters-suspend = Suspender apoyos
supporters-allow = Permitir apoyos otra vez
supporters-suspended = Los apoyos del caso { $case } están suspendidos. No se avisó a nadie.
supporters-allowed = Los apoyos del caso { $case } tienen permiso otra vez.
case-supporter-some = Apoyos: { $count }
case-supporter-suspended = Apoyos: { $count }, suspendidos
command-appointments = Cuándo son las citas
command-supporter = Personas que te apoyan
