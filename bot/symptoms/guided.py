"""symptoms/guided: what a person reads first when something they said may be serious (floor 1, pure).

Belongs here: which texts, in which order, for which decision, from what is known of the person and the place.
Not here: the sentences (config/locales/*/guidance.ftl), numbers (helplines.py), lists of numbers (numbers.py), the
buttons (chat/guidance.py), who is told (escalated.py).

Order: the number first (in a crisis after one short line), what to say, the door, somebody to stay; never a question
before the number. The poison line only where something was swallowed. The programme's own line only under urgent
guidance. "My medicine" only to people who are known to have one. Never "stop", never "take".
"""

from dataclasses import replace

from bot.symptoms.helplines import Purpose
from bot.symptoms.numbers import more_ways
from bot.symptoms.place import (
    Asks,
    Clinician,
    Guidance,
    Place,
    Record,
    copies,
    either,
    joined,
    lowering,
    note_first,
    own_line,
    poison_line,
    with_line,
)
from bot.symptoms.report import Decision, Reason, Tier
from bot.texts.html import Html, lines, paragraphs

_THOUGHTS = frozenset({Reason.SUICIDE, Reason.HOPELESS})
_ABOUT_TO = frozenset({Reason.SUICIDE_PLAN, Reason.SELF_HARM})
_OVERDOSE = frozenset({Reason.OVERDOSE, Reason.MIXING})
_OWN = frozenset(
    {Reason.SEIZURE, Reason.BREATHING, Reason.FEVER_RIGIDITY, Reason.PUMP, Reason.CONFUSION, Reason.HALLUCINATION,
     Reason.MENTAL_STATE, Reason.STOPPED_OR_RAN_OUT, Reason.VOMITING_DOSES, Reason.HEART_RACING, Reason.PREGNANCY,
     Reason.SPASM, Reason.AGITATION, Reason.NO_SLEEP, Reason.OTHER_URGENT, Reason.MILD}
)  # fmt: skip
"""May be withdrawal or a side effect: "I am lowering …" is said, to people known to have a medicine. PD."""
_SUDDEN = frozenset({Reason.STOPPED_OR_RAN_OUT, Reason.VOMITING_DOSES})


def guide(decision: Decision, place: Place) -> Guidance | None:
    """The guidance for `decision`, complete; None where nothing was raised.

    Whoever nobody looks after reads that too, last: a bot must not seem to be a responder. Source: FACTS 2.8 (PD).
    """
    if decision.tier is Tier.NONE:
        return None
    found = _chosen(decision.reason or Reason.UNCLEAR, decision, place)
    if decision.tier >= Tier.CHECK and place.record is Record.NONE:
        return replace(found, text=lines(found.text, place.texts.say("guidance-nobody-reads")))
    return found


def _chosen(reason: Reason, decision: Decision, place: Place) -> Guidance:
    if decision.tier is Tier.WATCH:
        return _watch(reason, place)
    if decision.tier is Tier.CHECK:
        return check(place, someone_else=decision.someone_else)
    if reason in _THOUGHTS or (reason in _ABOUT_TO and decision.tier is Tier.URGENT):
        return _crisis(place, decision)
    if reason in _ABOUT_TO:
        return _crisis_now(place, decision)
    if decision.tier is Tier.URGENT:
        return _urgent(reason, place, decision)
    return _emergency(reason, place, decision)


def check(place: Place, *, someone_else: bool = False, again: bool = False) -> Guidance:
    """The short caring question with the numbers in it. Source: PRODUCT section 5 (PD)."""
    texts, line = place.texts, place.country.first(Purpose.CRISIS)
    first = texts.say("guidance-check-again" if again else "guidance-check", emergency=place.emergency)
    talk = with_line("guidance-check-talk", line, place) if line else ""
    ask = texts.say("guidance-check-ask-someone" if someone_else else "guidance-check-ask")
    understand = "" if again else texts.say("guidance-check-understand")
    text = lines(first, joined(understand, talk), ask)
    return Guidance(text=text, copies=copies(place, line), asks=Asks.CHECK)


