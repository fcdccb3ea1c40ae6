### Words on pictures that are drawn.

picture-title = { $medicine }
picture-unit = { $unit } a day
picture-here = you are here
