"""A message that may be there already says so, without pushing a number to call out of sight."""

from dataclasses import replace

import pytest

from bot.ids import ChatId
from bot.sending import Lane, Method, Outgoing, repeated

MESSAGE = Outgoing(chat_id=ChatId(7), text="Call 911 now.", repeat_note="(again)")


def test_note_stands_before_the_words() -> None:
    assert repeated(MESSAGE).text == "(again)\nCall 911 now."


def test_note_of_guidance_stands_after_the_number() -> None:
    assert repeated(replace(MESSAGE, lane=Lane.GUIDANCE)).text == "Call 911 now.\n(again)"


def test_a_picture_without_words_gets_the_note_alone() -> None:
    assert repeated(replace(MESSAGE, method=Method.SEND_PHOTO, text="")).text == "(again)"


@pytest.mark.parametrize("message", [replace(MESSAGE, method=Method.EDIT_TEXT), replace(MESSAGE, repeat_note="")])
def test_an_edit_or_a_message_without_note_stays(message: Outgoing) -> None:
    assert repeated(message) == message
