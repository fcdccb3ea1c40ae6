"""caseload/permissions: who may do what, in one table (floor 1, pure). A test walks it whole.

Belongs here: roles, actions, the table. Not here: whose patient somebody is (assigned.py).
"""

from enum import StrEnum


class Role(StrEnum):
    """What a person is to the programme. The value is stored."""

    PATIENT = "patient"
    CASE_MANAGER = "case_manager"
    ADMIN = "admin"
    SUPPORTER = "supporter"

    @property
    def is_staff(self) -> bool:
        return self in (Role.CASE_MANAGER, Role.ADMIN)


class Action(StrEnum):
    """What can be done in the chat or at the command line. The word stands in the audit trail."""

    GET_HELP = "get_help"
    ANSWER_DOSE = "answer_dose"
    CHECK_IN = "check_in"
    SEE_OWN_PLAN = "see_own_plan"
    CHANGE_OWN_SETTINGS = "change_own_settings"
    KEEP_OWN_PAGES = "keep_own_pages"
    SAY_WHERE_I_AM = "say_where_i_am"
    EXPORT_OWN_DATA = "export_own_data"
    DELETE_OWN_DATA = "delete_own_data"
    INVITE_SUPPORTER = "invite_supporter"
    SEE_SUPPORTED = "see_supported"
    SUSPEND_SUPPORTERS = "suspend_supporters"
    INVITE_PATIENT = "invite_patient"
    INVITE_STAFF = "invite_staff"
    LOAD_PLAN = "load_plan"
    SIGN_PLAN = "sign_plan"
    SEE_CASELOAD = "see_caseload"
    SEE_CASE = "see_case"
    CHANGE_WHEREABOUTS = "change_whereabouts"
    SEE_ALERTS = "see_alerts"
    ACKNOWLEDGE_ALERT = "acknowledge_alert"
    CHANGE_ROSTER = "change_roster"
    ENTER_NUMBER = "enter_number"


_EVERYONE = frozenset({Action.GET_HELP})
_PATIENT = _EVERYONE | {
    Action.ANSWER_DOSE,
    Action.CHECK_IN,
    Action.SEE_OWN_PLAN,
    Action.INVITE_SUPPORTER,
    Action.CHANGE_OWN_SETTINGS,
    Action.KEEP_OWN_PAGES,
    Action.SAY_WHERE_I_AM,
    Action.EXPORT_OWN_DATA,
    Action.DELETE_OWN_DATA,
}
_CASE_MANAGER = _EVERYONE | {
    Action.CHANGE_OWN_SETTINGS,
    Action.INVITE_PATIENT,
    Action.LOAD_PLAN,
    Action.SIGN_PLAN,
    Action.SEE_CASELOAD,
    Action.SEE_CASE,
    Action.SUSPEND_SUPPORTERS,
    Action.CHANGE_WHEREABOUTS,
    Action.SEE_ALERTS,
    Action.ACKNOWLEDGE_ALERT,
    Action.ENTER_NUMBER,
}

ALLOWED: dict[Role | None, frozenset[Action]] = {
    None: _EVERYONE,  # a stranger
    Role.SUPPORTER: _EVERYONE
    | {Action.CHANGE_OWN_SETTINGS, Action.SEE_SUPPORTED, Action.EXPORT_OWN_DATA, Action.DELETE_OWN_DATA},
    Role.PATIENT: _PATIENT,
    Role.CASE_MANAGER: _CASE_MANAGER,
    Role.ADMIN: _CASE_MANAGER | {Action.INVITE_STAFF, Action.CHANGE_ROSTER},
}


def may(role: Role | None, action: Action) -> bool:
    """Whether somebody with `role` (None: a stranger) may do `action`."""
    return action in ALLOWED[role]
