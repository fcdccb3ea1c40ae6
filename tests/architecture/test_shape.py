"""Numbers we keep about the code itself: sizes, docstrings, names. Each limit is in one place, here."""

import ast
from pathlib import Path

import pytest

from tests.architecture.test_floors import floors, modules, name_of

LONGEST_MODULE = 400
LONGEST_FUNCTION = 50
MOST_PARAMETERS = 5
FORBIDDEN_NAMES = {"utils", "helpers", "common", "base", "manager", "core", "misc"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> list[Function]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, Function)]


def body_lines(function: Function) -> int:
    """Lines of the body without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_module_says_what_belongs_in_it(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), f"{name_of(path)} has no docstring"


def test_no_module_or_function_is_too_long() -> None:
    long_modules = [name_of(p) for p in modules() if len(p.read_text(encoding="utf-8").splitlines()) > LONGEST_MODULE]
    long_functions = [
        f"{name_of(p)}:{f.name}" for p in modules() for f in functions(p) if body_lines(f) > LONGEST_FUNCTION
    ]
    assert not long_modules + long_functions


def test_no_function_takes_too_much_by_position() -> None:
    wrong = [
        f"{name_of(path)}:{function.name}"
        for path in modules()
        for function in functions(path)
        if len([a for a in (*function.args.posonlyargs, *function.args.args) if a.arg not in ("self", "cls")])
        > MOST_PARAMETERS
    ]
    assert not wrong, "\n".join(wrong)


def test_modules_have_names_that_say_something() -> None:
    assert not [name_of(path) for path in modules() if path.stem in FORBIDDEN_NAMES]


def test_public_functions_of_rules_and_stations_say_what_holds_afterwards() -> None:
    known = floors()
    wrong = [
        f"{name_of(path)}:{node.name}"
        for path in modules()
        if known[path] <= 3 and "/tables/" not in name_of(path)
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, Function) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert not wrong, "\n".join(wrong)
