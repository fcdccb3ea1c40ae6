"""The shipped packs, and what is refused."""

import pytest

from bot import config_files
from bot.checkins.checkin import Answers, Turn, from_json, in_turn, to_json
from bot.checkins.packs import GENERAL, Flag, Pack, read_packs
from bot.checkins.screened import Screener, screens
from bot.errors import BadSettings
from bot.plans.medicines import Group
from bot.symptoms.report import SymptomReport, Tier
from bot.symptoms.triaged import triage
from bot.taps import Verb, data
from tests.rules.checkins.packs import book, shipped

MOST_ON_AN_ORDINARY_DAY = 5
"""Red flags, five items, anything else: seven taps."""


@pytest.mark.parametrize("pack", book().packs, ids=lambda pack: pack.pack)
def test_ordinary_day_has_five_items(pack: Pack) -> None:
    each_time = [item for item in pack.items if pack.every_days.get(item, 1) == 1]
    assert len(each_time) <= MOST_ON_AN_ORDINARY_DAY


@pytest.mark.parametrize("group", [group for group in Group if group is not Group.OTHER])
def test_every_group_of_medicines_has_its_pack(group: Group) -> None:
    assert book().for_groups([group.value]).pack == group.value


def test_medicine_without_a_pack_gets_the_general_one() -> None:
    assert book().for_groups(["other"]).pack == GENERAL


def test_first_medicine_with_a_pack_decides() -> None:
    assert book().for_groups(["other", "opioid", "baclofen"]).pack == "opioid"


@pytest.mark.parametrize("flag", [flag for flag in book().flags if flag.ticks], ids=lambda flag: flag.code)
def test_every_flag_is_raised_by_triage(flag: Flag) -> None:
    decision = triage(SymptomReport(ticks=book().ticks_of(flag.code), lang="en"), shipped().rules)
    expected = {"fever": Tier.URGENT, "something-else": Tier.CHECK}.get(flag.id, Tier.EMERGENCY)
    assert decision.tier is expected


def test_none_of_these_raises_nothing() -> None:
    assert book().ticks_of("f0") == frozenset()
    assert book().ticks_of("f99") == frozenset()


def test_codes_tell_nothing_and_fit_into_a_button() -> None:
    for item in book().items:
        assert item.id not in data(Verb.CHECKIN_ANSWER, 2**40, f"{item.code}.{item.most}")


def turns(*written: tuple[str, int, int | None]) -> list[Turn]:
    """Items as (name, every so many days, days since); the group is the first letter."""
    return [Turn(item=name, every_days=every, days_since=since, group=name[0]) for name, every, since in written]


def test_items_of_longer_spans_are_not_asked_first() -> None:
    assert in_turn(turns(("a", 1, None), ("b", 14, None))) == ("a",)


def test_items_of_longer_spans_come_when_their_days_passed() -> None:
    assert in_turn(turns(("a", 1, 0), ("b", 14, 14))) == ("a", "b")
    assert in_turn(turns(("a", 1, 0), ("b", 14, 13))) == ("a",)


def test_one_group_of_longer_spans_comes_a_day() -> None:
    assert in_turn(turns(("a", 1, 1), ("b1", 7, 9), ("b2", 7, 9), ("c", 14, 20))) == ("a", "b1", "b2")


def test_answers_survive_being_stored() -> None:
    answers = Answers(items=("a", "b"), flags=("f4",), note="é", temperature="38.5").with_answer("a", 3)
    assert from_json(to_json(answers.with_answer("b", None))) == answers.with_answer("b", None)


def test_a_half_screener_has_no_sum() -> None:
    assert screens(Answers(items=()).with_answer("phq1", 3)) == ()


def test_three_points_of_two_items_need_a_talk() -> None:
    (screen,) = screens(Answers(items=()).with_answer("gad1", 1).with_answer("gad2", 2))
    assert (screen.screener, screen.total, screen.needs_a_talk) == (Screener.GAD2, 3, True)


def files(**changes: tuple[str, str]) -> dict[str, str]:
    """The shipped files, with a text in some replaced by another."""
    names = config_files.names("checkins", "*.yaml")
    found = {name.rsplit("/", 1)[-1]: config_files.read_text(name) for name in names}
    for name, (old, new) in changes.items():
        assert old in found[f"{name}.yaml"]
        found[f"{name}.yaml"] = found[f"{name}.yaml"].replace(old, new)
    return found


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("items", "source: NRS, ", "", "items.0.source"),
        ("items", "licence: generic scale, ", "", "licence"),
        ("items", "source: NRS", "source: NOPE", "NOPE"),
        ("items", "code: q2,", "code: q1,", "q1 stands twice"),
        ("items", "id: stiffness,", "id: wobble,", "checkin-ask-wobble is missing"),
        ("baclofen", "items: [stiffness,", "items: [wobble,", "wobble is not in items.yaml"),
        ("general", "pack: general", "pack: other", "general pack is missing"),
        ("flags", "id: seizure,", "id: fit,", "checkin-flag-fit is missing"),
    ],
)
def test_a_doubtful_file_is_refused(name: str, old: str, new: str, said: str) -> None:
    with pytest.raises(BadSettings) as refused:
        read_packs(files(**{name: (old, new)}), shipped().texts.in_language("en").variables)
    assert said in str(refused.value)
