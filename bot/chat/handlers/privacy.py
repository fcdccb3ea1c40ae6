"""handlers/privacy: /privacy, /export, /delete: what is kept, a copy of it, and taking it away."""

from dataclasses import replace

from bot.caseload import deleted, hours, supporters
from bot.caseload.permissions import Action, Role, may
from bot.caseload.person import Person
from bot.chat import agreed, menus, welcomed
from bot.chat.turn import Routes, Turn
from bot.documents import exported
from bot.errors import Refused
from bot.ids import InboxId
from bot.sending import Button, Outgoing
from bot.storage import audit
from bot.symptoms import numbers
from bot.symptoms.place import Place
from bot.taps import Verb, data
from bot.texts import amounts
from bot.texts.html import Html, paragraphs

ASK, SURE, KEEP = "1", "2", "0"


async def privacy(turn: Turn) -> list[Outgoing]:
    """/privacy: the policy, for everybody. Telegram's terms for bots ask for this command (FACTS section 7)."""
    return [turn.reply(policy(turn))]


def policy(turn: Turn) -> Html:
    """What is kept, who reads it, for how long, and whom to ask."""
    programme, texts = turn.house.programme, turn.texts
    contact = (
        texts.say("privacy-contact-phone", programme=programme.name, phone=amounts.phone(programme.phone))
        if programme.phone
        else texts.say("privacy-contact", programme=programme.name)
    )
    return paragraphs(
        texts.say("privacy-title", programme=programme.name),
        texts.say("privacy-what-supporter" if _is_supporter(turn) else "privacy-what"),
        _who_reads(turn),
        texts.say("privacy-telegram"),
        texts.say("privacy-how-long", days=str(programme.keep_left_days)),
        texts.say("privacy-part2"),
        texts.say("privacy-yours-supporter" if _is_supporter(turn) else "privacy-yours"),
        contact,
    )


def _who_reads(turn: Turn) -> Html:
    """Who reads what this person writes. A supporter has no care team here, and nothing in /consent."""
    programme, texts = turn.house.programme, turn.texts
    if _is_supporter(turn):
        return texts.say("privacy-who-supporter", programme=programme.name)
    return texts.say("privacy-who", programme=programme.name, hours=hours.in_words(programme, texts))


async def export(turn: Turn) -> list[Outgoing]:
    """/export: everything stored about the person as files. Not protected: it is theirs to pass on."""
    person = _allowed(turn, Action.EXPORT_OWN_DATA)
    notice = turn.texts.label("privacy-part2-line")
    files = await exported.export(turn.tx, person, turn.now, notice=notice)
    await audit.record(
        turn.tx, patient=person.id, actor=person.id, action="exported", subject=f"person {person.id}", at=turn.now
    )
    caption = paragraphs(turn.texts.say("export-caption"), turn.texts.say("export-pass-on", line=notice))
    return [turn.document(files[0], caption), *(turn.document(file) for file in files[1:])]


async def delete(turn: Turn) -> list[Outgoing]:
    """/delete: the numbers first, then what goes and what stays, then the question."""
    person = _allowed(turn, Action.DELETE_OWN_DATA)
    place = welcomed.place_of(turn.house, turn.texts, person.country)
    if person.role is Role.SUPPORTER:
        return [_delete_supporter(turn, person, place)]
    text = paragraphs(
        numbers.help_now(place).text,
        turn.texts.say("delete-what"),
        turn.texts.say("delete-kept", programme=turn.house.programme.name),
        turn.texts.say("delete-alert") if await deleted.has_open_alert(turn.tx, person.id) else "",
        await agreed.medicine_goes_on(turn, person),
    )
    buttons = (
        (_button(turn, person, "delete-go-on", ASK), _button(turn, person, "delete-keep", KEEP)),
        (Button(label=turn.texts.label("delete-copy"), data=data(Verb.EXPORT, person.id)),),
        (Button(label=turn.texts.label("delete-only-leave"), data=data(Verb.CONSENT, person.id, "l")),),
    )
    return [turn.reply(text, buttons=buttons)]


def _delete_supporter(turn: Turn, person: Person, place: Place) -> Outgoing:
    """The same for a supporter: there is no plan and no medicine of theirs to speak of."""
    text = paragraphs(numbers.help_now(place).text, turn.texts.say("delete-what-supporter"))
    copy = Button(label=turn.texts.label("delete-copy"), data=data(Verb.EXPORT, person.id))
    go_on, keep = _button(turn, person, "delete-go-on", ASK), _button(turn, person, "delete-keep", KEEP)
    return turn.reply(text, buttons=((go_on, keep), (copy,)))


async def tapped(turn: Turn) -> list[Outgoing]:
    """The two steps of deleting, and the way out of it."""
    person = _allowed(turn, Action.DELETE_OWN_DATA)
    arg = turn.heard.tap.arg if turn.heard.tap else ""
    if arg == ASK:
        sure = (_button(turn, person, "delete-sure", SURE), _button(turn, person, "delete-keep", KEEP))
        return [turn.edit(turn.texts.say("delete-really"), buttons=(sure,))]
    if arg == KEEP:
        return [turn.edit(turn.texts.say("delete-kept-all"))]
    if arg != SURE:
        raise Refused("button-old")
    return await _deleted(turn, person)


async def _deleted(turn: Turn, person: Person) -> list[Outgoing]:
    is_supporter = person.role is Role.SUPPORTER
    goes_on = Html("") if is_supporter else await agreed.medicine_goes_on(turn, person)
    left_alone = await supporters.who_lose(turn.tx, person.id, turn.now) if is_supporter else ()
    row = InboxId(int(turn.update_key.removeprefix("u")))
    done = await deleted.delete_person(turn.tx, person, turn.now, update_row=row)
    said = paragraphs(
        turn.texts.say("delete-done"),
        turn.texts.say("delete-done-alert") if done.alert_open else "",
        goes_on,
        turn.texts.say("delete-done-help"),
    )
    no_keys = replace(turn.reply(said), keyboard=())
    told = [_supporter_gone(turn, patient, person.name or "") for patient in left_alone]
    return [turn.edit(turn.texts.say("delete-done-short")), no_keys, menus.of_chat(turn.chat, None, turn.texts), *told]


def _supporter_gone(turn: Turn, patient: Person, name: str) -> Outgoing:
    """Whoever counted on this supporter must not go on counting on them."""
    assert patient.chat_id is not None  # supporters.who_lose has looked
    texts = turn.house.texts.in_language(patient.language)
    return Outgoing(chat_id=patient.chat_id, text=texts.say("supporter-gone", name=name), protect=True)


def _is_supporter(turn: Turn) -> bool:
    return turn.person is not None and turn.person.role is Role.SUPPORTER


def _button(turn: Turn, person: Person, key: str, arg: str) -> Button:
    return Button(label=turn.texts.label(key), data=data(Verb.DELETE, person.id, arg))


def _allowed(turn: Turn, action: Action) -> Person:
    """Whoever asks, if this is theirs to ask. Raises Refused."""
    person, tap = turn.person, turn.heard.tap
    if person is None:
        raise Refused("privacy-stranger")
    if not may(person.role, action):
        raise Refused("privacy-staff")
    if tap is not None and tap.id != person.id:
        raise Refused("joining-not-yours")
    return person


ROUTES = Routes(
    commands={"privacy": privacy, "export": export, "delete": delete},
    taps={Verb.EXPORT: export, Verb.DELETE: tapped},
)
