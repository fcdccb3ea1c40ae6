### /recovery y /cope. Palabras de FACTS sección 8; sin elogios por obedecer, nada que cuente hasta cero.

command-recovery = Los días que cuentas, y «consumí»
command-cope = Tu plan de apoyo

recovery-title = <b>Tu recuperación</b>
recovery-none = Aquí puedes contar días que te importan. Tú eliges qué contar. Lo que logras se queda.
recovery-days-use = Desde el último consumo: <b>{ $days } días</b> (desde el { $day })
recovery-days-use-one = Desde el último consumo: <b>1 día</b> (desde el { $day })
recovery-days-dose = Desde la última dosis: <b>{ $days } días</b> (desde el { $day })
recovery-days-dose-one = Desde la última dosis: <b>1 día</b> (desde el { $day })
recovery-days-start = Desde que empecé: <b>{ $days } días</b> (desde el { $day })
recovery-days-start-one = Desde que empecé: <b>1 día</b> (desde el { $day })
recovery-reached = Llegaste a: { $days } días
recovery-reached-use = Desde el último consumo, llegaste antes a: { $days } días. Eso se queda.
recovery-reached-dose = Desde la última dosis, llegaste antes a: { $days } días. Eso se queda.
recovery-reached-start = Desde que empezaste, llegaste antes a: { $days } días. Eso se queda.
recovery-next = Sigue: { $days } días, el { $day }
# Told by itself on that day; discreet, the count is behind a tap.
recovery-milestone = Llegó un día que cuentas.
# The goals stand in the aftercare plan, in the person's own words.
recovery-goals = <b>Mis metas</b>
recovery-goal = · { $words }
recovery-count-what = ¿Qué quieres contar?
recovery-since-use = ¿Cuándo consumiste por última vez? Toca un día. O escribe una fecha como 2026-11-01, o hace cuántos días.
recovery-since-dose = ¿Cuándo fue tu última dosis? Toca un día. O escribe una fecha como 2026-11-01, o hace cuántos días.
recovery-since-start = ¿Cuándo empezaste? Toca un día. O escribe una fecha como 2026-11-01, o hace cuántos días.
recovery-day-unknown = No pude leer ese día. Escribe una fecha como 2026-11-01, o un número de días, como 12.
# Fuente: FACTS 8; PRODUCT sección 4: una vuelta al consumo no borra nada (PD).
recovery-used-kept = Lo que lograste se queda. Un tropiezo no es el fin. Llamar a alguien de confianza puede ayudar ahora.

button-count = Días que cuento
button-used = Consumí
button-count-use = Desde el último consumo
button-count-dose = Desde la última dosis
button-count-start = Desde que empecé
button-count-today = Hoy
button-count-yesterday = Ayer
button-count-stop = Ya no contar esto
button-count-anew = Contar desde hoy

button-cope = Mi plan de apoyo
cope-title = <b>Mi plan de apoyo para momentos difíciles</b>
cope-none = Aún no tiene nada. Escribe una parte ahora, en calma. Es para ti: el equipo no lo ve.
cope-hard = ¿Es difícil ahora? Toca <b>Ayuda ya</b>, o llama a alguien de tu lista.
cope-kept = Guardado.
cope-near = Tu plan de apoyo está a un toque.
cope-title-signs = <b>Mis señales de alerta</b>
cope-title-helps = <b>Lo que me ayuda</b>
cope-title-people = <b>A quién puedo llamar</b>
cope-title-reasons = <b>Mis razones</b>
button-cope-signs = Señales de alerta
button-cope-helps = Lo que me ayuda
button-cope-people = A quién llamar
button-cope-reasons = Mis razones
cope-ask-signs = ¿Qué te avisa de que se pone difícil? Escríbelo con tus palabras.
cope-ask-helps = ¿Qué te ha ayudado antes? Escríbelo con tus palabras.
cope-ask-people = ¿A quién puedes llamar? Escribe nombres y números.
cope-ask-reasons = ¿Por qué lo haces? Escríbelo con tus palabras.
