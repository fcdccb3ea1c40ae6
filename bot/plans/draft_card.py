"""plans/draft_card: the message under which a draft is checked, given to somebody and signed (floor 1, pure).

Belongs here: its text and its buttons, as the draft stands. Not here: what a tap does (chat/handlers/plans_load.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.caseload import zones
from bot.caseload.person import Person, PersonState
from bot.plans import diff_words, own_words, plan_words
from bot.plans.active import ActivePlan
from bot.plans.diff import changes
from bot.plans.draft import AskedWarning, Draft
from bot.plans.notebook import quoted
from bot.plans.place_words import place_in, values_in
from bot.sending import Button, Buttons
from bot.taps import Verb, data
from bot.texts import amounts
from bot.texts.catalog import Texts
from bot.texts.html import TELEGRAM_TEXT_LIMIT, Html, lines, paragraphs, plain

WARNINGS_SHOWN = 8
"""More at once do not fit into a message; the next ones follow as these are answered."""
PATIENTS_SHOWN = 5
AS_ORDERED, TYPED, BACK, FROM_LABEL = "y", "t", "b", "l"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A text with its buttons."""

    text: Html
    buttons: Buttons = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the card shows beside the draft. `patient`: whose it is to be; `current`: the plan they have now; `fitting`:
    whom it can be for, best first, from `page` on."""

    patient: Person | None = None
    current: ActivePlan | None = None
    fitting: Sequence[Person] = ()
    page: int = 0


def card(draft: Draft, around: Around, texts: Texts, now: datetime) -> Said:
    """The draft as it stands: what is still to be asked, for whom it is, and `Sign` when nothing is missing."""
    shown = _shown(draft.warnings)
    rows = (*_asked_rows(draft, shown, texts), *_patient_rows(draft, around, texts))
    for numbers in (shown, [number for number in shown if draft.warnings[number].is_open], []):
        text = paragraphs(
            texts.say("draft-title", patient=quoted(draft.plan.patient_label), file=quoted(draft.source_name)),
            _warnings(draft, numbers, texts),
            plan_words.aftercare(draft.plan.aftercare, texts),
            _for_whom(draft, around, texts, now),
            _first_signed(draft, texts),
            plan_words.order_of(draft.plan, texts) if draft.can_be_signed else "",
        )
        if len(plain(text)) <= TELEGRAM_TEXT_LIMIT:
            break
    return Said(text=text, buttons=rows)


def question(draft: Draft, number: int, texts: Texts) -> Said:
    """One warning with its source, and the choices for what the prescriber said."""
    warning = draft.warnings[number]
    prescriber = draft.plan.prescriber.name
    text = paragraphs(
        texts.say("draft-question", prescriber=prescriber),
        lines(_words(warning, texts), texts.say("draft-where", where=place_in(warning.where, texts))),
        texts.say("draft-source", rule=warning.rule, source=_source(warning, texts)),
    )
    row = (
        Button(label=texts.label("draft-as-ordered"), data=data(Verb.PLAN_ASKED, draft.id, f"{number}{AS_ORDERED}")),
        Button(label=texts.label("draft-type"), data=data(Verb.PLAN_ASKED, draft.id, f"{number}{TYPED}")),
    )
    back = Button(label=texts.label("draft-back"), data=data(Verb.PLAN_OPEN, draft.id, BACK))
    return Said(text=text, buttons=(row, (back,)))


def _source(warning: AskedWarning, texts: Texts) -> str:
    """Where the rule's numbers come from: its status in words of the language, the pages by their own names."""
    in_words, mark = _status(warning, texts), f"({warning.status.value})"
    return f"{in_words} {mark}{warning.source.partition(mark)[2]}"


def _status(warning: AskedWarning, texts: Texts) -> str:
    return texts.label(f"warning-status-{warning.status.value.lower()}")


def _shown(warnings: Sequence[AskedWarning]) -> list[int]:
    """Numbers of the warnings on the card: all, or the first open ones where there are too many."""
    if len(warnings) <= WARNINGS_SHOWN:
        return list(range(len(warnings)))
    still = [number for number, one in enumerate(warnings) if one.is_open]
    return still[:WARNINGS_SHOWN]


def _warnings(draft: Draft, shown: Sequence[int], texts: Texts) -> Html:
    if not draft.warnings:
        return texts.say("draft-nothing-to-ask")
    told = [_warning(number, draft.warnings[number], texts) for number in shown]
    left = len(draft.warnings) - len(shown)
    more = texts.say("draft-more", count=amounts.number(left, texts.language)) if left else ""
    return lines(texts.say("draft-to-ask", prescriber=draft.plan.prescriber.name), *told, more)


def _warning(number: int, warning: AskedWarning, texts: Texts) -> Html:
    sentence = texts.say(
        "draft-warning",
        number=amounts.number(number + 1, texts.language),
        words=_words(warning, texts),
        rule=warning.rule,
        status=_status(warning, texts),
    )
    return lines(sentence, _answer(warning, texts))


