"""heap: when Python looks for garbage, and through what.

Belongs here: that alone. Called by whatever runs the program for long (service.py, the bench).

Looking through the rules and texts again and again took a fifth of the time of a reminder, and now and then kept
everybody waiting for a tenth of a second.
"""

import gc

EVERY = 10_000
"""So many more objects are made than went before the young ones are looked through. Python's own 700 saves some
megabytes, and costs a tenth of the time of a reminder."""


def all_is_read() -> None:
    """What is in memory now stays for good and is not looked through any more; what comes is, less often."""
    gc.freeze()
    gc.set_threshold(EVERY, 10, 10)
    gc.enable()
