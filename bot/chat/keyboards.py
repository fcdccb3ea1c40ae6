"""chat/keyboards: the keyboard of four that always stands under the chat, and the commands Telegram lists.

Belongs here: which words stand on it for whom. Not here: what they do (application.py).
"""

from bot.caseload.people import Person
from bot.caseload.permissions import Role
from bot.sending import Keyboard
from bot.texts.catalog import Texts

PATIENT_KEYS = ("key-today", "key-checkin", "key-plan", "key-help")
SIMPLE_KEYS = ("key-today", "key-help")
SUPPORTER_KEYS = ("key-appointments", "key-help")
STAFF_KEYS = ("key-alerts", "key-caseload", "key-load-plan", "key-invite")

PATIENT_COMMANDS = (
    "today", "plan", "checkin", "history", "supply", "aftercare", "recovery", "cope", "learn", "supporter",
    "help_now", "hospital", "settings", "consent", "privacy", "export", "delete", "help",
)  # fmt: skip
STAFF_COMMANDS = (
    "alerts", "caseload", "oncall", "cover", "review", "invite", "template", "help_now", "settings", "privacy", "help",
)  # fmt: skip
SUPPORTER_COMMANDS = ("appointments", "learn", "help_now", "settings", "privacy", "export", "delete", "help")
STRANGER_COMMANDS = ("start", "learn", "help_now", "privacy", "help")


def commands_of(role: Role | None) -> tuple[str, ...]:
    """The commands that somebody with `role` (None: a stranger) is shown."""
    if role is None:
        return STRANGER_COMMANDS
    if role is Role.SUPPORTER:
        return SUPPORTER_COMMANDS
    return STAFF_COMMANDS if role.is_staff else PATIENT_COMMANDS


def standing(person: Person | None, texts: Texts) -> Keyboard | None:
    """The keyboard of `person`; None for a stranger, who gets no keyboard."""
    if person is None:
        return None
    if person.role is Role.SUPPORTER:
        return (tuple(texts.label(key) for key in SUPPORTER_KEYS),)
    if person.role is Role.PATIENT and person.simple_mode:
        return tuple((texts.label(key),) for key in SIMPLE_KEYS)
    keys = STAFF_KEYS if person.role.is_staff else PATIENT_KEYS
    return (tuple(texts.label(key) for key in keys),)
