"""A plan in words, for the patient and for staff: every amount is the plan's own, in both languages."""

from datetime import UTC, date, datetime
from functools import cache

import pytest

from bot import house
from bot.caseload.permissions import Role
from bot.caseload.person import Person, PersonState
from bot.ids import PersonId, PlanId
from bot.plans import diff_words, draft_card, own_words, plan_words
from bot.plans.active import ActivePlan
from bot.plans.calendar import whole_calendar
from bot.plans.diff import changes
from bot.plans.draft import Draft, Notes, PlanState, still_asked, unasked
from bot.plans.draft_card import Around
from bot.plans.linted import lint
from bot.plans.loaded import fitting
from bot.plans.model import Plan
from bot.plans.signed import order_ends_on, reminders_from
from bot.taps import LONGEST_BYTES
from bot.texts import amounts
from bot.texts.catalog import Texts
from bot.texts.html import TELEGRAM_TEXT_LIMIT, plain
from tests.rules.plans.orders import TODAY, book, example, plan_of, short, taper

NOW = datetime(2026, 11, 28, 15, 0, tzinfo=UTC)
SIGNED = datetime(2026, 11, 28, 16, 0, tzinfo=UTC)


@cache
def texts(language: str) -> Texts:
    return house.load().texts.in_language(language)


def active(plan: Plan, revision: int = 1) -> ActivePlan:
    return ActivePlan(
        id=PlanId(revision),
        person_id=PersonId(2),
        revision=revision,
        state="active",
        plan=plan,
        signed_at=SIGNED,
        read_at=None,
    )


def draft(plan: Plan) -> Draft:
    return Draft(
        id=PlanId(7),
        state=PlanState.DRAFT,
        plan=plan,
        notes=Notes(warnings=unasked(lint(plan, book(), TODAY))),
        source_name="a.yaml",
        person_id=None,
        loaded_by=PersonId(1),
        loaded_at=NOW,
    )


def person(name: str, state: PersonState = PersonState.ACTIVE, number: int = 2) -> Person:
    empty = dict.fromkeys(field for field in Person.__dataclass_fields__)
    known = {"id": PersonId(number), "role": Role.PATIENT, "state": state, "name": name, "created_at": NOW}
    return Person(**(empty | known))  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["en", "es"])
def test_table_holds_every_total_of_the_calendar(language: str) -> None:
    plan = example()
    told = plain(plan_words.table(plan, texts(language)))
    for day in whole_calendar(plan):
        assert amounts.amount(day.total, "mg", language) in told


def test_table_says_which_tablets_make_a_dose() -> None:
    assert "25 mg = 1 tablet of 20 mg + half a tablet of 10 mg" in plain(plan_words.table(example(), texts("en")))


def test_order_without_an_end_says_until_a_new_order() -> None:
    plan = plan_of(short(("      - days: 2\n", "      - until: further order\n")))
    assert "until a new order" in plan_words.caption(plan, texts("en"))


def test_days_of_a_cycle_are_told_apart() -> None:
    cycle = "cycle: [{8:00: 10 mg}, none]"
    plan = plan_of(short(("doses:\n          8:00: 5 mg\n          20:00: 5 mg\n", cycle + "\n")))
    told = plain(plan_words.table(plan, texts("en")))
    assert "Day 1: 8:00 10 mg\nDay 2: no dose" in told
    assert "10 mg or 0 mg a day" in told


def test_liquid_stands_beside_its_volume() -> None:
    liquid = "    form: liquid\n    concentration: 5 mg/mL\n"
    plan = plan_of(short(("    form: tablet\n", liquid)))
    assert "8:00 10 mg (2 mL)" in plain(plan_words.table(plan, texts("en")))


def test_change_is_told_with_old_and_new_amount() -> None:
    after = plan_of(short(("20:00: 5 mg\n      - days", "20:00: 2.5 mg\n      - days")))
    told = diff_words.in_words(changes(plan_of(short()), after), texts("es"), for_staff=True, several=False)
    assert plain(told) == "• mar 1 dic a jue 3 dic: a las 20:00 son 2,5 mg en vez de 5 mg"


def test_many_changes_are_counted_not_listed() -> None:
    found = changes(example(), taper("80 60 40 20"))
    told = diff_words.in_words(found, texts("en"), for_staff=False, several=False)
    assert len(told.splitlines()) == diff_words.SHOWN + 1


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 30), "Starts on Tue 1 Dec:"),
        (date(2026, 12, 1), "Step 1 of 2, until Thu 3 Dec"),
        (date(2026, 12, 5), "After Sat 5 Dec: ask Dr. Lee what comes next."),
        (date(2026, 12, 9), "After Sat 5 Dec: ask Dr. Lee what comes next."),
    ],
)
def test_page_says_where_one_is(day: date, words: str) -> None:
    now = datetime(day.year, day.month, day.day, 18, 0, tzinfo=UTC)
    assert words in own_words.page(active(plan_of(short())), texts("en"), now)


