"""CSV and XLSX as clinics really write them."""

import io
import zipfile
from datetime import date, datetime, time

from openpyxl import load_workbook

from bot.plans.model import Plan
from bot.plans.reading import read_plan
from bot.plans.writers.to_csv import to_csv
from bot.plans.writers.to_xlsx import template_xlsx, to_xlsx
from tests.rules.plans.orders import SUPPLIED, example, problems_of
from tests.rules.plans.sheets import CSV, workbook

SEMICOLONS = """\
Paciente;Ana R.
Zona;America/Mexico_City
Prescriptor;Dra. Ruiz
Fecha de la orden;28 nov 2026
Medicamento;baclofeno

Desde;Hasta;Hora;mg;Indicaciones
1 dic 2026;5 dic 2026;8:00;10;con comida
;;20:00;7,5;
6 dic 2026;10 dic 2026;8:00;5;
;;20:00;2,5;
"""


def of_csv(text: str | bytes) -> Plan:
    return read_plan("a.csv", text.encode() if isinstance(text, str) else text, SUPPLIED).plan


def of_xlsx(content: bytes) -> Plan:
    return read_plan("a.xlsx", content, SUPPLIED).plan


def amounts(plan: Plan) -> list[list[str]]:
    return [[str(dose.amount) for dose in step.cycle[0]] for step in plan.medicines[0].steps]


def test_a_simple_csv_table_is_a_plan() -> None:
    assert amounts(of_csv(CSV)) == [["10", "5"], ["5", "5"]]


def test_a_spanish_csv_with_semicolons_and_commas() -> None:
    plan = of_csv(SEMICOLONS)
    assert amounts(plan) == [["10", "7.5"], ["5", "2.5"]]
    assert plan.medicines[0].steps[0].instruction == "con comida"


def test_a_byte_order_mark_and_windows_line_ends() -> None:
    assert of_csv(CSV.replace("\n", "\r\n").encode("utf-8-sig")) == of_csv(CSV)


def test_tabs_between_columns() -> None:
    assert of_csv(CSV.replace(",", "\t")) == of_csv(CSV)


def test_one_row_per_dose_with_plan_columns() -> None:
    rows = [
        "patient,zone,prescriber,ordered on,medicine,from,until,time,amount,unit",
        *(
            f"Ana,UTC,Dr. Lee,2026-11-28,baclofen,{a},{b},{at},{amount},mg"
            for a, b, at, amount in (
                ("2026-12-01", "2026-12-03", "8:00", "10"),
                ("2026-12-01", "2026-12-03", "20:00", "5"),
                ("2026-12-04", "2026-12-05", "8:00", "5"),
            )
        ),
    ]
    assert amounts(of_csv("\n".join(rows))) == [["10", "5"], ["5"]]


def test_excel_day_numbers_are_days() -> None:
    text = CSV.replace("2026-12-01", "46357").replace("2026-12-03", "46359")
    assert of_csv(text).starts_on == date(2026, 12, 1)


def test_units_may_stand_in_the_header() -> None:
    text = CSV.replace("8:00,20:00", "8:00 (mg),20:00 mg").replace(" mg,5 mg\n", ",5\n")
    assert amounts(of_csv(text)) == [["10", "5"], ["5", "5"]]


def test_a_unit_in_a_cell_that_fights_its_header_is_asked() -> None:
    text = CSV.replace("8:00,20:00", "8:00 (mg),20:00 (mg)").replace("10 mg,5 mg", "10.5 mcg,5")
    found = problems_of(text, name="a.csv")
    assert found[0].where == 'row 8, column "8:00 (mg)"'
    assert found[0].message == "10.5 mcg beside amounts in mg."


def test_alternating_days_are_rows_with_a_cycle_day() -> None:
    rows = "medicine,from,until,cycle day,8:00\nbaclofen,2026-12-01,2026-12-08,1,10 mg\nbaclofen,,,2,5 mg\n"
    plan = of_csv("\n".join(CSV.splitlines()[:5]) + "\n\n" + rows)
    assert [str(day[0].amount) for day in plan.medicines[0].steps[0].cycle] == ["10", "5"]


