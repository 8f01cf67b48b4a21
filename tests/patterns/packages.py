"""Installs the packages of test_packages.py in an environment of its own and runs the tests there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = (
    "alembic-postgresql-enum==1.11.0",
    "alembic_utils==0.8.8",
    "arrow",
    "clickhouse-sqlalchemy==0.3.2",
    "duckdb-engine==0.17.0",
    "geoalchemy2==0.20.0",
    "pgvector==0.5.1",
    "snowflake-sqlalchemy==2.1.0",
    "sqlalchemy-bigquery==1.17.3",
    "sqlalchemy-cockroachdb==2.0.4",
    "sqlalchemy-redshift==1.0.0",
    "sqlalchemy_utils==0.43.0",
)
TESTS = ("pytest", "pytest-randomly", "pytest-timeout", "hypothesis", "psycopg[binary]", "pymysql")


def main() -> int:
    """Return the exit code of the tests."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "sqlgen-histories" / "packages"
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    install = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*install, "-e", str(ROOT), *PACKAGES, *TESTS], check=True)
    tests = [str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/patterns/test_packages.py"]
    return subprocess.run(tests, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
