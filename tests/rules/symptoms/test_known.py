"""What a plan tells triage and guidance, and what memory can hold of it."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

from bot import config_files
from bot.chat.memory import ChatFacts, Memory
from bot.ids import ChatId
from bot.plans.medicines import MedicineBook, read_medicines
from bot.plans.model import Contact, Dose, Flag, Form, MedicineTaper, OpenHours, Plan, Prescriber, Step, Unit
from bot.symptoms import known
from bot.symptoms.report import About

BOOK: MedicineBook = read_medicines(
    [(name, config_files.read_text(name)) for name in config_files.names("medicines", "*.yaml")]
)
TUESDAY_NOON = datetime(2026, 12, 1, 18, 0, tzinfo=UTC)


def plan(*names: str, contacts: tuple[Contact, ...] = (), flags: tuple[Flag, ...] = ()) -> Plan:
    step = Step(starts_on=date(2026, 12, 1), ends_on=None, cycle=((Dose(at=time(8), amount=Decimal(5)),),))
    return Plan(
        patient_label="A",
        zone="America/Chicago",
        prescriber=Prescriber(name="Dr. Lee", ordered_on=date(2026, 11, 28)),
        medicines=tuple(
            MedicineTaper(id=f"m{at}", name=name, form=Form.TABLET, unit=Unit.MG, steps=(step,))
            for at, name in enumerate(names)
        ),
        contacts=contacts,
        flags=flags,
    )


def test_brand_name_is_known_as_its_medicine() -> None:
    assert "baclofen" in known.about(plan("Lioresal 10 mg"), BOOK).medicines


def test_medicine_without_a_file_is_known_as_one() -> None:
    assert known.about(plan("Tizanidine"), BOOK).medicines == {"other", "tizanidine"}


def test_pump_is_known() -> None:
    assert known.about(plan("baclofen", flags=(Flag.PUMP,)), BOOK).pump


def test_nothing_is_known_without_a_plan() -> None:
    assert known.about(None, BOOK) == About()


def test_rules_about_diazepam_hold_for_what_memory_keeps() -> None:
    memory = Memory(languages=("en",), medicines=("baclofen", "benzodiazepine"))
    memory.learn(ChatId(1), ChatFacts(about=known.about(plan("Valium", "diazepam"), BOOK)))
    remembered = memory.facts(ChatId(1)).about
    assert "diazepam" not in remembered.medicines
    assert "diazepam" in known.named(remembered, BOOK).medicines


def test_open_clinician_is_called_before_a_closed_one() -> None:
    closed = Contact(name="Night line", phone="1")
    day = OpenHours(weekdays=(1,), opens=time(9), closes=time(17))
    clinic = Contact(name="Dr. Lee", phone="2", hours=(day,))
    whom = known.clinician(plan("baclofen", contacts=(closed, clinic)), TUESDAY_NOON)
    assert whom is not None
    assert (whom.name, whom.until) == ("Dr. Lee", "17:00")
