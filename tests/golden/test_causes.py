"""What is changed in a project, in a golden or around them: which files differ, how, and because of what."""

from __future__ import annotations

from pathlib import Path

import pytest

from sqlgen.golden.findings import findings
from sqlgen.golden.made_of import NAME
from sqlgen.golden.outcome import CauseKind, Outcome
from sqlgen.report.finding import Severity
from tests.golden.projects import TABLE, Shop


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    made = Shop(tmp_path)
    made.accept()
    assert made.dirty() == {}
    return made


def causes(outcome: Outcome) -> list[tuple[CauseKind, str | None]]:
    return [(cause.kind, cause.revision) for cause in outcome.causes]


def test_the_first_check_misses_all(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    found = shop.check()
    assert {one.verdict.value for one in found.values()} == {"missing"}
    assert "postgresql/base..head.sql" in found and "mysql/head..base.downgrade.sql" in found
    assert "postgresql/a1..a2.sql" in found
    assert causes(found["mysql/base..head.sql"]) == [(CauseKind.MATRIX, None)]


def test_a_changed_revision(shop: Shop) -> None:
    shop.write("a2", old="sa.String(80)", new="sa.String(81)")
    found = shop.dirty()
    assert [*found] == [
        f"{dialect}/{name}.sql" for dialect in ("postgresql", "mysql") for name in ("base..head", "a1..a2")
    ]
    for outcome in found.values():
        assert outcome.verdict.value == "different"
        assert causes(outcome) == [(CauseKind.REVISION, "a2")]
        assert outcome.comparison is not None
        assert outcome.comparison.effects == ("table book: column title: VARCHAR(80) -> VARCHAR(81)",)


def test_a_changed_message_is_cosmetic(shop: Shop) -> None:
    shop.write("a2", old="Revision a2", new="Books")
    assert shop.verdicts() == {
        f"{dialect}/{name}.sql": "cosmetic"
        for dialect in ("postgresql", "mysql")
        for name in ("base..head", "a1..a2", "head..base.downgrade")
    }
    assert causes(shop.dirty()["mysql/a1..a2.sql"]) == [(CauseKind.REVISION, "a2")]


def test_a_change_without_effect_on_the_text_changes_nothing(shop: Shop) -> None:
    shop.write("a2", old="def upgrade():", new="ROWS = 3\ndef upgrade():".replace("ROWS = 3\n", ""))
    shop.path("a3").write_text(shop.path("a3").read_text() + "\n# the end\n")
    assert shop.dirty() == {}


def test_line_ends_of_a_checkout_change_nothing(shop: Shop) -> None:
    path = shop.path("a2")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert shop.dirty() == {}


def test_a_new_revision(shop: Shop) -> None:
    shop.write("a4")
    found = shop.dirty()
    assert found["postgresql/a3..a4.sql"].verdict.value == "missing"
    assert causes(found["postgresql/a3..a4.sql"]) == [(CauseKind.REVISION, "a4")]
    whole = found["postgresql/base..head.sql"]
    assert whole.verdict.value == "different"
    assert causes(whole) == [(CauseKind.REVISION, "a4")]
    assert whole.comparison is not None
    assert any("version table" in text for text in whole.comparison.effects)


def test_a_removed_revision(shop: Shop) -> None:
    shop.path("a3").unlink()
    found = shop.dirty()
    assert found["postgresql/a2..a3.sql"].verdict.value == "stale"
    assert causes(found["postgresql/a2..a3.sql"]) == [(CauseKind.REVISION, "a3")]
    assert found["postgresql/base..head.sql"].verdict.value == "different"
    assert causes(found["postgresql/base..head.sql"]) == [(CauseKind.REVISION, "a3")]


def test_a_rebased_revision(shop: Shop) -> None:
    shop.write("b2", parent="a1")
    shop.write("a2", parent="b2")
    found = shop.dirty()
    assert found["mysql/a1..a2.sql"].verdict.value == "stale"
    assert found["mysql/b2..a2.sql"].verdict.value == "missing"
    told = [cause.text for cause in found["mysql/base..head.sql"].causes]
    assert "revision a2 was rebased from a1 to b2" in told
    assert "revision b2 was added" in told


def test_a_revision_before_start_is_blamed(shop: Shop) -> None:
    shop.configure(f"{TABLE}".replace('"base:head"', '"base:head", "a1:a3"'))
    shop.accept()
    shop.write("a1", old='"name", sa.String(40)', new='"name", sa.String(41)')
    shop.write("a3", old='"price"', new='"amount"')
    assert (CauseKind.REVISION, "a3") in causes(shop.dirty()["mysql/a1..a3.sql"])


def test_a_script_that_is_refused_now(shop: Shop) -> None:
    shop.write("a3", old='op.add_column("book"', new='op.add_column(1 / 0 or "book"')
    found = shop.dirty()["postgresql/a2..a3.error.txt"]
    assert found.verdict.value == "different"
    assert found.replaces == "golden/shop/postgresql/a2..a3.sql"
    assert found.new is not None and found.new.startswith("error: versions/a3.py:10: revision a3: ")
    assert causes(found) == [(CauseKind.REVISION, "a3")]
    shop.accept()
    assert not shop.golden("postgresql/a2..a3.sql").exists()
    assert shop.golden("postgresql/a2..a3.error.txt").read_text() == found.new
    shop.write("a3")
    back = shop.dirty()["postgresql/a2..a3.sql"]
    assert back.replaces == "golden/shop/postgresql/a2..a3.error.txt"
    shop.accept()
    assert shop.dirty() == {} and not shop.golden("postgresql/a2..a3.error.txt").exists()


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        (lambda text: text.replace("-- version table", "-- versions"), "cosmetic"),
        (lambda text: text.replace("\n", "\r\n"), "cosmetic"),
        (lambda text: text[: len(text) // 2], "different"),
        (lambda text: text.replace("title VARCHAR(80)", "title VARCHAR(80) NOT NULL"), "different"),
        (lambda text: "", "different"),
        (lambda text: f"<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> main\n", "different"),
        (lambda text: text + "\ufffe\n", "different"),
    ],
)
def test_an_edited_golden(shop: Shop, change: object, verdict: str) -> None:
    path = shop.golden("postgresql/a1..a2.sql")
    path.write_bytes(change(path.read_text()).encode())  # type: ignore[operator]
    (found,) = shop.dirty().values()
    assert found.verdict.value == verdict
    assert causes(found) == [(CauseKind.GOLDEN, None)]


def test_a_golden_that_is_no_text(shop: Shop) -> None:
    shop.golden("postgresql/a1..a2.sql").write_bytes(b"\xff\xfe\x00")
    (found,) = shop.dirty().values()
    assert found.verdict.value == "different"


def test_a_deleted_golden(shop: Shop) -> None:
    shop.golden("postgresql/a1..a2.sql").unlink()
    (found,) = shop.dirty().values()
    assert found.verdict.value == "missing"
    assert causes(found) == [(CauseKind.GOLDEN, None)]


def test_a_file_without_a_cell(shop: Shop) -> None:
    shop.golden("postgresql/a1..a9.sql").write_text("SELECT 1;\n")
    (found,) = shop.dirty().values()
    assert found.verdict.value == "stale"
    shop.accept()
    assert shop.dirty() == {} and not shop.golden("postgresql/a1..a9.sql").exists()


def test_a_range_that_is_taken_out(shop: Shop) -> None:
    shop.configure(TABLE.replace('"base:head", "each"', '"base:head"').replace(', "mysql"', ""))
    assert set(shop.verdicts().values()) == {"stale"}
    shop.accept()
    assert not (shop.folder / "golden" / "shop" / "mysql").exists()


def test_options(shop: Shop) -> None:
    shop.configure(f"{TABLE}guard = false\n")
    found = shop.dirty()
    assert {one.verdict.value for one in found.values()} == {"different"}
    assert causes(found["mysql/a1..a2.sql"]) == [(CauseKind.CONFIG, None)]


def test_the_projects_own_configuration(shop: Shop) -> None:
    shop.configure(TABLE, own='version_table = "versions"\n')
    found = shop.dirty()
    assert {one.verdict.value for one in found.values()} == {"different"}
    assert causes(found["mysql/a1..a2.sql"]) == [(CauseKind.CONFIG, None)]


def test_templates_of_a_dialect(shop: Shop) -> None:
    own = 'dialects_dir = "own"\n'
    folder = shop.folder / "own" / "postgresql" / "statements"
    folder.mkdir(parents=True)
    (folder / "drop_table.sql.j2").write_text("DROP TABLE {{ table }} CASCADE\n")
    shop.configure(TABLE, own=own)
    found = shop.dirty()
    assert {path.split("/")[0] for path in found} == {"postgresql"}
    down = found["postgresql/head..base.downgrade.sql"]
    assert down.verdict.value == "different"
    assert (CauseKind.DIALECT, None) in causes(down)


@pytest.mark.parametrize(
    ("name", "told", "text"),
    [
        ("sqlalchemy", "2.0.1", "SQLAlchemy 2.0.1 -> "),
        ("sqlglot", "1.0", "sqlglot 1.0 -> "),
        ("sqlgen", "0.0.1", "sqlgen 0.0.1 -> "),
    ],
)
def test_another_maker(shop: Shop, name: str, told: str, text: str) -> None:
    """A script of another version: the golden is as accepted, and today's is not."""
    path = shop.golden("postgresql/a1..a2.sql")
    path.write_text(path.read_text().replace("VARCHAR(80)", "VARCHAR( 80)"))
    from sqlgen.golden.made_of import digest

    lock = shop.folder / "golden" / NAME
    lines = []
    for line in lock.read_text().splitlines():
        if line.startswith('"shop/postgresql/a1..a2.sql"'):
            lines.append(f'"shop/postgresql/a1..a2.sql" = "{digest(path.read_text())}"')
        else:
            lines.append(f'"{name}" = "{told}"' if line.startswith(f'"{name}"') else line)
    lock.write_text("\n".join(lines) + "\n")
    (found,) = shop.dirty().values()
    assert found.verdict.value == "cosmetic"
    assert found.causes[0].text.startswith(text)


def test_without_a_lock_nothing_is_blamed(shop: Shop) -> None:
    (shop.folder / "golden" / NAME).write_text("<<<<<<< HEAD\n")
    shop.write("a2", old="80", new="81")
    assert causes(shop.dirty()["mysql/a1..a2.sql"]) == [(CauseKind.UNKNOWN, None)]


def test_findings_stand_on_the_line_of_the_migration(shop: Shop) -> None:
    shop.write("a2", old="sa.String(80)", new="sa.String(81)")
    matrix = shop.matrix
    (found,) = findings(matrix, [*shop.check().values()])
    assert (found.path, found.line, found.revision) == ("versions/a2.py", 10, "a2")
    assert found.code == "golden-different" and found.severity is Severity.ERROR
    assert "column title: VARCHAR(80) -> VARCHAR(81)" in (found.detail or "")
    assert len(found.related) == 4


def test_findings_of_an_edited_golden_stand_in_it(shop: Shop) -> None:
    path = shop.golden("mysql/a1..a2.sql")
    path.write_text(path.read_text().replace("VARCHAR(80)", "VARCHAR(81)"))
    (found,) = findings(shop.matrix, [*shop.check().values()])
    assert found.path == "golden/shop/mysql/a1..a2.sql"
    line = path.read_text().splitlines()[(found.line or 1) - 1]
    assert line.startswith("CREATE TABLE book")
