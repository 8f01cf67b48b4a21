"""The engines themselves: each starts, takes a script through its own client, and says what is wrong."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlalchemy

from tests.engines import installations
from tests.engines.databases import ScriptFailed
from tests.engines.installations import Unavailable, requested_engines, required_engines
from tests.engines.servers import Servers

TABLE = "CREATE TABLE book (id INTEGER PRIMARY KEY, title VARCHAR(40) NOT NULL);\n"


def test_script_runs_in_the_engines_own_client(database):
    database.run_script(TABLE + "INSERT INTO book VALUES (1, 'Émile 📚');")
    assert database.query("SELECT id, title FROM book") == [(1, "Émile 📚")]


def test_script_stops_at_its_first_fault_and_tells_the_message(database):
    with pytest.raises(ScriptFailed, match=r"(?i)no such table|doesn't exist|does not exist"):
        database.run_script(TABLE + "INSERT INTO lacking VALUES (1);\nINSERT INTO book VALUES (1, 'late');")
    assert database.query("SELECT count(*) FROM book") == [(0,)]


def test_script_with_several_statements_runs_in_the_driver(database):
    database.run_script_driver(TABLE + "INSERT INTO book VALUES (1, 'a'); INSERT INTO book VALUES (2, 'b');")
    assert database.query("SELECT count(*) FROM book") == [(2,)]


def test_later_statement_of_a_driver_script_fails_loudly(database):
    with pytest.raises(Exception, match="lacking"):
        database.run_script_driver(TABLE + "INSERT INTO lacking VALUES (1)")


def test_url_connects_through_sqlalchemy(database):
    database.run_script(TABLE)
    engine = sqlalchemy.create_engine(database.url)
    assert sqlalchemy.inspect(engine).get_table_names() == ["book"]
    assert engine.dialect.name == database.dialect
    engine.dispose()


def test_databases_of_one_server_do_not_see_each_other(new_database):
    new_database().run_script(TABLE)
    assert new_database().table_names() == []


def test_dropped_database_is_gone_though_somebody_is_connected(server):
    database = server.create_database()
    database.run_script(TABLE)
    engine = sqlalchemy.create_engine(database.url)
    with engine.connect():
        database.drop()
    engine.dispose()
    if server.dialect == "sqlite":
        assert not database.path.exists()
    else:
        with pytest.raises(Exception, match=database.name):
            database.query("SELECT 1")


def test_data_dump_shows_every_row_with_its_columns(database):
    database.run_script(
        TABLE + "INSERT INTO book VALUES (2, 'b'), (1, 'it''s');CREATE TABLE unused (x INTEGER);"
    )
    expected = {
        "postgresql": "public.book(id, title): (1,it's)\npublic.book(id, title): (2,b)\n",
        "sqlite": "\"book\"(id, title): 1 | 'it''s'\n\"book\"(id, title): 2 | 'b'\n",
    }
    mysql = "`book`(id, title): 1 | \"it's\"\n`book`(id, title): 2 | 'b'\n"
    assert database.dump_data() == expected.get(database.dialect, mysql)


def test_data_dump_tells_null_from_the_word_and_from_nothing(new_database):
    dumps = []
    for value in ("NULL", "'NULL'", "''", "'None'"):
        database = new_database()
        database.run_script(f"CREATE TABLE t (a VARCHAR(9));INSERT INTO t VALUES ({value});")
        dumps.append(database.dump_data())
    assert len(set(dumps)) == 4


def test_settings_of_the_user_reach_neither_server_nor_client(database, monkeypatch):
    for variable in ("PGHOST", "PGDATABASE", "PGOPTIONS", "PGUSER", "MYSQL_HOST", "MYSQL_UNIX_PORT"):
        monkeypatch.setenv(variable, "nonsense")
    database.run_script(TABLE)


@pytest.mark.server("postgresql", "mariadb", "mysql")
def test_server_runs_in_utc_with_unicode_databases(database):
    zone = "SHOW timezone" if database.dialect == "postgresql" else "SELECT @@time_zone"
    assert database.query(zone)[0][0] in ("UTC", "+00:00")
    database.run_script("CREATE TABLE t (a VARCHAR(9)); INSERT INTO t VALUES ('🐘')")
    assert database.query("SELECT a FROM t") == [("🐘",)]


@pytest.mark.server("postgresql", "mariadb", "mysql")
def test_server_does_not_listen_to_the_network(database):
    if database.dialect == "postgresql":
        assert database.query("SHOW listen_addresses") == [("",)]
    else:
        assert database.query("SELECT @@skip_networking") == [(1,)]


def test_unknown_engine_is_a_usage_error(monkeypatch):
    monkeypatch.setenv("SQLGEN_TEST_ENGINES", "sqlite, dbase")
    with pytest.raises(ValueError, match="unknown engine 'dbase'"):
        requested_engines()


def test_required_engines_are_requested_too(monkeypatch):
    monkeypatch.setenv("SQLGEN_TEST_ENGINES", "sqlite")
    monkeypatch.setenv("SQLGEN_REQUIRE_ENGINES", "mariadb,sqlite")
    assert requested_engines() == ["sqlite", "mariadb"]
    assert required_engines() == ["mariadb", "sqlite"]


def test_engine_that_nobody_asked_for_is_not_fetched(monkeypatch, tmp_path):
    monkeypatch.setenv("SQLGEN_TEST_CACHE", str(tmp_path))
    monkeypatch.delenv("SQLGEN_TEST_ENGINES", raising=False)
    monkeypatch.delenv("SQLGEN_REQUIRE_ENGINES", raising=False)
    with pytest.raises(Unavailable, match="can ask for it by name"):
        installations.find("mariadb-11.8")
    assert list(tmp_path.iterdir()) == []


def test_missing_program_is_unavailable_with_its_name(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unavailable, match="no sqlite3 on this machine"):
        installations.find("sqlite")


STARTS_AND_SAYS_WHERE = """
import sys, time
from tests.engines.servers import Servers
servers = Servers()
print(servers.get(sys.argv[1]).folder, flush=True)
{ending}
"""


@pytest.mark.parametrize(
    ("ending", "signal_number"),
    [
        pytest.param("raise RuntimeError", None, id="exception"),
        pytest.param("time.sleep(60)", signal.SIGINT, id="Ctrl-C"),
    ],
)
@pytest.mark.server("postgresql-15", "mariadb", "sqlite")
def test_server_and_its_data_go_with_the_process_that_started_it(server, ending, signal_number):
    script = STARTS_AND_SAYS_WHERE.format(ending=ending)
    folder = _folder_after(script, server.engine, signal_number)
    assert not folder.exists()
    assert not _processes_that_name(folder)


@pytest.mark.server("postgresql-15", "mariadb")
@pytest.mark.skipif(not Path("/usr/bin/setpriv").exists(), reason="setpriv(1) ties a server to its parent")
def test_server_dies_even_when_its_parent_is_killed(server):
    folder = _folder_after(
        STARTS_AND_SAYS_WHERE.format(ending="time.sleep(60)"), server.engine, signal.SIGKILL
    )
    deadline = time.monotonic() + 20
    while _processes_that_name(folder) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _processes_that_name(folder)
    subprocess.run(["rm", "-rf", str(folder)], check=True)


def _folder_after(script: str, engine: str, signal_number: signal.Signals | None) -> Path:
    """Run *script* to its end, or to *signal_number*, and return the server's folder that it printed."""
    path = os.pathsep.join([str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": path}
    with subprocess.Popen(
        [sys.executable, "-c", script, engine],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        folder = process.stdout.readline().strip()
        if signal_number:
            process.send_signal(signal_number)
    assert folder
    return Path(folder)


def _processes_that_name(folder: Path) -> list[str]:
    """Return the command lines of running processes that contain *folder*."""
    lines = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(folder) in line:
            lines.append(line)
    return lines


def test_servers_start_once_and_stop_twice():
    servers = Servers()
    first = servers.get("sqlite")
    assert servers.get("sqlite") is first
    servers.stop()
    servers.stop()
    assert not first.folder.exists()
