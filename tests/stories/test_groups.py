"""In a group the program says that it works in private chats, leaves, and keeps nothing of what was said there."""

from sqlalchemy import select

from bot.storage.tables import inbox
from tests.world import ProgramWorld

MEMBER, FAMILY = 601, -900
LEAVING = "I only work in private chats."


async def kept(world: ProgramWorld) -> list[str]:
    async with world.database.reading() as tx:
        return [row.raw for row in await tx.all(select(inbox.c.raw).where(inbox.c.raw.is_not(None)))]


async def test_added_to_a_group_it_says_so_and_leaves(world: ProgramWorld) -> None:
    world.phone(MEMBER)
    group = world.api.group(FAMILY, title="Family", members=(MEMBER,))

    group.add_bot(by=MEMBER)
    await world.settled()

    assert [text.startswith(LEAVING) for text in group.texts()] == [True]
    assert not group.bot_is_member


async def test_a_group_that_it_never_heard_of_is_left_at_the_first_word(world: ProgramWorld) -> None:
    world.phone(MEMBER)
    group = world.api.group(FAMILY, title="Family", members=(MEMBER,))
    group.chat.bot_is_member = True  # the news of it was lost while nothing ran

    group.text(MEMBER, "Ana keeps seeing bugs on the wall")
    await world.settled()

    assert group.texts()[-1].startswith(LEAVING)
    assert not group.bot_is_member
    assert await kept(world) == []
