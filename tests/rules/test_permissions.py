"""The whole table of who may do what, written down a second time on purpose."""

import pytest

from bot.caseload.permissions import ALLOWED, Action, Role, may

EVERYBODY: set[Role | None] = {None, Role.PATIENT, Role.SUPPORTER, Role.CASE_MANAGER, Role.ADMIN}
STAFF: set[Role | None] = {Role.CASE_MANAGER, Role.ADMIN}

WHO: dict[Action, set[Role | None]] = {
    Action.GET_HELP: EVERYBODY,
    Action.ANSWER_DOSE: {Role.PATIENT},
    Action.CHECK_IN: {Role.PATIENT},
    Action.SEE_OWN_PLAN: {Role.PATIENT},
    Action.CHANGE_OWN_SETTINGS: EVERYBODY - {None},
    Action.KEEP_OWN_PAGES: {Role.PATIENT},
    Action.SAY_WHERE_I_AM: {Role.PATIENT},
    Action.INVITE_SUPPORTER: {Role.PATIENT},
    Action.SEE_SUPPORTED: {Role.SUPPORTER},
    Action.SUSPEND_SUPPORTERS: STAFF,
    Action.EXPORT_OWN_DATA: {Role.PATIENT, Role.SUPPORTER},
    Action.DELETE_OWN_DATA: {Role.PATIENT, Role.SUPPORTER},
    Action.INVITE_PATIENT: STAFF,
    Action.INVITE_STAFF: {Role.ADMIN},
    Action.LOAD_PLAN: STAFF,
    Action.SIGN_PLAN: STAFF,
    Action.SEE_CASELOAD: STAFF,
    Action.SEE_CASE: STAFF,
    Action.CHANGE_WHEREABOUTS: STAFF,
    Action.SEE_ALERTS: STAFF,
    Action.ACKNOWLEDGE_ALERT: STAFF,
    Action.CHANGE_ROSTER: {Role.ADMIN},
    Action.ENTER_NUMBER: STAFF,
}


def test_every_action_and_role_stands_in_the_table() -> None:
    assert set(WHO) == set(Action)
    assert set(ALLOWED) == EVERYBODY


@pytest.mark.parametrize("action", list(Action))
def test_an_action_is_allowed_to_exactly_these(action: Action) -> None:
    assert {role for role in EVERYBODY if may(role, action)} == WHO[action]
