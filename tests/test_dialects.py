"""The folders of dialects: facts that load, templates that keep the rules, a company's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import jinja2
import jinja2.meta
import pytest

import sqlgen.lowering
from sqlgen.dialect import (
    BadDialectFile,
    BadServerVersion,
    UnknownDialect,
    dialects_root,
    known_dialects,
    load_dialect,
)
from sqlgen.script import guard, session, version_table
from sqlgen.spelling import Spelling

ROOT = dialects_root()
TEMPLATES = sorted(ROOT.glob("*/statements/*.sql.j2"))
HEADER = re.compile(r"\{#- (?P<name>\w+): (?P<names>[\w, ]+)\. (?P<page>https://\S+) -#\}\n")
PARSER = jinja2.Environment()


def template_id(path: Path) -> str:
    return f"{path.parent.parent.name}/{path.name.removesuffix('.sql.j2')}"


each_template = pytest.mark.parametrize("path", TEMPLATES, ids=template_id)


def declarations() -> Iterator[Spelling]:
    """Yield each statement that the code declares."""
    lowering = [
        import_module(f"sqlgen.lowering.{module.name}") for module in iter_modules(sqlgen.lowering.__path__)
    ]
    for module in (*lowering, version_table, guard, session):
        for value in vars(module).values():
            candidates = value if isinstance(value, tuple) else (value,)
            yield from (spelling for spelling in candidates if isinstance(spelling, Spelling))


def declared() -> dict[str, Spelling]:
    return {spelling.name: spelling for spelling in declarations()}


def used_names(path: Path) -> set[str]:
    return jinja2.meta.find_undeclared_variables(PARSER.parse(path.read_text("utf-8")))


def text_without_header(path: Path) -> str:
    return HEADER.sub("", path.read_text("utf-8"), count=1)


# --- templates ------------------------------------------------------------------------------------


def test_each_statement_is_declared_once() -> None:
    """Two places that offer names to one template would drift apart."""
    found: dict[str, Spelling] = {}
    for spelling in declarations():
        assert found.setdefault(spelling.name, spelling) is spelling, spelling.name


@each_template
def test_header_says_what_the_code_offers(path: Path) -> None:
    """A DBA reads in the first line all that a template may use."""
    header = HEADER.match(path.read_text("utf-8"))
    assert header is not None, "the first line is {#- name: offered, names. https://page -#}"
    name = path.name.removesuffix(".sql.j2")
    assert header["name"] == name
    assert header["names"].split(", ") == declared()[name].offered.split()


@each_template
def test_names_are_offered(path: Path) -> None:
    """No template waits for a name that never comes."""
    offered = set(declared()[path.name.removesuffix(".sql.j2")].offered.split())
    assert used_names(path) <= offered


@pytest.mark.parametrize("name", sorted(declared()))
def test_offered_names_are_used(name: str) -> None:
    """What no dialect uses need not be offered, and a statement that no dialect spells need not be."""
    paths = [path for path in TEMPLATES if path.name == f"{name}.sql.j2"]
    used: set[str] = set()
    for path in paths:
        used |= used_names(path)
    assert used == set(declared()[name].offered.split())


@each_template
def test_template_only_chooses_and_joins(path: Path) -> None:
    """Whatever else it may want belongs into Python."""
    forbidden = (
        jinja2.nodes.Include,
        jinja2.nodes.Extends,
        jinja2.nodes.Import,
        jinja2.nodes.FromImport,
        jinja2.nodes.Assign,
        jinja2.nodes.AssignBlock,
        jinja2.nodes.Macro,
        jinja2.nodes.CallBlock,
        jinja2.nodes.Block,
        jinja2.nodes.Call,
        jinja2.nodes.FilterBlock,
    )
    tree = PARSER.parse(path.read_text("utf-8"))
    assert not list(tree.find_all(forbidden))
    assert {node.name for node in tree.find_all(jinja2.nodes.Filter)} <= {"join"}


# What is several statements for the server is one that cannot be divided: it stands on variables of its own.
BATCHES = re.compile(
    r"DECLARE @|\{% if not single %\}\nSET sqlgen|SET @sqlgen|SET SESSION sql_mode|(DECLARE|BEGIN)\n"
    r"|DO \$\w+\$\n|CREATE TEMP TABLE sqlgen_|\{\{ statement \}\};"
)


@each_template
def test_template_is_one_statement(path: Path) -> None:
    """No terminator: the script's writer ends statements."""
    text = text_without_header(path).rstrip()
    if not BATCHES.match(text):
        assert ";" not in text
    if not text.startswith(("BEGIN\n", "DECLARE\n")):
        assert not text.endswith(";")


