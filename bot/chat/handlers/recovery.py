"""handlers/recovery: /recovery: the days a person counts, milestones, and "I used".

Belongs here: the patient's buttons. Not here: counting (caseload/recovery.py), the coping plan (cope.py).

A lapse is met with thanks and words of safety; it is a task and no page, and for opioids an urgent report, by the same
rules as the answer of a check-in (config/triage/answers.yaml). No count changes unless the person says so.
"""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.caseload import lapsed, own_pages, people, recovery
from bot.caseload.own_pages import Page
from bot.caseload.person import Person
from bot.caseload.recovery import Recovery, Since
from bot.caseload.tasks import TaskKind
from bot.chat import dialogs
from bot.chat.dialogs import Dialog, Expecting
from bot.chat.handlers import checkin_flow as flow
from bot.chat.handlers import cope
from bot.chat.handlers import help as helping
from bot.chat.handlers.cope import keeper
from bot.chat.turn import Routes, Turn
from bot.errors import Refused
from bot.plans import active
from bot.reminders.visits import goes_on
from bot.sending import Button, Buttons, Outgoing
from bot.symptoms.received import Source
from bot.symptoms.report import Tier
from bot.taps import Verb, data
from bot.texts import amounts
from bot.texts.html import Html, lines, paragraphs

USED = "used:yes"
"""The tick of the check-in's own question; see the table in config/triage/general.yaml."""
TODAY, YESTERDAY, STOP = "0", "1", "x"
_NAMES = {Since.USE: "use", Since.DOSE: "dose", Since.START: "start"}


async def page(turn: Turn) -> list[Outgoing]:
    """/recovery: what is counted, what was reached, and `I used`."""
    person = keeper(turn)
    text, buttons = await _shown(turn, person, await _read(turn, person))
    return [turn.reply(text, buttons=buttons, protect=True)]


async def count(turn: Turn) -> list[Outgoing]:
    """What shall be counted, then since which day: today, yesterday, or typed."""
    person, arg = keeper(turn), turn.heard.tap.arg if turn.heard.tap else ""
    if not arg:
        buttons = [_button(turn, f"button-count-{_NAMES[since]}", Verb.RECOVERY_COUNT, since.value) for since in Since]
        return [turn.edit(turn.texts.say("recovery-count-what"), buttons=tuple((one,) for one in buttons))]
    since = _since(arg)
    await dialogs.expect(turn.tx, person.id, Dialog(expecting=Expecting.RECOVERY_DAY, id=person.id, arg=since.value))
    row = (
        _button(turn, "button-count-today", Verb.RECOVERY_DAY, since.value + TODAY),
        _button(turn, "button-count-yesterday", Verb.RECOVERY_DAY, since.value + YESTERDAY),
    )
    counted = (await _read(turn, person)).day_of(since) is not None
    stop = ((_button(turn, "button-count-stop", Verb.RECOVERY_DAY, since.value + STOP),),) if counted else ()
    return [turn.edit(turn.texts.say(f"recovery-since-{_NAMES[since]}"), buttons=(row, *stop))]


async def chosen(turn: Turn) -> list[Outgoing]:
    """The day was tapped; `x` ends the count and keeps what it had reached."""
    person, arg = keeper(turn), turn.heard.tap.arg if turn.heard.tap else ""
    since, choice = _since(arg[:1]), arg[1:]
    if choice not in (TODAY, YESTERDAY, STOP):
        raise Refused("button-old")
    today = _today(turn, person)
    text, buttons = await _counted(turn, person, since, None if choice == STOP else today - timedelta(int(choice)))
    return [turn.edit(text, buttons=buttons)]


async def typed(turn: Turn, dialog: Dialog) -> list[Outgoing]:
    """The day was typed."""
    person, since = keeper(turn), _since(dialog.arg)
    day = recovery.read_day(turn.heard.text, _today(turn, person))
    if day is None:
        return [turn.reply(turn.texts.say("recovery-day-unknown"))]
    text, buttons = await _counted(turn, person, since, day)
    return [turn.reply(text, buttons=buttons, protect=True)]


