"""A small programme in an empty database: staff, patients, reports, alerts. For tests of alerts and tasks.

Belongs here: making rows as the rooms make them, the desk, one tick. Not here: promises.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache

import yaml

from bot import config_files, house
from bot.caseload import people
from bot.caseload.permissions import Role
from bot.caseload.person import Person, PersonState
from bot.caseload.programme import Programme
from bot.caseload.sharing import Sharing
from bot.clock import MovableClock
from bot.escalation import alert as alert_rows
from bot.escalation.alert import Alert
from bot.escalation.desk import Desk
from bot.escalation.notified import Escalating
from bot.escalation.opened import open_alert
from bot.escalation.policy import read_policies
from bot.ids import AlertId, OutgoingId, PersonId, ReportId
from bot.sending import Outgoing, Rejected, Sent
from bot.storage import outgoing
from bot.storage.database import Database
from bot.storage.outgoing import OutgoingRow
from bot.storage.tables import people as people_table
from bot.storage.tables import reports
from bot.symptoms.report import Reason, Tier


@lru_cache(maxsize=1)
def desk() -> Desk:
    """The shipped texts, programme (Chicago, Monday to Friday, 9:00 to 17:00) and policies."""
    return Desk(
        texts=house.load().texts,
        programme=Programme.model_validate(yaml.safe_load(config_files.read_text("programme.yaml"))),
        policies=read_policies(config_files.read_text("escalation.yaml")),
        number_for=lambda person, reason: "911",
    )


@dataclass(slots=True)
class Staffed:
    """The programme, its clock, and everything that was said by ticks: (chat, text)."""

    database: Database
    clock: MovableClock
    said: list[tuple[int, str]] = field(default_factory=list)
    dropped: set[int] = field(default_factory=set)
    """Chats that Telegram refuses."""

    @property
    def now(self) -> datetime:
        return self.clock.now()

    async def staff(self, name: str, role: Role = Role.CASE_MANAGER) -> Person:
        """Somebody who works here; the chat's number is 100 + the id."""
        return await self._person(name, role, Sharing.YES)

    async def patient(self, sharing: Sharing = Sharing.YES) -> Person:
        """Somebody who is looked after."""
        return await self._person("Ana R.", Role.PATIENT, sharing)

    async def report(self, person: Person, tier: Tier = Tier.EMERGENCY, reason: Reason = Reason.SEIZURE) -> ReportId:
        """A report stands in the database."""
        async with self.database.transaction() as tx:
            row = await tx.insert(
                reports,
                person_id=person.id,
                chat_id=person.chat_id,
                source="text",
                tier=tier.word,
                state="guided",
                reason=reason.value,
                words="planted words",
                shared="escalated",
                at=self.now,
            )
        return ReportId(row)

    async def alert(self, person: Person, tier: Tier = Tier.EMERGENCY, reason: Reason = Reason.SEIZURE) -> AlertId:
        """An alert is opened for a new report."""
        report = await self.report(person, tier, reason)
        async with self.database.transaction() as tx:
            return await open_alert(tx, person=person, report_id=report, tier=tier, reason=reason, now=self.now)

    async def tick(self, *, minutes: float = 0) -> None:
        """So much time passes, then everything that is due is done and sent."""
        self.clock.move(timedelta(minutes=minutes))
        while True:
            ticked = await Escalating(self.database, desk()).tick(self.now)
            await self.sent(ticked.rows)
            if not ticked.rows:
                return

    async def sent(self, rows: tuple[OutgoingRow, ...]) -> None:
        """Telegram answers these."""
        results = []
        for row in rows:
            refused = row.message.chat_id in self.dropped
            if not refused:
                self.said.append((row.message.chat_id, row.message.text))
            outcome = Rejected(reason="blocked") if refused else Sent(message_id=int(row.id))
            results.append((OutgoingId(row.id), outcome))
        if results:
            async with self.database.transaction() as tx:
                await outgoing.record(tx, results, self.now)

    async def told(self, messages: tuple[Outgoing, ...] | list[Outgoing]) -> None:
        """A handler's messages are kept and sent."""
        async with self.database.transaction() as tx:
            rows = await outgoing.add(tx, messages, self.now)
        await self.sent(tuple(rows))

    def to(self, person: Person) -> list[str]:
        """What that person was told so far, edits too."""
        return [text for chat, text in self.said if chat == person.chat_id]

    async def stands(self, alert: AlertId) -> Alert:
        """The alert now."""
        async with self.database.reading() as tx:
            found = await alert_rows.by_id(tx, alert)
        assert found is not None
        return found

    async def change(self, person: Person, **values: object) -> None:
        """Columns of a person are changed."""
        async with self.database.transaction() as tx:
            await people.change(tx, person.id, **values)

    async def _person(self, name: str, role: Role, sharing: Sharing) -> Person:
        async with self.database.transaction() as tx:
            row = await tx.insert(
                people_table,
                role=role.value,
                state=PersonState.ACTIVE.value,
                name=name,
                language="en",
                zone="America/Chicago",
                sharing=sharing.value,
                created_at=self.now,
                joined_at=self.now,
            )
            await people.change(tx, PersonId(row), chat_id=100 + row)
            found = await people.by_id(tx, PersonId(row))
        assert found is not None
        return found