@each_template
def test_template_quotes_nothing(path: Path) -> None:
    """Names and literals arrive quoted."""
    assert not re.search(r"""['"`\[]\s*\{\{|\}\}\s*['"`\]]""", text_without_header(path).replace("}}'))", ""))


def test_no_template_repeats_the_one_that_it_replaces() -> None:
    """``ls mysql/statements`` is the list of what is different there."""
    for name in known_dialects():
        nearest, *others = (folder / "statements" for folder in load_dialect(name).folders)
        for path in sorted(nearest.glob("*.sql.j2")):
            below = [folder / path.name for folder in others if (folder / path.name).is_file()]
            assert not below or text_without_header(below[0]) != text_without_header(path), template_id(path)


# --- facts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", known_dialects())
def test_every_dialect_loads_at_its_default_and_oldest_version(name: str) -> None:
    """And the facts name strategies that there are."""
    default = load_dialect(name)
    oldest = load_dialect(name, default.facts.oldest_version)
    assert oldest.version <= default.version
    for dialect in (default, oldest):
        assert dialect.sqlalchemy.name == dialect.facts.sqlalchemy.name
        strategy = dialect.facts.strategy
        assert strategy.alter_column in (
            "per_property",
            "full_definition",
            "type_and_nullability",
            "rebuild_table",
        )
        assert strategy.add_column in ("alter", "alter_or_rebuild")
        assert strategy.drop_column in ("alter", "drop_dependents", "alter_or_rebuild")
        assert strategy.constraints in ("alter", "rebuild_table")
        assert strategy.comments in ("statement", "inline", "property", "none")
        assert strategy.batch in ("one_by_one", "grouped_redefinitions", "rebuild_table")
        assert dialect.facts.ddl.identifier_limit_unit in ("characters", "bytes")


@pytest.mark.parametrize("name", known_dialects())
def test_a_version_too_old_is_refused(name: str) -> None:
    with pytest.raises(BadServerVersion, match="is not supported; the oldest is"):
        load_dialect(name, "1.0")


def test_what_is_no_version_is_refused() -> None:
    with pytest.raises(BadServerVersion, match='"latest" is not a server version'):
        load_dialect("postgresql", "latest")


def test_unknown_dialect_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownDialect) as refusal:
        load_dialect("sybase")
    assert "postgresql" in str(refusal.value)


@pytest.fixture
def company(tmp_path: Path) -> Path:
    """A folder as it is given with ``--dialects-dir``, still empty."""
    folder = tmp_path / "our-sql"
    folder.mkdir()
    return folder


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_unknown_key_is_named_with_its_file(company: Path) -> None:
    write(company / "mysql" / "dialect.toml", "[ddl]\nidentifier_limt = 60\n")
    with pytest.raises(BadDialectFile) as refusal:
        load_dialect("mysql", overrides=company)
    assert 'unknown key "ddl.identifier_limt"' in str(refusal.value)
    assert "mysql/dialect.toml" in str(refusal.value)


def test_missing_key_is_named_with_its_file(tmp_path: Path) -> None:
    write(tmp_path / "alone" / "dialect.toml", 'title = "Alone"\nextends = ""\n')
    with pytest.raises(BadDialectFile) as refusal:
        load_dialect(str(tmp_path / "alone"))
    assert "alone/dialect.toml" in str(refusal.value)
    assert 'the key "default_version" is missing' in str(refusal.value)


def test_wrong_type_is_named(company: Path) -> None:
    write(company / "mysql" / "dialect.toml", '[ddl]\nidentifier_limit = "64"\n')
    with pytest.raises(BadDialectFile, match=r'"ddl.identifier_limit" must be a int'):
        load_dialect("mysql", overrides=company)


