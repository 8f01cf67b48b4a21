"""Scripts see a live world: the mode they are told, the target they see, connections of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from sqlgen.errors import SqlgenError
from sqlgen.replay.errors import NeedsDatabase, NotAnEngine
from tests.replay.small_project import INI, OFFLINE_ENV, statements, write_project

ASKS = """
from alembic import context
if context.is_offline_mode() or op.get_context().as_sql:
    print("run the data migration by hand")
else:
    op.execute("DELETE FROM t")
"""


def test_scripts_are_told_that_they_are_live(tmp_path: Path) -> None:
    assert statements(write_project(tmp_path, ASKS)) == ["DELETE FROM t"]


def test_scripts_see_offline(tmp_path: Path) -> None:
    project = write_project(tmp_path, ASKS, files={"sqlgen.toml": 'scripts_see = "offline"'})
    assert statements(project) == []


@pytest.mark.parametrize(
    ("dialect", "version", "schema"),
    [
        ("postgresql", "(15, 4)", "public"),
        ("mysql", "(8, 0, 36)", "shop"),
        ("mssql", "(15, 0)", "dbo"),
        ("sqlite", "(3, 40)", "main"),
    ],
)
def test_the_target_is_the_declared_one(
    tmp_path: Path, dialect: str, version: str, schema: str | None
) -> None:
    body = f"""
    bind = op.get_bind()
    told = bind.dialect.server_version_info[:{version.count(",") + 1}]
    assert told == {version}, told
    told = sa.inspect(bind).default_schema_name, op.get_context().dialect.default_schema_name
    assert told == ({schema!r}, {schema!r}), told
    assert bind.url == bind.engine.url
    assert bind.engine.url.get_backend_name() == bind.engine.name == {dialect!r}
    assert bind.engine.url.database == "shop" and bind.engine.url.host == "db.example"
    """
    numbers = "2019" if dialect == "mssql" else version.strip("()").replace(", ", ".")
    own = "\n".join(
        [
            f'url = "{dialect}://u:p@db.example/shop"',
            f'server_versions = {{ {dialect} = "{numbers}" }}',
        ]
    )
    project = write_project(tmp_path, body, files={"sqlgen.toml": own})
    assert statements(project, dialect) == []


def test_a_loop_until_rowcount_is_zero_ends(tmp_path: Path) -> None:
    """On rows that are known."""
    body = """
    t = op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("done", sa.Integer))
    op.bulk_insert(t, [{"id": n, "done": 0} for n in range(3)])
    while True:
        changed = op.get_bind().execute(sa.text(
            "UPDATE t SET done = 1 WHERE id = (SELECT min(id) FROM t WHERE done = 0)"
        ))
        if changed.rowcount <= 0:
            break
    """
    made = statements(write_project(tmp_path, body))
    # Once for each row, and once to see that none is left, as it is run live.
    assert len([s for s in made if s.startswith("UPDATE t SET done = 1")]) == 4


def test_what_the_server_calls_its_database_and_schema(tmp_path: Path) -> None:
    """Of the declared URL, else of ``default_schema``; what nobody declares is refused in SQL."""
    asks = "op.execute('DELETE FROM ' + op.get_bind().execute(sa.text({!r})).scalar())"
    for number, (dialect, query, said, told) in enumerate(
        [
            ("postgresql", "SELECT current_database()", "", "books"),
            ("postgresql", "SELECT current_schema()", "", "public"),
            ("postgresql", "SELECT current_schema()", 'default_schema = "shop"', "shop"),
            ("mysql", "SELECT DATABASE()", 'url = "mysql://u@h/shop"', "shop"),
            ("mariadb", "SELECT SCHEMA()", 'url = "mysql://u@h/shop"', "shop"),
        ]
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        project = write_project(folder, asks.format(query), files={"sqlgen.toml": said})
        assert statements(project, dialect) == [f"DELETE FROM {told}"]


KEYS = """
t = op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.String(9)))
made = op.get_bind().execute(t.insert().values(a="x"))
assert made.inserted_primary_key == (1,), made.inserted_primary_key
again = op.get_bind().execute(t.insert().values(a="y").returning(t.c.id))
assert again.scalar_one() == 2
changed = op.get_bind().execute(sa.text("UPDATE t SET a = 'z' WHERE id = 2"))
assert changed.rowcount == 1
op.get_bind().execute(t.update().where(t.c.id == made.inserted_primary_key[0]).values(a="w"))
"""


@pytest.mark.parametrize("dialect", ["postgresql", "sqlite", "mariadb"])
def test_keys_and_counts_of_rows_that_are_known(tmp_path: Path, dialect: str) -> None:
    made = statements(write_project(tmp_path, KEYS), dialect)
    assert made[-3:] == [
        "INSERT INTO t (a) VALUES ('y')",
        "UPDATE t SET a = 'z' WHERE id = 2",
        "UPDATE t SET a='w' WHERE t.id = 1",
    ]


def test_lastrowid(tmp_path: Path) -> None:
    body = """
    op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.Integer))
    made = op.get_bind().execute(sa.text("INSERT INTO t (a) VALUES (5)")).lastrowid
    op.execute(f"DELETE FROM t WHERE id = {made}")
    """
    assert statements(write_project(tmp_path, body), "sqlite")[-1] == "DELETE FROM t WHERE id = 1"


# --- connections of their own ---

DATABASE = {
    "app/__init__.py": "",
    "app/db.py": """
        import sqlalchemy as sa
        from sqlalchemy.orm import sessionmaker
        engine = sa.create_engine("postgresql+psycopg://nobody@nowhere/x")
        Session = sessionmaker(bind=engine)
        def get_engine():
            return sa.create_engine("mysql+mysqldb://nobody@nowhere/no_driver")
        limit = 5
    """,
}


def with_engines(folder: Path, body: str, redirected: str | None, *, preamble: str = "") -> Path:
    own = f"redirect_engines = {redirected}" if redirected else ""
    return write_project(folder, body, preamble=preamble, files={**DATABASE, "sqlgen.toml": own})


def test_a_connection_of_its_own_is_named_with_ways_out(tmp_path: Path) -> None:
    project = with_engines(tmp_path, "from app.db import engine\nengine.connect()", None)
    with pytest.raises(NeedsDatabase) as caught:
        statements(project)
    assert str(caught.value) == (
        "migrations/versions/r1.py:9: revision r1: the script asks the database: a connection of its own to "
        "postgresql at nowhere\n"
        "  Use op.get_bind(), which is answered; or name the engine, or the function that gives it, in "
        'sqlgen.toml: redirect_engines = ["module:attribute"]. Where the script works on another database '
        "or on files: --data-reads split, which leaves this revision to be run live between two scripts."
    )


@pytest.mark.parametrize(
    "call", ["sa.inspect(engine)", "Session().execute(sa.text('SELECT 1'))", "engine.begin().__enter__()"]
)
def test_whatever_opens_it(tmp_path: Path, call: str) -> None:
    project = with_engines(tmp_path, call, None, preamble="from app.db import engine, Session")
    with pytest.raises(NeedsDatabase, match="a connection of its own"):
        statements(project)


def test_a_connection_of_its_own_counts_where_the_script_catches_its_failure(tmp_path: Path) -> None:
    """Live it would connect, and do what is in the other branch."""
    body = """
    from app.db import engine
    try:
        engine.connect()
    except sa.exc.OperationalError:
        op.execute("DROP TABLE t")
    """
    with pytest.raises(NeedsDatabase, match=r"r1.py:10: .* a connection of its own"):
        statements(with_engines(tmp_path, body, None))


USES = """
with engine.connect() as connection:
    connection.execute(sa.text("DELETE FROM a"))
