"""demo/walk: moving the clock so that everything on the way happens in its order and at its time.

Belongs here: stepping from event to event. Not here: the clock (clock.py), what happens (the stations).
A jump of a day in one go would make a pile of late reminders; walking makes a day as it would have been.
"""

import asyncio
from datetime import datetime, timedelta

from bot.app import App
from bot.clock import MovableClock
from bot.demo.botapi.world import World
from bot.stations import Upcoming

AT_ONCE = 12
"""How many upcoming things of each station are looked at."""
WITHOUT_A_ROUND = 20
"""So often it is seen whether the program has taken what people did, before a round that would be too early for it."""
A_MOMENT = timedelta(milliseconds=1)
LONGEST_STEP = timedelta(hours=12)
"""Even where nothing is planned: reminders are planned 24 to 48 hours ahead, and the way must not outrun that."""


class Walk:
    """Moves `clock` for a program that runs against the local Bot API."""

    def __init__(self, app: App, world: World, clock: MovableClock) -> None:
        self._app, self._world, self._clock = app, world, clock
        self._one_at_a_time = asyncio.Lock()

    async def settled(self) -> None:
        """Everything that people did was handled, every answer arrived, and nothing is due."""
        for turn in range(400):
            # What was confirmed before the round is done by it; what came in during it may have left something due.
            confirmed = not self._world.updates.waiting()
            if confirmed or turn % WITHOUT_A_ROUND == WITHOUT_A_ROUND - 1:
                await self._app.settled()
            quiet = not self._world.updates.waiting() and not self._app.worker.busy and not self._app.outbox.busy
            if confirmed and quiet:
                return
            await asyncio.sleep(0.005)

    async def upcoming(self) -> tuple[Upcoming, ...]:
        """What will happen by itself, soonest first."""
        now = self._clock.now()
        found: list[Upcoming] = []
        async with self._app.database.reading() as tx:
            for pulse in self._app.ticks.pulses:
                found += await pulse.station.upcoming(tx, now, AT_ONCE)
        return tuple(sorted((one for one in found if one.at > now), key=lambda one: one.at))

    async def to(self, instant: datetime) -> None:
        """The clock shows `instant`, and all that was due before has happened at its own time."""
        async with self._one_at_a_time:
            await self.settled()
            while True:
                following = await self.upcoming()
                event = following[0].at + A_MOMENT if following else instant
                if min(event, self._clock.now() + LONGEST_STEP) > instant or self._clock.now() >= instant:
                    break
                self._clock.move_to(min(event, self._clock.now() + LONGEST_STEP))
                await self.settled()
            if instant > self._clock.now():
                self._clock.move_to(instant)
            await self.settled()

    async def next(self) -> Upcoming | None:
        """The next thing has happened; None: nothing is planned."""
        following = await self.upcoming()
        if not following:
            return None
        await self.to(following[0].at + A_MOMENT)
        return following[0]