def _emergency(reason: Reason, place: Place, decision: Decision) -> Guidance:
    texts = place.texts
    call = texts.say("guidance-call-now", emergency=place.emergency)
    other = decision.someone_else or reason is Reason.SOMEONE_ELSE
    if reason is Reason.ALLERGY:
        stay = texts.say("guidance-someone-stay" if other else "guidance-alone")
        text = paragraphs(
            texts.say("guidance-allergy", emergency=place.emergency), texts.say("guidance-allergy-then"), stay
        )
    elif reason is Reason.SEIZURE_SEEN or (reason is Reason.SEIZURE and other):
        text = paragraphs(call, texts.say("guidance-seizure-seen"))
    elif other:
        text = _for_somebody(reason, place, decision, call)
    elif reason in _OVERDOSE:
        text = _overdose(reason, place, decision, call)
    else:
        text = _own(reason, place, decision, call)
    return Guidance(text=text, copies=place.country.emergency, asks=Asks.CALL)


def _own(reason: Reason, place: Place, decision: Decision, call: Html) -> Html:
    """Withdrawal or a side effect where the medicine is known; else the words for anything else."""
    texts, known = place.texts, place.medicine_known and reason in _OWN
    words = _words(reason, place)
    said = joined(lowering(place), words) if known else words
    return paragraphs(
        call,
        texts.say("guidance-pump") if reason is Reason.PUMP else "",
        joined(texts.say("guidance-own") if known else "", texts.say("guidance-say", words=said)),
        texts.say("guidance-unsafe") if reason is Reason.UNSAFE_AT_HOME else "",
        _poison(place, decision),
        texts.say("guidance-alone"),
        texts.say("guidance-ask-first") if known else "",
    )


def _overdose(reason: Reason, place: Place, decision: Decision, call: Html) -> Html:
    texts = place.texts
    return paragraphs(
        lines(call, texts.say("guidance-say", words=_words(reason, place))),
        lines(_poison(place, decision), texts.say("guidance-mixing") if reason is Reason.MIXING else ""),
        texts.say("guidance-overdose"),
        texts.say("guidance-alone"),
    )


def _for_somebody(reason: Reason, place: Place, decision: Decision, call: Html) -> Html:
    texts = place.texts
    naloxone = reason is Reason.SOMEONE_ELSE or reason in _OVERDOSE or reason in (Reason.UNCONSCIOUS, Reason.BREATHING)
    return paragraphs(
        call,
        lines(
            texts.say("guidance-someone") if naloxone else "",
            texts.say("guidance-someone-again") if naloxone else "",
        ),
        lines(
            _poison(place, decision),
            texts.say("guidance-someone-overdose") if decision.swallowed else "",
        ),
        texts.say("guidance-pump") if reason is Reason.PUMP else "",
        texts.say("guidance-someone-stay"),
    )


def _crisis(place: Place, decision: Decision) -> Guidance:
    """The crisis line first; the emergency number first where no line surely works there."""
    texts, line = place.texts, place.country.first(Purpose.CRISIS)
    if line is None:
        return _crisis_now(place, decision)
    who = "-someone" if decision.someone_else else ""
    call = with_line("guidance-crisis-call", line, place)
    text = paragraphs(
        lines(
            texts.say(f"guidance-thanks{who}"),
            joined(call, texts.say("guidance-always") if line.always else ""),
            note_first(line, place),
        ),
        lines(
            texts.say(f"guidance-crisis-hurt{who}", emergency=place.emergency),
            _poison(place, decision),
            texts.say(f"guidance-crisis-means{who}"),
        ),
        lines(texts.say("guidance-crisis-talk"), _later(place, who)),
        more_ways(place, besides=line),
    )
    return Guidance(text=text, copies=copies(place, line, crisis_first=True), asks=Asks.CALL)


def _crisis_now(place: Place, decision: Decision) -> Guidance:
    """Plan, intent or attempt: the emergency number first. Source: FACTS 2.0, crisis (PD)."""
    texts, line = place.texts, place.country.first(Purpose.CRISIS)
    who = "-someone" if decision.someone_else else ""
    text = paragraphs(
        lines(
            texts.say("guidance-call-now", emergency=place.emergency),
            texts.say(f"guidance-thanks{who}"),
        ),
        lines(
            _poison(place, decision),
            texts.say("guidance-someone-overdose" if who else "guidance-overdose") if decision.swallowed else "",
            texts.say(f"guidance-crisis-means{who}"),
            "" if who else texts.say("guidance-door"),
        ),
        lines(
            with_line("guidance-crisis-too", line, place) if line else "",
            note_first(line, place) if line else "",
            _later(place, who),
        ),
        more_ways(place, besides=line),
    )
    return Guidance(text=text, copies=copies(place, line), asks=Asks.CALL)


