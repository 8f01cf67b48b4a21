"""Revision files read without running them: what is read equals what running them gives."""

from __future__ import annotations

import ast
import random
from collections.abc import Mapping
from pathlib import Path

import pytest

from sqlgen.errors import SqlgenError
from sqlgen.history import header
from sqlgen.history.errors import (
    ComputedHeader,
    FailedRevision,
    NoDownRevision,
    NoRevisionId,
    UnparsableRevision,
    UnreadableRevision,
    WrongHeaderValue,
)
from sqlgen.history.header import ABSENT, NAMES, Computed, Header, read_header
from sqlgen.history.revision import Revision, read_file, read_revision

PLAIN = '''"""add e-mail

Revision ID: 1975ea83b712
Revises: ae1027a6acff
Create Date: 2024-01-01 10:00:00

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '1975ea83b712'
down_revision: Union[str, None] = 'ae1027a6acff'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.add_column('users', sa.Column('email', sa.String(80)))


def downgrade() -> None:
    op.drop_column('users', 'email')
'''
HEAD = "revision = 'a1'\ndown_revision = None\nbranch_labels = None\ndepends_on = None\n"


def executed(source: bytes | str) -> Header:
    """Return the headers as Python binds them."""
    names: dict[str, object] = {}
    try:
        code = compile(source, "x.py", "exec", dont_inherit=True)
        exec(code, names)
    except ImportError:
        raise AssertionError("a test's source imports what is not there") from None
    return Header._make((*(names.get(name, ABSENT) for name in NAMES), names.get("__doc__")))


def as_texts(value: object) -> object:
    return tuple(value) if isinstance(value, (list, tuple)) else value


def assert_right(source: bytes | str, way: str | None = None) -> None:
    """Assert that the headers read are those that running *source* binds, or are left to running."""
    data = source.encode() if isinstance(source, str) else source
    plain, read = header._plain_header(data), read_header(data)
    used = "plain" if plain is not None else "computed" if isinstance(read, Computed) else "tree"
    assert way in (None, used), f"read by the {used} way"
    if isinstance(read, Computed):
        return
    truth = executed(data)
    assert [as_texts(value) for value in read[:4]] == [as_texts(value) for value in truth[:4]]
    if read.docstring is None or truth.docstring is None:
        assert read.docstring == truth.docstring
    else:
        # Python 3.13 takes the indentation out of docstrings.
        assert read.docstring.split() == truth.docstring.split()


def test_template_of_alembic_is_read_the_quick_way() -> None:
    stripped = PLAIN.replace("from alembic import op\nimport sqlalchemy as sa\n", "import os\n")
    assert_right(stripped, "plain")
    assert header._plain_header(PLAIN.encode()) == Header(
        "1975ea83b712", "ae1027a6acff", None, None, PLAIN.split('"""')[1]
    )


@pytest.mark.parametrize(
    "source",
    [
        HEAD,
        "'''one line'''\n" + HEAD,
        '"""doc"""  # why\n' + HEAD,
        "# -*- coding: utf-8 -*-\n" + HEAD,
        "\n# coding=UTF8\n" + HEAD,
        "'''doc'''\n# coding: latin-1\n" + HEAD.replace("'a1'", "'é'"),
        "# 1\n# 2\n# coding: latin-1\n" + HEAD.replace("'a1'", "'é'"),
        "# leading\n\n" + '"""doc"""\n' + HEAD,
        HEAD.replace("'a1'", '"a1"  # an id'),
        HEAD.replace("down_revision = None", "down_revision = ('x1', \"x2\",)"),
        HEAD.replace("down_revision = None", "down_revision=['x1','x2']"),
        HEAD.replace("down_revision = None", "down_revision = ()"),
        HEAD.replace("down_revision = None", "down_revision: 'str | None' = None").replace(
            "'str | None'", "str"
        ),
        HEAD.replace("branch_labels = None", "branch_labels = ('shop',)"),
        "revision = 'a1'\ndown_revision = None\ndepends_on = ('b1',)\nbranch_labels = 'x'\n",
        "revision = 'a1'\ndown_revision = None",
        "import os\nfrom os import path\nfrom os.path import join as revisit\n" + HEAD,
        HEAD.replace("\n", "\r\n"),
        HEAD.replace("\n", "\r"),
        "\ufeff" + HEAD,
        HEAD + "\n\ndef upgrade():\n    s = 'all revisions'\n    execute = 1 * 2\n",
        HEAD.replace("'a1'", "'é✓ 1.5'"),
        HEAD.replace("'a1'", "u'a1'").replace("down_revision = None", "down_revision = (u'u', 'u\"')"),
        HEAD + "\ndef upgrade() -> None:\n    revision = 'local'\n    for depends_on in (): pass\n",
        HEAD
        + "\ndef upgrade(engine_name: str):  # why\n    globals()['revision'] = 1\n\n\ndef f():\n    pass",
    ],
)
def test_plain_forms_are_read_the_quick_way(source: str) -> None:
    assert_right(source, "plain")


