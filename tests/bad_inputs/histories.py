"""Histories that are no graph, and files that are no revisions."""

# ruff: noqa: E501 - messages stand here as the user sees them

from tests.bad_inputs.case import own, revision

CASES = [
    own(
        "a parent that no file has",
        "upgrade head",
        {"versions/a2.py": revision("a2", "a0")},
        """\
error: versions/a2.py: revision a2 follows a0, which no file of the history has.
  Restore the missing file, or correct down_revision.
""",
    ),
    own(
        "an id used twice",
        "upgrade head",
        {"versions/a3.py": revision("a2", "a1")},
        """\
error: versions/a3.py: revision id a2 is used by 2 files: versions/a2.py, versions/a3.py.
  Give one of them another id, and name that in the revisions that follow it.
""",
    ),
    own(
        "a circle",
        "upgrade head",
        {"versions/a1.py": revision("a1", "a3"), "versions/a3.py": revision("a3", "a2")},
        """\
error: versions/a1.py: revisions follow each other in a circle: a1 -> a3 -> a2 -> a1 (versions/a1.py, versions/a3.py, versions/a2.py).
  Correct down_revision in one of them.
""",
    ),
    own(
        "a revision that follows itself",
        "upgrade head",
        {"versions/a2.py": revision("a2", "a2")},
        """\
error: versions/a2.py: revision a2 names itself as its down_revision.
""",
    ),
    own(
        "a dependency that no file has",
        "upgrade head",
        {"versions/a2.py": revision("a2", "a1", more="depends_on = 'b7'\n")},
        """\
error: versions/a2.py: revision a2 depends on b7, which is neither a revision nor a branch label.
  Restore the missing file, or correct depends_on.
""",
    ),
    own(
        "a label used twice",
        "upgrade head",
        {
            "versions/a2.py": revision("a2", "a1", more="branch_labels = 'x'\n"),
            "versions/a3.py": revision("a3", "a2", more="branch_labels = 'x'\n"),
        },
        """\
error: versions/a3.py: branch label x of revision a3 is already used by revision a2 (versions/a2.py).
  Choose another label.
""",
    ),
    own(
        "a file that does not parse",
        "upgrade head",
        {"versions/a2.py": "revision = 'a2'\ndown_revision = 'a1'\ndef upgrade(:\n"},
        """\
error: versions/a2.py:3: revision a2: the script does not parse as Python: invalid syntax
""",
    ),
    own(
        "a file that is not text",
        "upgrade head",
        {"versions/a2.py": b"\x00\xff\xfe"},
        """\
error: versions/a2.py: does not parse as Python: source code string cannot contain null bytes.
""",
    ),
    own(
        "a file without a revision",
        "upgrade head",
        {"versions/helpers.py": "ANSWER = 42\n"},
        """\
error: versions/helpers.py: has no revision variable.
  Add revision = "...", or move a file that is no revision out of the versions folder.
""",
    ),
    own(
        "a revision without a parent's name",
        "upgrade head",
        {"versions/a2.py": "revision = 'a2'\n"},
        """\
error: versions/a2.py: revision a2 has no down_revision.
  Name its parent; the first revision of a history says down_revision = None.
""",
    ),
    own(
        "an id that is a number",
        "upgrade head",
        {"versions/a2.py": "revision = 2\ndown_revision = 'a1'\n"},
        """\
error: versions/a2.py: revision is 2; it has to be a string that is not empty.
""",
    ),
    own(
        "an id that ranges could not name",
        "upgrade head",
        {"versions/a2.py": revision("a2:b", "a1")},
        """\
error: versions/a2.py: revision id 'a2:b' holds ':', which ranges such as a1:b2, head-1 and branch@head use.
  Choose an id of letters, digits, underscores and full stops.
""",
    ),
    own(
        "an id that is too long",
        "upgrade head -d postgresql",
        {"versions/a2.py": revision("add_the_price_of_each_item_in_euros", "a1")},
        """\
error: versions/a2.py: revision id add_the_price_of_each_item_in_euros has 35 characters; the version table's column holds 32.
  Shorten the id, or widen the column: by ALTER TABLE in a revision before, by version_table_impl in env.py, or by hand in the database, and say version_id_length = 64 in sqlgen.toml.
""",
    ),
    own(
        "a computed header that fails",
        "upgrade head",
        {"versions/a2.py": "import os\nrevision = os.environ['REVISION']\ndown_revision = 'a1'\n"},
        """\
error: versions/a2.py:2: its header is computed, and the script raised KeyError: 'REVISION'
  Write revision, down_revision, branch_labels and depends_on as plain literals.
""",
    ),
    own(
        "a link to itself",
        "upgrade head",
        {"versions/a2.py": "-> a2.py"},
        """\
error: versions/a2.py: cannot be read: Too many levels of symbolic links.
""",
    ),
    own(
        "a link that leads nowhere",
        "upgrade head",
        {"versions/a2.py": "-> gone.py"},
        """\
error: versions/a2.py: cannot be read: No such file or directory.
""",
    ),
    own(
        "two files that do not parse",
        "history",
        {"versions/a2.py": "def upgrade(:\n", "versions/a3.py": "revision = 'a3\n"},
        """\
error: versions/a2.py:1: does not parse as Python: invalid syntax.
error: versions/a3.py:1: does not parse as Python: unterminated string literal (detected at line 1).
""",
    ),
    own(
        "several faults at once",
        "upgrade head",
        {
            "versions/a2.py": revision("a2", "a0"),
            "versions/a3.py": "def upgrade(:\n",
            "versions/a4.py": revision("a4", "a1", more="depends_on = 'b7'\n"),
        },
        """\
error: versions/a3.py:1: does not parse as Python: invalid syntax.
""",
    ),
    own(
        "two missing parents",
        "history",
        {"versions/a2.py": revision("a2", "a0"), "versions/b2.py": revision("b2", "b1")},
        """\
error: versions/a2.py: revision a2 follows a0, which no file of the history has.
  Restore the missing file, or correct down_revision.
error: versions/b2.py: revision b2 follows b1, which no file of the history has.
  Restore the missing file, or correct down_revision.
""",
    ),
]
