### Words on pictures that are drawn.

picture-title = { $medicine }
picture-unit = { $unit } al día
picture-here = aquí estás
