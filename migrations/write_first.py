"""migrations/write_first: write the first revision anew from bot/storage/tables. Run: python -m migrations.write_first

Until the first release the schema is one revision. Whoever changes a table runs this and commits both. After the first
release it is never run again: every change is a new file versions/YYYYMMDD_HHMM_<revision>_<what>.py.
"""

import subprocess
import sys
from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.autogenerate.api import AutogenContext
from alembic.migration import MigrationContext
from alembic.operations.ops import MigrationScript

from bot.storage.columns import UtcDateTime
from bot.storage.sealed import SealedBytes, SealedText
from bot.storage.tables import metadata

FIRST = Path(__file__).parent / "versions" / "20261122_0900_0001_first_tables.py"

_HEAD = '''"""All tables of the first release. Why: there was nothing, and no earlier release to run beside it.

Written by `python -m migrations.write_first` from bot/storage/tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Whoever reaches the database past the bot cannot quietly rewrite the audit trail either.
_APPEND_ONLY = {
    "sqlite": (
        """CREATE TRIGGER audit_refuses_update BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END""",
        """CREATE TRIGGER audit_refuses_delete BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION audit_refuses() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'audit is append-only' USING ERRCODE = 'restrict_violation'; END $$""",
        """CREATE TRIGGER audit_refuses_change BEFORE UPDATE OR DELETE ON audit
        FOR EACH ROW EXECUTE FUNCTION audit_refuses()""",
        """CREATE TRIGGER audit_refuses_truncate BEFORE TRUNCATE ON audit
        FOR EACH STATEMENT EXECUTE FUNCTION audit_refuses()""",
    ),
}
'''

_UP_TAIL = "for statement in _APPEND_ONLY[op.get_bind().dialect.name]:\n    op.execute(statement)\n"
_DOWN_HEAD = 'if op.get_bind().dialect.name == "postgresql":\n    op.execute("DROP FUNCTION audit_refuses() CASCADE")\n'


def first_revision() -> str:
    """The text of the first revision, as the tables stand now."""
    engine = sa.create_engine("sqlite://")
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"target_metadata": metadata, "render_item": _rendered, "render_as_batch": False}
        )
        script: MigrationScript = produce_migrations(context, metadata)
        assert script.upgrade_ops is not None
        assert script.downgrade_ops is not None
        up = render_python_code(script.upgrade_ops, render_item=_rendered)
        down = render_python_code(script.downgrade_ops, render_item=_rendered)
    return (
        f"{_HEAD}\n\ndef upgrade() -> None:\n{_indented(up)}{_indented(_UP_TAIL)}"
        f"\n\ndef downgrade() -> None:\n{_indented(_DOWN_HEAD)}{_indented(down)}"
    )


def _rendered(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Our own types as plain ones: a revision must mean the same when the types of the program have changed."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return 'sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")'
    if kind == "type" and isinstance(item, SealedText | SealedBytes):
        return "sa.LargeBinary()"
    return False


def _indented(code: str) -> str:
    """`code` without Alembic's own comments and indentation, as the body of a function."""
    kept = [line for line in code.splitlines() if line.strip() and not line.lstrip().startswith("# ###")]
    lead = len(kept[0]) - len(kept[0].lstrip())
    return "".join(f"    {line[min(lead, len(line) - len(line.lstrip())) :]}\n" for line in kept)


if __name__ == "__main__":
    FIRST.parent.mkdir(exist_ok=True)
    FIRST.write_text(first_revision(), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "-q", str(FIRST)], check=True)
