"""A bad input as a value: a small project, a call, and all that the user is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Bad:
    """One mistake. *files* replace those of *project*, None removes one; *call* goes behind ``sqlgen``.

    In *told*, all that stands on stderr, nothing is left out or abbreviated.
    """

    name: str
    call: str
    told: str
    files: Mapping[str, str | bytes | None]
    project: Mapping[str, str | bytes | None]
    code: int = 2


def revision(
    name: str, parent: str | None, body: str = "pass", *, downgrade: str = "pass", more: str = ""
) -> str:
    """Return a revision script; *body* begins in line 9."""
    return f'''"""Revision {name}."""
import sqlalchemy as sa
from alembic import op

revision = {name!r}
down_revision = {parent!r}

def upgrade() -> None:
    {indented(body)}

def downgrade() -> None:
    {indented(downgrade)}
{more}'''


def indented(body: str) -> str:
    return body.strip("\n").replace("\n", "\n    ")


TABLE = (
    'op.create_table("item", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.Text()))'
)

OWN: Mapping[str, str] = {
    "sqlgen.toml": 'dialects = ["sqlite"]\n',
    "versions/a1.py": revision("a1", None, TABLE, downgrade='op.drop_table("item")'),
    "versions/a2.py": revision("a2", "a1", 'op.add_column("item", sa.Column("price", sa.Integer()))'),
}
"""A project of sqlgen's own kind, without env.py."""

ENV = """\
from alembic import context

config = context.config
context.configure(url=config.get_main_option("sqlalchemy.url"))
with context.begin_transaction():
    context.run_migrations()
"""

ALEMBIC: Mapping[str, str] = {
    "alembic.ini": "[alembic]\nscript_location = %(here)s/db\npath_separator = os\nsqlalchemy.url = sqlite://\n",
    "db/env.py": ENV,
    "db/versions/a1.py": OWN["versions/a1.py"],
    "db/versions/a2.py": OWN["versions/a2.py"],
}
"""An Alembic project."""


def write(files: Mapping[str, str | bytes | None], folder: Path) -> Path:
    """Write *files* into *folder*; a name that ends in / is a folder, ``-> name`` as text makes a link."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = folder / name
        if content is None:
            continue
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str) and content.startswith("-> "):
            path.symlink_to(content[3:])
        elif isinstance(content, str):
            path.write_text(content, encoding="utf-8")
        else:
            path.write_bytes(content)
    return folder


def own(name: str, call: str, files: Mapping[str, str | bytes | None], told: str, code: int = 2) -> Bad:
    return Bad(name, call, told, files, OWN, code)


def alembic(name: str, call: str, files: Mapping[str, str | bytes | None], told: str, code: int = 2) -> Bad:
    return Bad(name, call, told, files, ALEMBIC, code)
