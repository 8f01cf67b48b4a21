"""Ranges that a sound history cannot answer."""

from tests.bad_inputs.case import own, revision

_BRANCH = {"versions/b1.py": revision("b1", "a1"), "versions/c1.py": revision("c1", None)}

CASES = [
    own(
        "an unknown END",
        "upgrade a1:b9",
        {},
        """\
error: there is no revision or branch 'b9'.
  `sqlgen history` lists the revisions.
""",
    ),
    own(
        "an unknown START",
        "upgrade a9:a2",
        {},
        """\
error: there is no revision or branch 'a9'.
  `sqlgen history` lists the revisions.
""",
    ),
    own(
        "an unknown branch",
        "upgrade pricing@head",
        {},
        """\
error: there is no revision or branch 'pricing'.
  `sqlgen history` lists the revisions.
""",
    ),
    own(
        "an ambiguous beginning",
        "upgrade 5c1f",
        {"versions/x1.py": revision("5c1f0a", "a2"), "versions/x2.py": revision("5c1f77", "5c1f0a")},
        """\
error: '5c1f' may be any of 2: 5c1f0a, 5c1f77.
  Type more of the name.
""",
    ),
    own(
        "a beginning that is too short",
        "upgrade a",
        {},
        """\
error: there is no revision or branch 'a'.
  Did you mean a1 or a2?
""",
    ),
    own(
        "a range that goes backwards",
        "upgrade a2:a1",
        {},
        """\
error: 'a2:a1' goes backwards: a2 stands on a1.
  Did you mean `sqlgen downgrade a2:a1`?
""",
    ),
    own(
        "a downgrade that goes forwards",
        "downgrade a1:a2",
        {},
        """\
error: 'a1:a2' goes backwards: a2 stands on a1.
  Did you mean `sqlgen upgrade a1:a2`?
""",
    ),
    own(
        "a range with nothing in it",
        "upgrade a2:a2",
        {},
        """\
error: 'a2:a2' is empty: its END is its START.
""",
    ),
    own(
        "a range to base",
        "upgrade a1:base",
        {},
        """\
error: 'a1:base' goes backwards: a1 stands on base.
  Did you mean `sqlgen downgrade a1:base`?
""",
    ),
    own(
        "a range across branches",
        "upgrade a2:b1",
        _BRANCH,
        """\
error: 'a2:b1' goes sideways: b1 does not stand on a2.
  For a database that is at a2 and shall get it as well: `sqlgen upgrade a2:a2,b1`.
""",
    ),
    own(
        "several heads",
        "upgrade head",
        _BRANCH,
        """\
error: 'head' needs one head, and there are 3: a2, b1, c1.
  Name one (a2, b1, c1), write heads for all of them, or merge them.
""",
    ),
    own(
        "a walk past the end",
        "upgrade base:a1+5",
        {},
        """\
error: 'a1+5' counts 5 above a1, and the history has 1.
  Count to 1 at most.
""",
    ),
    own(
        "a walk to before base",
        "upgrade head-9:head",
        {},
        """\
error: 'head-9' counts 9 below a2, and the history has 2.
  Count to 2 at most.
""",
    ),
    own(
        "three points",
        "upgrade a1:a2:a3",
        {},
        """\
error: 'a1:a2:a3' has 3 parts; a range is START:END.
""",
    ),
    own(
        "no point at all",
        "upgrade ''",
        {},
        """\
error: the range is empty.
  Write START:END, or END alone.
""",
    ),
    own(
        "a downgrade without a start",
        "downgrade a1",
        {},
        """\
error: a downgrade needs START:END, and 'a1' has no START.
  Write `sqlgen downgrade head:a1`.
""",
    ),
    own(
        "what the database is at",
        "upgrade current:head",
        {},
        """\
error: what is current is known to a database alone, and none is asked.
  Name the revision: it is in the version table, and `alembic current` prints it.
""",
    ),
    own(
        "a history without revisions",
        "upgrade head",
        {"versions/a1.py": None, "versions/a2.py": None, "versions/": ""},
        """\
error: the history has no revisions, so that there is no head.
  Check the versions folder in the configuration.
""",
    ),
    own(
        "an unknown revision to show",
        "show a9",
        {},
        """\
error: there is no revision or branch 'a9'.
  `sqlgen history` lists the revisions.
""",
    ),
    own(
        "an unknown range to list",
        "history -r a1:zz",
        {},
        """\
error: there is no revision or branch 'zz'.
  `sqlgen history` lists the revisions.
""",
    ),
    own(
        "a missing range",
        "upgrade",
        {},
        """\
error: sqlgen upgrade: missing argument '[START:]END'
  Usage: sqlgen upgrade [OPTIONS] [START:]END
  For instance: sqlgen upgrade a1:b2 > migration.sql
""",
    ),
    own(
        "a relative point that looks like an option",
        "upgrade -1",
        {},
        """\
error: sqlgen upgrade: no such option: -1
  Usage: sqlgen upgrade [OPTIONS] [START:]END
  For instance: sqlgen upgrade a1:b2 > migration.sql
  A range cannot begin with -: write head-1:head, or head:head-1 to go back.
""",
    ),
    own(
        "the same, to go back",
        "downgrade -1",
        {},
        """\
error: sqlgen downgrade: no such option: -1
  Usage: sqlgen downgrade [OPTIONS] [START:]END
  For instance: sqlgen downgrade b2:a1 > back.sql
  A range cannot begin with -: write head-1:head, or head:head-1 to go back.
""",
    ),
]