async def used(turn: Turn) -> list[Outgoing]:
    """`I used`: thanks, words of safety, the coping plan one tap away. Every count stays as it is."""
    person = keeper(turn)
    found = await lapsed.note(turn.tx, person.id, _today(turn, person), turn.now)
    decision = await flow.decided(turn, {USED})
    said: list[Outgoing] = []
    if decision.tier >= Tier.URGENT:
        said = await helping.report(turn, decision, source=Source.TAP)
    else:
        await flow.keep_quietly(turn, decision, "")
        await flow.task_today(turn, TaskKind.LAPSE)
    text = paragraphs(
        lines(turn.texts.say("checkin-thanks-used"), turn.texts.say("checkin-used-safety")),
        turn.texts.say("recovery-used-kept"),
    )
    anew = (_button(turn, "button-count-anew", Verb.RECOVERY_DAY, Since.USE.value + TODAY),)
    counts = (anew,) if found.day_of(Since.USE) is not None else ()
    return [*said, turn.reply(text, buttons=((cope.button(person, turn.texts),), *counts), protect=True)]


async def _counted(turn: Turn, person: Person, since: Since, day: date | None) -> tuple[Html, Buttons]:
    found = recovery.counting(await _read(turn, person), since, day, _today(turn, person))
    await own_pages.write(turn.tx, person.id, Page.RECOVERY, recovery.to_json(found), turn.now)
    await dialogs.expect(turn.tx, person.id, None)
    await people.plan_anew(turn.tx, person.id, turn.now)  # its milestones are told of
    return await _shown(turn, person, found)


async def _shown(turn: Turn, person: Person, found: Recovery) -> tuple[Html, Buttons]:
    today, texts = _today(turn, person), turn.texts
    told = [_count(turn, found, since, day, today) for since, day in found.counts]
    ended = [since for since in Since if found.day_of(since) is None and recovery.milestones(found, since, today)]
    told += [_reached(turn, found, since, today) for since in ended]
    text = paragraphs(texts.say("recovery-title"), *(told or [texts.say("recovery-none")]), await _goals(turn, person))
    count_button = _button(turn, "button-count", Verb.RECOVERY_COUNT)
    used_button = _button(turn, "button-used", Verb.RECOVERY_USED)
    return text, ((count_button, used_button), (cope.button(person, texts),))


async def _goals(turn: Turn, person: Person) -> Html:
    """What the person wants of the services of the aftercare plan, in their own words; empty where nothing stands."""
    plan = await active.of_person(turn.tx, person.id)
    goals = [service.goal for service in plan.plan.aftercare if service.goal and goes_on(service)] if plan else []
    texts = turn.texts
    return (
        lines(texts.say("recovery-goals"), *(texts.say("recovery-goal", words=one) for one in goals))
        if goals
        else Html("")
    )


def _count(turn: Turn, found: Recovery, since: Since, began: date, today: date) -> Html:
    texts, language = turn.texts, turn.texts.language
    days, ahead = (today - began).days, recovery.next_milestone(began, today)
    key = f"recovery-days-{_NAMES[since]}{'-one' if days == 1 else ''}"
    day = amounts.day_with_year(began, language)
    said = texts.say(key, day=day) if days == 1 else texts.say(key, days=amounts.number(days, language), day=day)
    coming = texts.say(
        "recovery-next",
        days=amounts.number(ahead, language),
        day=amounts.day_with_year(began + timedelta(days=ahead), language),
    )
    return lines(said, _reached(turn, found, since, today, short=True), coming)


def _reached(turn: Turn, found: Recovery, since: Since, today: date, *, short: bool = False) -> Html:
    reached = recovery.milestones(found, since, today)
    if not reached:
        return Html("")
    days = ", ".join(amounts.number(one, turn.texts.language) for one in reached)
    key = "recovery-reached" if short else f"recovery-reached-{_NAMES[since]}"
    return turn.texts.say(key, days=days)


async def _read(turn: Turn, person: Person) -> Recovery:
    return recovery.from_json(await own_pages.read(turn.tx, person.id, Page.RECOVERY))


def _today(turn: Turn, person: Person) -> date:
    return turn.now.astimezone(ZoneInfo(person.zone or turn.house.programme.zone)).date()


def _since(arg: str) -> Since:
    if arg not in tuple(Since):
        raise Refused("button-old")
    return Since(arg)


def _button(turn: Turn, key: str, verb: Verb, arg: str = "") -> Button:
    return Button(label=turn.texts.label(key), data=data(verb, turn.patient.id, arg))


ROUTES = Routes(
    commands={"recovery": page},
    taps={
        Verb.RECOVERY: page,
        Verb.RECOVERY_COUNT: count,
        Verb.RECOVERY_DAY: chosen,
        Verb.RECOVERY_USED: used,
    },
    dialogs={Expecting.RECOVERY_DAY: typed},
)