@pytest.mark.parametrize(
    "source",
    [
        '"""doc with\nrevision = "x"\ndown_revision = "y"\n"""\n' + HEAD.replace("'a1'", "'a' '1'"),
        "'doc'\n" + HEAD,
        'r"""raw \\d"""\n' + HEAD,
        '"""esc\\x41ped"""\n' + HEAD,
        HEAD.replace("'a1'", "'a\\x31'"),
        HEAD.replace("'a1'", "('a1')"),
        HEAD.replace("'a1'", "'''a1'''"),
        HEAD.replace("'a1'", "r'a1'"),
        HEAD.replace("down_revision = None", "down_revision = (\n    'x1',\n    'x2',  # two\n)"),
        HEAD.replace("revision = 'a1'\n", "revision = 'a0'\nrevision = 'a1'\n", 1),
        HEAD + "revision = 'a2'\n",
        HEAD + "down_revision: str = 'late'\n",
        "other = revision = 'a1'\ndown_revision = None\n",
        "down_revision = None\nrevision = 'a1'\n",
        "revision = 'a1'; down_revision = None\n",
        "x = '''\nrevision = 'no'\ndown_revision = 'no'\n'''\n" + HEAD,
        HEAD + "\ndef upgrade(x=1):\n    revision = 'local'\n    for depends_on in (): pass\n",
        HEAD + "class C:\n    revision = 'inner'\n",
        HEAD + "text = '''\nrevision = 'not this'\n'''\n",
        "from os import (\n    path,  # (\n    sep,\n)\n" + HEAD,
        "import sys\nif sys:\n    x = 1\n" + HEAD,
        b"# coding: latin-1\n" + HEAD.replace("'a1'", "'\xe9'").encode("latin-1"),
        b"\n# vim: set fileencoding=cp1252 :\n" + HEAD.encode(),
        "from os import *\n" + HEAD,
        HEAD + "revision: str\n",
    ],
)
def test_other_literal_forms_are_read_from_the_syntax_tree(source: str | bytes) -> None:
    assert_right(source, "tree")


@pytest.mark.parametrize(
    "source",
    [
        HEAD.replace("'a1'", "'a' + '1'"),
        HEAD.replace("'a1'", "f'a{1}'"),
        HEAD.replace("'a1'", "'A1'.lower()"),
        "ID = 'a1'\n" + HEAD.replace("'a1'", "ID"),
        "if True:\n    revision = 'a1'\ndown_revision = None\n",
        HEAD + "if True:\n    revision = 'a2'\n",
        HEAD + "try:\n    pass\nfinally:\n    down_revision = 'x'\n",
        HEAD + "revision, down_revision = 'a2', 'x'\n",
        HEAD + "del depends_on\n",
        HEAD + "for revision in ('a2',): pass\n",
        HEAD + "import os as revision\n",
        HEAD + "def revision(): pass\n",
        HEAD + "class depends_on: pass\n",
        HEAD + "globals()['revision'] = 'a2'\n",
        HEAD + "def f():\n    global revision\n    revision = 'a2'\nf()\n",
        HEAD + "exec('revision = 1')\n",
        HEAD + "import sys\nsys.modules[__name__].revision = 'a2'\n"
        if False
        else HEAD + "vars()['revision'] = 1\n",
        HEAD + "(revision := 'a2')\n",
        HEAD + "revision += 'x'\n",
        HEAD + "def f(x=(revision := 'a2')): pass\n",
        HEAD + "def f(): global revision; revision = 'a2'\n",
        HEAD + "def f():\n    global revision\n    revision = 'a2'\n\n[f()]\n",
        HEAD + "def f(\n    x=exec('revision = 1'),\n): pass\n",
        HEAD + "from os import *\n",
        "from os import *\nrevision = 'a1'\ndown_revision = None\n",
        HEAD + "match 1:\n    case revision: pass\n",
        HEAD + "try:\n    1 / 0\nexcept ZeroDivisionError as revision: pass\n",
        HEAD.replace("down_revision = None", "down_revision = ('x', *())"),
    ],
)
def test_what_is_not_plainly_bound_is_left_to_running(source: str) -> None:
    assert_right(source, "computed")


