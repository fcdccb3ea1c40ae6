"""The project stands on its own: no address or path of anybody's machine, no secret, in any committed text."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = {".py", ".md", ".toml", ".yaml", ".yml", ".ftl", ".js", ".css", ".html", ".txt", ".cfg", ".ini", ".json"}
PATTERNS = {
    "a home directory": re.compile(r"/(?:home|Users)/[a-z]\w+/"),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "a bot token": re.compile(r"(?<![\d])\d{8,10}:AA[A-Za-z0-9_-]{33}"),
}


def test_no_committed_text_holds_a_machine_or_a_secret() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    wrong = []
    for name in listed.splitlines():
        path = ROOT / name
        if path.suffix not in TEXT or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        wrong += [
            f"{name}: {what}"
            for what, pattern in PATTERNS.items()
            if pattern.search(text) and not (what == "a bot token" and name.startswith("tests/"))
        ]
    assert not wrong, "\n".join(wrong)
