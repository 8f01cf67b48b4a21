"""Where scripts go: stdout, a file, a folder; whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.bad_inputs.case import OWN, revision, write
from tests.cli.command import BOOKSHOP, sqlgen

SHOP = ("-C", str(BOOKSHOP))


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return write(OWN, tmp_path / "shop")


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_file_holds_what_stdout_gets(tmp_path: Path) -> None:
    to_file = sqlgen(*SHOP, "upgrade", "a1:b2", "-d", "mysql", "-o", "migration.sql", cwd=tmp_path)
    to_stdout = sqlgen(*SHOP, "upgrade", "a1:b2", "-d", "mysql")
    assert (to_file.code, to_file.out, to_file.err) == (0, "", "")
    assert (tmp_path / "migration.sql").read_bytes() == to_stdout.out.encode()
    assert names(tmp_path) == ["migration.sql"]


def test_output_is_relative_to_the_current_folder_not_to_that_of_the_project(tmp_path: Path) -> None:
    sqlgen(*SHOP, "upgrade", "a1:a2", "-o", "out/deep/a.sql", cwd=tmp_path)
    assert names(tmp_path) == ["out/deep/a.sql"]


def test_a_folder_gets_a_file_for_each_dialect(tmp_path: Path) -> None:
    both = sqlgen(*SHOP, "upgrade", "a1:a2", "-d", "oracle", "-d", "sqlite", "-o", "out/", cwd=tmp_path)
    assert (both.code, both.out, both.err) == (0, "", "")
    assert names(tmp_path) == ["out/oracle.sql", "out/sqlite.sql"]
    alone = sqlgen(*SHOP, "upgrade", "a1:a2", "-d", "oracle").out
    assert (tmp_path / "out/oracle.sql").read_text("utf-8") == alone


def test_a_folder_gets_a_file_for_each_dialect_of_the_configuration(shop: Path) -> None:
    write({"sqlgen.toml": 'dialects = ["sqlite", "mysql"]'}, shop)
    sqlgen("upgrade", "base:head", "-o", "out/", cwd=shop)
    assert names(shop / "out") == ["mysql.sql", "sqlite.sql"]


def test_a_folder_that_exists_needs_no_slash(shop: Path) -> None:
    (shop / "out").mkdir()
    sqlgen("upgrade", "base:head", "-o", "out", cwd=shop)
    assert names(shop / "out") == ["sqlite.sql"]


def test_a_path_without_slash_is_a_file_also_without_suffix(shop: Path) -> None:
    sqlgen("upgrade", "base:head", "-o", "migration", cwd=shop)
    assert (shop / "migration").is_file()


def test_one_file_a_revision_says_what_the_whole_says(tmp_path: Path) -> None:
    call = (*SHOP, "upgrade", "a1:b2", "-d", "postgresql", "--plain", "--no-guard")
    assert sqlgen(*call, "--per-revision", "-o", "out/", cwd=tmp_path).code == 0
    found = names(tmp_path / "out")
    assert found[0] == "0001_a2.sql" and found[-1] == "0011_b2.sql" and len(found) == 11

    def statements(text: str) -> list[str]:
        return [line for line in text.splitlines() if line not in ("BEGIN;", "COMMIT;")]

    parts = [line for name in found for line in statements((tmp_path / "out" / name).read_text("utf-8"))]
    assert parts == statements(sqlgen(*call).out)


def test_one_file_a_revision_and_dialect(tmp_path: Path) -> None:
    call = ("upgrade", "a1:a3", "--per-revision", "-d", "sqlite", "-d", "mssql", "-o", "out/")
    sqlgen(*SHOP, *call, cwd=tmp_path)
    assert names(tmp_path / "out") == [
        "mssql/0001_a2.sql",
        "mssql/0002_a3.sql",
        "sqlite/0001_a2.sql",
        "sqlite/0002_a3.sql",
    ]


def test_the_same_range_again_replaces_its_files(shop: Path) -> None:
    call = ("upgrade", "base:head", "--per-revision", "-o", "out/")
    assert [sqlgen(*call, cwd=shop).code for _ in range(2)] == [0, 0]
    assert names(shop / "out") == ["0001_a1.sql", "0002_a2.sql"]


def test_other_files_in_the_folder_stay(shop: Path) -> None:
    write({"out/README.md": "mine", "out/oracle.sql": "mine"}, shop)
    assert sqlgen("upgrade", "base:head", "--per-revision", "-o", "out/", cwd=shop).code == 0
    assert (shop / "out/README.md").read_text() == (shop / "out/oracle.sql").read_text() == "mine"


def test_one_dialect_that_fails_keeps_all_from_being_written(shop: Path) -> None:
    write(
        {"versions/a2.py": revision("a2", "a1", 'op.create_exclude_constraint("x", "item", ("id", "="))')},
        shop,
    )
    call = ("upgrade", "head", "-d", "postgresql", "-d", "mysql", "-o", "out/")
    failed = sqlgen(*call, cwd=shop)
    assert failed.code == 2
    assert not (shop / "out").exists()


def test_a_link_stays_one(shop: Path) -> None:
    write({"real.sql": "old", "migration.sql": "-> real.sql"}, shop)
    sqlgen("upgrade", "base:head", "-o", "migration.sql", cwd=shop)
    assert (shop / "migration.sql").is_symlink()
    assert (shop / "real.sql").read_text().startswith("-- shop: upgrade base -> a2")


def test_a_file_keeps_its_permissions_and_a_new_one_gets_the_usual(shop: Path) -> None:
    write({"old.sql": ""}, shop)
    (shop / "old.sql").chmod(0o640)
    mask = os.umask(0o027)
    try:
        for name in ("old.sql", "new.sql"):
            sqlgen("upgrade", "base:head", "-o", name, cwd=shop)
    finally:
        os.umask(mask)
    modes = [stat.S_IMODE((shop / name).stat().st_mode) for name in ("old.sql", "new.sql")]
    assert modes == [0o640, 0o640]


def test_plain_leaves_the_comments_out(shop: Path) -> None:
    plain = sqlgen("upgrade", "base:head", "--plain", cwd=shop).out
    assert "--" not in plain
    assert plain.startswith("CREATE TEMP TABLE sqlgen_server")


def test_a_relative_folder_of_spellings_is_that_of_the_current_folder(tmp_path: Path) -> None:
    """Scripts run in the project's folder, which is another one."""
    write({"own/postgresql/statements/comment_column.sql.j2": "COMMENT OUR WAY ON {{ column }}"}, tmp_path)
    outcome = sqlgen(*SHOP, "upgrade", "a1:a2", "-d", "postgresql", "--dialects-dir", "own", cwd=tmp_path)
    assert (outcome.code, outcome.err) == (0, "")
    assert "COMMENT OUR WAY ON" in outcome.out


def test_a_dialect_may_be_a_relative_folder(tmp_path: Path) -> None:
    write({"ours/dialect.toml": 'extends = "sqlite"\ntitle = "Our SQLite"\n'}, tmp_path)
    outcome = sqlgen(*SHOP, "upgrade", "a1:a2", "-d", "./ours", cwd=tmp_path)
    assert (outcome.code, outcome.err) == (0, "")
    assert "Our SQLite" in outcome.out.splitlines()[0]
