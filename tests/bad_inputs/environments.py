"""env.py files that fail, or that want more than sqlgen has."""

# ruff: noqa: E501 - messages stand here as the user sees them

from tests.bad_inputs.case import ENV, alembic

CASES = [
    alembic(
        "no env.py",
        "upgrade head",
        {"db/env.py": None},
        """\
error: db: there is no env.py in the script folder
  Set use_env = false in sqlgen.toml (or give --no-env), and say there what env.py would: dialects, version_table, metadata.
""",
    ),
    alembic(
        "an env.py that does not parse",
        "upgrade head",
        {"db/env.py": "from alembic import context\ncontext.configure(\n"},
        """\
error: db/env.py:2: env.py failed: does not parse as Python: '(' was never closed
  sqlgen runs env.py's offline path. If it needs settings (environment variables), a database or an application that is not here, give them or leave env.py out: --no-env, with dialects, metadata and version_table in sqlgen.toml.
""",
    ),
    alembic(
        "an env.py that imports a missing module",
        "upgrade head",
        {"db/env.py": f"from shop.models import Base\n{ENV}"},
        """\
error: db/env.py:1: it imports "shop", which is not installed or not on the path
  If it is the application's own, set prepend_sys_path (for instance: prepend_sys_path = .) in alembic.ini or sqlgen.toml, relative to that file; else install it beside sqlgen. Or leave env.py out: --no-env, with dialects, metadata and version_table in sqlgen.toml.
""",
    ),
    alembic(
        "an env.py that raises",
        "upgrade head",
        {"db/env.py": f"settings = {{}}\nurl = settings['url']\n{ENV}"},
        """\
error: db/env.py:2: env.py failed: raised KeyError: 'url'
  sqlgen runs env.py's offline path. If it needs settings (environment variables), a database or an application that is not here, give them or leave env.py out: --no-env, with dialects, metadata and version_table in sqlgen.toml.
""",
    ),
    alembic(
        "an env.py that leaves",
        "upgrade head",
        {"db/env.py": f"import sys\nsys.exit('set DATABASE_URL')\n{ENV}"},
        """\
error: db/env.py:2: env.py failed: called sys.exit('set DATABASE_URL')
  sqlgen runs env.py's offline path. If it needs settings (environment variables), a database or an application that is not here, give them or leave env.py out: --no-env, with dialects, metadata and version_table in sqlgen.toml.
""",
    ),
    alembic(
        "an env.py that runs nothing",
        "upgrade head",
        {"db/env.py": "from alembic import context\n"},
        """\
error: db/env.py: env.py ended without calling context.run_migrations()
  Call it in the offline path, or use --no-env.
""",
    ),
    alembic(
        "an env.py that does not configure",
        "upgrade head",
        {"db/env.py": "from alembic import context\ncontext.run_migrations()\n"},
        """\
error: db/env.py:2: env.py did not call context.configure() first
  Call context.configure(url=..., target_metadata=...), or use --no-env.
""",
    ),
    alembic(
        "an env.py that connects",
        "upgrade head",
        {"db/env.py": "import sqlalchemy as sa\nsa.create_engine('sqlite:///shop.db').connect()\n"},
        """\
error: db/env.py:2: env.py wants a database: a connection of its own to sqlite
  sqlgen has none and runs env.py's offline path. Test context.is_offline_mode() there and call context.configure(url=...), or leave env.py out: --no-env, with dialects, metadata and version_table in sqlgen.toml.
""",
    ),
    alembic(
        "a URL of an unknown dialect",
        "upgrade head",
        {"db/env.py": ENV.replace('config.get_main_option("sqlalchemy.url")', "'firebird://x'")},
        """\
error: db/env.py:6: there is no dialect "firebird"
  Known: mariadb, mssql, mysql, oracle, postgresql, sqlite. Or give a folder's path.
""",
    ),
    alembic(
        "a URL that is none",
        "upgrade head",
        {"db/env.py": ENV.replace('config.get_main_option("sqlalchemy.url")', "'localhost'")},
        """\
error: db/env.py:6: no dialect is given, and neither sqlgen.toml nor env.py's URL names one
  Add --dialect, as "sqlgen dialects" lists them, or dialects = ["..."] in sqlgen.toml.
""",
    ),
    alembic(
        "an unknown name of alembic.context",
        "upgrade head",
        {"db/env.py": "from alembic import context\ncontext.run_migration()\n"},
        """\
error: db/env.py:2: env.py failed: raised AttributeError: module 'alembic.context' has no attribute 'run_migration'
  sqlgen runs env.py's offline path. If it needs settings (environment variables), a database or an application that is not here, give them or leave env.py out: --no-env, with dialects, metadata and version_table in sqlgen.toml.
""",
    ),
    alembic(
        "a module of alembic that does not exist",
        "upgrade head",
        {"db/env.py": "from alembic.runtimes import environment\n"},
        """\
error: db/env.py:1: it imports "alembic.runtimes", which is not installed or not on the path
  sqlgen stands in for Alembic while scripts run, and has no such part of it. Or leave env.py out: --no-env, with dialects, metadata and version_table in sqlgen.toml.
""",
    ),
]
