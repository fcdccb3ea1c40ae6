# The test message of `taperline doctor --message`, to whoever is on call.
doctor-test = This is a test. Nobody needs help. Please tap the button, so that we know alerts reach you.
doctor-test-button = I see this
doctor-test-seen = Thank you. The test worked: alerts reach you here.