with engine.begin() as connection:
    if sa.inspect(engine).has_table("made"):
        connection.execute(sa.text("DELETE FROM b"))
sa.orm.Session(engine).execute(sa.text("DELETE FROM c"))
"""
MADE = 'op.create_table("made", sa.Column("id", sa.Integer))\n'


@pytest.mark.parametrize(
    ("redirected", "preamble", "body"),
    [
        ('"app.db:engine"', "from app.db import engine", USES),
        ('["app.db:get_engine"]', "from app.db import get_engine", "engine = get_engine()\n" + USES),
        ('"app.db:get_engine"', "from app import db", "engine = db.get_engine()\n" + USES),
    ],
)
def test_redirected_engines(tmp_path: Path, redirected: str, preamble: str, body: str) -> None:
    preamble = "import sqlalchemy.orm\n" + preamble
    project = with_engines(tmp_path, MADE + body, redirected, preamble=preamble)
    assert statements(project)[1:] == ["DELETE FROM a", "DELETE FROM b", "DELETE FROM c"]


def test_a_redirected_session_factory(tmp_path: Path) -> None:
    body = """
    with Session() as session:
        session.execute(sa.text("DELETE FROM a"))
        session.commit()
    """
    for number, name in enumerate(["Session", "engine"]):
        folder = tmp_path / str(number)
        folder.mkdir()
        project = with_engines(folder, body, f'"app.db:{name}"', preamble="from app.db import Session")
        assert statements(project) == ["DELETE FROM a"]


def test_an_async_engine_is_none_that_can_be_redirected(tmp_path: Path) -> None:
    files = {
        "app.py": """
        from sqlalchemy.ext.asyncio import create_async_engine
        engine = create_async_engine("postgresql+psycopg://nobody@nowhere/x")
        """,
        "sqlgen.toml": 'redirect_engines = "app:engine"',
    }
    with pytest.raises(NotAnEngine, match="but AsyncEngine"):
        statements(write_project(tmp_path, "pass", files=files))


def test_what_was_redirected_is_itself_again(tmp_path: Path) -> None:
    """A module of an installed package outlives the run: its engine is not to."""
    import sys
    import types

    import sqlalchemy as sa
    import sqlalchemy.orm

    package = types.ModuleType("installed_package")
    package.engine = engine = sa.create_engine("sqlite://")  # type: ignore[attr-defined]
    package.give = give = lambda: engine  # type: ignore[attr-defined]
    package.Session = sa.orm.sessionmaker(engine)  # type: ignore[attr-defined]
    sys.modules["installed_package"] = package
    try:
        names = [f"installed_package:{name}" for name in ("engine", "give", "Session")]
        project = write_project(
            tmp_path,
            "import installed_package\nassert installed_package.give().name == 'postgresql'",
            files={"sqlgen.toml": f"redirect_engines = {names}"},
        )
        assert statements(project) == []
    finally:
        del sys.modules["installed_package"]
    assert type(engine) is sa.Engine
    assert engine.name == "sqlite"
    assert package.give is give
    assert package.Session.kw["bind"] is engine


@pytest.mark.parametrize(
    ("redirected", "said"),
    [
        (
            "app.db:limit",
            'sqlgen.toml: redirect_engines: "app.db:limit" is neither an engine nor a function of a module, '
            "but int",
        ),
        ("app.db:nothing", 'sqlgen.toml: "app.db:nothing" names nothing: there is no "nothing"'),
        ("app.none:engine", 'sqlgen.toml: it imports "app.none", which is not installed or not on the path'),
    ],
)
def test_what_cannot_be_redirected(tmp_path: Path, redirected: str, said: str) -> None:
    with pytest.raises(SqlgenError) as caught:
        statements(with_engines(tmp_path, "pass", f'"{redirected}"'))
    assert str(caught.value).startswith(said)
    assert isinstance(caught.value, NotAnEngine) == ("limit" in redirected)


def test_redirected_before_the_range_too(tmp_path: Path) -> None:
    """What stands before START is asked for on its own bind."""
    own = 'redirect_engines = "app.db:engine"'
    first = (
        "with engine.begin() as connection:\n    connection.execute(sa.text('CREATE TABLE t (id INTEGER)'))"
    )
    second = "if sa.inspect(engine).has_table('t'):\n    op.drop_table('t')"
    project = write_project(
        tmp_path,
        first,
        second,
        preamble="from app.db import engine",
        files={**DATABASE, "sqlgen.toml": own},
    )
    assert statements(project, range_text="r1:r2") == ["DROP TABLE t"]


def test_a_scratch_database_in_memory_is_allowed(tmp_path: Path) -> None:
    body = """
    with sa.create_engine("sqlite://").connect() as scratch:
        op.execute(f"DELETE FROM t{scratch.execute(sa.text('SELECT 7')).scalar()}")
    """
    assert statements(write_project(tmp_path, body, env=OFFLINE_ENV, ini=INI)) == ["DELETE FROM t7"]
