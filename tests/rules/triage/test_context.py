"""Who, when and whether: what the words around a sign make of it."""

import pytest

from bot.symptoms.report import Reason, SymptomReport, Tier
from bot.symptoms.rule_book import RuleBook
from bot.symptoms.triaged import triage


def tier_of(text: str, book: RuleBook) -> Tier:
    return triage(SymptomReport(text=text), book).tier


@pytest.mark.parametrize(
    "text",
    [
        "no seizures today",
        "i have not had any seizures or hallucinations",
        "i'm not suicidal",
        "my heart is not racing",
        "no chest pain",
        "sin convulsiones",
        "no tengo alucinaciones ni fiebre",
        "nunca pensé en suicidarme",
    ],
)
def test_what_is_denied_is_let_pass(text: str, book: RuleBook) -> None:
    assert tier_of(text, book) is Tier.NONE


@pytest.mark.parametrize(
    "text",
    [
        "i'm not suicidal, but i don't want to exist",
        "not suicidal, just want to be dead",
        "not a panic attack, really cant breathe",
        "i never have seizures but i just had one",
        "no se que me pasa, veo bichos en la pared",
        "no me quiero matar pero ya no quiero existir",
        "not sleeping, hallucinating",
        "no, i am seeing bugs on the wall",
    ],
)
def test_the_second_half_is_heard(text: str, book: RuleBook) -> None:
    assert tier_of(text, book) is Tier.EMERGENCY


@pytest.mark.parametrize(
    "text",
    [
        "i had a seizure when i was a kid",
        "tried to kill myself in 2010",
        "i passed out giving blood years ago",
        "tuve una convulsión de niño",
        "hace años tuve una sobredosis",
    ],
)
def test_what_is_long_past_is_let_pass(text: str, book: RuleBook) -> None:
    assert tier_of(text, book) is Tier.NONE


@pytest.mark.parametrize(
    "text",
    [
        "i used to cut myself and i want to again",
        "i had seizures as a kid and today i had a seizure",
        "passed out this morning",
    ],
)
def test_what_is_back_is_not_past(text: str, book: RuleBook) -> None:
    assert tier_of(text, book) is Tier.EMERGENCY


@pytest.mark.parametrize("text", ["my brother wont wake up his lips are blue", "no se despierta"])
def test_a_person_here_is_someone_else(text: str, book: RuleBook) -> None:
    decision = triage(SymptomReport(text=text), book)
    assert decision.tier is Tier.EMERGENCY
    assert decision.someone_else
    assert decision.reason is Reason.SOMEONE_ELSE


def test_a_seizure_seen_has_words_of_its_own(book: RuleBook) -> None:
    decision = triage(SymptomReport(text="my wife is having a seizure"), book)
    assert decision.reason is Reason.SEIZURE_SEEN


@pytest.mark.parametrize(
    "text",
    [
        "my uncle died of an overdose",
        "i know someone who had hallucinations",
        "in the movie she has a seizure",
        "se suicidó en la serie",
    ],
)
def test_what_happens_elsewhere_is_let_pass(text: str, book: RuleBook) -> None:
    assert tier_of(text, book) < Tier.URGENT


@pytest.mark.parametrize(
    "text",
    [
        "is seizure a side effect of stopping quickly?",
        "what are the signs of an overdose",
        "¿las alucinaciones son un efecto secundario?",
    ],
)
def test_a_general_question_is_let_pass(text: str, book: RuleBook) -> None:
    assert tier_of(text, book) is Tier.NONE


@pytest.mark.parametrize(
    "text", ["how many of these would kill me", "cuántas pastillas para morir", "what is a lethal dose"]
)
def test_asking_what_would_kill_is_an_emergency(text: str, book: RuleBook) -> None:
    decision = triage(SymptomReport(text=text), book)
    assert decision.tier is Tier.EMERGENCY
    assert decision.reason is Reason.SUICIDE_PLAN


@pytest.mark.parametrize(
    "text",
    ["laughed so hard i almost died", "i would die for a pizza", "me muero de risa", "this commute will kill me"],
)
def test_a_figure_with_its_harmless_cause_is_let_pass(text: str, book: RuleBook) -> None:
    assert tier_of(text, book) is Tier.NONE


@pytest.mark.parametrize(
    "text", ["it stopped my panic attacks", "the voices went away", "it helped with my suicidal thoughts"]
)
def test_what_got_better_is_let_pass(text: str, book: RuleBook) -> None:
    assert tier_of(text, book) is Tier.NONE


def test_a_wish_to_be_dead_shows_the_crisis_words(book: RuleBook) -> None:
    decision = triage(SymptomReport(text="i dont want to be here anymore"), book)
    assert (decision.tier, decision.reason) == (Tier.EMERGENCY, Reason.SUICIDE)
    assert not decision.swallowed


def test_a_plan_comes_before_the_wish(book: RuleBook) -> None:
    decision = triage(SymptomReport(text="i want to die, i have a gun in my hand"), book)
    assert decision.reason is Reason.SUICIDE_PLAN


def test_what_was_swallowed_lets_the_poison_line_stand(book: RuleBook) -> None:
    decision = triage(SymptomReport(text="i took too many pills"), book)
    assert decision.swallowed
    assert decision.reason is Reason.OVERDOSE


def test_a_vague_cry_is_asked_about(book: RuleBook) -> None:
    decision = triage(SymptomReport(text="its all a bit much lately"), book)
    assert decision.tier is Tier.CHECK
    assert not decision.hints_danger


def test_a_dark_hint_hints_at_danger(book: RuleBook) -> None:
    decision = triage(SymptomReport(text="goodbye"), book)
    assert decision.tier is Tier.CHECK
    assert decision.hints_danger


@pytest.mark.parametrize(
    "text",
    [
        "i swallowed 20 baclofen with water",
        "took all the pills i had left",
        "i took a deep breath but i still cant breathe",
        "watching a film and my husband started having a seizure",
        "i read the news and i want to kill myself",
        "my kid swallowed my pills while i was watching tv",
        "my brother died last month and i want to die",
        "married 20 years and now he is unconscious",
        "never felt so suicidal in my life",
        "without any warning he collapsed and is shaking",
        "i have not had any sleep and now i hear voices",
        "can someone help, my wife is having a seizure",
        "my therapist asked if i was going to hurt myself and i said no but i am",
        "me tome 20 pastillas con agua",
        "4 dias sin la pastilla y veo bichos caminando por la pared",
    ],
)
def test_a_harmless_word_elsewhere_hides_nothing(text: str, book: RuleBook) -> None:
    assert tier_of(text, book) is Tier.EMERGENCY


@pytest.mark.parametrize(
    "text",
    [
        "i have not had any falls or faints this week",
        "5 years ago i wanted to die, today i have a daughter and a dog",
        "the doctor asked if i was suicidal and i am not",
        "antidepressants carry a warning about suicidal thoughts",
        "they explained that a pump alarm means you should ring the clinic",
        "is it normal to get seizures from this",
        "got my exam result, i cant breathe im so happy",
        "i was confused at first, but after a week it all went away",
        "la enfermera me dijo que llame si tengo fiebre con rigidez",
        "no oigo voces",
    ],
)
def test_what_is_only_spoken_of_is_let_pass(text: str, book: RuleBook) -> None:
    assert tier_of(text, book) < Tier.URGENT


def test_a_question_put_to_others_as_well_is_asked_about(book: RuleBook) -> None:
    assert tier_of("does anyone else see people who arent there", book) is Tier.CHECK
