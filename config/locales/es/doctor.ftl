# El mensaje de prueba de `taperline doctor --message`, para quien está de guardia.
doctor-test = Esto es una prueba. Nadie necesita ayuda. Toca el botón, por favor, para que sepamos que las alertas te llegan.
doctor-test-button = Lo veo
doctor-test-seen = Gracias. La prueba funcionó: las alertas te llegan aquí.
