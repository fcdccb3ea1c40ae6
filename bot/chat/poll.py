"""chat/poll: fetches updates, for ever, and confirms none that is not safe.

Belongs here: the loop on getUpdates, its back-off, what the watchdog looks at.
Not here: keeping updates (storage/inbox.py), handling them (worker.py).

Our own loop, because PTB's confirms a batch when it is in memory, stops for good on an unexpected error, and fetches
a batch for ever in which one update cannot be read. Here:

1. A batch is fetched as plain JSON and given to `take`.
2. Only when `take` says that it is committed does the offset move on; the *next* fetch confirms it to Telegram.
3. An offset is used until one fetch with it was answered by an empty batch. Telegram forgets what was confirmed, and
   after a quiet week its ids start anew somewhere: an old offset would then hide people's messages.
4. Whatever goes wrong, the loop waits (1, 2, 4 … 30 s) and fetches the same again. Nothing people wrote is ever
   dropped: neither `drop_pending_updates` nor a negative offset is used.
"""

from collections.abc import Awaitable, Callable, Sequence

from telegram import Bot
from telegram.constants import UpdateType
from telegram.error import Conflict, EndPointNotFound, InvalidToken, TelegramError

from bot import logs
from bot.chat.bot_client import POLL_SECONDS
from bot.chat.outcomes import asked_wait
from bot.chat.pace import back_off
from bot.clock import Clock
from bot.storage.arriving import raw_update
from bot.storage.inbox import RawUpdate

log = logs.get(__name__)

Take = Callable[[Sequence[RawUpdate]], Awaitable[bool]]
"""True when every update of the batch is committed. False, or an error: give them to me again."""

ALLOWED_UPDATES = (
    UpdateType.MESSAGE,
    UpdateType.EDITED_MESSAGE,
    UpdateType.CALLBACK_QUERY,
    UpdateType.MY_CHAT_MEMBER,
)
BATCH = 100
READ_SPARE_SECONDS = 10.0
LONGEST_PAUSE_SECONDS = 30.0
NOT_TAKEN_PAUSE_SECONDS = 0.25
"""While the database is away Telegram is asked again this soon, always: whoever writes meanwhile may be in danger and
is guided from memory within a second. The pause never grows."""
EMPTY_PAUSE_SECONDS = 0.25
"""Telegram holds a fetch until there is something. Other Bot API servers answer at once, with nothing or with what we
had before: they are asked again this soon, so that whoever writes is answered within a second and no core spins."""
HELD_SECONDS = 1.0
"""An answer that took so long was held."""
DEAD_AFTER_SECONDS = 4 * POLL_SECONDS + LONGEST_PAUSE_SECONDS
"""A loop that had no good poll for so long is deaf, whatever it believes."""
HEARS_SECONDS = 2 * POLL_SECONDS
"""A good poll that is younger means that Telegram is heard: an empty one takes POLL_SECONDS."""


