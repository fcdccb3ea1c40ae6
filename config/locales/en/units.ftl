### Units that are words, one and several. Signs (mg, mL) are the same in every language.

unit-tablet-one = tablet
unit-tablet-several = tablets
unit-capsule-one = capsule
unit-capsule-several = capsules
unit-drop-one = drop
unit-drop-several = drops
unit-unit-one = unit
unit-unit-several = units
unit-packet-one = packet
unit-packet-several = packets