def test_a_formula_from_outside_is_written_as_text() -> None:
    plan = example().model_copy(update={"pause_criteria": ("=HYPERLINK(1)", "+1", "'@x")})
    rows = [line for line in to_csv(plan).decode("utf-8-sig").splitlines() if line.startswith("pause")]
    assert all(row.split(",", 1)[1].lstrip('"').startswith("'") for row in rows)
    sheet = load_workbook(io.BytesIO(to_xlsx(plan)))["plan"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_a_workbook_with_real_dates_times_and_numbers() -> None:
    cells = {
        "B2": datetime(2026, 12, 1),  # noqa: DTZ001  what openpyxl gives for a day
        "C2": date(2026, 12, 3),
        "D1": time(8, 0),
        "D2": "2.5 mg",
        "B3": 46360,
    }
    plan = of_xlsx(workbook(cells=cells))
    assert plan.starts_on == date(2026, 12, 1)
    assert amounts(plan) == [["2.5", "5"], ["5", "5"]]


def test_a_number_has_the_digits_that_excel_shows() -> None:
    cells = {"D1": "8:00 (mg)", "E1": "20:00 (mg)", "D2": 0.1 + 0.2, "E2": 2.3, "D3": 5, "E3": 0.0625}
    assert amounts(of_xlsx(workbook(cells=cells))) == [["0.3", "2.3"], ["5", "0.0625"]]


def test_a_name_merged_down_counts_for_each_row() -> None:
    assert amounts(of_xlsx(workbook(merge="A2:A3"))) == [["10", "5"], ["5", "5"]]


def test_macros_in_a_workbook_are_not_loaded() -> None:
    out = io.BytesIO(workbook())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    assert read_plan("a.xlsm", out.getvalue(), SUPPLIED).plan == of_xlsx(workbook())


def test_xml_with_a_document_type_is_refused() -> None:
    out = io.BytesIO(workbook())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/evil.xml", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x/>')
    assert [problem.key for problem in problems_of(out.getvalue(), name="a.xlsx")] == ["file-broken"]


def test_an_empty_template_says_everything_that_is_missing() -> None:
    found = problems_of(template_xlsx(["Fill in the sheets."]), name="a.xlsx")
    text = " ".join(problem.message for problem in found)
    assert all(word in text for word in ("patient", "zone", "prescriber", "medicine"))


def test_the_template_filled_in_is_a_plan() -> None:
    book = load_workbook(io.BytesIO(template_xlsx(["help"])))
    for row in book["plan"].iter_rows(max_col=2):
        said = {"patient": "Ana", "zone": "UTC", "prescriber": "Dr. Lee", "ordered on": date(2026, 11, 28)}
        row[1].value = said.get(str(row[0].value))
    book["medicines"].append(["baclofen", "tablet", "10 mg scored"])
    book["taper"].append(["baclofen", date(2026, 12, 1), date(2026, 12, 5), None, None, "10 mg", "5 mg", "10 mg"])
    out = io.BytesIO()
    book.save(out)
    assert amounts(of_xlsx(out.getvalue())) == [["10", "5", "10"]]


def test_a_problem_in_a_sheet_is_told_as_people_find_it() -> None:
    cells = {"D1": "8:00 (mg)", "E1": "20:00 (mg)", "D2": "10.5 micrograms", "E2": 5, "D3": 5, "E3": 5}
    (problem,) = problems_of(workbook(cells=cells), name="a.xlsx")
    assert str(problem) == (
        'Sheet "taper", row 2, column "8:00 (mg)": 10.5 micrograms beside amounts in mg. Ask Dr. Lee what was ordered.'
    )


def test_a_table_of_doses_only_when_needed_needs_no_taper() -> None:
    head = "patient;Ana R.\nzone;America/Chicago\nprescriber;Dr. Lee\nordered on;2026-11-20\n\n[as_needed]\n"
    rows = "medicine;amount;at_most_per_day;hours_between;from;until\nhydroxyzine;25 mg;3;6;46357;further order\n"
    medicine = of_csv(head + rows).medicines[0]
    assert medicine.only_as_needed
    assert (str(medicine.starts_on), medicine.ends_on) == ("2026-12-01", None)