def _answer(warning: AskedWarning, texts: Texts) -> Html:
    if warning.answer is None:
        return Html("") if warning.must_be_asked else texts.say("draft-to-know")
    if not warning.answer.words:
        return texts.say("draft-answer-as-ordered", prescriber=warning.answer.asked_of)
    return texts.say("draft-answer", prescriber=warning.answer.asked_of, words=warning.answer.words)


def _words(warning: AskedWarning, texts: Texts) -> Html | str:
    """The sentence in the reader's language, where it was translated."""
    key = f"warning-{warning.key.replace('_', '-')}"
    return texts.say(key, **values_in(dict(warning.values), texts)) if texts.has(key) else warning.message


def _for_whom(draft: Draft, around: Around, texts: Texts, now: datetime) -> Html:
    patient = around.patient
    if patient is None:
        return texts.say("draft-for-whom")
    given = texts.say("draft-for", name=patient.name or "", case=patient.case)
    elsewhere = patient.zone is not None and _offset(patient.zone, now) != _offset(draft.plan.zone, now)
    zone = texts.say("draft-zone-differs", city=zones.city(patient.zone or "", texts.language)) if elsewhere else ""
    waits = texts.say("draft-not-joined") if patient.state in (PersonState.INVITED, PersonState.JOINING) else ""
    return lines(given, waits, zone, _compared(draft, around.current, texts, now))


def _first_signed(draft: Draft, texts: Texts) -> Html:
    if draft.notes.first is None:
        return Html("")
    return texts.say("draft-first-signed", day=amounts.day_with_year(draft.notes.first.at.date(), texts.language))


def _offset(zone: str, now: datetime) -> timedelta | None:
    return now.astimezone(ZoneInfo(zone)).utcoffset()


def _compared(draft: Draft, current: ActivePlan | None, texts: Texts, now: datetime) -> Html:
    plan = draft.plan
    begins = plan.starts_on > own_words.local_day(current, now) if current else False
    day = amounts.day_with_year(plan.starts_on, texts.language)
    if current is None:
        return texts.say("draft-first")
    since = max(plan.starts_on, own_words.local_day(current, now))
    found = changes(current.plan, plan, since=since)
    several = len(plan.medicines) > 1
    ended = current.plan.ends_on
    gap = ended is not None and (plan.starts_on - ended).days > 1
    return lines(
        texts.say("draft-compared", revision=amounts.number(current.revision, texts.language)),
        diff_words.in_words(found, texts, for_staff=True, several=several),
        texts.say("draft-takes-over", day=day) if begins else "",
        texts.say("draft-gap", day=amounts.day_with_year(ended, texts.language), start=day) if ended and gap else "",
    )


def _asked_rows(draft: Draft, shown: Sequence[int], texts: Texts) -> Buttons:
    buttons = [
        Button(
            label=texts.label(
                "draft-asked" if draft.warnings[number].is_open else "draft-asked-again",
                number=amounts.number(number + 1, texts.language),
            ),
            data=data(Verb.PLAN_ASKED, draft.id, str(number)),
        )
        for number in shown
        if draft.warnings[number].must_be_asked
    ]
    return tuple(tuple(buttons[at : at + 3]) for at in range(0, len(buttons), 3))


def _patient_rows(draft: Draft, around: Around, texts: Texts) -> Buttons:
    steps = Button(label=texts.label("draft-steps"), data=data(Verb.PLAN_STEPS, draft.id))
    cancel = Button(label=texts.label("draft-cancel"), data=data(Verb.PLAN_CANCEL, draft.id))
    if around.patient is not None:
        other = Button(label=texts.label("draft-other-patient"), data=data(Verb.PLAN_FOR, draft.id))
        sign = Button(label=texts.label("draft-sign"), data=data(Verb.PLAN_SIGN, draft.id))
        return (*(((sign,),) if draft.can_be_signed else ()), (steps,), (other, cancel))
    start = around.page * PATIENTS_SHOWN
    offered = around.fitting[start : start + PATIENTS_SHOWN]
    rows = tuple((_patient_button(draft, one, texts),) for one in offered)
    new = Button(label=texts.label("draft-new-patient"), data=data(Verb.PLAN_NEW_PATIENT, draft.id))
    more = Button(label=texts.label("draft-more-patients"), data=data(Verb.PLAN_FOR, draft.id, f"p{around.page + 1}"))
    further = len(around.fitting) > start + PATIENTS_SHOWN
    return (*rows, (new, more) if further else (new,), (steps, cancel))


def _patient_button(draft: Draft, person: Person, texts: Texts) -> Button:
    label = texts.label("draft-patient", name=person.name or "", case=person.case)
    return Button(label=label, data=data(Verb.PLAN_FOR, draft.id, str(person.id)))
