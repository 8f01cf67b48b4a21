"""dialects/*/locks.toml is checked when it is read: a slip is told with its key."""

from __future__ import annotations

from pathlib import Path

import pytest

from sqlgen.dialect import known_dialects, load_dialect
from sqlgen.lint.errors import BadLocksFile
from sqlgen.lint.facts import load_locks

GOOD = """
[sources]
page = "https://example.org"
[facts]
create_index = { lock = "SHARE", writes = "yes", scan = true, source = "page" }
"""


def read(folder: Path, text: str, version: str | None = None):
    (folder / "postgresql").mkdir()
    (folder / "postgresql" / "locks.toml").write_text(text)
    return load_locks(load_dialect("postgresql", version, folder))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[facts]", "[fact]", 'unknown key "fact"'),
        ("scan = true", "scans = true", 'unknown key "facts.create_index.scans"'),
        ("scan = true", 'scan = "yes"', '"facts.create_index.scan" must be a bool'),
        ('writes = "yes"', 'writes = "maybe"', '"facts.create_index.writes" is "maybe"'),
        ('lock = "SHARE", ', "", 'the key "facts.create_index.lock" is missing'),
        ('source = "page"', 'source = "book"', '"facts.create_index.source" is "book"'),
        ('source = "page"', 'source = "page", others = "all"', '"facts.create_index.others" is "all"'),
        ("[facts]", '[patterns]\nonline = "("\n[facts]', "is no regular expression"),
        ("[facts]", "[rules]\nL101 = 1\n[facts]", '"rules.L101" must be a text'),
        ("[sources]", 'traits = ["sparkling"]\n[sources]', '"traits" is "sparkling"'),
        ("[facts]", '[[statements]]\nkind = "x"\n[facts]', 'the key "pattern" is missing'),
        ("[facts]", '[[newer]]\npattern = "x"\nwhat = "x"\n[facts]', "is no version"),
        ("[facts]", "[facts", "is not right TOML"),
    ],
)
def test_slips(tmp_path, old, new, said):
    assert old in GOOD
    with pytest.raises(BadLocksFile) as fault:
        read(tmp_path, GOOD.replace(old, new))
    assert said in str(fault.value)
    assert "postgresql/locks.toml" in str(fault.value)


def test_a_company_s_own_fact_and_text_win_one_by_one(tmp_path):
    own = GOOD + '[rules]\nL101 = "Ask the DBA."\nL102 = ""\n'
    locks = read(tmp_path, own)
    assert locks.facts["create_index"].source == "page"
    assert locks.facts["drop_index"].lock == "ACCESS EXCLUSIVE"
    assert locks.rules["L101"] == "Ask the DBA."
    assert "L102" not in locks.rules
    assert "L103" in locks.rules


def test_facts_of_a_newer_version_stand_above():
    old, new = (load_locks(load_dialect("mariadb", version)) for version in ("10.11", "11.4"))
    assert (old.facts["add_check"].clause, new.facts["add_check"].clause) == ("SHARED", "NONE")


@pytest.mark.parametrize("name", known_dialects())
def test_bundled_files(name):
    locks = load_locks(load_dialect(name))
    assert locks.facts
    for kind, fact in locks.facts.items():
        assert locks.sources[fact.source].startswith("https://"), kind
        assert (fact.others == "") == (fact.others_lock == ""), kind
        assert not (fact.is_long and not (fact.scan or fact.rewrite)) or kind in NO_WORK, kind
    for reading in locks.statements:
        assert reading.kind in locks.facts or reading.kind in ("rows", "truncate", "validate_constraint")


NO_WORK = (
    "add_column_not_null_no_default",
    "create_partition",
    "detach_partition",
    "drop_partition",
    "drop_table",
    "type_using_any",
)
"""Kinds that stop others without reading or writing the table themselves, or refuse a table with rows."""


def test_versions_of_an_extended_dialect_are_not_its_own():
    """MariaDB 10.11 is no MySQL 8.0.29, though the number is higher."""
    fact = load_locks(load_dialect("mariadb")).facts["drop_column"]
    assert "mariadb.com" in load_locks(load_dialect("mariadb")).sources[fact.source]


@pytest.mark.parametrize(("version", "algorithm"), [("8.0.28", "INPLACE"), ("8.0.29", "INSTANT")])
def test_a_version_decides(version, algorithm):
    assert load_locks(load_dialect("mysql", version)).facts["drop_column"].algorithm == algorithm
