"""Revision scripts that fail while they run, or ask for what cannot be had."""

# ruff: noqa: E501 - messages stand here as the user sees them

from tests.bad_inputs.case import TABLE, own, revision


def a2(body: str, **more: str) -> dict[str, str]:
    return {"versions/a2.py": revision("a2", "a1", body, **more)}


CASES = [
    own(
        "it raises",
        "upgrade head",
        a2("raise ValueError('no price list')"),
        """\
error: versions/a2.py:9: revision a2: the script raised ValueError: no price list
""",
    ),
    own(
        "it raises without a word",
        "upgrade head",
        a2("raise RuntimeError"),
        """\
error: versions/a2.py:9: revision a2: the script raised RuntimeError
""",
    ),
    own(
        "it raises in a helper",
        "upgrade head",
        a2("helper()", more="def helper():\n    return {}['price']\n"),
        """\
error: versions/a2.py:14: revision a2: the script raised KeyError: 'price'
""",
    ),
    own(
        "it leaves",
        "upgrade head",
        a2("import sys\nsys.exit(1)"),
        """\
error: versions/a2.py:10: revision a2: the script called sys.exit(1)
""",
    ),
    own(
        "it leaves without a word",
        "upgrade head",
        a2("raise SystemExit"),
        """\
error: versions/a2.py:9: revision a2: the script called sys.exit()
""",
    ),
    own(
        "it imports what is missing",
        "upgrade head",
        {"versions/a2.py": "import shop.prices\n" + revision("a2", "a1")},
        """\
error: versions/a2.py:1: revision a2: it imports "shop", which is not installed or not on the path
  If it is the application's own, set prepend_sys_path (for instance: prepend_sys_path = .) in alembic.ini or sqlgen.toml, relative to that file; else install it beside sqlgen.
""",
    ),
    own(
        "it imports a name that is not there",
        "upgrade head",
        {"versions/a2.py": "from os import prices\n" + revision("a2", "a1")},
        """\
error: versions/a2.py:1: revision a2: the script raised ImportError: cannot import name 'prices' from 'os'
""",
    ),
    own(
        "it imports modules in a circle",
        "upgrade head",
        {**a2("import one"), "one.py": "from two import b\na = 1\n", "two.py": "from one import a\nb = 1\n"},
        """\
error: versions/a2.py:9: revision a2: the script raised ImportError: cannot import name 'a' from partially initialized module 'one' (most likely due to a circular import)
  It was raised in a module that the script uses: `sqlgen --traceback ...` shows the way there.
""",
    ),
    own(
        "it calls itself for ever",
        "upgrade head",
        a2("again()", more="def again():\n    again()\n"),
        """\
error: versions/a2.py:14: revision a2: the script raised RecursionError: maximum recursion depth exceeded
""",
    ),
    own(
        "a misspelt argument",
        "upgrade head",
        a2('op.alter_column("item", "name", nullible=False)'),
        """\
error: versions/a2.py:9: revision a2: alter_column takes no argument "nullible"
""",
    ),
    own(
        "an argument too few",
        "upgrade head",
        a2('op.drop_column("item")'),
        """\
error: versions/a2.py:9: revision a2: the script raised TypeError: drop_column() missing 1 required positional argument: 'column_name'
""",
    ),
    own(
        "an operation that does not exist",
        "upgrade head",
        a2('op.rename_column("item", "name", "title")'),
        """\
error: versions/a2.py:9: revision a2: the script raised AttributeError: module 'alembic.op' has no attribute 'rename_column'
  A name that a package registers is there once env.py or the script has imported the package.
""",
    ),
    own(
        "an import that does not exist",
        "upgrade head",
        {"versions/a2.py": "from alembic.op import rename_column\n" + revision("a2", "a1")},
        """\
error: versions/a2.py:1: revision a2: the script raised ImportError: cannot import name 'rename_column' from 'alembic.op'
  A name that a package registers is there once env.py or the script has imported the package.
""",
    ),
    own(
        "it reads through the bind",
        "upgrade a1:head",
        a2('op.get_bind().execute(sa.text("SELECT id FROM item")).fetchall()'),
        """\
error: versions/a2.py:9: revision a2: the script asks the database: rows of SELECT id FROM item: the rows of item are not known
  sqlgen has no database. Write it as one set-based statement (INSERT ... SELECT, UPDATE ... FROM); or --data-reads empty, where no row can match; or --data-reads split, which leaves this revision to be run live between two scripts.
""",
    ),
    own(
        "it executes something that is no SQL",
        "upgrade head",
        a2("op.execute(42)"),
        """\
error: versions/a2.py:9: revision a2: execute takes SQL, not int
""",
    ),
    own(
        "rows that are no rows",
        "upgrade head",
        a2('op.bulk_insert(sa.table("item", sa.column("id")), {"id": 1})'),
        """\
error: versions/a2.py:9: revision a2: bulk_insert takes a list of rows
""",
    ),
    own(
        "a column that the table lacks",
        "upgrade head",
        a2('op.alter_column("item", "title", nullable=False)'),
        """\
error: versions/a2.py:9: revision a2: column "item.title" does not exist after revision a1
  Its columns: id, name.
""",
    ),
    own(
        "a table that no revision made",
        "upgrade head",
        a2('op.alter_column("customer", "name", nullable=False)'),
        """\
error: versions/a2.py:9: revision a2: the table must be made anew, and the shape of table "customer" is not known: no revision creates it
  Give the schema that the history starts from, once: baseline = "schema.sql" or baseline = "app.models:Base.metadata" in sqlgen.toml.
""",
    ),
    own(
        "what the dialect lacks",
        "upgrade head -d mysql",
        a2('op.create_exclude_constraint("one_price", "item", ("id", "="))'),
        """\
error: versions/a2.py:9: revision a2: MySQL 8.0.30 cannot have EXCLUDE constraints
  The nearest that it has: a UNIQUE constraint or a trigger.
""",
    ),
    own(
        "SQL of another dialect that cannot be translated",
        "upgrade head",
        {
            "sqlgen.toml": 'dialects = ["sqlite"]\nsource_dialect = "postgresql"',
            **a2('op.execute("CREATE TABEL item2 (id int")'),
        },
        """\
error: versions/a2.py:9: revision a2: this postgresql statement has no safe form in SQLite 3.40: CREATE TABEL item2 (id int: CREATE is not read by the translator, and so it is not known to mean the same there
  Write it with operations (op.create_table, op.alter_column, Core constructs), or once for each dialect: if op.get_bind().dialect.name == "...".
""",
    ),
    own(
        "a text that is not closed",
        "upgrade head -d postgresql",
        a2('op.execute("UPDATE item SET name = \'x")'),
        """\
error: versions/a2.py:9: revision a2: the SQL text opens a quote or a comment that does not end: 'x (line 1 of the text)
  Close it; a quote inside a string is written twice.
""",
    ),
    own(
        "a value without a literal",
        "upgrade head",
        a2('op.bulk_insert(sa.table("item", sa.column("id")), [{"id": object()}])'),
        """\
error: versions/a2.py:9: revision a2: <object object> cannot be written without knowing its type
  Say its type: bindparam(name, type_=...).
""",
    ),
    own(
        "half of a character",
        "upgrade head",
        a2("op.execute(\"UPDATE item SET name = '\\ud800'\")"),
        """\
error: versions/a2.py:9: revision a2: a text holds U+D800, half of a character, which UTF-8 cannot hold
  It has been put together wrongly: write the whole character.
""",
    ),
    own(
        "a parameter without a value",
        "upgrade head",
        a2('op.execute(sa.text("UPDATE item SET name = :name").bindparams(sa.bindparam("name")))'),
        """\
error: versions/a2.py:9: revision a2: the parameter ":name" has no value
  Give it one, sa.text(...).bindparams(name=...), or write \\:name if a colon is meant.
""",
    ),
    own(
        "it raises in a module that it uses",
        "upgrade head",
        {**a2("from shop import price\nprice()"), "shop.py": "def price():\n    return 1 / 0\n"},
        """\
error: versions/a2.py:10: revision a2: the script raised ZeroDivisionError: division by zero
  It was raised in a module that the script uses: `sqlgen --traceback ...` shows the way there.
""",
    ),
    own(
        "a module that it uses does not parse",
        "upgrade head",
        {**a2("import shop"), "shop.py": "def price(:\n"},
        """\
error: versions/a2.py:9: revision a2: the script raised SyntaxError: invalid syntax (shop.py, line 1)
""",
    ),
    own(
        "nonsense as a table's name",
        "upgrade head",
        a2("op.create_table(None)"),
        """\
error: versions/a2.py:9: revision a2: the script raised AssertionError: use quoted_name.construct() for None passthrough
  It was raised in a module that the script uses: `sqlgen --traceback ...` shows the way there.
""",
    ),
    own(
        "no downgrade",
        "downgrade a2:a1",
        {"versions/a2.py": "revision = 'a2'\ndown_revision = 'a1'\n\ndef upgrade():\n    pass\n"},
        """\
error: versions/a2.py: revision a2: the script has no downgrade()
  Write one; its body is pass where there is nothing to do.
""",
    ),
    own(
        "no upgrade",
        "upgrade head",
        {"versions/a2.py": "revision = 'a2'\ndown_revision = 'a1'\n"},
        """\
error: versions/a2.py: revision a2: the script has no upgrade()
  Write one; its body is pass where there is nothing to do.
""",
    ),
    own(
        "it prints, and then fails",
        "upgrade head",
        a2("print('working')\nraise ValueError('no')"),
        """\
working
error: versions/a2.py:10: revision a2: the script raised ValueError: no
""",
    ),
    own(
        "it is interrupted",
        "upgrade head",
        a2("raise KeyboardInterrupt"),
        """\
error: interrupted; nothing was written
""",
        code=130,
    ),
    own(
        "three faults in two revisions",
        "upgrade head -d mysql",
        {
            **a2(
                'op.alter_column("customer", "name", nullable=False)\nop.alter_column("item", "title", nullable=False)'
            ),
            "versions/a3.py": revision("a3", "a2", "raise ValueError('no')"),
        },
        """\
error: versions/a2.py:9: revision a2: column "name" must be defined as a whole, and the script does not say existing_type, and the shape of table "customer" is not known: no revision creates it
  Give the schema that the history starts from, once: baseline = "schema.sql" or baseline = "app.models:Base.metadata" in sqlgen.toml.
error: versions/a2.py:10: revision a2: column "item.title" does not exist after revision a1
  Its columns: id, name.
error: versions/a3.py:9: revision a3: the script raised ValueError: no
""",
    ),
    own(
        "a fault on each of two dialects",
        "upgrade head -d mysql -d oracle -o out/",
        a2('op.alter_column("customer", "name", nullable=False)\nraise ValueError("no")'),
        """\
error: versions/a2.py:9: revision a2: column "name" must be defined as a whole, and the script does not say existing_type, and the shape of table "customer" is not known: no revision creates it
  Give the schema that the history starts from, once: baseline = "schema.sql" or baseline = "app.models:Base.metadata" in sqlgen.toml.
error: versions/a2.py:10: revision a2: the script raised ValueError: no
""",
    ),
    own(
        "a fault below START that the range asks about",
        "upgrade a2:head -d mysql",
        {
            "versions/a1.py": revision("a1", None, f"{TABLE}\nraise ValueError('long ago')"),
            "versions/a3.py": revision("a3", "a2", 'op.alter_column("item", "name", nullable=False)'),
        },
        """\
error: versions/a3.py:9: revision a3: column "name" must be defined as a whole, and the script does not say existing_type, and the shape of table "item" is not known: revision a1 could not be replayed: the script raised ValueError: long ago (versions/a1.py:10)
  Mend that revision, so that it can be replayed, or say here what has to be known (existing_type, ...).
""",
    ),
    own(
        "a script that changes the current folder",
        "upgrade head",
        a2("import os\nos.chdir('/')\nraise ValueError('no')"),
        """\
error: versions/a2.py:11: revision a2: the script raised ValueError: no
""",
    ),
]
