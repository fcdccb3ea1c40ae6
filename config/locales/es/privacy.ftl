### /privacy, /export, /delete. Hechos: FACTS, sección 7.

privacy-title = <b>Privacidad en { $programme }</b>
privacy-what-supporter = <b>Qué se guarda.</b> El nombre con que te invitaron. Tu idioma y país. Lo que escribes aquí, durante 7 días. Lo que puedes saber de la persona que apoyas, y hasta cuándo.
privacy-what = <b>Qué se guarda.</b> Tu nombre y teléfono, como los dio la clínica. Tu idioma, país, zona horaria y plan. Tus respuestas, registros y avisos. Lo que aceptaste, y quién hizo qué y cuándo. No pido los contactos de tu teléfono. Un lugar que compartes se convierte en zona horaria y no se guarda.
privacy-who = <b>Quién lo lee.</b> Tu equipo de { $programme }, hasta donde aceptaste: /consent. Horario en que leen: { $hours }. Quienes manejan la computadora de este programa tienen su llave. Nadie más. No hay publicidad. Ningún servicio externo recibe tus palabras.
privacy-who-supporter = <b>Quién lo lee.</b> La persona que apoyas ve tu nombre. El equipo de { $programme } ve que hay una persona de apoyo, no quién es. Nadie allí lee lo que escribes aquí. Quienes manejan la computadora de este programa tienen su llave. Nadie más. No hay publicidad. Ningún servicio externo recibe tus palabras.
privacy-telegram = <b>Telegram.</b> Tus mensajes pasan por Telegram y quedan en tu chat ahí. Los chats con bots no van cifrados de extremo a extremo. Telegram tiene su propia política de privacidad.
privacy-how-long = <b>Cuánto tiempo.</b> Los mensajes originales se borran aquí a los 7 días. Lo demás queda mientras participas. Si te vas, se borra después de { $days } días, o enseguida con /delete. Lo privado se guarda cifrado, y la llave está aparte.
# 42 CFR Part 2 (FACTS section 7, R:P1-P3): the English line is quoted from the rule and is not translated alone.
privacy-part2 = <b>Regla de Estados Unidos.</b> Si un programa recibe ayuda federal para tratar el uso de sustancias, 42 CFR part 2 protege estos registros. Llegan a otros solo si aceptas por escrito, o si la ley lo permite. No pueden usarse contra ti en un juicio sin tu permiso o una orden de un juez.
privacy-part2-line = 42 CFR part 2 prohibits unauthorized use or disclosure of these records. (La regla 42 CFR part 2 prohíbe usar o divulgar estos registros sin autorización.)
privacy-yours = <b>Qué puedes hacer.</b> /export – una copia de tus datos. /consent – cambiar lo que aceptaste. /delete – borrar tus datos.
privacy-yours-supporter = <b>Qué puedes hacer.</b> /export – una copia de tus datos. /delete – dejar de apoyar y borrar tus datos.
privacy-contact = ¿Preguntas, o algo salió mal con tus datos? Habla con { $programme }. Debe avisarte si alguien sin permiso vio tus datos.
privacy-contact-phone = ¿Preguntas, o algo salió mal con tus datos? Llama a { $programme }: <b>{ $phone }</b>. Debe avisarte si alguien sin permiso vio tus datos.
privacy-stranger = No has ingresado. No guardo datos tuyos, solo lo que escribes aquí, durante 7 días.
    ¿Necesitas ayuda ya? Envía /help_now.
privacy-staff = Esto es para pacientes. Pregunta a administración por tus propios datos.

export-caption = Tus datos. El archivo JSON lo contiene todo. Los archivos CSV se abren en una hoja de cálculo. Guárdalos en un lugar seguro.
export-pass-on = ¿Se los das a alguien? Esta línea va con ellos: { $line }

delete-what = <b>¿Borrar tus datos?</b> Se van para siempre: tu nombre, teléfono, plan, respuestas, registros, las palabras de tus avisos y tus mensajes aquí. Los recordatorios terminan.
delete-what-supporter = <b>¿Borrar tus datos?</b> Se van para siempre: tu nombre, idioma, país y tus mensajes aquí. Ya no apoyas a nadie aquí. La persona que apoyas se entera de que ya no estás.
delete-kept = <b>Lo que queda.</b> La ley puede pedir a { $programme } que guarde algunos datos: Que participaste. Lo que aceptaste. Que hubo alertas. Quién hizo qué y cuándo. Yo no puedo borrar sus propios registros. Las copias de respaldo se van cuando se borran los respaldos.
delete-alert = <b>Hay una alerta abierta sobre ti.</b> Queda, con tu nombre y teléfono, hasta que el equipo la cierre. Después también se borran.
delete-go-on = Borrar
delete-keep = Conservar todo
delete-copy = Antes, una copia
delete-only-leave = Solo parar los mensajes
delete-really = ¿Seguro? Esto no se puede deshacer.
delete-sure = Sí, borrar todo
delete-kept-all = No se borró nada.
delete-done-short = Borrado.
delete-done = <b>Tus datos se borraron.</b> Para vaciar también este chat en tu teléfono, usa "Borrar chat" en Telegram.
delete-done-alert = La alerta abierta queda hasta que el equipo la cierre.
delete-done-help = ¿Necesitas ayuda, ahora o después? Envía /help_now. Funciona sin ingresar.
