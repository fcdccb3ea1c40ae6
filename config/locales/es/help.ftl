### Botones y respuestas cortas en torno a la ayuda. Lo que cuenta médicamente está en guidance.ftl.

help-copy = Copiar { $number }
help-calling = Estoy llamando
help-cannot-call = No puedo llamar
help-someone-here = Hay alguien conmigo
help-other-country = Estoy en otro país
help-need = Necesito ayuda ya
help-ok = Estoy bien
help-better = Mejor
help-same = Igual
help-worse = Peor
help-tell = Avisar a { $name } ya
help-tell-not = No
help-country-which = ¿En qué país estás?
help-country-not-listed = No está en la lista
help-noted = Anotado.
help-nobody-told = Nadie lo sabe todavía.
help-nobody-told-kept = Está bien. Nadie lo sabe. Los números de arriba son para ti.
help-told = Estoy avisando al equipo de { $name }. No esperes por ellos.
help-told-already = Ya estoy avisando al equipo de { $name }.
help-too-old = Esta pregunta es muy antigua. ¿Necesitas ayuda ya? Envía /help_now.
help-follow-up-noted = Gracias por contármelo.
help-repeat-note = Puede que veas esto dos veces.
