"""The starting schema read from dumps of four tools, from metadata, and refused with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from sqlgen.dialect import load_dialect
from sqlgen.errors import SeveralErrors
from sqlgen.raw_sql import read_baseline, read_baseline_metadata
from sqlgen.raw_sql.baseline import BadBaseline
from sqlgen.schema import Enum, Schema
from tests.engines.databases import Database
from tests.raw_sql import reflected
from tests.raw_sql.reading import column, name

DUMPS = Path(__file__).parent / "dumps"


def read(dialect: str, text: str | bytes, folder: Path) -> Schema:
    path = folder / "db" / "schema.sql"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_baseline(path, load_dialect(dialect), folder)


def test_a_dump_of_postgresql(tmp_path: Path) -> None:
    schema = read("postgresql", (DUMPS / "pg_dump.sql").read_text("utf-8"), tmp_path)
    assert schema.complete
    assert [str(n) for n in schema.tables] == ["books", "users"]
    users = schema.tables[name("users")]
    assert users.columns[:3] == (
        column("id", "INTEGER", nullable=False, autoincrement=True),
        column("email", "CITEXT", comment="mail; address"),
        column("m", "mood", default="'sad'::public.mood"),
    )
    assert users.primary_key is not None and users.primary_key.name == "users_pkey"
    assert schema.enums[name("mood")] == Enum(name("mood"), ("sad", "ok"))
    assert [str(n) for n in schema.views] == ["v"]
    assert [i.name for i in users.indexes] == ["ix_users_email"]
    assert [k.name for k in schema.tables[name("books")].foreign_keys] == ["fk_books_user"]
    assert not list(schema.opaque)


def test_a_dump_of_mysql(tmp_path: Path) -> None:
    schema = read("mysql", (DUMPS / "mysqldump.sql").read_text("utf-8"), tmp_path)
    assert [str(n) for n in schema.tables] == ["books", "users"]
    assert [c.name for c in schema.tables[name("users")].columns] == ["id", "email", "kind", "made"]
    assert [str(n) for n in schema.views] == ["v"]
    assert [t.name.name for t in schema.triggers.values()] == ["tr"]


def test_a_script_of_sql_server_in_utf_16(tmp_path: Path) -> None:
    text = (DUMPS / "ssms.sql").read_text("utf-8").replace("\n", "\r\n")
    schema = read("mssql", text.encode("utf-16"), tmp_path)
    assert [str(n) for n in schema.tables] == ["Books", "Users", "sales.Orders"]
    books = schema.tables[name("Books")]
    assert [(c.name, c.type.sql, c.nullable) for c in books.columns] == [
        ("Id", "INTEGER", False),
        ("Title", "NVARCHAR(200)", False),
        ("UserId", "INTEGER", True),
    ]
    assert books.columns[1].default is not None and books.columns[1].default.sql == "(N'none')"
    assert [i.name for i in books.indexes] == ["IX_Books_Title"]
    assert [k.referred for k in books.foreign_keys] == [name("Users")]


def test_a_script_of_oracle(tmp_path: Path) -> None:
    schema = read("oracle", (DUMPS / "oracle.sql").read_text("utf-8"), tmp_path)
    assert [str(n) for n in schema.tables] == ["books", "users"]
    assert [c.name for c in schema.tables[name("books")].columns] == ["id", "title", "user_id"]
    assert schema.tables[name("books")].column("title").comment == "it's"  # type: ignore[union-attr]
    assert [str(n) for n in schema.sequences] == ["book_seq"]


@pytest.mark.server("sqlite")
def test_the_schema_that_sqlite_prints(database: Database, tmp_path: Path) -> None:
    database.run_script(
        "CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT UNIQUE, c INT DEFAULT 3);"
        "CREATE INDEX ix ON a (b, c); CREATE VIEW v AS SELECT b FROM a; INSERT INTO a (b) VALUES ('x');"
        "CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET c = 1; END;"
    )
    printed = ";\n".join(
        row[0] for row in database.query("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
    )
    schema = read("sqlite", printed, tmp_path)
    dialect = load_dialect("sqlite")
    assert reflected.lines(reflected.read(schema, dialect)) == reflected.lines(
        reflected.reflected(database.url, dialect)
    )


@pytest.mark.server("postgresql")
def test_a_fresh_dump_tells_what_the_server_tells(database: Database, tmp_path: Path) -> None:
    scripts = Path(__file__).parent / "scripts" / "postgresql" / "types.sql"
    database.run_script(scripts.read_text("utf-8").split("-- then\n")[0])
    database.run_script(
        "CREATE TABLE r (id SERIAL PRIMARY KEY, job int REFERENCES jobs ON DELETE CASCADE, u text UNIQUE)"
    )
    schema = read("postgresql", pg_dump(database), tmp_path)
    dialect = load_dialect("postgresql")
    server, ours = reflected.reflected(database.url, dialect), reflected.read(schema, dialect)
    assert reflected.lines(ours) == reflected.lines(server)


def pg_dump(database: Database) -> str:
    client = database.installation.client.command()[0]
    folder = Path(client).parent
    arguments = ["--schema-only", f"--host={database.folder}", "--username=postgres", database.name]
    return database._run([str(folder / "pg_dump"), *arguments], "").decode()


def test_metadata(tmp_path: Path) -> None:
    metadata = sa.MetaData(naming_convention={"pk": "pk_%(table_name)s"})
    sa.Table(
        "a",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("s", sa.Enum("x", "y", name="e")),
    )
    sa.Table("b", metadata, sa.Column("a", sa.ForeignKey("a.id")), schema="s")
    schema = read_baseline_metadata(metadata, load_dialect("postgresql"))
    assert schema.complete
    assert [str(n) for n in schema.tables] == ["a", "s.b"]
    assert schema.enums[name("e")].labels == ("x", "y")
    assert schema.tables[name("a")].primary_key.name == "pk_a"  # type: ignore[union-attr]

    class Base:
        pass

    Base.metadata = metadata  # type: ignore[attr-defined]
    assert list(read_baseline_metadata(Base, load_dialect("mysql")).tables) == list(schema.tables)
    with pytest.raises(BadBaseline):
        read_baseline_metadata(object(), load_dialect("mysql"))


def test_what_is_not_understood_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(BadBaseline) as fault:
        read("postgresql", "CREATE TABLE a (x int);\n\n-- odd\nALTER TABLE a FROBNICATE;\n", tmp_path)
    assert str(fault.value).startswith("db/schema.sql:4: ")
    assert "FROBNICATE" in str(fault.value)
    with pytest.raises(SeveralErrors) as faults:
        read("postgresql", "FROB a;\nCREATE TABLE t AS SELECT 1;\n", tmp_path)
    assert [str(e.where) for e in faults.value.errors] == ["db/schema.sql:1", "db/schema.sql:2"]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    dialect = load_dialect("postgresql")
    with pytest.raises(BadBaseline, match="No such file"):
        read_baseline(tmp_path / "none.sql", dialect, tmp_path)
    with pytest.raises(BadBaseline, match="not UTF-8"):
        read("postgresql", b"CREATE TABLE \xff\xfe\xff (x int)", tmp_path)
    with pytest.raises(BadBaseline, match="does not end"):
        read("postgresql", "CREATE TABLE t (x text DEFAULT 'a);", tmp_path)
    assert read("postgresql", "", tmp_path).complete
