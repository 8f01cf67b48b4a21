"""Calls that cannot be understood, and targets that do not exist."""

# ruff: noqa: E501 - messages stand here as the user sees them

from tests.bad_inputs.case import own

CASES = [
    own(
        "no command",
        "",
        {},
        """\
error: sqlgen: missing command
  Usage: sqlgen [OPTIONS] COMMAND [ARGS]...
  For instance: sqlgen upgrade a1:b2 > migration.sql
""",
    ),
    own(
        "an unknown command",
        "upgrad head",
        {},
        """\
error: sqlgen: no such command 'upgrad'. Did you mean 'upgrade'?
  Usage: sqlgen [OPTIONS] COMMAND [ARGS]...
  For instance: sqlgen upgrade a1:b2 > migration.sql
""",
    ),
    own(
        "an unknown option",
        "upgrade head --dialekt sqlite",
        {},
        """\
error: sqlgen upgrade: no such option: --dialekt (Possible options: --dialect, --dialects-dir)
  Usage: sqlgen upgrade [OPTIONS] [START:]END
  For instance: sqlgen upgrade a1:b2 > migration.sql
""",
    ),
    own(
        "an unknown global option",
        "--verbose history",
        {},
        """\
error: sqlgen: no such option: --verbose (Possible options: --version)
  Usage: sqlgen [OPTIONS] COMMAND [ARGS]...
  For instance: sqlgen upgrade a1:b2 > migration.sql
""",
    ),
    own(
        "an option without its value",
        "upgrade head -o",
        {},
        """\
error: option '-o' requires an argument
  `sqlgen COMMAND --help` tells what a command takes.
""",
    ),
    own(
        "an argument too many",
        "upgrade a1 a2",
        {},
        """\
error: sqlgen upgrade: got unexpected extra argument(s) (a2)
  Usage: sqlgen upgrade [OPTIONS] [START:]END
  For instance: sqlgen upgrade a1:b2 > migration.sql
""",
    ),
    own(
        "an unknown format",
        "history --format yaml",
        {},
        """\
error: sqlgen history: invalid value for '--format': 'yaml' is not one of 'text', 'json'
  Usage: sqlgen history [OPTIONS]
  For instance: sqlgen history
""",
    ),
    own(
        "an unknown dialect",
        "upgrade head -d postgres9",
        {},
        """\
error: there is no dialect "postgres9"
  Known: mariadb, mssql, mysql, oracle, postgresql, sqlite. Or give a folder's path.
""",
    ),
    own(
        "two unknown dialects",
        "upgrade head -d db2 -d sqlite -d informix -o out/",
        {},
        """\
error: there is no dialect "db2"
  Known: mariadb, mssql, mysql, oracle, postgresql, sqlite. Or give a folder's path.
error: there is no dialect "informix"
  Known: mariadb, mssql, mysql, oracle, postgresql, sqlite. Or give a folder's path.
""",
    ),
    own(
        "a server version that is none",
        "upgrade head --server-version latest",
        {},
        """\
error: "latest" is not a server version
  Numbers with dots, such as 15 or 10.11.
""",
    ),
    own(
        "a server version that is too old",
        "upgrade head -d postgresql --server-version 9.6",
        {},
        """\
error: PostgreSQL 9.6 is not supported; the oldest is 12
""",
    ),
    own(
        "a folder of dialects that does not exist",
        "upgrade head --dialects-dir spellings",
        {},
        """\
error: spellings: there is no such folder
  It holds a folder for each dialect.
""",
    ),
    own(
        "a dialect's folder with a wrong fact",
        "upgrade head --dialects-dir own",
        {"own/sqlite/dialect.toml": "[ddl]\ntransactionel = true\n"},
        """\
error: own/sqlite/dialect.toml: unknown key "ddl.transactionel"
""",
    ),
    own(
        "a dialect's folder that is no TOML",
        "upgrade head --dialects-dir own",
        {"own/sqlite/dialect.toml": "[ddl\n"},
        """\
error: own/sqlite/dialect.toml: is not right TOML: Expected ']' at the end of a table declaration (at line 1, column 5)
""",
    ),
    own(
        "a template that wants what is not offered",
        "upgrade head -d mysql --dialects-dir own",
        {"own/mysql/statements/add_column.sql.j2": "ALTER TABLE {{ tabel }} ADD {{ column }}"},
        """\
error: own/mysql/statements/add_column.sql.j2: the template cannot be filled in: 'tabel' is undefined
  The first line of the bundled template of that name tells what is offered to it.
""",
    ),
    own(
        "a template that does not parse",
        "upgrade head -d mysql --dialects-dir own",
        {"own/mysql/statements/add_column.sql.j2": "ALTER TABLE {{ table ADD"},
        """\
error: own/mysql/statements/add_column.sql.j2:1: the template does not parse: expected token 'end of print statement', got 'ADD'
  The first line of the bundled template of that name tells what is offered to it.
""",
    ),
    own(
        "a template that no statement has",
        "upgrade head --dialects-dir own",
        {"own/sqlite/statements/add_colum.sql.j2": "ALTER"},
        """\
error: own/sqlite/statements/add_colum.sql.j2: no statement has this template
  Did you mean add_column.sql.j2?
""",
    ),
    own(
        "a folder of dialects with none in it",
        "upgrade head --dialects-dir own",
        {"own/mysq1/statements/add_column.sql.j2": "ALTER"},
        """\
error: own: no folder in it has a dialect's name
  Name them mariadb, mssql, mysql, oracle, postgresql, sqlite, base.
""",
    ),
    own(
        "one version for two dialects",
        "upgrade head -d mysql -d oracle --server-version 19 -o out/",
        {},
        """\
error: --server-version 19 would be that of 2 dialects (mysql, oracle)
  Give one -d, or the versions in sqlgen.toml: server_versions = { mysql = "8.0.36" }.
""",
    ),
    own(
        "two dialects and one place",
        "upgrade head -d sqlite -d oracle",
        {},
        """\
error: 2 dialects are asked for (sqlite, oracle), and one place to write to
  Give a folder, with / at its end: -o out/ gets one file for each.
""",
    ),
    own(
        "two dialects and one file",
        "upgrade head -d sqlite -d oracle -o both.sql",
        {},
        """\
error: 2 dialects are asked for (sqlite, oracle), and one place to write to
  Give a folder, with / at its end: -o out/ gets one file for each.
""",
    ),
    own(
        "one file a revision, on stdout",
        "upgrade head --per-revision",
        {},
        """\
error: --per-revision writes several files, and there is one place to write to
  Give a folder, with / at its end: -o out/
""",
    ),
    own(
        "one file a revision, in one file",
        "upgrade head --per-revision -o all.sql",
        {},
        """\
error: --per-revision writes several files, and there is one place to write to
  Give a folder, with / at its end: -o out/
""",
    ),
    own(
        "no file's name",
        "upgrade head -o ''",
        {},
        """\
error: -o names no file
  Give a path, or leave -o out for standard output.
""",
    ),
    own(
        "a file in a file",
        "upgrade head -o sqlgen.toml/a.sql",
        {},
        """\
error: sqlgen.toml/a.sql: cannot be written: Not a directory
  Nothing was written; what was there before is still there.
""",
    ),
    own(
        "a folder that is a file",
        "upgrade head -o sqlgen.toml/",
        {},
        """\
error: sqlgen.toml/sqlite.sql: cannot be written: Not a directory
  Nothing was written; what was there before is still there.
""",
    ),
    own(
        "a link to itself",
        "upgrade head -o loop.sql",
        {"loop.sql": "-> loop.sql"},
        """\
error: loop.sql: cannot be written: it is a link that leads to itself
  Delete it, or name another.
""",
    ),
    own(
        "a folder with the files of another range",
        "upgrade a1:a2 --per-revision -o out/",
        {"out/0001_a1.sql": "old", "out/0002_a2.sql": "old"},
        """\
error: out: the folder holds files of another range: 0001_a1.sql, 0002_a2.sql
  Files of two ranges in one folder would be run as one. Empty it, or name another.
""",
    ),
]
