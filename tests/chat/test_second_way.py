"""E-mail and webhook for real: against a mail server and a webhook of our own, on both databases."""

import hashlib
import hmac
import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.escalation import timeline
from bot.escalation.notified import Escalating
from bot.escalation.policy import Way
from bot.escalation.second_way import TRIED_AGAIN, SecondWays
from bot.escalation.timeline import Happened
from bot.escalation.watched import Finding, look
from bot.ids import AlertId
from bot.storage.database import Database
from bot.web.second_way import Hook, Mailer, carriers
from tests.chat.local_receivers import hook_server, mail_server
from tests.stations.staffed import Staffed, desk

LINK = "https://t.me/taperline_bot"
DESK = replace(desk(), ways=(Way.EMAIL, Way.WEBHOOK))


@pytest.fixture
def programme(database: Database, clock: MovableClock) -> Staffed:
    clock.move(timedelta(hours=8))  # 14:00 in Chicago, a Tuesday
    return Staffed(database, clock)


def mailer(port: int) -> Mailer:
    receivers = ("on@call.example", "b@c.example")
    return Mailer(url=f"smtp://127.0.0.1:{port}", sender="bot@clinic.example", receivers=receivers)


def ways(programme: Staffed, *, mail: Mailer | None = None, hook: Hook | None = None) -> SecondWays:
    return SecondWays(programme.database, DESK, carriers(mail=mail, hook=hook), link=LINK)


async def opened(programme: Staffed) -> AlertId:
    """An alert whose first step was taken. Nobody of the staff can be written to."""
    alert = await programme.alert(await programme.patient())
    await Escalating(programme.database, DESK).tick(programme.now)
    return alert


async def notes(programme: Staffed, alert: AlertId) -> list[str]:
    async with programme.database.reading() as tx:
        entries = await timeline.of_alert(tx, alert)
    return [entry.note for entry in entries if entry.kind is Happened.SECOND_WAY]


async def test_mail_holds_case_tier_time_and_link_only(programme: Staffed) -> None:
    await programme.staff("Dana")
    await opened(programme)

    async with mail_server() as server:
        await ways(programme, mail=mailer(server.port)).tick(programme.now)

    message = next(one for one in server.messages if "Emergency" in one["Subject"])
    assert message["Subject"] == "🔴 Emergency · case 0002 · 14:00"
    body = message.get_content().splitlines()
    assert body == ["🔴 Emergency · case 0002 · 14:00", "", f"Read on in the chat: {LINK}"]
    assert set(server.receivers) == {"on@call.example", "b@c.example"}


async def test_webhook_is_signed_and_holds_the_same(programme: Staffed) -> None:
    await programme.staff("Dana")
    await opened(programme)

    async with hook_server() as server:
        await ways(programme, hook=Hook(url=server.url, secret="s3cret")).tick(programme.now)

    body = next(one for one in server.bodies if json.loads(one)["kind"] == "alert")
    told = json.loads(body)
    assert set(told) == {"id", "kind", "case", "tier", "at", "link"}
    assert (told["case"], told["tier"], told["link"]) == ("0002", "emergency", LINK)
    expected = hmac.new(b"s3cret", body, hashlib.sha256).hexdigest()
    assert server.headers[0]["X-Taperline-Signature"].startswith("sha256=")
    assert f"sha256={expected}" in {one["X-Taperline-Signature"] for one in server.headers}


async def test_nobody_in_the_chat_is_told_by_mail_all_the_same(programme: Staffed) -> None:
    alert = await opened(programme)

    async with mail_server() as server:
        await ways(programme, mail=mailer(server.port)).tick(programme.now)

    assert any("Emergency" in one["Subject"] for one in server.messages)
    assert "email-sent" in await notes(programme, alert)


async def test_a_step_is_carried_once(programme: Staffed) -> None:
    await programme.staff("Dana")
    await opened(programme)

    async with mail_server() as server:
        for _ in range(3):
            await ways(programme, mail=mailer(server.port)).tick(programme.now)

    assert len([one for one in server.messages if "Emergency" in one["Subject"]]) == 1


async def test_a_server_that_is_away_is_tried_again_until_it_is_there(programme: Staffed) -> None:
    await programme.staff("Dana")
    alert = await opened(programme)
    async with mail_server() as gone:
        port = gone.port
    await ways(programme, mail=mailer(port)).tick(programme.now)
    programme.clock.move(TRIED_AGAIN[0])

    async with mail_server() as server:
        await ways(programme, mail=mailer(server.port)).tick(programme.now)

    assert any("Emergency" in one["Subject"] for one in server.messages)
    assert await notes(programme, alert) == ["email-sent"]


async def test_what_is_refused_for_good_is_said_and_found(programme: Staffed) -> None:
    await programme.staff("Dana")
    alert = await opened(programme)

    async with mail_server(refuses=frozenset({"MAIL"})) as server:
        for pause in (*TRIED_AGAIN, timedelta()):
            await ways(programme, mail=mailer(server.port)).tick(programme.now)
            programme.clock.move(pause)

    assert "email-failed" in await notes(programme, alert)
    async with programme.database.reading() as tx:
        found = {one.finding for one in await look(tx, programme.now)}
    assert Finding.SECOND_WAY_FAILED in found


async def test_a_webhook_that_answers_500_is_not_told(programme: Staffed) -> None:
    await programme.staff("Dana")
    alert = await opened(programme)

    async with hook_server(status=500) as server:
        ticked = await ways(programme, hook=Hook(url=server.url)).tick(programme.now)

    assert ticked.counts["carried"] == 0
    assert await notes(programme, alert) == []


async def test_each_way_is_tested_once_a_week(programme: Staffed) -> None:
    async with mail_server() as server:
        station = ways(programme, mail=mailer(server.port))
        for _ in range(15):
            await station.tick(programme.now)
            await ways(programme, mail=mailer(server.port)).tick(programme.now)
            programme.clock.move(timedelta(days=1))

    assert [one["Subject"] for one in server.messages] == ["Weekly test of alerts"] * 3
