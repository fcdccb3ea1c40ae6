"""methods_bot: what the bot says and asks about itself, chats and files.

Belongs here: getMe, commands, descriptions, getChat, leaveChat, getFile. Not here: updates (methods_updates.py).
"""

import json
import re
from typing import Any

from bot.demo.botapi import refusals, wire
from bot.demo.botapi.arguments import Arguments
from bot.demo.botapi.records import ChatKind
from bot.demo.botapi.refusals import Refused
from bot.demo.botapi.targets import named_chat
from bot.demo.botapi.uploads import MAX_DOWNLOAD
from bot.demo.botapi.world import World

MAX_COMMANDS = 100
MAX_DESCRIPTION = 512
MAX_SHORT_DESCRIPTION = 120
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
"""Limits. Source: the Bot API's description of setMyCommands, setMyDescription and setMyShortDescription."""


def get_me(world: World, given: Arguments) -> Any:
    """getMe."""
    return wire.bot_in_full(world)


def log_out(world: World, given: Arguments) -> Any:
    """logOut and close: nothing to do here."""
    return True


def _scope(given: Arguments) -> str:
    """However the caller wrote its JSON, the same scope is one."""
    scope = json.dumps(given.json("scope") or {"type": "default"}, sort_keys=True)
    return f"{scope}|{given.text('language_code')}"


def set_my_commands(world: World, given: Arguments) -> Any:
    """setMyCommands."""
    commands = given.json("commands")
    if commands is None:
        raise Refused(refusals.COMMANDS_NOT_JSON)
    if not isinstance(commands, list):
        raise Refused(refusals.COMMANDS_NOT_ARRAY)
    if len(commands) > MAX_COMMANDS:
        raise Refused(refusals.COMMANDS_TOO_MUCH)
    for command in commands:
        if not isinstance(command, dict) or not _COMMAND.fullmatch(str(command.get("command", "")).lstrip("/")):
            raise Refused(refusals.COMMAND_INVALID)
        if not 1 <= len(str(command.get("description", ""))) <= 256:
            raise Refused(refusals.COMMAND_DESCRIPTION_INVALID)
    world.bot.commands[_scope(given)] = commands
    return True


def get_my_commands(world: World, given: Arguments) -> Any:
    """getMyCommands."""
    return world.bot.commands.get(_scope(given), [])


def delete_my_commands(world: World, given: Arguments) -> Any:
    """deleteMyCommands."""
    world.bot.commands.pop(_scope(given), None)
    return True


def set_my_description(world: World, given: Arguments) -> Any:
    """setMyDescription."""
    if len(given.text("description")) > MAX_DESCRIPTION:
        raise Refused(refusals.DESCRIPTION_TOO_LONG)
    world.bot.descriptions[given.text("language_code")] = given.text("description")
    return True


def set_my_short_description(world: World, given: Arguments) -> Any:
    """setMyShortDescription."""
    if len(given.text("short_description")) > MAX_SHORT_DESCRIPTION:
        raise Refused(refusals.SHORT_DESCRIPTION_TOO_LONG)
    world.bot.short_descriptions[given.text("language_code")] = given.text("short_description")
    return True


def set_chat_menu_button(world: World, given: Arguments) -> Any:
    """setChatMenuButton."""
    if given.text("chat_id"):
        named_chat(world, given)
    world.bot.menu_buttons[given.text("chat_id")] = given.json("menu_button") or {"type": "default"}
    return True


def get_chat(world: World, given: Arguments) -> Any:
    """getChat."""
    chat = named_chat(world, given)
    full = wire.chat(world, chat) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    pinned = max((one for one in chat.messages.values() if one.pinned), key=lambda one: one.id, default=None)
    if pinned is not None:
        full["pinned_message"] = wire.message(world, pinned)
    return full


def leave_chat(world: World, given: Arguments) -> Any:
    """leaveChat."""
    chat = named_chat(world, given)
    if chat.kind is ChatKind.PRIVATE:
        raise Refused(refusals.CANT_LEAVE_PRIVATE)
    if not chat.bot_is_member:
        raise Refused(refusals.NOT_A_MEMBER)
    chat.bot_is_member = False
    return True


def get_file(world: World, given: Arguments) -> Any:
    """getFile."""
    if not given.text("file_id"):
        raise Refused(refusals.FILE_ID_EMPTY)
    kept = world.files.get(given.text("file_id"))
    if kept is None:
        raise Refused(refusals.FILE_ID_INVALID)
    if len(kept.content) > MAX_DOWNLOAD:
        raise Refused(refusals.FILE_TOO_BIG_TO_GET)
    return wire.file(kept) | {"file_path": kept.path}
