"""Projects and configurations that cannot be read, or that contradict themselves."""

# ruff: noqa: E501 - messages stand here as the user sees them

from tests.bad_inputs.case import OWN, alembic, own, revision

_NOTHING = dict.fromkeys(OWN)

CASES = [
    own(
        "no project",
        "upgrade head",
        _NOTHING,
        """\
error: .: no project: there is no sqlgen.toml, alembic.ini, pyproject.toml with [tool.sqlgen] or [tool.alembic], nor a Flask-Migrate folder migrations/
  Go to the project's folder (-C FOLDER), or name its configuration (-c FILE).
""",
    ),
    own(
        "no project here, but one folder below",
        "history",
        {**_NOTHING, "shop/alembic.ini": "[alembic]\nscript_location = .\n"},
        """\
error: .: no project: there is no sqlgen.toml, alembic.ini, pyproject.toml with [tool.sqlgen] or [tool.alembic], nor a Flask-Migrate folder migrations/
  Give -C shop to use shop/alembic.ini.
""",
    ),
    own(
        "a folder that does not exist",
        "-C nowhere upgrade head",
        {},
        """\
error: nowhere: there is no such folder (asked for by -C)
  A relative path is seen from the current folder.
""",
    ),
    own(
        "a folder that is a file",
        "-C sqlgen.toml upgrade head",
        {},
        """\
error: sqlgen.toml: there is no such folder (asked for by -C)
  A relative path is seen from the current folder.
""",
    ),
    own(
        "a configuration that does not exist",
        "-c other.ini upgrade head",
        {},
        """\
error: other.ini: there is no such configuration file (asked for by -c)
  A relative path is seen from the folder given by -C, else from the current one.
""",
    ),
    own(
        "two ini files",
        "-c a.ini -c b.ini history",
        {"a.ini": "", "b.ini": ""},
        """\
error: -c names an ini file more than once: a.ini, b.ini
  Give at most one ini file, one pyproject.toml and one sqlgen.toml.
""",
    ),
    own(
        "settings that are no TOML",
        "upgrade head",
        {"sqlgen.toml": 'dialects = ["sqlite"\nname = 1'},
        """\
error: sqlgen.toml:2: is not right TOML: Unclosed array
  Texts stand in quotes, lists in brackets: dialects = ["one", "two"].
""",
    ),
    own(
        "an unknown key",
        "upgrade head",
        {"sqlgen.toml": 'dialect = ["sqlite"]'},
        """\
error: sqlgen.toml: unknown key dialect
  Did you mean dialects? All keys stand in docs/configuration.md.
""",
    ),
    own(
        "a key of the wrong type",
        "upgrade head",
        {"sqlgen.toml": "version_table_pk = 1"},
        """\
error: sqlgen.toml: version_table_pk must be true or false, without quotes, not 1
""",
    ),
    own(
        "a dialect that does not exist, in the settings",
        "upgrade head",
        {"sqlgen.toml": 'dialects = ["postgre"]'},
        """\
error: there is no dialect "postgre"
  Known: mariadb, mssql, mysql, oracle, postgresql, sqlite. Or give a folder's path.
""",
    ),
    own(
        "no dialect anywhere",
        "upgrade head",
        {"sqlgen.toml": ""},
        """\
error: no dialect is given, and neither sqlgen.toml nor env.py's URL names one
  Add --dialect, as "sqlgen dialects" lists them, or dialects = ["..."] in sqlgen.toml.
""",
    ),
    own(
        "a section that does not exist",
        "-n tenent upgrade head",
        {"sqlgen.toml": "[section.tenant]\n"},
        """\
error: sqlgen.toml: there is no section 'tenent' (asked for by -n)
  Did you mean tenant? Named sections are: tenant.
""",
    ),
    own(
        "settings in two places",
        "history",
        {"pyproject.toml": "[tool.sqlgen]\n"},
        """\
error: sqlgen.toml: sqlgen's settings stand both here and in pyproject.toml [tool.sqlgen]
  Keep one of them: neither adds to the other.
""",
    ),
    own(
        "settings that are not text",
        "history",
        {"sqlgen.toml": b"\xff\xfe\x00\x00"},
        """\
error: sqlgen.toml:1: cannot be read: it is not text in UTF-8
  It must be a text file in UTF-8 that you may read.
""",
    ),
    own(
        "no versions folder",
        "upgrade head",
        {"versions/a1.py": None, "versions/a2.py": None},
        """\
error: sqlgen.toml: version_locations: there is no folder versions
  Create it, or name the folder of the revision scripts.
""",
    ),
    own(
        "a versions folder that does not exist",
        "upgrade head",
        {"sqlgen.toml": 'version_locations = ["versions", "more"]'},
        """\
error: sqlgen.toml: version_locations: there is no folder more
  Create it, or mend the path: it is relative to the folder of sqlgen.toml.
""",
    ),
    own(
        "a baseline that does not exist",
        "upgrade head",
        {"sqlgen.toml": 'dialects = ["sqlite"]\nbaseline = "schema.sql"'},
        """\
error: sqlgen.toml: baseline: there is no file schema.sql
  Paths are relative to the folder of the file that names them.
""",
    ),
    own(
        "a baseline that is no SQL",
        "upgrade head",
        {
            "sqlgen.toml": 'dialects = ["sqlite"]\nbaseline = "schema.sql"',
            "schema.sql": "CREATE TABEL item (id",
            "versions/a2.py": revision("a2", "a1", 'op.alter_column("item", "name", nullable=False)'),
        },
        """\
error: schema.sql:1: this statement's effect on the schema is not known: "TABLE" was expected before "TABEL"
  Take it out of the baseline, or write what it makes as plain CREATE and ALTER statements.
""",
    ),
    own(
        "metadata that does not exist",
        "upgrade head",
        {"sqlgen.toml": 'dialects = ["sqlite"]\nmetadata = "shop.models:Base.metadata"'},
        """\
error: sqlgen.toml: it imports "shop", which is not installed or not on the path
  If it is the application's own, set prepend_sys_path (for instance: prepend_sys_path = .) in alembic.ini or sqlgen.toml, relative to that file; else install it beside sqlgen.
""",
    ),
    own(
        "metadata without that attribute",
        "upgrade head",
        {"sqlgen.toml": 'dialects = ["sqlite"]\nmetadata = "models:Base"', "models.py": "base = 1\n"},
        """\
error: sqlgen.toml: "models:Base" names nothing: there is no "Base"
  Write it as module:attribute, such as app.models:Base.metadata.
""",
    ),
    alembic(
        "an ini file without a section",
        "upgrade head",
        {"alembic.ini": "script_location = db\n"},
        """\
error: alembic.ini:1: is not a right ini file: there is no [section] above this line
  Write it as [section] lines and key = value lines; a continued value is indented.
""",
    ),
    alembic(
        "an ini file without [alembic]",
        "upgrade head",
        {"alembic.ini": "[server]\nport = 1\n"},
        """\
error: alembic.ini: has no [alembic] section
  Add a line [alembic] above its keys, or name the right section with -n.
""",
    ),
    alembic(
        "no script_location",
        "upgrade head",
        {"alembic.ini": "[alembic]\nsqlalchemy.url = sqlite://\n"},
        """\
error: alembic.ini: [alembic] script_location is missing
  Add it: the folder of env.py, such as %(here)s/alembic.
""",
    ),
    alembic(
        "a script_location that does not exist",
        "upgrade head",
        {"alembic.ini": "[alembic]\nscript_location = database\n"},
        """\
error: alembic.ini: [alembic] script_location: there is no folder database
  Mend the path; one without %(here)s is relative to the current folder (-C).
""",
    ),
    alembic(
        "a percent sign alone",
        "upgrade head",
        {"alembic.ini": "[alembic]\nscript_location = db\nsqlalchemy.url = postgresql://me:50%@host/shop\n"},
        """\
error: alembic.ini: [alembic] sqlalchemy.url: a % is followed by neither % nor (name)s
  A plain percent sign is written %%; %(here)s is this file's folder.
""",
    ),
]