class PollLoop:
    """`run()` is one task for the life of the program. `last_good`: steady time of the last poll that was answered
    and whose batch, if any, was committed. `nothing_waits` is called whenever Telegram has nothing for us."""

    def __init__(
        self,
        bot: Bot,
        clock: Clock,
        take: Take,
        *,
        nothing_waits: Callable[[], None] = lambda: None,
        hold_seconds: int = POLL_SECONDS,
    ) -> None:
        self._bot, self._clock, self._take, self._hold = bot, clock, take, hold_seconds
        self._nothing_waits = nothing_waits
        self._offset: int | None = None
        self._troubles = 0
        self._webhook_gone = False
        self._ever_good = False
        self.last_good = clock.steady()

    @property
    def is_deaf(self) -> bool:
        """For the watchdog: nothing was heard for `DEAD_AFTER_SECONDS`, not even silence."""
        return self._clock.steady() - self.last_good > DEAD_AFTER_SECONDS

    @property
    def hears(self) -> bool:
        """Whether Telegram answered of late, and what it brought is on disk."""
        return self._ever_good and self._clock.steady() - self.last_good < HEARS_SECONDS

    async def run(self) -> None:
        """Never returns; ends when cancelled, at once."""
        while True:
            pause = await self._round()
            if pause:
                await self._clock.pause(pause)

    async def _round(self) -> float:
        """One fetch, given and confirmed. Returns the seconds to wait before the next."""
        began = self._clock.steady()
        try:
            if not self._webhook_gone:
                await self._without_webhook()
            batch = await self._fetched()
        except TelegramError as error:
            return self._after(error)
        except Exception as error:  # noqa: BLE001  PTB on an answer of another shape; a deaf bot would be worse
            return self._trouble("poll.unreadable", error)
        before = self._offset
        pause = await self._given(batch)
        if pause or (batch and self._offset != before) or self._clock.steady() - began >= HELD_SECONDS:
            return pause
        return EMPTY_PAUSE_SECONDS

    async def _without_webhook(self) -> None:
        """No webhook is set, as far as the server knows the method at all. That it does not is no reason to be deaf:
        where a webhook stands in the way, the fetch itself says so."""
        self._webhook_gone = True
        try:
            await self._bot.delete_webhook(drop_pending_updates=False)
        except TelegramError as error:
            log.warning("poll.webhook_not_deleted", error=type(error).__name__)

    async def _fetched(self) -> list[object]:
        """The next updates as Telegram's JSON. Waits up to `hold_seconds` for one."""
        arguments: dict[str, object] = {
            "timeout": self._hold,
            "limit": BATCH,
            "allowed_updates": list(ALLOWED_UPDATES),
            "offset": self._offset,
        }
        answer = await self._bot.do_api_request(
            "getUpdates", api_kwargs=arguments, read_timeout=self._hold + READ_SPARE_SECONDS
        )
        if not isinstance(answer, list):
            raise TelegramError("Invalid server response")
        return answer

    async def _given(self, batch: list[object]) -> float:
        updates = [update for update in map(raw_update, batch) if update is not None]
        if len(updates) < len(batch):
            log.error("poll.no_update", count=len(batch) - len(updates))
            if not updates:
                return self._pause()
        # A person who blocked and unblocked the bot must not end as blocked because of the order of a batch.
        updates.sort(key=lambda update: update.update_id)
        try:
            safe = not updates or await self._take(updates)
        except Exception as error:  # noqa: BLE001  whatever it is, the updates are not safe: they are fetched again
            return self._trouble("poll.take_failed", error)
        if not safe:
            log.warning("poll.not_taken", updates=len(updates))
            return NOT_TAKEN_PAUSE_SECONDS
        self._offset = max(update.update_id for update in updates) + 1 if updates else None
        if not batch:
            self._nothing_waits()
        self._troubles = 0
        self._ever_good, self.last_good = True, self._clock.steady()
        return 0.0

    def _after(self, error: TelegramError) -> float:
        if isinstance(error, Conflict):
            self._webhook_gone = False
            fix = "Another program fetches this bot's updates, or a webhook is set. Only one may."
            return self._trouble("poll.conflict", error, fix=fix)
        if isinstance(error, InvalidToken | EndPointNotFound):
            return self._trouble("poll.token_refused", error, fix="Check the bot's token. Updates wait at Telegram.")
        asked = asked_wait(error)
        if asked is not None:
            log.warning("poll.limited", again_in_s=asked.total_seconds())
            return asked.total_seconds()
        return self._trouble("poll.failed", error)

    def _trouble(self, event: str, error: Exception, *, fix: str = "") -> float:
        pause = self._pause()
        report = log.error if fix else log.warning
        report(event, error=type(error).__name__, again_in_s=pause, **({"fix": fix} if fix else {}))
        return pause

    def _pause(self) -> float:
        self._troubles += 1
        return min(LONGEST_PAUSE_SECONDS, back_off(self._troubles).total_seconds())
