"""Imports only go down; some libraries live in one room only. The table is the house's plan: a new arrow needs a record
in docs/decisions."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

BOT = Path(__file__).parents[2] / "bot"

FLOORS: dict[str, int] = {
    "bot/__init__.py": 0,
    "bot/clock.py": 0,
    "bot/ids.py": 0,
    "bot/errors.py": 0,
    "bot/sending.py": 0,
    "bot/taps.py": 0,
    "bot/quick_yaml.py": 0,
    "bot/logs.py": 0,  # the ground because every floor may log; it knows nothing of the house
    "bot/texts": 1,
    "bot/plans": 1,
    "bot/caseload/programme.py": 1,
    "bot/caseload/permissions.py": 1,
    "bot/caseload/person.py": 1,
    "bot/caseload/sharing.py": 1,
    "bot/symptoms": 1,
    "bot/escalation": 1,
    "bot/checkins": 1,
    "bot/reminders": 1,
    "bot/caseload": 1,
    "bot/storage": 2,
    "bot/config_files.py": 2,
    "bot/house.py": 2,
    "bot/stations.py": 2,
    "bot/housekeeping.py": 3,
    "bot/clock_put_right.py": 3,
    "bot/documents": 3,
    "bot/settings.py": 4,
    "bot/ticks.py": 4,
    "bot/chat": 4,
    "bot/web": 4,
    "bot/demo/botapi": 4,
    "bot/demo/page_routes.py": 4,
    "bot/demo": 5,
    "bot/bench": 5,
    "bot/app.py": 5,
    "bot/bulk.py": 5,
    "bot/running.py": 5,
    "bot/service.py": 5,
    "bot/heap.py": 0,
    "bot/standing.py": 5,
    "bot/copies.py": 5,
    "bot/doctor.py": 5,
    "bot/cli.py": 5,
    "bot/__main__.py": 5,
}
"""Path → floor; the longest matching path counts. A module of a room of rules that imports the storage (or a station)
is a station: floor 3."""

ARROWS: dict[str, frozenset[str]] = {
    "caseload": frozenset(),
    "escalation": frozenset({"caseload"}),
    "plans": frozenset({"caseload"}),
    "symptoms": frozenset({"escalation", "plans", "caseload"}),
    "reminders": frozenset({"symptoms", "plans", "caseload"}),
    "checkins": frozenset({"symptoms", "plans", "caseload"}),
    "documents": frozenset({"caseload", "escalation", "plans", "symptoms", "reminders", "checkins"}),
}
"""Way → ways it may import, directly."""

FENCES: dict[str, tuple[str, ...]] = {
    "telegram": (
        "bot/chat/",
        "bot/demo/",
        "bot/app.py",
        "bot/running.py",
        "bot/service.py",
        "bot/doctor.py",
        "bot/bench/",
    ),
    "apscheduler": ("bot/ticks.py",),
    "cryptography": ("bot/storage/sealed.py",),
}

CLOCK_CALLS = {("datetime", "now"), ("datetime", "utcnow"), ("date", "today"), ("time", "time"), ("time", "monotonic")}


def modules() -> list[Path]:
    return sorted(path for path in BOT.rglob("*.py") if "_shipped" not in path.parts)


def name_of(path: Path) -> str:
    return path.relative_to(BOT.parent).as_posix()


def imports_of(path: Path) -> Iterator[str]:
    """Dotted names of everything a module imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def file_of(dotted: str) -> Path | None:
    """The file of one of our own modules."""
    base = BOT.parent / dotted.replace(".", "/")
    for candidate in (base.with_suffix(".py"), base / "__init__.py"):
        if candidate.is_file():
            return candidate
    return None


def table_floor(path: Path) -> int:
    name = name_of(path)
    matches = [key for key in FLOORS if name == key or name.startswith(key.rstrip("/") + "/")]
    assert matches, f"{name} stands on no floor: add it to FLOORS"
    return FLOORS[max(matches, key=len)]


def own_imports(path: Path) -> set[Path]:
    return {found for dotted in imports_of(path) if dotted.startswith("bot") and (found := file_of(dotted))} - {path}


def floors() -> dict[Path, int]:
    """Every module: its floor. In rooms of rules (1), whoever reaches the storage is a station (3)."""
    known = {path: table_floor(path) for path in modules()}
    changed = True
    while changed:
        changed = False
        for path, floor in known.items():
            if floor == 1 and any(known[other] in (2, 3) for other in own_imports(path)):
                known[path] = 3
                changed = True
    return known


def test_imports_only_go_down() -> None:
    known = floors()
    wrong = [
        f"{name_of(path)} (floor {floor}) imports {name_of(other)} (floor {known[other]})"
        for path, floor in known.items()
        for other in sorted(own_imports(path))
        if known[other] > floor
    ]
    assert not wrong, "\n".join(wrong)


def test_ways_follow_their_arrows() -> None:
    wrong = []
    for path in modules():
        way = path.relative_to(BOT).parts[0]
        if way not in ARROWS:
            continue
        for other in sorted(own_imports(path)):
            target = other.relative_to(BOT).parts[0]
            if target in ARROWS and target != way and target not in ARROWS[way]:
                wrong.append(f"{name_of(path)} → {name_of(other)}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("library", sorted(FENCES))
def test_libraries_stay_behind_their_fence(library: str) -> None:
    wrong = [
        name_of(path)
        for path in modules()
        if not name_of(path).startswith(FENCES[library])
        and any(dotted == library or dotted.startswith(library + ".") for dotted in imports_of(path))
    ]
    assert not wrong, f"{library} is imported in {wrong}"


def test_only_the_clock_reads_the_time() -> None:
    wrong = []
    for path in modules():
        if name_of(path) == "bot/clock.py" or "/bench/" in name_of(path):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = node.func.value
                base = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
                if (base, node.func.attr) in CLOCK_CALLS:
                    wrong.append(f"{name_of(path)}:{node.lineno}")
    assert not wrong, "\n".join(wrong)


def test_only_settings_read_the_environment() -> None:
    wrong = [
        f"{name_of(path)}:{node.lineno}"
        for path in modules()
        if name_of(path) != "bot/settings.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv")
    ]
    assert not wrong, "\n".join(wrong)


def test_there_is_no_import_cycle() -> None:
    graph = {path: own_imports(path) for path in modules()}
    done: set[Path] = set()
    for start in graph:
        _walk(start, graph, (), done)


def _walk(path: Path, graph: dict[Path, set[Path]], way: tuple[Path, ...], done: set[Path]) -> None:
    if path in way:
        circle = [name_of(one) for one in (*way[way.index(path) :], path)]
        raise AssertionError(" → ".join(circle))
    if path in done:
        return
    for other in graph.get(path, ()):
        # A package's __init__ is loaded with each of its modules; what it re-exports is not a cycle of its own.
        if other.name != "__init__.py":
            _walk(other, graph, (*way, path), done)
    done.add(path)
