"""demo/scenes: the scenarios to start from: who is there, which plan, what has happened, what time it is.

Belongs here: invented people and their past, written with the program's own stations.
Not here: playing on from there (composed.py). Names, phones and places are made up.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete

from bot import config_files
from bot.app import App
from bot.caseload import consent, enrolled, invited, people
from bot.caseload.consent import Purpose
from bot.caseload.permissions import Role
from bot.caseload.person import Person
from bot.chat import keyboards
from bot.demo.past import answer_checkins, answer_doses
from bot.ids import ChatId, PersonId
from bot.plans import loaded, signed
from bot.plans.checked import Supplied
from bot.plans.linted import lint
from bot.plans.reading import read_plan
from bot.sending import Lane, Outgoing
from bot.storage import outgoing
from bot.storage.database import Transaction
from bot.storage.tables import people as people_table

ZONE = ZoneInfo("America/Chicago")
DANA = 40
"""The sample programme's people are counted from here: Dana, Ben, Ana."""
EXAMPLE = "examples/baclofen-taper.yaml"


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A wall-clock time of the sample programme."""
    return datetime.combine(day, time(hour, minute), ZONE).astimezone(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The chats of one run of a scenario. Each run has new ones, so that its phones are empty."""

    ana: ChatId
    dana: ChatId
    ben: ChatId


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A scenario: when it begins, and what is written down before its first second."""

    id: str
    title: str
    hint: str
    begins: datetime
    prepare: Callable[[Transaction, App, Cast, datetime], Awaitable[str | None]]
    """Returns the start payload of Ana's phone, where she has yet to join."""


async def first_day(tx: Transaction, app: App, cast: Cast, now: datetime) -> str | None:
    """Ana has a link and has not opened it; her plan is signed and starts tomorrow."""
    dana = await _staff(tx, app, cast, now)
    ana = await enrolled.add_patient(tx, name="Ana R.", phone="555-0142", manager_id=dana, now=now)
    await _sign_plan(tx, app, ana, dana, now)
    invite = await invited.make_patient_invite(tx, ana, days=app.house.programme.invite_days, now=now, created_by=dana)
    await _greet(tx, app, cast, now)
    return invite.token


def on_taper(*, silent_doses: int = 0) -> Callable[[Transaction, App, Cast, datetime], Awaitable[str | None]]:
    """Ana is in the middle of her taper and has answered everything so far, but the last `silent_doses`."""

    async def prepare(tx: Transaction, app: App, cast: Cast, now: datetime) -> str | None:
        joined = at(date(2026, 11, 28), 10)
        dana = await _staff(tx, app, cast, joined)
        ana = await _joined_patient(tx, app, cast, dana, joined)
        await _sign_plan(tx, app, ana, dana, joined + timedelta(hours=1))
        await answer_doses(tx, ana, until=now, silent=silent_doses)
        await answer_checkins(tx, app.house, ana, until=now)
        await _greet(tx, app, cast, now)
        return None

    return prepare


SCENES: tuple[Scene, ...] = (
    Scene(
        id="first", title="First day", hint="Joining, first reminder",
        begins=at(date(2026, 11, 30), 9, 30), prepare=first_day,
    ),
    Scene(
        id="step", title="Step day", hint="The amount has changed",
        begins=at(date(2026, 12, 12), 7, 58), prepare=on_taper(),
    ),
    Scene(
        id="missed", title="Missed doses", hint="Two with no answer",
        begins=at(date(2026, 12, 14), 7, 58), prepare=on_taper(silent_doses=1),
    ),
    Scene(
        id="crisis", title="Crisis", hint="Something serious",
        begins=at(date(2026, 12, 14), 7, 58), prepare=on_taper(),
    ),
    Scene(
        id="aftercare", title="Aftercare week", hint="8 services, next dates",
        begins=at(date(2027, 1, 18), 7, 58), prepare=on_taper(),
    ),
)  # fmt: skip
DEFAULT = "crisis"


async def _staff(tx: Transaction, app: App, cast: Cast, now: datetime) -> PersonId:
    """Dana is on call, Ben is her backup; both have joined. Others came before them, so that Ana is case 0042."""
    before = await tx.insert(people_table, id=DANA - 1, role="patient", state="deleted", created_at=now)
    dana = await _member(tx, app, role=Role.CASE_MANAGER, name="Dana", chat=cast.dana, now=now)
    await tx.run(delete(people_table).where(people_table.c.id == before))
    await _member(tx, app, role=Role.CASE_MANAGER, name="Ben", chat=cast.ben, now=now)
    return dana


async def _member(tx: Transaction, app: App, *, role: Role, name: str, chat: ChatId, now: datetime) -> PersonId:
    made = await invited.make_staff_invite(tx, role, days=1, now=now)
    person = await enrolled.open_link(tx, made.token, chat, programme=app.house.programme, now=now)
    assert isinstance(person, Person)
    await people.change(tx, person.id, name=name, language="en", zone=str(ZONE))
    await enrolled.finish(tx, await enrolled.reread(tx, person.id), now)
    return person.id


async def _joined_patient(tx: Transaction, app: App, cast: Cast, dana: PersonId, now: datetime) -> PersonId:
    ana = await enrolled.add_patient(tx, name="Ana R.", phone="555-0142", manager_id=dana, now=now)
    invite = await invited.make_patient_invite(tx, ana, days=1, now=now, created_by=dana)
    await enrolled.open_link(tx, invite.token, cast.ana, programme=app.house.programme, now=now)
    shown = consent.asked("sample", "en")
    for purpose, answer in ((Purpose.ADULT, "yes"), (Purpose.REMINDERS, "yes"), (Purpose.SHARING, "yes")):
        await consent.record(tx, ana, purpose, answer, shown=shown, now=now)
    await people.change(tx, ana, language="en", country="US", zone=str(ZONE), checkin_at="09:00")
    await enrolled.finish(tx, await enrolled.reread(tx, ana), now)
    await enrolled.arrived(tx, await enrolled.reread(tx, ana), now)
    return ana


async def _sign_plan(tx: Transaction, app: App, ana: PersonId, dana: PersonId, now: datetime) -> None:
    content = config_files.find(EXAMPLE).read_bytes()
    draft = read_plan(EXAMPLE, content, Supplied(today=now.date()))
    warnings = lint(draft.plan, app.house.medicines, now.date())
    number = await loaded.load_draft(tx, draft, source_name="ana-taper.yaml", warnings=warnings, by=dana, now=now)
    taken = await loaded.taken_up(tx, number, dana)
    for at_warning in range(len(taken.warnings)):
        taken = await loaded.answer_warning(tx, taken, at_warning, words="", by=dana, now=now)
    taken = await loaded.assign(tx, taken, ana, by=dana, now=now)
    await signed.sign(tx, taken, by=dana, statement="I compared this with Dr. Lee's order of 20 Nov.", now=now)


async def _greet(tx: Transaction, app: App, cast: Cast, now: datetime) -> None:
    """The chats begin with a word and the standing keyboard."""
    texts = app.house.texts.in_language("en")
    for chat in (cast.ana, cast.dana, cast.ben):
        person = await people.by_chat(tx, chat)
        if person is None:
            continue
        message = Outgoing(
            chat_id=chat,
            text=texts.say("joined-already"),
            keyboard=keyboards.standing(person, texts),
            lane=Lane.DIGEST,
            key=f"greeting:{chat}",
        )
        await outgoing.add(tx, [message], now, lease=None)
