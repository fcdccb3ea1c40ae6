"""Whatever a client sends, the local Bot API answers with a result or with a refusal; it never breaks."""

import asyncio
import random

import pytest

from bot.clock import Clock
from bot.demo.botapi.arguments import Arguments, Upload
from bot.demo.botapi.dispatch import METHODS, WAITING, Dispatcher
from bot.demo.botapi.phones import Phone
from bot.demo.botapi.refusals import Refused
from bot.demo.botapi.schema_table import schema
from bot.demo.botapi.webhook import Webhook
from bot.demo.botapi.world import World

NASTY = (
    *("", "0", "-1", "7", "2", "3", "nonsense", "true", "null", "[]", "{}", "[[]]", "1e9", "9" * 30, "🏟", "@x", "\x00"),
    *("<b>x", "<a href=tel:1>x</a>", "*x", "HTML", "MarkdownV2", "attach://photo", "typing", "https://127.0.0.1/x"),
    *('{"message_id": "x"}', '{"message_id": [1]}', '[{"type": "bold", "offset": "x"}]', '[{"type": 1}]', '[1, "x"]'),
    *('{"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}', '{"inline_keyboard": [[{"text": 1}]]}'),
    *(
        '{"keyboard": [["a"]]}',
        '{"keyboard": [[{"text": null}]]}',
        '{"force_reply": true}',
        '{"remove_keyboard": true}',
    ),
    *(
        '{"type": "photo", "media": "attach://photo", "caption": 5}',
        '{"type": [], "media": {}}',
        '{"text": {}, "url": 5}',
    ),
)


@pytest.mark.parametrize("seed", range(8))
async def test_no_request_breaks_the_server(seed: int) -> None:
    chance = random.Random(seed)
    world = World(clock=Clock(), token="1:x")
    world.user(7, first_name="Ann")
    Phone(world, 7).start()
    dispatcher = Dispatcher(world, Webhook(world.updates, clock=world.clock))
    answered = refused = 0
    for _ in range(1500):
        method = chance.choice((*METHODS, *WAITING))
        names = [name for name in schema().methods[method] if name not in ("timeout", "url")]
        given = Arguments(values={name: chance.choice(NASTY) for name in names if chance.random() < 0.7})
        given.values |= {"chat_id": "7"} if chance.random() < 0.7 else {}
        given.uploads = {"photo": Upload(name="p", content=b"x")} if chance.random() < 0.2 else {}
        try:
            await dispatcher.run(method, given)
            answered += 1
        except Refused:
            refused += 1
        await asyncio.sleep(0)
    assert answered > 100
    assert refused > 100
