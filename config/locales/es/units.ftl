### Units that are words, one and several. Signs (mg, mL) are the same in every language.

unit-tablet-one = tableta
unit-tablet-several = tabletas
unit-capsule-one = cápsula
unit-capsule-several = cápsulas
unit-drop-one = gota
unit-drop-several = gotas
unit-unit-one = unidad
unit-unit-several = unidades
unit-packet-one = sobre
unit-packet-several = sobres