def test_plan_of_the_past_says_that_it_is_over() -> None:
    now = datetime(2027, 1, 1, 18, 0, tzinfo=UTC)
    assert own_words.starting(plan_of(short()), texts("en"), now) == "All the days of this plan have passed."


def test_lock_screen_shows_no_medicine() -> None:
    plan, shorter = active(example()), active(plan_of(short()))
    assert own_words.discreet(plan, None, texts("en")) == "Your plan is here."
    assert own_words.discreet(shorter, plan, texts("en")) == "Your plan has changed."


def test_card_has_no_sign_before_all_is_known() -> None:
    said = draft_card.card(draft(example()), Around(), texts("en"), NOW)
    assert "Sign" not in [button.label for row in said.buttons for button in row]


def test_card_of_the_worst_plan_fits_into_a_message() -> None:
    worst = taper(" ".join(str(size) for size in range(300, 90, -7)), days=1)
    said = draft_card.card(draft(worst), Around(fitting=[person("A" * 60)] * 9), texts("es"), NOW)
    assert len(plain(said.text)) <= TELEGRAM_TEXT_LIMIT
    assert all(len((button.data or "").encode()) <= LONGEST_BYTES for row in said.buttons for button in row)


def test_buttons_carry_no_name_and_no_medicine() -> None:
    said = draft_card.card(draft(example()), Around(fitting=[person("Ana R.")]), texts("en"), NOW)
    carried = " ".join(button.data or "" for row in said.buttons for button in row)
    assert "Ana" not in carried
    assert "baclofen" not in carried


def test_gap_between_two_plans_is_said() -> None:
    later = plan_of(short(("from: 2026-12-01", "from: 2026-12-10"), ("until: 2026-12-03", "until: 2026-12-12")))
    around = Around(patient=person("Ana R."), current=active(plan_of(short())))
    said = draft_card.card(draft(later), around, texts("en"), NOW)
    assert "the plan they have ends on 5 Dec 2026, this one starts on 10 Dec 2026" in said.text


def test_answers_stay_with_the_same_warnings_only() -> None:
    asked = draft(example()).warnings
    answered = tuple(one.model_copy(update={"answer": None}) for one in asked[:1])
    assert [one.key for one in still_asked(asked, answered)] == [one.key for one in asked]
    assert all(one.is_open for one in still_asked(asked, ()) if one.must_be_asked)


def test_patient_of_the_files_label_comes_first() -> None:
    known = [person("Eva B."), person("ana"), person("Ana R"), person("Ana R.", PersonState.DIED)]
    assert [one.name for one in fitting("Ana R.", known)] == ["Ana R", "ana", "Eva B."]


def test_only_an_end_nobody_ordered_runs_out() -> None:
    assert order_ends_on(plan_of(short())) == date(2026, 12, 5)
    assert order_ends_on(example()) is None


def test_reminders_to_come_are_counted_from_now() -> None:
    assert reminders_from(example(), NOW) == 222
    assert reminders_from(example(), datetime(2027, 2, 12, 21, 0, tzinfo=UTC)) == 1


def test_a_medicine_only_when_needed_says_its_limits_and_no_step() -> None:
    needed = "as_needed: [{amount: 25 mg, at_most_per_day: 3, hours_between: 6, words: for itching}]"
    plan = plan_of(short() + f"  - {{name: hydroxyzine, from: 2026-12-01, until: further order, {needed}}}\n")
    told = plain(own_words.page(active(plan), texts("en"), datetime(2026, 12, 2, 15, tzinfo=UTC)))
    limits = "hydroxyzine\nOnly when needed: 25 mg, at most 3 a day, at least 6 hours apart. for itching"
    assert limits in told
    assert "Hydroxyzine: no dose by the clock." in plain(plan_words.caption(plan, texts("en")))


@pytest.mark.parametrize(("language", "word"), [("en", "half a tablet of 10 mg"), ("es", "media tableta de 10 mg")])
def test_a_half_is_a_word_and_not_a_decimal(language: str, word: str) -> None:
    told = plain(plan_words.table(example(), texts(language)))
    assert word in told
    assert "0.5 tab" not in told.replace(",", ".")
