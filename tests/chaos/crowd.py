"""What people do in the chaos: tap, write, block, leave, move, sign; and the model's note of each.

Belongs here: acting on phones and in the model alike. Not here: what should come of it (judge.py).
"""

import asyncio
import random
from dataclasses import dataclass, field

from bot.demo.botapi.markup import InlineButton
from bot.demo.botapi.phones import Phone
from bot.demo.botapi.records import Accepted
from bot.errors import Unavailable
from bot.taps import Verb
from tests.chaos.orders import Order, Patient
from tests.chaos.run import Mix, Scene

STRANGERS_FROM = 1_000_000
MOVED_TO = -1_000_000_000
DANGER = ("I had a seizure", "tuve una convulsión", "I want to kill myself", "took way too many pills", "can't breathe")
OWN_DANGER = ("I had a seizure", "I just had a seizure and fell")
"""A patient's words after which doses are still spoken of."""
HARMLESS = ("hello", "/help", "what is this", "gracias")


@dataclass(slots=True, kw_only=True)
class Wrote:
    """Somebody wrote once. `call`: how many requests there had been."""

    chat: int
    text: str
    danger: bool
    step: int
    call: int
    person_id: int | None = None


@dataclass(slots=True, kw_only=True)
class Tapped:
    """A tap. `reminder`: the row that the button named."""

    query: str
    chat: int
    reminder: int
    step: int


@dataclass(slots=True, kw_only=True)
class Deeds:
    """All that people did."""

    wrote: list[Wrote] = field(default_factory=list)
    tapped: list[Tapped] = field(default_factory=list)
    acknowledged: set[int] = field(default_factory=set)
    updates: int = 0


