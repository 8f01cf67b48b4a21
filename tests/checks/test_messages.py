"""What the checks say, whole: the line that is wrong, the line that caused it, and the way out."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from sqlgen.compiler import Target, compile_range
from sqlgen.errors import SeveralErrors, SqlgenError
from sqlgen.project import find_project
from tests.cli.command import sqlgen

FIRST = """
op.create_table(
    "orders",
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("price", sa.Integer),
    sa.Column("note", sa.String(20)),
)
op.create_index("ix_note", "orders", ["note"])
"""


def project(folder: Path, *bodies: str, more: str = "", dialect: str = "postgresql") -> Path:
    """Write a project with revisions r1, r2, ...; a body begins in line 6 of its file."""
    (folder / "versions").mkdir(parents=True)
    (folder / "sqlgen.toml").write_text(f'dialects = ["{dialect}"]\n{more}')
    for number, body in enumerate(bodies, 1):
        parent = f'"r{number - 1}"' if number > 1 else "None"
        lines = dedent(body).strip().splitlines() or ["pass"]
        (folder / "versions" / f"r{number}.py").write_text(
            "import sqlalchemy as sa\nfrom alembic import op\n"
            f'revision = "r{number}"\ndown_revision = {parent}\n'
            "def upgrade():\n" + "".join(f"    {line}\n" for line in lines)
        )
    return folder


def faults(folder: Path, range_text: str = "base:head", target: Target | None = None) -> list[str]:
    """Return what is told of a range, fault by fault; nothing where a script is made."""
    try:
        compile_range(find_project(folder, environ={}), range_text, target)
    except SeveralErrors as several:
        return [str(error) for error in several.errors]
    except SqlgenError as error:
        return [str(error)]
    return []


def test_a_renamed_column(tmp_path: Path) -> None:
    folder = project(
        tmp_path,
        FIRST,
        'op.alter_column("orders", "price", new_column_name="amount")',
        'op.create_index("ix", "orders", ["price"])',
    )
    assert faults(folder) == [
        'versions/r3.py:6: revision r3: index "ix" is over what is not there: column "orders.price" does not '
        "exist after revision r2\n"
        '  It was renamed to "amount" at versions/r2.py:6. Use the new name.'
    ]


def test_a_dropped_table(tmp_path: Path) -> None:
    folder = project(
        tmp_path, FIRST, 'op.drop_table("orders")', 'op.add_column("orders", sa.Column("a", sa.Integer))'
    )
    assert faults(folder) == [
        'versions/r3.py:6: revision r3: table "orders" does not exist after revision r2\n'
        "  It was dropped at versions/r2.py:6. Do this before, or take this line out."
    ]


def test_within_one_revision(tmp_path: Path) -> None:
    folder = project(
        tmp_path, FIRST, 'op.drop_index("ix_note")\nop.drop_index("ix_note", table_name="orders")'
    )
    assert faults(folder) == [
        'versions/r2.py:7: revision r2: index "ix_note" of "orders" does not exist any more\n'
        "  It was dropped at versions/r2.py:6. Do this before, or take this line out."
    ]


def test_raw_sql_as_the_cause(tmp_path: Path) -> None:
    folder = project(
        tmp_path,
        FIRST,
        'op.execute("ALTER TABLE orders RENAME COLUMN price TO amount")',
        'op.alter_column("orders", "price", nullable=False)',
    )
    assert faults(folder) == [
        'versions/r3.py:6: revision r3: column "orders.price" does not exist after revision r2\n'
        '  It was renamed to "amount" at versions/r2.py:6. Use the new name.'
    ]


def test_did_you_mean(tmp_path: Path) -> None:
    folder = project(tmp_path, FIRST, 'op.drop_column("orders", "prise")')
    assert faults(folder) == [
        'versions/r2.py:6: revision r2: column "orders.prise" does not exist after revision r1\n'
        '  Did you mean "price"?'
    ]


def test_what_is_there_already(tmp_path: Path) -> None:
    folder = project(tmp_path, FIRST, "pass", 'op.add_column("orders", sa.Column("note", sa.Text))')
    assert faults(folder) == [
        'versions/r3.py:6: revision r3: column "orders.note" already exists\n'
        "  It was created at versions/r1.py:6. Drop or rename one of them, or take this line out."
    ]


def test_a_name_that_another_has(tmp_path: Path) -> None:
    folder = project(tmp_path, FIRST, 'op.create_table("ix_note", sa.Column("a", sa.Integer))')
    assert faults(folder) == [
        'versions/r2.py:6: revision r2: table "ix_note" cannot have its name: index "ix_note" of "orders" '
        "has it\n"
        "  Give it another name, or rename the index of versions/r1.py:12."
    ]


def test_mistyped_foreign_keys(tmp_path: Path) -> None:
    body = 'op.create_table("a", sa.Column("o", sa.String(5), sa.ForeignKey("orders.id", name="fk_o")))'
    assert faults(project(tmp_path, FIRST, body)) == [
        'versions/r2.py:6: revision r2: foreign key "fk_o" leads from "a.o" VARCHAR(5) to "orders.id" '
        "INTEGER, which cannot be compared\n"
        '  Give both columns one type; "orders" was created at versions/r1.py:6.'
    ]


def test_what_others_refer_to(tmp_path: Path) -> None:
    body = 'op.create_table("a", sa.Column("o", sa.Integer, sa.ForeignKey("orders.id", name="fk_o")))'
    assert faults(project(tmp_path, FIRST, body, 'op.drop_table("orders")')) == [
        'versions/r3.py:6: revision r3: table "orders" cannot be dropped: foreign key "fk_o" of "a", created '
        "at versions/r2.py:6, refers to it\n"
        "  Drop the foreign key, or its table, before."
    ]


def test_independent_faults_in_the_order_of_the_script_each_cause_once(tmp_path: Path) -> None:
    folder = project(
        tmp_path,
        FIRST,
        """
        op.drop_column("orders", "price")
        op.create_index("a", "orders", ["price"])
        op.create_index("b", "orders", ["price"])
        op.create_table("orders", sa.Column("x", sa.Integer))
        op.drop_column("orders", "note")
        op.drop_index("ix_nothing", table_name="other")
        """,
        """
        op.rename_table("gone", "here")
        op.drop_table("here")
        op.drop_table("here")
        """,
    )
    assert [fault.split(" revision ")[0] for fault in faults(folder)] == [
        "versions/r2.py:7:",
        "versions/r2.py:9:",
        "versions/r3.py:8:",
    ]


def test_what_follows_from_a_fault_is_none(tmp_path: Path) -> None:
    folder = project(
        tmp_path,
        FIRST,
        """
        op.alter_column("orders", "prise", new_column_name="amount")
        op.create_index("a", "orders", ["amount"])
        op.drop_table("orders")
        op.rename_table("orders", "purchases")
        op.add_column("purchases", sa.Column("x", sa.Integer))
        op.drop_column("purchases", "x")
        """,
    )
    assert [fault.split(" revision ")[0] for fault in faults(folder)] == [
        "versions/r2.py:6:",
        "versions/r2.py:9:",
    ]


TWO = (
    'op.create_table("t", sa.Column("a", sa.Integer))',
    'op.drop_column("old", "a")\nop.drop_column("old", "a")',
)


def test_a_table_from_before_the_history_is_taken_on_trust_but_not_twice(tmp_path: Path) -> None:
    trusted = project(tmp_path / "1", 'op.drop_column("old", "a")\nop.create_index("i", "old", ["b"])')
    assert faults(trusted) == []
    twice = project(tmp_path / "2", *TWO)
    assert [fault.split(" revision ")[0] for fault in faults(twice)] == ["versions/r2.py:7:"]


def test_a_baseline_tells_what_was_there(tmp_path: Path) -> None:
    more = 'baseline = "schema.sql"\n'
    folder = project(tmp_path, 'op.drop_column("older", "b")\nop.drop_table("nothing")', more=more)
    (folder / "schema.sql").write_text("CREATE TABLE older (a INTEGER, bb INTEGER);")
    assert faults(folder) == [
        'versions/r1.py:6: revision r1: column "older.b" does not exist\n  Did you mean "bb"?',
        'versions/r1.py:7: revision r1: table "nothing" does not exist\n'
        "  No revision creates it, nor does the baseline.",
    ]


def test_a_part_of_the_history_is_checked_by_what_it_did_itself(tmp_path: Path) -> None:
    """What came before START is not replayed only to check."""
    last = """
    op.create_table("made", sa.Column("a", sa.Integer))
    op.create_index("i", "made", ["a"])
    op.create_index("j", "made", ["b"])
    op.create_index("k", "orders", ["x"])
    """
    folder = project(tmp_path, "open('ran', 'w')", last)
    assert [fault.split(" revision ")[0] for fault in faults(folder, "r1:r2")] == ["versions/r2.py:8:"]
    assert not (folder / "ran").exists()


def test_what_has_been_replayed_anyway_is_heeded(tmp_path: Path) -> None:
    last = """
    op.add_column("orders", sa.Column("x", sa.Integer))
    op.create_index("k", "orders", ["y"])
    """
    folder = project(tmp_path, FIRST, last)
    assert [fault.split(" revision ")[0] for fault in faults(folder, "r1:r2")] == ["versions/r2.py:7:"]


@pytest.mark.parametrize(
    "body",
    ["op.execute('SET search_path TO x')", "op.execute('DO $$ BEGIN PERFORM f(); EXECUTE g(); END $$')"],
)
def test_what_may_have_changed_everything_ends_all_certainty(body: str, tmp_path: Path) -> None:
    assert faults(project(tmp_path, FIRST, body, 'op.drop_column("orders", "no")')) == []


def test_tables_that_may_have_been_there_are_taken_on_trust(tmp_path: Path) -> None:
    body = """
    op.create_table("t", sa.Column("a", sa.Integer), if_not_exists=True)
    op.drop_column("t", "b")
    op.execute("CREATE TABLE IF NOT EXISTS u (a INTEGER)")
    op.drop_column("u", "b")
    """
    assert faults(project(tmp_path, body)) == []


def test_one_table_with_and_without_its_schema(tmp_path: Path) -> None:
    body = """
    op.create_table("t", sa.Column("a", sa.Integer))
    op.drop_table("t", schema="public")
    op.create_table("t", sa.Column("a", sa.Integer))
    """
    assert faults(project(tmp_path, body)) == []


def test_unchecked_it_is_a_comment(tmp_path: Path) -> None:
    folder = project(tmp_path, FIRST, 'op.create_index("ix", "orders", ["prise"])')
    refused = sqlgen("upgrade", "r1:r2", cwd=folder)
    assert refused.code == 0  # only what the range itself did is known
    refused = sqlgen("upgrade", "head", cwd=folder)
    assert (refused.code, refused.out) == (2, "")
    written = sqlgen("upgrade", "head", "--no-check", cwd=folder)
    assert written.code == 0
    assert (
        '--   sqlgen: not checked: index "ix" is over what is not there: column "orders.prise" does not '
        "exist after revision r1\nCREATE INDEX ix ON orders (prise);\n"
    ) in written.out
    with (folder / "sqlgen.toml").open("a") as settings:
        settings.write("check = false\n")
    assert sqlgen("upgrade", "head", cwd=folder).out == written.out
    assert faults(folder) == []
    assert len(faults(folder, target=Target(check=True))) == 1


@pytest.mark.parametrize(
    ("dialect", "body"),
    [
        ("postgresql", f'op.create_table("{"t" * 64}", sa.Column("a", sa.Integer))'),
        ("postgresql", f'op.create_index("{"é" * 32}", "orders", ["id"])'),
        ("mysql", f'op.add_column("orders", sa.Column("{"c" * 65}", sa.Integer))'),
        ("mssql", f'op.create_unique_constraint("{"u" * 129}", "orders", ["price"])'),
        ("oracle", f'op.rename_table("orders", "{"o" * 129}")'),
    ],
)
def test_names_that_are_too_long(dialect: str, body: str, tmp_path: Path) -> None:
    (fault,) = faults(project(tmp_path, FIRST, body, dialect=dialect))
    assert fault.startswith("versions/r2.py:6: revision r2: ")
    assert "a name of at most" in fault


def test_a_table_that_was_renamed_there_and_back(tmp_path: Path) -> None:
    body = """
    op.rename_table("orders", "purchases")
    op.rename_table("purchases", "orders")
    op.drop_column("orders", "gone")
    op.drop_index("gone", "orders")
    """
    assert [fault.split(" revision ")[0] for fault in faults(project(tmp_path, FIRST, body))] == [
        "versions/r2.py:8:",
        "versions/r2.py:9:",
    ]
