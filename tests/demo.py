"""Apply a script to an embedded SQLite database that is at a1, and show what it holds then."""

import sqlite3
import subprocess
import sys
from pathlib import Path

BOOKSHOP = "tests/projects/bookshop"


def main(script: Path) -> None:
    """Bring a database to a1 with sqlgen itself, give it some rows, run *script*, print the result."""
    first = subprocess.run(
        [sys.executable, "-m", "sqlgen", "-C", BOOKSHOP, "upgrade", "base:a1", "-d", "sqlite"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    database = sqlite3.connect(":memory:", isolation_level=None)
    database.executescript(first)
    database.executescript(
        """INSERT INTO author (name) VALUES ('Ursula K. Le Guin');
        INSERT INTO book (title, isbn, price, author_id)
        VALUES ('The Dispossessed', '9780060512750', 1250, 1);"""
    )
    database.executescript(script.read_text("utf-8"))
    print(f"{script} applied to an embedded SQLite database that was at a1:\n")
    for name, sql in database.execute("SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'view')"):
        if not name.startswith("sqlite_"):
            print(f"  {name}: {' '.join(sql.split())[:100]} ...")
    (version,) = database.execute("SELECT version_num FROM alembic_version").fetchone()
    print(f"\n  version table: {version}")
    print("  a book that was there before, and its price on the first price list:")
    for row in database.execute("SELECT title, amount FROM book JOIN book_price ON book_id = book.id"):
        print("   ", *row)
    database.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
