"""The golden commands and `diff` as they are called, once where Alembic made the project."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import process
from tests.golden.projects import Shop
from tests.golden.scripts import script, swapped

HERE = {"CI": "", "NO_COLOR": "1", "GITHUB_ACTIONS": ""}


def run(shop: Shop, *arguments: str, **variables: str) -> tuple[int, str]:
    done = process(*arguments, cwd=shop.folder, environment={**HERE, **variables}, timeout=300)
    return done.returncode, (done.stdout + done.stderr).decode()


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path, 'dialects = ["sqlite"]\nranges = ["base:head", "each"]\n')


def test_update_asks_and_takes_what_is_named(shop: Shop) -> None:
    code, said = run(shop, "golden", "update", "--processes", "1")
    assert code == 2 and "nobody can be asked" in said and "+CREATE TABLE book" in said
    assert not (shop.folder / "golden").exists()
    code, said = run(shop, "golden", "update", "--processes", "1", "--yes", CI="true")
    assert code == 2 and "this is CI" in said
    assert not (shop.folder / "golden").exists()
    code, said = run(shop, "golden", "update", "--processes", "1", "--yes", "--force", CI="true")
    assert code == 0 and "4 of 4 goldens accepted, 0 still differ" in said
    data = shop.golden("sqlite/base..head.sql").read_bytes()
    assert b"\r" not in data and data.endswith(b";\n")
    assert shop.dirty() == {}
    assert not list(shop.folder.rglob(".*.sql.*"))

    shop.write("a1", old="Revision a1", new="Authors")
    shop.write("a3", old="Numeric(10, 2)", new="Numeric(12, 2)")
    code, said = run(shop, "golden", "update", "--only", "cosmetic", "--yes", "--processes", "1")
    assert code == 0 and "wrote golden/shop/sqlite/base..a1.sql" in said
    assert shop.verdicts() == {"sqlite/base..head.sql": "different", "sqlite/a2..a3.sql": "different"}
    code, said = run(shop, "golden", "update", "--accept", "golden/none", "--yes", "--processes", "1")
    assert code == 2 and "no golden here" in said
    file = "golden/shop/sqlite/a2..a3.sql"
    code, said = run(shop, "golden", "update", "--accept", file, "--yes", "--processes", "1")
    assert code == 0 and "1 still differ" in said
    assert shop.verdicts() == {"sqlite/base..head.sql": "different"}


def test_check_tells_what_and_why(shop: Shop) -> None:
    shop.accept()
    code, said = run(shop, "golden", "check", "--processes", "1")
    assert code == 0, said
    shop.write("a2", old="String(80)", new="String(81)")
    code, said = run(shop, "golden", "check", "--processes", "2")
    assert code == 1
    assert "golden/shop/sqlite/a1..a2.sql: different" in said
    assert "because revision a2 was changed (versions/a2.py)" in said
    assert "table book: column title: VARCHAR(80) -> VARCHAR(81)" in said
    assert "-    title VARCHAR(80)" in said and "+    title VARCHAR(81)" in said
    code, said = run(shop, "golden", "check", "--format", "github", "--processes", "1")
    assert code == 1
    assert "::error file=versions/a2.py,line=10" in said


def test_a_matrix_that_is_wrong_is_a_fault(shop: Shop) -> None:
    for table, told in (
        ('dialects = ["postgres"]\nranges = "base:head"\nrange = "a1"\n', "unknown key golden.range"),
        ("dialects = 3\n", "golden.dialects must be"),
        ("ranges = []\n", 'the golden matrix names no dialect for "shop"'),
        ('dialects = ["sqlite"]\nranges = ["base:a1", "base:A1"]\n', "two cells of the golden matrix"),
        ('dialects = ["sqlite"]\nfolder = "../up"\n', "golden.folder must be"),
    ):
        shop.configure(table)
        code, said = run(shop, "golden", "check", "--processes", "1")
        assert code == 2 and told in said, said
    (shop.folder / "sqlgen.toml").write_text('name = "shop"\n')
    code, said = run(shop, "golden", "check")
    assert code == 2 and "there is no golden matrix" in said


def test_diff_of_two_files(tmp_path: Path) -> None:
    accepted = script("postgresql")
    one, other = tmp_path / "one.sql", tmp_path / "other.sql"
    one.write_text(accepted.text())
    other.write_text(accepted.text().replace("(300)", "(301)"))
    done = process("diff", str(one), str(other))
    assert done.returncode == 1 and done.stdout.startswith(b"different\n")
    done = process("-C", "tests/projects/bookshop", "diff", str(one), str(other))
    assert done.returncode == 1
    said = done.stdout.decode()
    assert said.startswith("different\n  table book: column title: VARCHAR(300) -> VARCHAR(301)\n")
    assert "edited, line" in said
    other.write_text(
        swapped(accepted.text(), "CREATE INDEX ix_order_line_book_id", "version_num) VALUES ('a4')")
    )
    done = process("-C", "tests/projects/bookshop", "diff", str(one), str(other), "--format", "json")
    found = json.loads(done.stdout)
    assert found["verdict"] == "equivalent", found
    assert {change["edit"] for change in found["statements"]} == {"moved"}
    assert done.returncode == 0


def test_diff_of_two_ranges() -> None:
    done = process("-C", "tests/projects/bookshop", "diff", "a1:a3", "a1:a2", "-d", "sqlite")
    assert done.returncode == 1
    assert b"table genre: is not there any more" in done.stdout
    done = process("-C", "tests/projects/bookshop", "diff", "a1:a3", "a1:a3", "-d", "oracle")
    assert (done.returncode, done.stdout) == (0, b"same\n")


def test_three_commands_on_a_project_that_alembic_has_made(tmp_path: Path) -> None:
    """As the README has them; then a pull request changes a migration."""
    pytest.importorskip("alembic")
    environment = {**os.environ, **HERE}

    def alembic(*arguments: str) -> None:
        command = [sys.executable, "-m", "alembic", *arguments]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, env=environment)

    def sqlgen(*arguments: str) -> tuple[int, str]:
        done = process(*arguments, cwd=tmp_path, environment=HERE, timeout=300)
        return done.returncode, (done.stdout + done.stderr).decode()

    alembic("init", "migrations")
    alembic("revision", "-m", "customers", "--rev-id", "c1")
    (revision,) = (tmp_path / "migrations" / "versions").glob("c1_*.py")
    text = revision.read_text()
    body = 'op.create_table("customer", sa.Column("name", sa.String(40)))'
    revision.write_text(text.replace('"""Upgrade schema."""\n    pass', f'"""Upgrade schema."""\n    {body}'))
    assert body in revision.read_text()
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nname = "shop"\n[tool.sqlgen.golden]\ndialects = ["postgresql"]\n'
    )
    code, said = sqlgen("golden", "update", "--yes")
    assert code == 0, said
    assert (tmp_path / "golden" / "shop" / "postgresql" / "base..head.sql").is_file()
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "add", "golden"], cwd=tmp_path, check=True)
    code, said = sqlgen("golden", "check")
    assert code == 0, said
    revision.write_text(revision.read_text().replace("String(40)", "String(60)"))
    line = next(n for n, one in enumerate(revision.read_text().splitlines(), 1) if "create_table" in one)
    code, said = sqlgen("golden", "check", "--format", "github")
    assert code == 1
    place = f"file=migrations/versions/{revision.name},line={line}"
    assert place in said and "VARCHAR(40) -> VARCHAR(60)" in said
