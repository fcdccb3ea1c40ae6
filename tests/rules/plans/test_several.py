import io

import pytest
from openpyxl import Workbook

from bot.errors import BadInput
from bot.plans.several import is_several, read_several
from tests.rules.plans.orders import EXAMPLES, SUPPLIED
from tests.rules.plans.sheets import CSV, workbook


def clinic(**sheets: str) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, text in sheets.items():
        sheet = book.create_sheet(name)
        for line in text.splitlines():
            sheet.append(line.split(","))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_sheet_per_patient_gives_a_draft_each() -> None:
    content = clinic(Ana=CSV, Eva=CSV.replace("Ana R.", "Eva T."), help="for people")
    assert is_several(content)
    assert [one.draft.plan.patient_label for one in read_several(content, SUPPLIED) if one.draft] == [
        "Ana R.",
        "Eva T.",
    ]


def test_one_faulty_sheet_keeps_none_of_the_others_back() -> None:
    outcomes = read_several(clinic(Ana=CSV, Eva=CSV.replace("10 mg", "10"), Leo=CSV), SUPPLIED)
    assert [one.draft is not None for one in outcomes] == [True, False, True]
    assert [problem.where for problem in outcomes[1].problems] == ['Sheet "Eva", row 8, column "8:00"']


def test_a_workbook_of_one_plan_is_not_several() -> None:
    assert not is_several(workbook())
    assert not is_several((EXAMPLES / "baclofen-taper.xlsx").read_bytes())
    assert not is_several(b"no workbook")


def test_what_is_no_workbook_is_refused() -> None:
    with pytest.raises(BadInput):
        read_several(b"no workbook", SUPPLIED)
