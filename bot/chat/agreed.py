"""chat/agreed: reminders on and off, said in the same words wherever the switch stands.

Belongs here: what both /settings and /consent do and say. Not here: recording (caseload/consent.py).
"""

from bot.caseload import consent
from bot.caseload.consent import Purpose
from bot.caseload.person import Person
from bot.chat import questions
from bot.chat.turn import Turn
from bot.plans import active
from bot.sending import Button, Outgoing
from bot.taps import Verb, data
from bot.texts.html import Html, lines

REMINDERS_YES, REMINDERS_NO = "ry", "rn"
"""What a button of /consent carries."""


async def reminders_switched(turn: Turn, person: Person, *, on: bool) -> list[Outgoing]:
    """Off at once, with what that does not mean; on only after the text that is agreed to was shown."""
    if on:
        text = questions.read_first_text(turn.house, turn.texts)
        buttons = ((_button(turn, person, "joining-yes-start", REMINDERS_YES),
                    _button(turn, person, "joining-not-now", REMINDERS_NO)),)  # fmt: skip
        return [turn.edit(text, buttons=buttons)]
    said = lines(turn.texts.say("consent-reminders-off"), await medicine_goes_on(turn, person))
    shown = consent.asked(said, turn.texts.language)
    await consent.record(turn.tx, person.id, Purpose.REMINDERS, consent.NO, shown=shown, now=turn.now)
    return [turn.edit(said, buttons=((_button(turn, person, "consent-reminders-on", "r?"),),))]


async def medicine_goes_on(turn: Turn, person: Person) -> Html:
    """That messages end and medicine does not, with the name of whoever ordered it. Source: PRODUCT section 2."""
    plan = await active.standing(turn.tx, person.id)
    if plan is None:
        return turn.texts.say("consent-medicine-goes-on")
    return turn.texts.say("consent-medicine-goes-on-by", prescriber=plan.plan.prescriber.name)


def _button(turn: Turn, person: Person, key: str, arg: str) -> Button:
    return Button(label=turn.texts.label(key), data=data(Verb.CONSENT, person.id, arg))