# Statements that bind, or only seem to bind, headers; any sequence of them is a module.
PIECES = [
    "revision = 'a1'",
    'revision: str = "b2"',
    "down_revision = None",
    "down_revision = 'p1'",
    "down_revision = ('p1', 'p2')",
    "branch_labels = None",
    "branch_labels = ('x',)",
    "depends_on = ['d1']",
    "depends_on = None  # revision = 'c'",
    "# revision = 'comment'",
    "'''\nrevision = 'text'\n'''",
    "import os",
    "from os import path",
    "import os as revision",
    "from os import *",
    "x = 1; revision = 'semi'",
    "if 1:\n    down_revision = 'cond'",
    "def upgrade():\n    revision = 'local'",
    "def upgrade():\n    pass",
    "def f():\n    global depends_on\n    depends_on = 'g'",
    "if 'f' in dir(): f()",
    "def f(x=globals().update(revision='default')): pass",
    "def g(): global revision; revision = 'g'",
    "if 'g' in dir(): g()",
    "s = '''def upgrade():\ndown_revision = 'text'\n'''",
    "revision = \\\n    'continued'",
    "globals()['branch_labels'] = 'dyn'",
    "revision = 'x' if 0 else 'y'",
    "s = \"'''\"",
    "",
]


@pytest.mark.parametrize("seed", range(20))
def test_any_sequence_of_statements_is_read_right_or_left_to_running(seed: int) -> None:
    """The reader may give up; it may not be wrong."""
    chance = random.Random(seed)
    for _ in range(60):
        pieces = chance.choices(PIECES, k=chance.randint(1, 9))
        if chance.random() < 0.7:
            pieces = ['"""doc"""', *PIECES[:1], "down_revision = None", *pieces]
        assert_right("\n".join(pieces) + chance.choice(["", "\n"]))


def write(folder: Path, name: str, source: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(source if isinstance(source, bytes) else source.encode())
    return path


def test_revision_has_message_and_place(tmp_path: Path) -> None:
    (tmp_path / "versions").mkdir()
    path = write(tmp_path / "versions", "x.py", PLAIN)
    revision = read_revision(path, tmp_path)
    assert revision is not None
    assert (revision.id, revision.down_revisions, revision.where) == (
        "1975ea83b712",
        ("ae1027a6acff",),
        "versions/x.py",
    )
    assert (revision.message, revision.path) == ("add e-mail", path)
    assert (revision.is_base, revision.is_merge) == (False, False)


@pytest.mark.parametrize("name", ["__init__.py", "__init__old.py", ".#x.py", "x.pyc", "README", "x.py.bak"])
def test_other_files_are_no_revisions(tmp_path: Path, name: str) -> None:
    assert read_revision(write(tmp_path, name, HEAD), tmp_path) is None


@pytest.mark.parametrize(
    ("docstring", "message"),
    [
        ('"""one\n\ntwo"""', "one"),
        ('"""\n    one\n      more\n\n    two\n    """', "one\n  more"),
        ('""" one """', "one"),
        ("", ""),
    ],
)
def test_message_is_the_first_paragraph(tmp_path: Path, docstring: str, message: str) -> None:
    revision = read_revision(write(tmp_path, "x.py", f"{docstring}\n{HEAD}"), tmp_path)
    assert revision is not None
    assert revision.message == message


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("depends_on = 'x'", ("x",)),
        ("depends_on = ''", ()),
        ("depends_on = ('x', 'y')", ("x", "y")),
        ("depends_on = (None,)", ()),
        ("depends_on = {'y', 'x'}", ("y", "x")),
        ("depends_on = []", ()),
    ],
)
def test_values_are_taken_as_alembic_takes_them(tmp_path: Path, line: str, texts: tuple[str, ...]) -> None:
    source = HEAD.replace("depends_on = None", line)
    revision = read_revision(write(tmp_path, "x.py", source), tmp_path)
    assert revision is not None
    assert revision.depends_on == texts


