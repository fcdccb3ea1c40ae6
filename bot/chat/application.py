"""chat/application: the routing, on one screen. Which handler answers what; nothing about how.

Order: a group is left · words that may mean danger are answered first (handlers/help) · old buttons get a friendly
answer · commands, taps, keyboard, what was asked for (dialogs), other kinds · anything else gets the menu.
Whoever is still joining, has left, or is a stranger gets past the doors only: help, joining, their own data.
"""

from collections.abc import Mapping
from typing import TypeVar

from bot.caseload.permissions import Role
from bot.caseload.person import PersonState
from bot.chat import dialogs
from bot.chat.dialogs import Expecting
from bot.chat.handlers import (
    aftercare,
    alerts,
    as_needed,
    care,
    case_notes,
    case_pack,
    caseload,
    checkin,
    checkin_flags,
    consent,
    cope,
    cover,
    dose_late,
    doses,
    entered_number,
    follow_up,
    history,
    invite,
    joining,
    learn,
    moved,
    not_taken,
    on_call,
    other,
    plans_card,
    plans_case,
    plans_files,
    plans_load,
    plans_many,
    plans_own,
    plans_sign,
    privacy,
    reached,
    recovery,
    request_answer,
    review,
    settings,
    simple,
    supply,
    supporter,
    tested,
    today,
    travel,
    whereabouts,
)
from bot.chat.handlers import help as helping
from bot.chat.heard import Kind
from bot.chat.turn import DialogHandler, Handler, Routes, Turn
from bot.house import House
from bot.ids import is_token
from bot.sending import Outgoing
from bot.symptoms.report import Tier
from bot.taps import Verb
from bot.texts import simple as simple_mode

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

DOORS: tuple[Routes, ...] = (
    other.ROUTES,
    helping.ROUTES,
    follow_up.ROUTES,
    joining.ROUTES,
    reached.ROUTES,
    settings.ROUTES,
    consent.ROUTES,
    privacy.ROUTES,
    learn.ROUTES,
    supporter.DOOR,
    plans_load.DOOR,
)
"""Open to everybody. Each looks for itself who asks."""

ROOMS: tuple[Routes, ...] = (
    alerts.ROUTES,
    caseload.ROUTES,
    case_notes.ROUTES,
    case_pack.ROUTES,
    request_answer.ROUTES,
    entered_number.ROUTES,
    cover.ROUTES,
    on_call.ROUTES,
    review.ROUTES,
    doses.ROUTES,
    as_needed.ROUTES,
    dose_late.ROUTES,
    moved.ROUTES,
    today.ROUTES,
    supply.ROUTES,
    travel.ROUTES,
    not_taken.ROUTES,
    supporter.ROUTES,
    simple.ROUTES,
    invite.ROUTES,
    checkin.ROUTES,
    checkin_flags.ROUTES,
    history.ROUTES,
    plans_card.ROUTES,
    plans_case.ROUTES,
    plans_load.ROUTES,
    plans_many.ROUTES,
    plans_files.ROUTES,
    plans_own.ROUTES,
    plans_sign.ROUTES,
    tested.ROUTES,
    aftercare.ROUTES,
    care.ROUTES,
    recovery.ROUTES,
    cope.ROUTES,
    whereabouts.ROUTES,
)
"""Open to people who have joined."""

OUTSIDE = frozenset({PersonState.INVITED, PersonState.JOINING, PersonState.LEFT})

TEXT_KEPT_IN_DANGER = frozenset(
    {
        Expecting.CHECKIN_NOTE,
        Expecting.SYMPTOM_WORDS,
        Expecting.ALERT_NOTE,
        Expecting.MISSED_WORDS,
        Expecting.CASE_NOTE,
        Expecting.CASE_LEFT,
        Expecting.TASK_DROP,
        Expecting.WARNING_ANSWER,
    }
)
"""Dialogs whose text is kept although it was answered with guidance; any other dialog goes on waiting."""

WAITING_THROUGH_ALL = frozenset(
    {
        Expecting.JOINING,
        Expecting.CHECKIN_NOTE,
        Expecting.TEMPERATURE,
        Expecting.SYMPTOM_WORDS,
        Expecting.SUPPORTER_SCOPE,
    }
)
"""Dialogs that go on when the person turns to something else; any other is over then, or their next words, hours later,
would be taken for a city or a name. Help is no turning away: it ends nothing."""


