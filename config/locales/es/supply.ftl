### Lo que queda en casa según la propia cuenta, y cuándo pedir más.

command-supply = Lo que te queda

supply-title = <b>Lo que te queda</b>
supply-how = Cuenta otra vez cuando consigas más. Una dosis sin respuesta cuenta aquí como tomada.
supply-not-counted = { $medicine }: sin contar
supply-enough = { $medicine }: alcanza por ahora
supply-lasts = { $medicine }: alcanza hasta el { $day }. La dosis de las { $time } de ese día ya no está.
supply-ask = ¿Cuántas { $item } tienes ahora? Escribe un número, como 24 o 12,5.
supply-ask-again = Escribe un número, como 24 o 12,5.
supply-item = { $unit }
supply-item-of = { $unit } de { $strength }
supply-cannot = Esto no lo puedo contar. Pregunta en la farmacia cuánto dura.
button-supply-count = Contar ahora
button-supply-count-one = Contar: { $medicine }
button-supply-more = Tengo más
# Fuente: FACTS 1.1.
supply-label = Primero mira el frasco. ¿Dice la etiqueta { $amount } en { $volume }?
button-supply-same = Sí, lo mismo
supply-label-other = No tomes nada de este frasco antes de preguntar.{ $contact }
# Fuente: PRODUCT "A slot's day".
supply-soon = Es hora de pedir más. Según tu cuenta alcanza hasta el { $day }.
supply-gone = Según tu cuenta la dosis de las { $time } ya no está. ¿Tienes más?
supply-gone-call = No tengo respuesta. ¿Ya no queda nada? Llama ahora.{ $contact }
task-other-strength = la etiqueta del frasco dice otra concentración: llamar
