### El ingreso: desde el enlace hasta "Todo listo". Fuente de lo que debe decirse: FACTS, sección 7 (texto de consentimiento).

hours-none = cuando pueden, sin horario fijo
hours-every-day = todos los días
hours-days = { $first } a { $last }
hours-span = { $days }, de { $opens } a { $closes }

joining-welcome = Te damos la bienvenida. Este es el asistente de recordatorios de <i>{ $programme }</i>.
joining-welcome-from = Te damos la bienvenida. Este es el asistente de recordatorios de <i>{ $programme }</i>. { $inviter } te invitó.
joining-what = Puedo recordarte lo que planeó tu médico. Una vez al día te pregunto cómo estás. Te muestro dónde pedir ayuda.
joining-what-staff = Trabajarás aquí como { $role }. Te traigo alertas y tareas.
role-admin = administración
role-case_manager = gestor de casos
joining-language = ¿Qué idioma?
joining-adult = ¿Tienes { $age } años o más?
joining-yes = Sí
joining-no = No
joining-too-young = Este programa es solo para personas de { $age } años o más. No guardé nada de lo que me dijiste.
    Habla con un adulto de confianza o con la clínica.
joining-too-young-phone = La clínica: <b>{ $phone }</b>
joining-too-young-slip = ¿Tocaste No por error? Abre el enlace otra vez.

# FACTS section 7: not monitored 24/7, not an emergency service, who can read it, how to leave, how to delete.
joining-read = <b>Lee esto primero, por favor.</b>
    · Soy un programa. En { $programme } hay personas que leen esto: { $hours }.
    · En una emergencia llama al { $emergency }, no a mí.
    · Los mensajes a bots no van cifrados de extremo a extremo.
    · Puedes irte cuando quieras. Tus respuestas aquí se borran si lo pides. La clínica guarda lo que exige la ley: /privacy.
joining-read-more = <b>Quién puede leer qué.</b> Tu equipo ve tus respuestas solo si dices que sí en la página siguiente. Quienes manejan la computadora de este programa tienen su llave. Telegram lleva cada mensaje y podría leerlo. En tu teléfono, usa un bloqueo de pantalla y oculta las vistas previas.

    <b>Lo que no soy.</b> No soy un servicio de emergencia. No doy consejos médicos. Nunca cambio tu medicina.

    <b>Cómo irte.</b> Envía /delete. O retira un solo sí con /consent. Es tan fácil como darlo.

    <b>Lo que se borra.</b> Tu nombre, teléfono, plan, respuestas y mensajes aquí.
    <b>Lo que la clínica debe guardar.</b> Que participaste, lo que aceptaste, y quién hizo qué y cuándo. Yo no puedo borrar sus propios registros en papel o computadora.

    <b>Tus derechos.</b> Envía /export para recibir una copia de tus datos. En Estados Unidos, la regla 42 CFR part 2 puede proteger estos registros. Entonces llegan a otros solo si aceptas, o si la ley lo permite.
joining-more = Más
joining-reminders = ¿Puedo recordarte y preguntarte cómo estás?
joining-yes-start = Sí, empezar
joining-not-now = Ahora no
joining-not-now-said = Está bien. No hay nada activado y no se enviará nada. Cuando quieras, toca el botón o envía /start.
    ¿Necesitas ayuda ya? Envía /help_now.

# 42 CFR 2.31: who, what, to whom, why, until when, the right to take it back.
joining-sharing = ¿Puede tu equipo de { $programme } ver tus respuestas? Así pueden ayudarte mejor. Vale hasta que lo retires con /consent o te vayas.
    Si dices que no, nadie se entera cuando cuentes algo grave.
joining-share-yes = Sí, compartir
joining-share-danger = Solo si estoy en peligro
joining-share-no = No, solo para mí

joining-name = ¿Cómo te llamas? Escríbelo como deben leerlo los pacientes.
joining-name-bad = Escribe un nombre de 60 letras como máximo.
joining-country = ¿Dónde estás? Lo necesito para darte los números de emergencia correctos.
joining-other = Otro…
joining-country-type = Escribe el nombre de tu país. O toca uno:
joining-country-found = ¿Cuál?
joining-country-unknown = No conozco ese país. Escribe su nombre en español o en inglés.
joining-zone = ¿Qué hora es donde estás?
joining-zone-type = Escribe el nombre de una ciudad grande cerca de ti, o la hora de tu reloj (como { $example }).
    También puedes enviar aquí tu ubicación: la convierto en una zona horaria y no la guardo.
joining-zone-found = ¿Cuál?
joining-zone-unknown = No conozco esa ciudad. Escribe una ciudad más grande cerca de ti, o la hora de tu reloj (como { $example }).
joining-zone-no-place = No encontré una zona horaria ahí. Escribe el nombre de una ciudad grande cerca de ti.
joining-checkin = ¿A qué hora te pregunto cómo estás?
joining-checkin-type = Escribe la hora, como 8:30 o 20:15.
joining-checkin-unknown = No puedo leer esa hora. Escríbela como 8:30 o 20:15.
joining-tap-please = Toca uno de los botones, por favor.

joining-saved = Guardado. Te preguntaré cada día a las { $time }.
joining-arrival = Último paso: toca cuando veas esto. Así sé que mis mensajes te llegan.
joining-see-it = Lo veo
joining-arrived = Gracias. Mis mensajes te llegan.
joining-arrived-before = Ya lo habías tocado. Todo está bien.
joining-all-set = <b>Todo listo.</b> Te preguntaré cada día a las { $time } cómo estás.
joining-all-set-plan = <b>Todo listo.</b> Tu plan empieza: { $day } a las { $time }.
joining-all-set-now = <b>Todo listo.</b> Tu plan ya empezó. Su próxima hora es { $time }.
joining-all-set-help = Toca <b>Ayuda ya</b> cuando algo no se sienta bien. Envía /settings para cambiar lo que quieras.
joining-all-set-staff = <b>Todo listo, { $name }.</b> Aquí llegan alertas y tareas. Deja activado el sonido de este chat.
    Envía /help para ver lo que puedes hacer.

joining-answered = Ya respondiste esto. Envía /settings o /consent para cambiarlo.
joining-not-yours = Este botón no es para este chat.
joining-first = Termina primero el ingreso, por favor.
joined-already = Todo está listo. Usa los botones de abajo cuando quieras.
joined-link = Este chat ya ingresó. El enlace no se usó.
left-back = Te fuiste. No se te envía nada. Tus datos siguen aquí. Para borrarlos enseguida, envía /delete.
left-come-back = Volver
left-welcome-back = Qué bueno que volviste. Desde ahora te recuerdo otra vez.
left-welcome-back-off = Qué bueno que volviste. Tus recordatorios y registros siguen apagados.

link-unknown = Este enlace no funciona. Pide uno nuevo a tu equipo de salud.
    ¿Necesitas ayuda ya? Envía /help_now.
link-used = Este enlace ya se usó. Un enlace sirve para una persona, una vez. Pide uno nuevo a tu equipo de salud.
    ¿Necesitas ayuda ya? Envía /help_now.
link-expired = Este enlace es muy antiguo. Pide uno nuevo a tu equipo de salud.
    ¿Necesitas ayuda ya? Envía /help_now.
link-too-many = Demasiados enlaces que no funcionan. Espera una hora o pregunta a tu equipo de salud.
    ¿Necesitas ayuda ya? Envía /help_now.