class Application:
    """All routes, merged once. Raises ValueError when two rooms answer the same thing."""

    def __init__(self, house: House, rooms: tuple[Routes, ...] = ROOMS, doors: tuple[Routes, ...] = DOORS) -> None:
        self.commands: dict[str, Handler] = {}
        self.taps: dict[Verb, Handler] = {}
        self.words: dict[str, Handler] = {}
        self.dialogs: dict[Expecting, DialogHandler] = {}
        self.kinds: dict[Kind, Handler] = {}
        for room in (*doors, *map(_members_only, rooms)):
            _merge(self.commands, room.commands)
            _merge(self.taps, room.taps)
            _merge(self.dialogs, room.dialogs)
            _merge(self.kinds, room.kinds)
            for key, handler in room.words.items():
                _merge(self.words, {word.casefold(): handler for word in house.texts.every(key)})

    def is_nobodys_words(self, text: str) -> bool:
        """Whether `text` is a key of the standing keyboard, in any language, a bare command of ours such as `/help`, or
        the start of an invite: no words of the person's own. `/help` itself begins with the way to help. Of random
        letters as an invite has, one in a few thousand looks like a word of danger."""
        said = text.strip().casefold()
        command, _, argument = said.removeprefix("/").partition(" ")
        is_ours = said.startswith("/") and command in self.commands
        return said in self.words or (is_ours and (not argument or is_token(argument)))

    async def answer(self, turn: Turn) -> list[Outgoing]:
        """Everything that is said in answer to this update. The state was changed in `turn.tx`."""
        said = await self._answer(turn)
        if turn.person is None or not turn.person.simple_mode:
            return said
        more, any_flag = turn.texts.label("simple-more"), turn.texts.label("simple-any-flag")
        return [simple_mode.answer(one, more, any_flag) if one.chat_id == turn.chat else one for one in said]

    async def _answer(self, turn: Turn) -> list[Outgoing]:
        if not turn.heard.private:
            return await other.in_a_group(turn)
        guided = await self.guided(turn)
        handler = self._handler(turn, in_danger=turn.decision.tier >= Tier.CHECK)
        if handler is not None:
            await self._turned_away(turn)
            return guided + await handler(turn)
        if guided or turn.guided_already:
            return guided
        return await other.anything_else(turn)

    async def _turned_away(self, turn: Turn) -> None:
        """A command or a key of the keyboard, but the one for help: what was asked before is not answered any more."""
        heard = turn.heard
        handler = self.commands.get(heard.command) or self.words.get(heard.text.strip().casefold())
        if heard.kind not in (Kind.COMMAND, Kind.TEXT) or handler in (None, helping.help_now) or turn.person is None:
            return  # help looks at no dialog: it must come although one cannot be read
        waiting = dialogs.expected(turn.person)
        if waiting is not None and waiting.expecting not in WAITING_THROUGH_ALL:
            await dialogs.expect(turn.tx, turn.person.id, None)

    async def guided(self, turn: Turn) -> list[Outgoing]:
        """Guidance, the report and the alert for what was said or ticked; empty where nothing was raised."""
        if turn.decision.tier is Tier.NONE or not turn.heard.private:
            return []
        return await helping.guided(turn)

    async def only_help(self, turn: Turn) -> list[Outgoing]:
        """What is said when a handler of ours fails: the guidance, else that something went wrong."""
        guided = await self.guided(turn)
        if guided or turn.guided_already or not turn.heard.private:
            return guided
        return [turn.reply(turn.texts.say("failed"))]

    def _handler(self, turn: Turn, *, in_danger: bool) -> Handler | None:
        heard = turn.heard
        if heard.kind is Kind.TAP:
            return self.taps.get(heard.tap.verb, other.old_button) if heard.tap else other.old_button
        if heard.kind is Kind.COMMAND:
            return self.commands.get(heard.command)
        if heard.kind is Kind.TEXT and (word := self.words.get(heard.text.strip().casefold())):
            return word
        if heard.kind is Kind.TEXT and turn.person and (dialog := dialogs.expected(turn.person)):
            if in_danger and dialog.expecting not in TEXT_KEPT_IN_DANGER:
                return None
            taker = self.dialogs.get(dialog.expecting)
            return (lambda turn: taker(turn, dialog)) if taker else None
        return self.kinds.get(heard.kind)


def _members_only(room: Routes) -> Routes:
    """The same, but whoever has not joined is told where they are instead."""
    return Routes(
        commands={name: _inside(handler) for name, handler in room.commands.items()},
        taps={verb: _inside(handler) for verb, handler in room.taps.items()},
        words={key: _inside(handler) for key, handler in room.words.items()},
        dialogs=room.dialogs,
        kinds={kind: _inside(handler) for kind, handler in room.kinds.items()},
    )


def _inside(handler: Handler) -> Handler:
    async def answer(turn: Turn) -> list[Outgoing]:
        outside = turn.person is None or turn.person.state in OUTSIDE
        if turn.person is not None and turn.person.role is Role.SUPPORTER and not outside:
            return await other.anything_else(turn)  # a supporter has doors and their own page, and no room
        return await (joining.where_we_are if outside else handler)(turn)

    return answer


def _merge(into: dict[_Key, _Value], more: Mapping[_Key, _Value]) -> None:
    for key, value in more.items():
        if key in into:
            raise ValueError(f"two rooms answer {key}")
        into[key] = value
