"""What scripts are told, and what becomes of the database: by sqlgen's script, and by Alembic live.

Each case is one revision or more with names of its own; the cases of a dialect are one history, so that
Alembic is started once. What a script is told it writes down with ``tell``.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path

import pytest

from sqlgen.compiler import Target, compile_range
from tests.end_to_end.walk import compare, facts, server_version
from tests.engines.alembic_live import AlembicOptions, upgrade_live
from tests.engines.databases import Database
from tests.replay.small_project import found, write_project

ENV = """
from alembic import context
from sqlalchemy import create_engine

def offline():
    context.configure(url=context.config.get_main_option("sqlalchemy.url"), render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()

def online():
    engine = create_engine(context.config.get_main_option("sqlalchemy.url"))
    with engine.connect() as connection:
        context.configure(connection=connection, render_as_batch=True)
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()

offline() if context.is_offline_mode() else online()
"""
PREAMBLE = """
import os
from sqlalchemy.exc import SQLAlchemyError

def tell(*values):
    with open(os.environ["TOLD"], "a") as file:
        print(*[shown(value) for value in values], file=file)

def shown(value):
    if isinstance(value, dict):
        return "{%s}" % ", ".join(sorted(f"{key}: {shown(item)}" for key, item in value.items()))
    if isinstance(value, list):
        return "[%s]" % ", ".join(map(shown, value))
    return str(value) if isinstance(value, sa.TextClause) else repr(value)

def shape(table):
    inspector = sa.inspect(op.get_bind())
    tell(table, inspector.get_columns(table), inspector.get_pk_constraint(table))
    for told in ("foreign_keys", "unique_constraints", "check_constraints", "indexes"):
        tell(told, sorted(getattr(inspector, f"get_{told}")(table), key=str))

def rows(sql):
    tell([tuple(row) for row in op.get_bind().execute(sa.text(sql))])

def sequences(of):
    tell(sorted(name for name in sa.inspect(op.get_bind()).get_sequence_names() if name.startswith(of)))

Id = lambda: sa.Column("id", sa.Integer, primary_key=True)
Int = lambda name, *args, **options: sa.Column(name, sa.Integer, *args, **options)
"""


@dataclass(frozen=True)
class Case:
    """Revisions that are one case, for *dialects*."""

    name: str
    bodies: tuple[str, ...]
    dialects: tuple[str, ...] = ("postgresql", "mariadb", "sqlite")


CASES = (
    Case(
        "an index over more columns than the one that is dropped",
        (
            """
            op.create_table("narrow_p", Id())
            op.create_table("narrow", Id(), Int("a", sa.ForeignKey("narrow_p.id", name="fk_narrow")),
                            Int("b"), Int("c"), Int("d"))
            op.create_index("narrow_ba", "narrow", ["b", "a"])
            op.create_index("narrow_ab", "narrow", ["a", "b"])
            op.create_index("narrow_bc", "narrow", ["b", "c"])
            op.create_index("narrow_b", "narrow", ["b"])
            """,
            """
            op.drop_column("narrow", "b")
            shape("narrow")
            op.execute("CREATE INDEX narrow_cd ON narrow (c, d)")
            op.execute("ALTER TABLE narrow DROP COLUMN c")
            shape("narrow")
            """,
        ),
        ("postgresql", "mariadb"),
    ),
    Case(
        "names that follow the name of their table",
        (
            """
            op.create_table("follow_p", Id())
            op.create_table("follow", Id(), Int("a"), sa.CheckConstraint("a > 0"),
                            sa.CheckConstraint("a > 1", name="follow_chk_1"),
                            sa.ForeignKeyConstraint(["a"], ["follow_p.id"], name="follow_ibfk_7"))
            shape("follow")
            op.rename_table("follow", "followed")
            op.create_foreign_key(None, "followed", "follow_p", ["a"], ["id"])
            shape("followed")
            op.drop_constraint("followed_ibfk_7", "followed", type_="foreignkey")
            op.create_foreign_key(None, "followed", "follow_p", ["a"], ["id"])
            shape("followed")
            """,
            """
            op.execute("ALTER TABLE followed RENAME TO follow_2, ADD b INT UNIQUE")
            shape("follow_2")
            op.execute("RENAME TABLE follow_2 TO follow_3")
            op.drop_constraint("follow_3_ibfk_8", "follow_3", type_="foreignkey")
            shape("follow_3")
            """,
        ),
        ("mariadb",),
    ),
    Case(
        "names within the definition of a column, and the text of what raw SQL made",
        (
            """
            op.execute("CREATE TABLE inline_p (id INTEGER PRIMARY KEY, n INT UNIQUE, k VARCHAR(9) UNIQUE)")
            op.execute("CREATE TABLE inline_c (id INTEGER CONSTRAINT inline_pk PRIMARY KEY,"
                       "   p_id INTEGER CONSTRAINT inline_fk REFERENCES inline_p (id),"
                       " q INTEGER CONSTRAINT inline_uq UNIQUE,"
                       " z INTEGER CONSTRAINT inline_ck CHECK (z > 1))")
            shape("inline_p")
            shape("inline_c")
            op.execute("CREATE VIEW inline_v AS SELECT q   FROM inline_c")
            op.execute("CREATE  INDEX inline_z ON inline_c (z) WHERE  z > 5")
            """,
            """
            rows("SELECT name, sql FROM sqlite_master"
                 " WHERE name IN ('inline_p', 'inline_c', 'inline_v', 'inline_z') ORDER BY name")
            op.add_column("inline_c", sa.Column("more", sa.Text()))
            shape("inline_c")
            rows("SELECT name, sql FROM sqlite_master WHERE name IN ('inline_v', 'inline_z') ORDER BY name")
            """,
        ),
        ("sqlite",),
    ),
    Case(
        "columns that are renamed and put in another order by one batch",
        (
            """
            op.create_table("reorder", Id(), Int("a"), Int("b"))
            with op.batch_alter_table(
                "reorder", recreate="always", partial_reordering=[("b", "id")]
            ) as batch:
                batch.alter_column("b", new_column_name="c")
                batch.add_column(Int("d"))
            shape("reorder")
            """,
        ),
        ("sqlite",),
    ),
    Case(
        "the sequence of a SERIAL whose default is dropped, and set again",
        (
            """
            op.create_table("serial_t", Id(), Int("n"))
            op.execute("CREATE TABLE serial_s (id SERIAL, b BIGSERIAL NOT NULL,"
                       " i BIGINT GENERATED ALWAYS AS IDENTITY)")
            """,
            """
            op.alter_column("serial_t", "id", server_default=None)
            op.execute("ALTER TABLE serial_s ALTER COLUMN id DROP DEFAULT, ALTER COLUMN i DROP IDENTITY")
            shape("serial_t")
            shape("serial_s")
            sequences("serial")
            """,
            """
            op.execute("ALTER TABLE serial_s ALTER id SET DEFAULT nextval('serial_s_id_seq'::regclass)")
            op.execute("ALTER TABLE serial_s ALTER COLUMN b DROP DEFAULT; DROP SEQUENCE serial_s_b_seq")
            op.alter_column("serial_t", "id", new_column_name="key", server_default="7")
            shape("serial_s")
            op.rename_table("serial_t", "serial_renamed")
            shape("serial_renamed")
            sequences("serial")
            op.drop_column("serial_renamed", "key")
            sequences("serial")
            """,
        ),
        ("postgresql",),
    ),
    Case(
        "the version table's key, and the types of a MetaData",
        (
            """
            tell(sa.inspect(op.get_bind()).get_pk_constraint("alembic_version")["name"])
            metadata = sa.MetaData()
            made = sa.Table("typed", metadata, Id(), sa.Column("k", sa.Enum("a", "b", name="typed_kind")))
            made.create(op.get_bind(), checkfirst=True)
            metadata.create_all(op.get_bind())
            shape("typed")
            metadata.drop_all(op.get_bind(), tables=[made])
            tell(sa.inspect(op.get_bind()).has_table("typed"))
            """,
        ),
    ),
    Case(
        "rows that an INSERT finds in their place are changed, and limits within queries",
        (
            """
            up = op.create_table("up", Id(), Int("n", unique=True), sa.Column("s", sa.String(9)))
            op.bulk_insert(up, [dict(id=i, n=i * 10, s=f"s{i}") for i in range(1, 8)])
            """,
            """
            bind = op.get_bind()
            up = sa.table("up", sa.column("id"), sa.column("n"), sa.column("s"))
            proposed = [dict(id=1, n=10, s="new"), dict(id=20, n=200, s="twenty")]
            if bind.dialect.name in ("mysql", "mariadb"):
                from sqlalchemy.dialects.mysql import insert
                made = insert(up).values(proposed)
                tell(bind.execute(made.on_duplicate_key_update(s=made.inserted.s, n=up.c.n + 1)).rowcount)
                clash = "ON DUPLICATE KEY UPDATE s = CONCAT(s, VALUES(s))"
            else:
                from sqlalchemy.dialects import postgresql, sqlite
                made = {"postgresql": postgresql, "sqlite": sqlite}[bind.dialect.name].insert(up)
                made = made.values(proposed)
                changed = made.on_conflict_do_update(
                    index_elements=["id"], set_=dict(s=made.excluded.s, n=up.c.n + 1))
                bind.execute(changed)
                rows("INSERT INTO up (id, n, s) VALUES (4, 1, 'w') ON CONFLICT (id)"
                     " DO UPDATE SET s = excluded.s WHERE up.n > 1000 RETURNING id")
                clash = "ON CONFLICT (n) DO UPDATE SET s = up.s || excluded.s"
            rows("SELECT id, n, s FROM up ORDER BY id")
            bind.execute(sa.text("INSERT INTO up (id, n, s) VALUES (60, 20, '!') " + clash))
            bind.execute(sa.text("INSERT INTO up (id, n, s) SELECT id + 100, n + 999, s FROM up"
                                 " ORDER BY n DESC LIMIT 2"))
            chosen = sa.select(up.c.id).order_by(up.c.n).limit(3).subquery()
            tell(bind.execute(sa.update(up).where(up.c.id.in_(sa.select(chosen.c.id))).values(s="x")).rowcount)
            rows("SELECT id, n, s FROM up ORDER BY id")
            """,
        ),
    ),
)


@pytest.mark.server("postgresql", "mariadb", "sqlite")
def test_told_as_live(
    tmp_path: Path,
    new_database,  # type: ignore[no-untyped-def]
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One history holds the cases of a dialect."""
    ours: Database = new_database()
    live: Database = new_database()
    bodies = [body for case in CASES if ours.dialect in case.dialects for body in case.bodies]
    project = write_project(tmp_path, *bodies, env=ENV, preamble=PREAMBLE)
    told, told_live = tmp_path / "told", tmp_path / "told_live"
    monkeypatch.setenv("TOLD", str(told))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        script = compile_range(
            found(project), "base:head", Target(ours.dialect, server_version=server_version(ours))
        )
    ours.run_script(script.text())
    upgrade_live(project, live.url, options=AlembicOptions(environment={"TOLD": str(told_live)}))
    compare(told.read_text(), told_live.read_text(), "scripts are told something else")
    compare(facts(ours), facts(live), "another database than the live upgrade")
