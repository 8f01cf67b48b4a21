"""Runs Alembic commands one after the other, each in a fork of this process, which has imported it all.

Called by `live`, with one JSON object a line on standard input: what `tests.engines.alembic_command` takes,
and ``folder``, ``environment`` and ``stdout``, ``stderr`` (files for what the command says). Answers each
with its exit status on a line. A fork costs a tenth of a new interpreter.
"""

from __future__ import annotations

import io
import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import psycopg  # noqa: F401 - imported once, for all forks
import pymysql  # noqa: F401
import sqlalchemy.dialects.mysql.pymysql
import sqlalchemy.dialects.postgresql.psycopg
import sqlalchemy.dialects.sqlite.pysqlite  # noqa: F401
from alembic import command  # noqa: F401

from tests.engines import alembic_command

sys.path.pop(0)


def main() -> None:
    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if child == 0:
            _run(request)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _run(request: dict[str, Any]) -> None:
    """Carry out *request* in this process, which ends with it."""
    status = 1
    try:
        os.chdir(request["folder"])
        os.environ.update(request["environment"])
        for name, descriptor in (("stdout", 1), ("stderr", 2)):
            file = os.open(request[name], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(file, descriptor)
        sys.stdin = io.StringIO(json.dumps(request))
        sys.dont_write_bytecode = True
        if "FLASK_APP" in os.environ:
            from flask.cli import ScriptInfo

            sys.path.insert(0, "")
            application = os.environ["FLASK_APP"]
            with ScriptInfo(app_import_path=application).load_app().app_context():
                alembic_command.main()
        else:
            alembic_command.main()
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    main()