class Crowd:
    """Acts once a step."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._chance: random.Random = scene.chance
        self.deeds = Deeds()
        self._read = 0
        self._to_tap: list[tuple[int, int, int]] = []
        self._back: list[tuple[int, Patient]] = []
        self._endangered: set[int] = set()
        self._phones: dict[int, Phone] = {}
        for chat in (*scene.town.staff, *(one.chats[0] for one in scene.town.patients)):
            self._phone(chat).user.started = True

    def act(self, step: int, calm: bool) -> "list[asyncio.Task[None]]":
        """What happens at the beginning of this step; orders that are being signed while it goes on are returned."""
        self._read_messages(step)
        self._tap(step)
        if calm:
            return []
        self._strangers(step)
        self._come_back(step)
        doing: list[asyncio.Task[None]] = []
        for patient in self._some(self._scene.mix.replaced):
            doing.append(asyncio.create_task(self._sign(patient, step)))
        for patient in self._some(self._scene.mix.blocked):
            self._block(patient, step)
        for patient in self._some(self._scene.mix.deleted):
            self._delete(patient, step)
        for patient in self._some(self._scene.mix.moved):
            self._move(patient, step)
        for patient in self._some(self._scene.mix.emergencies):
            self._own_danger(patient, step)
        return doing

    def _phone(self, chat: int) -> Phone:
        if chat not in self._phones:
            self._phones[chat] = self._scene.telegram.phone(chat, first_name=f"P{chat}")
        return self._phones[chat]

    def _some(self, share: float) -> list[Patient]:
        """About `share` of all patients over the days of the run, spread evenly; of those that can be reached."""
        expected = share * len(self._scene.town.patients) / (150 * self._scene.days)
        count = int(expected) + (self._chance.random() < expected % 1)
        found = self._chance.sample(self._scene.town.patients, min(count, len(self._scene.town.patients)))
        return [one for one in found if not one.gone and len(one.chats) == 1 and not _is_blocked(one)]

    def _read_messages(self, step: int) -> None:
        accepted = self._scene.telegram.accepted
        for one in accepted[self._read :]:
            if one.method != "sendMessage" or one.chat_id is None or one.message_id is None:
                continue
            if one.chat_id in self._scene.town.staff:
                self._staff_reads(one, step)
            elif one.chat_id in self._phones and self._chance.random() < self._scene.mix.answered:
                self._to_tap.append((step + self._chance.randint(1, 4), one.chat_id, one.message_id))
        self._read = len(accepted)

    def _staff_reads(self, one: Accepted, step: int) -> None:
        if self._chance.random() < 0.8 and one.chat_id is not None and one.message_id is not None:
            self._to_tap.append((step + self._chance.randint(1, 3), one.chat_id, one.message_id))

    def _tap(self, step: int) -> None:
        now = [one for one in self._to_tap if one[0] <= step]
        self._to_tap = [one for one in self._to_tap if one[0] > step]
        for _, chat, message_id in now:
            self._tap_one(chat, message_id, step)

    def _tap_one(self, chat: int, message_id: int, step: int) -> None:
        phone = self._phone(chat)
        if phone.user.blocked or phone.user.deleted or phone.chat.upgraded_to is not None:
            return
        message = phone.chat.messages[message_id]
        button = _wanted(message.keyboard.rows if message.keyboard else ())
        if button is None:
            return
        if button.value.startswith(f"{Verb.ALERT_ACKNOWLEDGE.value}:") and self._chance.random() < 0.9:
            self._to_tap.append((step + self._chance.randint(1, 2), chat, message_id))  # and what came of it
        for _ in range(2 if self._chance.random() < 0.2 else 1):
            query = phone.tap_button(message, button)
            if query is not None:
                self._note_tap(query, chat, button.value, step)

    def _note_tap(self, query: str, chat: int, data: str, step: int) -> None:
        self.deeds.updates += 1
        if data.startswith(f"{Verb.DOSE_TAKEN.value}:"):
            self.deeds.tapped.append(Tapped(query=query, chat=chat, reminder=int(data.split(":")[1]), step=step))

    def _strangers(self, step: int) -> None:
        expected = self._scene.mix.strangers
        for _ in range(int(expected) + (self._chance.random() < expected % 1)):
            danger = self._chance.random() < 0.5
            chat = STRANGERS_FROM + len(self.deeds.wrote)
            self._write(chat, self._chance.choice(DANGER if danger else HARMLESS), step, danger=danger)

    def _own_danger(self, patient: Patient, step: int) -> None:
        if patient.person_id not in self._endangered:
            self._endangered.add(patient.person_id)
            self._write(patient.chats[0], self._chance.choice(OWN_DANGER), step, danger=True, patient=patient)

    def _write(self, chat: int, text: str, step: int, *, danger: bool, patient: Patient | None = None) -> None:
        self._phone(chat).text(text)
        self.deeds.updates += 1
        self.deeds.wrote.append(
            Wrote(
                chat=chat,
                text=text,
                danger=danger,
                step=step,
                call=len(self._scene.telegram.calls),
                person_id=patient.person_id if patient else None,
            )
        )

    def _block(self, patient: Patient, step: int) -> None:
        self._phone(patient.chats[0]).block()
        self.deeds.updates += 1
        patient.away.append((step, None))
        self._back.append((step + self._chance.randint(2, 40), patient))

    def _come_back(self, step: int) -> None:
        for _, patient in (one for one in self._back if one[0] <= step):
            self._phone(patient.chats[0]).unblock()
            self.deeds.updates += 1
            patient.away[-1] = (patient.away[-1][0], step)
        self._back = [one for one in self._back if one[0] > step]

    def _delete(self, patient: Patient, step: int) -> None:
        self._phone(patient.chats[0]).delete_account()
        patient.away.append((step, None))
        patient.gone = True

    def _move(self, patient: Patient, step: int) -> None:
        """Telegram says from now on that this chat lives on under another id."""
        new = MOVED_TO - patient.chats[0]
        self._scene.telegram.world.group(new, title="moved", members=(patient.chats[0],))
        self._phone(patient.chats[0]).chat.upgraded_to = new
        patient.chats.append(new)

    async def _sign(self, patient: Patient, step: int) -> None:
        """A new order, signed while the program is at work."""
        scene = self._scene
        await asyncio.sleep(self._chance.random() * 0.05)
        order: Order = scene.clinic.invents(patient.zone, scene.clock.now(), step, like=patient.orders[-1])
        for _ in range(100):
            try:
                async with scene.watching.transaction() as tx:
                    await scene.clinic.signs(tx, patient, order, scene.clock.now())
                patient.orders.append(order)
                return
            except Unavailable:
                await asyncio.sleep(0.05)
        raise AssertionError("the order could not be signed")


def _is_blocked(patient: Patient) -> bool:
    return bool(patient.away) and patient.away[-1][1] is None


def _wanted(rows: tuple[tuple[InlineButton, ...], ...]) -> InlineButton | None:
    """The button that says it is taken (all of it), or read, or reached."""
    for row in rows:
        for button in row:
            verb, _, rest = button.value.partition(":")
            if verb in (Verb.ALERT_ACKNOWLEDGE, Verb.ALERT_OUTCOME) or (verb == Verb.DOSE_TAKEN and ":" not in rest):
                return button
    return None


__all__ = ["Crowd", "Deeds", "Mix", "Tapped", "Wrote"]
