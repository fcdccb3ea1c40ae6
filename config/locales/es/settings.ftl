### /settings y /consent.

settings-title = <b>Ajustes</b>
settings-line-language = Idioma: { $value }
settings-line-country = País: { $value }
settings-line-zone = Zona horaria: { $value }
settings-line-checkin = Registro: { $value }
settings-line-discreet = Recordatorios discretos: { $value }
settings-line-reminders = Recordatorios y registros: { $value }
settings-on = sí
settings-off = no
settings-line-simple = Dos botones grandes: { $value }
settings-simple-on = Solo dos botones grandes
settings-simple-off = Todos los botones a la vez
simple-set = Ahora muestro dos botones grandes. Toca Más para ver el resto.
simple-ended = Muestro otra vez todos los botones.
simple-more = Más
settings-language = Idioma
settings-country = País
settings-zone = Zona horaria
settings-checkin = Hora del registro
settings-discreet-off = Mostrar la medicina de una vez
settings-discreet-on = Ocultar hasta que yo toque
settings-reminders-off = Apagar recordatorios
settings-reminders-on = Activar recordatorios
settings-language-set = Ahora hablo español contigo.
settings-located = ¿Es esta tu zona horaria? Entonces tócala.
settings-join-first = Estos ajustes son para quienes ya ingresaron. Abre primero el enlace de tu equipo de salud.
    ¿Necesitas ayuda ya? Envía /help_now.

consent-title = <b>Lo que aceptaste</b>
consent-line-reminders = Recordatorios y registros: <b>{ $answer }</b> ({ $day })
consent-line-sharing = Tu equipo ve tus respuestas: <b>{ $answer }</b> ({ $day })
consent-how = Puedes cambiar cada uno cuando quieras. Todas tus respuestas anteriores quedan anotadas.
consent-answer-none = aún sin preguntar
consent-answer-yes = sí
consent-answer-no = no
consent-answer-in_danger = solo si estoy en peligro
consent-reminders-stop = Apagar recordatorios y registros
consent-reminders-on = Activar recordatorios y registros
consent-reminders-off = Los recordatorios y registros están apagados. No te escribiré por mi cuenta. Ayuda ya sigue funcionando.
consent-reminders-are-on = Los recordatorios y registros están activos.
consent-medicine-goes-on = Tu medicina no se suspende. Sigue la orden de tu médico.
consent-medicine-goes-on-by = Tu medicina no se suspende. Sigue la orden de { $prescriber }.
consent-sharing-change = Cambiar lo que ve mi equipo
consent-change = Cambiar
consent-sharing-set-yes = Guardado. Tu equipo de { $programme } puede ver tus respuestas.
consent-sharing-set-in_danger = Guardado. Tu equipo de { $programme } solo se entera de avisos urgentes y de emergencia.
consent-sharing-set-no = Guardado. Desde ahora nadie en { $programme } se entera de lo que cuentas. Una alerta que está abierta sigue abierta hasta que el equipo la cierre.
consent-leave = Irme del programa
consent-patients-only = Esto es para pacientes que ya ingresaron. ¿Necesitas ayuda ya? Envía /help_now.

left-said = Te fuiste del programa. Ya no se te envía nada. Ayuda ya sigue funcionando.
left-how = Vuelves con un toque. Tus datos aquí se borran después de { $days } días, o enseguida: envía /delete.
settings-line-heads-up = Aviso antes de una dosis: { $value }
settings-heads-up = Aviso antes de una dosis
settings-heads-up-ask = ¿Te aviso un poco antes de cada dosis?
settings-heads-up-minutes = { $minutes } min antes
