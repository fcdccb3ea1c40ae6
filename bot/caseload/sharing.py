"""caseload/sharing: what of a patient's answers the care team may see (floor 1, pure)."""

from enum import StrEnum


class Sharing(StrEnum):
    """What of a patient's answers the care team may see."""

    YES = "yes"
    IN_DANGER = "in_danger"  # emergency and urgent reports only
    NO = "no"  # nothing said or unsaid makes an alert or a task