def _later(place: Place, who: str) -> Html:
    """When we ask again. Source: FACTS section 8, crisis message shape 6 (PD)."""
    return place.texts.say(f"guidance-crisis-later{who}") if place.asks_later else Html("")


def _urgent(reason: Reason, place: Place, decision: Decision) -> Guidance:
    texts, who = place.texts, "-someone" if decision.someone_else else ""
    flags = texts.say("guidance-flags-taper" if place.medicine_known else "guidance-flags-any")
    advice = place.country.first(Purpose.ADVICE)
    closed = (
        texts.say("guidance-urgent-closed-line", line=either(texts, advice.numbers))
        if advice
        else texts.say("guidance-urgent-closed")
    )
    own_dose = place.medicine_known and not decision.someone_else and reason is not Reason.UNSAFE_AT_HOME
    text = paragraphs(
        lines(
            _whom_to_call(place),
            texts.say("guidance-urgent-today"),
        ),
        lines(*_urgent_words(reason, place, decision)),
        lines(closed, texts.say("guidance-urgent-next-dose") if own_dose else ""),
        texts.say(f"guidance-urgent-worse{who}", flags=flags, emergency=place.emergency),
        own_line(place),
    )
    phone = place.clinician.phone if place.clinician else place.programme.phone
    return Guidance(text=text, copies=((phone,) if phone else ()) + place.country.emergency, asks=Asks.SAME_DAY)


def _urgent_words(reason: Reason, place: Place, decision: Decision) -> tuple[Html, ...]:
    texts, medicines = place.texts, place.about.medicines
    said = []
    if reason in _SUDDEN:
        said.append(
            texts.say("guidance-urgent-vomiting" if reason is Reason.VOMITING_DOSES else "guidance-urgent-sudden")
        )
    if reason in _OVERDOSE:
        said.append(texts.say("guidance-urgent-extra-dose"))
    if decision.swallowed and (poison := poison_line(place)):
        said.append(texts.say("guidance-urgent-poison", poison=poison))
    if reason is Reason.PREGNANCY:
        said.append(texts.say("guidance-urgent-pregnancy"))
    if "alcohol" in medicines and reason not in _SUDDEN:
        said.append(texts.say("guidance-urgent-alcohol"))
    if reason is Reason.RETURN_TO_USE or "opioid" in medicines:
        said.append(texts.say("guidance-urgent-opioids"))
    if reason is Reason.UNSAFE_AT_HOME:
        said.append(texts.say("guidance-urgent-unsafe", emergency=place.emergency))
    return tuple(said)


def _watch(reason: Reason, place: Place) -> Guidance:
    texts = place.texts
    thanks = {
        Record.SHARED: texts.say("guidance-watch-saved", clinician=place.programme.name),
        Record.PRIVATE: texts.say("guidance-watch-kept"),
        Record.NONE: texts.say("guidance-watch-stranger"),
    }[place.record]
    taper = place.medicine_known and reason in _OWN
    flags = texts.say("guidance-flags-taper" if place.medicine_known else "guidance-flags-any")
    text = lines(
        thanks,
        texts.say("guidance-watch-taper") if taper else "",
        texts.say("guidance-watch-worse", flags=flags),
    )
    return Guidance(text=text, copies=(), asks=Asks.NOTHING)


def _poison(place: Place, decision: Decision) -> Html:
    line = poison_line(place) if decision.swallowed else None
    return place.texts.say("guidance-poison", poison=line) if line else Html("")


def _whom_to_call(place: Place) -> Html:
    texts, programme = place.texts, place.programme
    whom = place.clinician
    if whom is None and programme.phone:
        whom = Clinician(name=programme.name, phone=programme.phone)
    if whom is None:
        return texts.say("guidance-urgent-doctor")
    if whom.until:
        return texts.say("guidance-urgent-clinician-until", name=whom.name, phone=whom.phone, time=whom.until)
    return texts.say("guidance-urgent-clinician", name=whom.name, phone=whom.phone)


def _words(reason: Reason, place: Place) -> Html:
    key = f"guidance-words-{reason.value.replace('_', '-')}"
    if reason is Reason.PUMP and "baclofen" in place.about.medicines:
        key = "guidance-words-pump-baclofen"
    return place.texts.say(key if place.texts.has(key) else "guidance-words-unclear")
