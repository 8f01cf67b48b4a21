"""Reads the schema of a MySQL or MariaDB database as normalised text, one fact a line."""

from __future__ import annotations

import re
from typing import Any

import pymysql

Row = tuple[Any, ...]


def dump(connection: pymysql.Connection) -> str:
    """Return the facts of the connection's database; column order is kept, keys are ordered by name.

    Columns come from information_schema, which says the same for a column however it was made (SHOW CREATE
    TABLE repeats a character set that was spelled out, for example); keys, options and partitions from SHOW
    CREATE TABLE.
    """
    reader = _Reader(connection)
    lines = reader.facts("database", "SELECT @@character_set_database, @@collation_database")
    for name, kind in reader.rows(TABLES):
        if kind == "SEQUENCE":
            lines.append(_without_counter(reader.shown(f"SHOW CREATE SEQUENCE {_quoted(name)}")))
        else:
            lines += reader.facts(f"column {name}", COLUMNS, name)
            if kind != "VIEW":
                lines += [
                    f"{name}: {line}"
                    for line in _keys_and_options(reader.shown(f"SHOW CREATE TABLE {_quoted(name)}"))
                ]
    lines += reader.facts("check", CHECKS_MARIADB if reader.mariadb else CHECKS_MYSQL)
    for kind, sql in FACTS.items():
        lines += reader.facts(kind, sql)
    return "".join(f"{line}\n" for line in lines)


class _Reader:
    """Asks one connection, and takes the database's own name out of the answers."""

    def __init__(self, connection: pymysql.Connection) -> None:
        self._cursor = connection.cursor()
        self.name = str(self.rows("SELECT DATABASE()")[0][0])
        self.mariadb = "MariaDB" in str(self.rows("SELECT VERSION()")[0][0])

    def rows(self, sql: str, *parameters: str) -> list[Row]:
        self._cursor.execute(sql, parameters or None)
        return list(self._cursor.fetchall())

    def facts(self, kind: str, sql: str, *parameters: str) -> list[str]:
        rows = self.rows(sql, *parameters)
        return [f"{kind}: " + " | ".join(self._text(value) for value in row) for row in rows]

    def shown(self, sql: str) -> str:
        """Return the statement that SHOW CREATE gives."""
        return self._text(self.rows(sql)[0][1])

    def _text(self, value: object) -> str:
        """Return a value as text; views and constraints name the database that they are in."""
        text = value.decode() if isinstance(value, bytes) else str(value)
        return text.replace(f"`{self.name}`.", "").replace(f"`{self.name}\\`.", "")


def _keys_and_options(create_table: str) -> list[str]:
    """Return what is no column in SHOW CREATE TABLE: keys, constraints by name, then options."""
    lines = [line.strip() for line in _without_counter(create_table).splitlines()[1:]]
    end = next(number for number, line in enumerate(lines) if line.startswith(")"))
    keys = sorted(line.rstrip(",") for line in lines[:end] if not line.startswith("`"))
    return keys + lines[end:]


def _without_counter(create_table: str) -> str:
    """Return the statement without the next value of AUTO_INCREMENT, which belongs to the rows."""
    return re.sub(r"^(\).*?) AUTO_INCREMENT=\d+", r"\1", create_table, flags=re.MULTILINE)


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


TABLES = """SELECT table_name, table_type FROM information_schema.tables
    WHERE table_schema = DATABASE() ORDER BY 1"""

COLUMNS = """SELECT column_name, column_type, is_nullable, column_default, extra, character_set_name,
    collation_name, generation_expression, column_comment FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = %s ORDER BY ordinal_position"""

# MariaDB has no ENFORCED, MySQL no column-level checks:
# https://mariadb.com/kb/en/information-schema-check_constraints-table/
CHECKS_MARIADB = """SELECT table_name, level, constraint_name, check_clause
    FROM information_schema.check_constraints WHERE constraint_schema = DATABASE() ORDER BY 1, 2, 3"""
CHECKS_MYSQL = """SELECT t.table_name, t.enforced, t.constraint_name, c.check_clause
    FROM information_schema.check_constraints c JOIN information_schema.table_constraints t
    USING (constraint_schema, constraint_name) WHERE constraint_schema = DATABASE() ORDER BY 1, 2, 3"""

FACTS = {
    "view": """SELECT table_name, check_option, is_updatable, security_type, definer, view_definition
    FROM information_schema.views WHERE table_schema = DATABASE() ORDER BY 1""",
    "trigger": """SELECT trigger_name, action_timing, event_manipulation, event_object_table, action_order,
    action_statement, sql_mode FROM information_schema.triggers
    WHERE trigger_schema = DATABASE() ORDER BY 1""",
    "routine": """SELECT routine_type, routine_name, dtd_identifier, sql_data_access, is_deterministic,
    security_type, routine_definition, routine_comment FROM information_schema.routines
    WHERE routine_schema = DATABASE() ORDER BY 1, 2""",
    "parameter": """SELECT specific_name, ordinal_position, parameter_mode, parameter_name, dtd_identifier
    FROM information_schema.parameters WHERE specific_schema = DATABASE()
    ORDER BY routine_type, 1, 2""",
    "event": """SELECT event_name, event_type, execute_at, interval_value, interval_field, status,
    on_completion, event_definition, event_comment FROM information_schema.events
    WHERE event_schema = DATABASE() ORDER BY 1""",
}
