"""Seeded, realistic histories of any size: linear or with branches and merges."""

from __future__ import annotations

import random
from pathlib import Path

ENV = """from alembic import context

config = context.config


def run_migrations_offline():
    context.configure(
        url=config.get_main_option("sqlalchemy.url"),
        target_metadata=None,
        literal_binds=True,
        dialect_opts={"paramstyle": "named"},
    )
    with context.begin_transaction():
        context.run_migrations()


run_migrations_offline()
"""

INI = """[alembic]
script_location = %(here)s
path_separator = os
sqlalchemy.url = postgresql://
"""

TYPES = (
    "sa.Integer()",
    "sa.String(length=80)",
    "sa.Text()",
    "sa.Boolean()",
    "sa.DateTime()",
    "sa.Numeric(10, 2)",
)


class Writer:
    """Writes revision files and remembers what tables and columns there are."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.tables: dict[str, list[str]] = {}

    def body(self, number: int) -> tuple[str, str]:
        """Return the bodies of upgrade() and downgrade() of the revision with this number."""
        choose = self.random.random()
        if number % 5 == 0 or not self.tables or choose < 0.2:
            return self._create_table(number)
        table = self.random.choice(sorted(self.tables))
        if choose < 0.6:
            return self._add_columns(number, table)
        if choose < 0.75:
            return self._index(number, table)
        if choose < 0.9:
            return self._alter(number, table)
        column = self.tables[table][0]
        return f'op.execute("UPDATE {table} SET {column} = {column} WHERE id > {number}")', "pass"

    def _create_table(self, number: int) -> tuple[str, str]:
        name = f"table_{number}"
        columns = [f"c{number}_{i}" for i in range(self.random.randint(3, 10))]
        lines = [f'op.create_table("{name}",', '    sa.Column("id", sa.Integer(), nullable=False),']
        for column in columns:
            default = ', server_default=sa.text("now()")' if self.random.random() < 0.1 else ""
            type_ = "sa.DateTime()" if default else self.random.choice(TYPES)
            nullable = self.random.random() < 0.5
            lines.append(f'    sa.Column("{column}", {type_}, nullable={nullable}{default}),')
        if self.tables and self.random.random() < 0.5:
            other = self.random.choice(sorted(self.tables))
            lines.append('    sa.Column("parent_id", sa.Integer(), nullable=True),')
            lines.append(
                f'    sa.ForeignKeyConstraint(["parent_id"], ["{other}.id"], name="fk_{name}_{other}"),'
            )
        lines.append('    sa.PrimaryKeyConstraint("id"),')
        lines.append(")")
        self.tables[name] = columns
        return "\n    ".join(lines), f'op.drop_table("{name}")'

    def _add_columns(self, number: int, table: str) -> tuple[str, str]:
        up, down = [], []
        for i in range(self.random.randint(1, 3)):
            column = f"a{number}_{i}"
            up.append(
                f'op.add_column("{table}", sa.Column("{column}", {self.random.choice(TYPES)}, nullable=True))'
            )
            down.append(f'op.drop_column("{table}", "{column}")')
        return "\n    ".join(up), "\n    ".join(reversed(down))

    def _index(self, number: int, table: str) -> tuple[str, str]:
        column = self.random.choice(self.tables[table])
        name = f"ix_{number}"
        return (
            f'op.create_index("{name}", "{table}", ["{column}"], unique=False)',
            f'op.drop_index("{name}", table_name="{table}")',
        )

    def _alter(self, number: int, table: str) -> tuple[str, str]:
        column = self.random.choice(self.tables[table])
        call = f'op.alter_column("{table}", "{column}", existing_type=sa.Text(), nullable='
        return f"{call}False)", f"{call}True)"


def generate(folder: Path, revisions: int, *, branchy: bool = False, seed: int = 1) -> None:
    """Write a project with *revisions* revisions, the same for the same seed."""
    versions = folder / "versions"
    versions.mkdir(parents=True)
    (folder / "alembic.ini").write_text(INI)
    (folder / "env.py").write_text(ENV)
    (folder / "script.py.mako").write_text("")
    writer = Writer(seed)
    parent: str | None = None
    side: str | None = None
    for number in range(1, revisions + 1):
        revision = f"{number:012x}"
        down: str | tuple[str, str] | None = parent
        if branchy and number % 20 == 10:
            side, fork = revision, parent
            down = fork
        elif branchy and side is not None and number % 20 == 19:
            assert parent is not None
            down, side = (parent, side), None
        up_body, down_body = writer.body(number)
        text = f'''"""Change number {number}

Revision ID: {revision}
Revises: {down}
Create Date: 2024-01-01 00:00:00.000000

"""
from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = {revision!r}
down_revision = {down!r}
branch_labels = None
depends_on = None


def upgrade() -> None:
    {up_body}


def downgrade() -> None:
    {down_body}
'''
        (versions / f"{revision}_change.py").write_text(text)
        if branchy and number % 20 == 10:
            continue
        parent = revision