def run(path: Path) -> Mapping[str, object]:
    names: dict[str, object] = {}
    exec(compile(path.read_bytes(), str(path), "exec"), names)
    return names


def test_computed_headers_are_taken_from_running_the_file(tmp_path: Path) -> None:
    source = '"""first\n\nmore"""\nrevision = "a" + "b"\ndown_revision = {"z", "y"} - {"z"}\n'
    path = write(tmp_path, "x.py", source)
    assert read_revision(path, tmp_path, run) == Revision(
        "ab", ("y",), (), (), str(path), "x.py", "first\n\nmore"
    )


@pytest.mark.parametrize(
    ("source", "error", "line"),
    [
        ("revision = 'a1'\ndown_revision = (\n", UnparsableRevision, 2),
        ("def upgrade(:\n", UnparsableRevision, 1),
        (b"revision = '\xe9'\ndown_revision = None\n", UnparsableRevision, 0),
        (b"revision = 'a1'\0\n", UnparsableRevision, 0),
        ("x = 1\n", NoRevisionId, 0),
        ("", NoRevisionId, 0),
        ("revision = 'a1'\n", NoDownRevision, 0),
        ("revision = 1\ndown_revision = None\n", WrongHeaderValue, 0),
        ("revision = ''\ndown_revision = None\n", WrongHeaderValue, 0),
        ("revision = None\ndown_revision = None\n", WrongHeaderValue, 0),
        ("revision = ('a1',)\ndown_revision = None\n", WrongHeaderValue, 0),
        ("revision = 'a1'\ndown_revision = 7\n", WrongHeaderValue, 0),
        ("revision = 'a1'\ndown_revision = ('x', None)\n", WrongHeaderValue, 0),
        ("revision = 'a1'\ndown_revision = b'x'\n", WrongHeaderValue, 0),
        ("\nrevision = 'a' + '1'\ndown_revision = None\n", ComputedHeader, 2),
    ],
)
def test_faulty_files_are_named(
    tmp_path: Path, source: str | bytes, error: type[SqlgenError], line: int
) -> None:
    path = write(tmp_path, "bad.py", source)
    with pytest.raises(error) as caught:
        read_revision(path, tmp_path)
    assert str(caught.value).startswith(f"bad.py:{line}: " if line else "bad.py: ") or (
        error is UnparsableRevision and str(caught.value).startswith("bad.py")
    )


def test_file_that_raises_while_its_header_is_computed_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, "bad.py", "revision = str(1 / 0)\ndown_revision = None\n")
    with pytest.raises(FailedRevision, match="ZeroDivisionError"):
        read_revision(path, tmp_path, run)


def test_error_of_ours_passes_through_from_running(tmp_path: Path) -> None:
    path = write(tmp_path, "bad.py", "revision = str(1)\ndown_revision = None\n")

    def evaluate(path: Path) -> Mapping[str, object]:
        raise SqlgenError("module app is missing")

    with pytest.raises(SqlgenError, match="module app is missing"):
        read_revision(path, tmp_path, evaluate)


def test_unreadable_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableRevision, match=r"gone\.py: cannot be read"):
        read_revision(tmp_path / "gone.py", tmp_path)


def test_id_of_old_files_is_in_their_name(tmp_path: Path) -> None:
    """Alembic before 0.2 wrote no revision variable."""
    revision = read_revision(write(tmp_path, "1975ea83.py", "down_revision = None\n"), tmp_path)
    assert revision is not None
    assert revision.id == "1975ea83"


def test_known_headers_are_not_read_again(tmp_path: Path) -> None:
    """A cache is keyed by the bytes of the file, and holds only what the bytes alone decide."""
    known: dict[bytes, Header] = {}
    first = write(tmp_path, "x.py", HEAD)
    assert read_file(str(first), "x.py", None, known).id == "a1"
    digest = next(iter(known))
    known[digest] = known[digest]._replace(revision="from the cache")
    assert read_file(str(first), "x.py", None, known).id == "from the cache"
    computed = write(tmp_path, "y.py", "revision = str(1)\ndown_revision = None\n")
    assert read_file(str(computed), "y.py", run, known).id == "1"
    assert list(known) == [digest]


def test_pieces_of_the_property_test_are_python() -> None:
    for piece in PIECES:
        ast.parse(piece)
