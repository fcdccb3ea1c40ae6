"""handlers/entered_number: staff enter the emergency number of a country of which we ship none.

Belongs here: the button in a case, the typed number, the question whether it was checked. Not here: what counts as a
number and where it is kept (symptoms/entered.py).
"""

from bot.caseload import countries, people
from bot.caseload.permissions import Action, Role
from bot.caseload.person import Person
from bot.chat import dialogs
from bot.chat.dialogs import Dialog, Expecting
from bot.chat.handlers.alerts import allowed
from bot.chat.turn import Routes, Turn
from bot.errors import Refused
from bot.ids import PersonId
from bot.sending import Button, Buttons, Outgoing
from bot.symptoms import entered
from bot.taps import Verb, data
from bot.texts.html import Html

NO = "n"


def line_of(turn: Turn, patient: Person) -> Html:
    """What is shown to this patient where we ship no number; empty where we do. For the case file."""
    code, helplines = patient.country or "", turn.house.helplines
    if not entered.may_be_entered(helplines, code):
        return Html("")
    country = countries.name(code, turn.texts.language)
    known = helplines.entered.get(code)
    if known is None:
        return turn.texts.say("entered-none", country=country)
    return turn.texts.say("entered-shown", country=country, number=known.emergency[0])


def buttons_of(turn: Turn, patient: Person) -> Buttons:
    """`Enter a checked number`, where we ship none."""
    if not entered.may_be_entered(turn.house.helplines, patient.country or ""):
        return ()
    return ((Button(label=turn.texts.label("entered-button"), data=data(Verb.NUMBER_ENTER, patient.id)),),)


async def ask(turn: Turn) -> list[Outgoing]:
    """The next text is the number; after the question, whether it was checked: then it is so."""
    staff, patient = await _case(turn)
    code, arg = patient.country or "", turn.heard.tap.arg if turn.heard.tap else ""
    country = countries.name(code, turn.texts.language)
    if arg == NO:
        return [turn.edit(turn.texts.say("entered-not"))]
    if arg:
        await entered.enter(turn.tx, turn.house.helplines, code, arg, staff=staff, now=turn.now)
        turn.house.helplines.entered[code] = entered.as_country(code, arg, turn.now.date())
        return [turn.edit(turn.texts.say("entered-kept", country=country, number=arg))]
    await dialogs.expect(turn.tx, staff.id, Dialog(expecting=Expecting.ENTERED_NUMBER, id=patient.id))
    return [turn.reply(turn.texts.say("entered-ask", country=country))]


async def typed(turn: Turn, dialog: Dialog) -> list[Outgoing]:
    """The number stands in the question; nothing is kept before it is answered."""
    staff, patient = await _case(turn, PersonId(dialog.id))
    number, country = entered.read_number(turn.heard.text), countries.name(patient.country or "", turn.texts.language)
    if number is None:
        return [turn.reply(turn.texts.say("entered-again", country=country))]
    await dialogs.expect(turn.tx, staff.id, None)
    yes = Button(label=turn.texts.label("entered-yes"), data=data(Verb.NUMBER_ENTER, patient.id, number))
    no = Button(label=turn.texts.label("entered-no"), data=data(Verb.NUMBER_ENTER, patient.id, NO))
    return [turn.reply(turn.texts.say("entered-sure", country=country, number=number), buttons=((yes, no),))]


async def _case(turn: Turn, patient_id: PersonId | None = None) -> tuple[Person, Person]:
    """Staff who may do this, and a patient in a country of which we ship no number. Raises Refused."""
    staff = allowed(turn, Action.ENTER_NUMBER)
    found = await people.by_id(turn.tx, patient_id or PersonId(turn.heard.tap.id if turn.heard.tap else 0))
    if found is None or found.role is not Role.PATIENT:
        raise Refused("caseload-unknown")
    if not entered.may_be_entered(turn.house.helplines, found.country or ""):
        raise Refused("entered-not-possible")
    return staff, found


ROUTES = Routes(taps={Verb.NUMBER_ENTER: ask}, dialogs={Expecting.ENTERED_NUMBER: typed})
"""The button and what is typed after it."""