def test_broken_toml_is_named(company: Path) -> None:
    write(company / "mysql" / "dialect.toml", "[ddl\n")
    with pytest.raises(BadDialectFile, match=r"dialect\.toml"):
        load_dialect("mysql", overrides=company)


# --- a company's own ------------------------------------------------------------------------------


def drop_table(dialect_name: str, company: Path) -> str:
    spelling = declared()["drop_table"]
    return spelling.spell(load_dialect(dialect_name, overrides=company), table="t", if_exists=False)


def test_one_template_is_replaced_and_the_others_stay(company: Path) -> None:
    write(company / "oracle" / "statements" / "drop_table.sql.j2", "DROP TABLE {{ table }} PURGE\n")
    assert drop_table("oracle", company) == "DROP TABLE t PURGE"
    assert drop_table("postgresql", company) == "DROP TABLE t"
    dialect = load_dialect("oracle", overrides=company)
    rename = declared()["rename_column"].spell(
        dialect, table="t", column="a", new_name="b", column_quoted_literal="", new_name_literal=""
    )
    assert rename == "ALTER TABLE t RENAME COLUMN a TO b"


def test_a_template_serves_the_dialects_that_extend_it(company: Path) -> None:
    write(company / "mysql" / "statements" / "drop_table.sql.j2", "DROP TABLE {{ table }} RESTRICT\n")
    assert drop_table("mariadb", company) == "DROP TABLE t RESTRICT"
    assert drop_table("sqlite", company) == "DROP TABLE t"


def test_one_fact_is_replaced_and_the_others_stay(company: Path) -> None:
    write(company / "postgresql" / "dialect.toml", "[ddl]\nidentifier_limit = 30\n")
    ours, bundled = load_dialect("postgresql", overrides=company), load_dialect("postgresql")
    assert ours.facts.ddl.identifier_limit == 30
    assert ours.facts.ddl.if_exists == bundled.facts.ddl.if_exists
    assert ours.facts.literal == bundled.facts.literal


def test_a_fact_from_a_version_on(company: Path) -> None:
    write(
        company / "postgresql" / "dialect.toml",
        '[[since]]\nversion = "16"\n[since.ddl]\nidentifier_limit = 127\n',
    )
    assert load_dialect("postgresql", "15", company).facts.ddl.identifier_limit == 63
    assert load_dialect("postgresql", "16.4", company).facts.ddl.identifier_limit == 127


def test_a_template_with_an_unknown_name_is_named(company: Path) -> None:
    write(company / "mysql" / "statements" / "drop_table.sql.j2", "DROP TABLE {{ tabel }}\n")
    with pytest.raises(BadDialectFile, match=r"tabel.*") as refusal:
        drop_table("mysql", company)
    assert "drop_table.sql.j2" in str(refusal.value)


def test_a_broken_template_is_named_with_its_line(company: Path) -> None:
    write(company / "mysql" / "statements" / "drop_table.sql.j2", "DROP TABLE\n{% if %}\n")
    with pytest.raises(BadDialectFile, match=r"drop_table\.sql\.j2:2: "):
        drop_table("mysql", company)


def test_a_folder_that_is_not_there_is_refused(company: Path) -> None:
    with pytest.raises(BadDialectFile, match="there is no such folder"):
        load_dialect("mysql", overrides=company / "absent")


def test_a_dialect_of_its_own_is_a_folder(tmp_path: Path) -> None:
    """``--dialect path/to/folder``: facts and templates that extend the nearest bundled dialect."""
    folder = tmp_path / "cockroach"
    write(
        folder / "dialect.toml",
        'extends = "postgresql"\ntitle = "CockroachDB"\ndefault_version = "24"\n'
        "[ddl]\nidentifier_limit = 128\n",
    )
    write(folder / "statements" / "drop_table.sql.j2", "DROP TABLE {{ table }} CASCADE\n")
    dialect = load_dialect(str(folder))
    assert dialect.title == "CockroachDB 24"
    assert dialect.facts.ddl.identifier_limit == 128
    assert declared()["drop_table"].spell(dialect, table="t", if_exists=False) == "DROP TABLE t CASCADE"
