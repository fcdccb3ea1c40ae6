"""handlers/plans_told: what a patient is told when a plan of theirs is signed or ended.

Belongs here: the message to the patient, whether it reaches them. Not here: what they read on (plans_own.py).
"""

from bot.caseload.person import Person, PersonState
from bot.chat.turn import Turn
from bot.plans import own_words
from bot.plans.active import ActivePlan
from bot.plans.signed import Signed
from bot.sending import Button, Lane, Outgoing
from bot.taps import Verb, data


def reach(patient: Person) -> str:
    """Whether the patient sees it now: part of the keys plan-signed-… and plan-ended-…"""
    if patient.can_be_reminded:
        return "now"
    return "later" if patient.state in (PersonState.INVITED, PersonState.JOINING) else "not-reached"


def told(turn: Turn, patient: Person, done: Signed) -> list[Outgoing]:
    """A discreet message: a plan is here, or it has changed. Nothing where it would not reach them."""
    if not patient.can_be_reminded or patient.chat_id is None:
        return []
    texts = turn.house.texts.in_language(patient.language)
    show = Button(label=texts.label("button-show"), data=data(Verb.PLAN_SHOW, done.plan.id))
    # Protected from the start: what "Show" edits into it cannot be protected later.
    return [
        Outgoing(
            chat_id=patient.chat_id,
            text=own_words.discreet(done.plan, done.previous, texts),
            buttons=((show,),),
            lane=Lane.REMINDER,
            protect=True,
            key=f"plan:{done.plan.id}:told",
        )
    ]


def ended(turn: Turn, patient: Person, plan: ActivePlan) -> list[Outgoing]:
    """Reminders are off, the medicine is not: said in full, for this must not be missed."""
    if not patient.can_be_reminded or patient.chat_id is None:
        return []
    texts = turn.house.texts.in_language(patient.language)
    text = own_words.ended(plan.plan, texts)
    key = f"plan:{plan.id}:ended"
    return [Outgoing(chat_id=patient.chat_id, text=text, lane=Lane.REMINDER, protect=True, key=key)]
