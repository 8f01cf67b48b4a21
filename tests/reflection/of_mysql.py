"""Tables with what only MySQL and MariaDB have."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import mysql


def both(**keywords: Any) -> dict[str, Any]:
    """Return keywords for the URL's name, whichever it is."""
    return {f"{name}_{key}": value for key, value in keywords.items() for name in ("mysql", "mariadb")}


def types(op: Any) -> None:
    op.create_table(
        "m_integers",
        sa.Column("id", mysql.INTEGER(unsigned=True), primary_key=True),
        sa.Column("tiny", mysql.TINYINT),
        sa.Column("tiny1", mysql.TINYINT(1), nullable=False, server_default="1"),
        sa.Column("tiny_u", mysql.TINYINT(unsigned=True)),
        sa.Column("medium", mysql.MEDIUMINT),
        sa.Column("medium_u", mysql.MEDIUMINT(unsigned=True)),
        sa.Column("small_u", mysql.SMALLINT(unsigned=True)),
        sa.Column("big_u", mysql.BIGINT(unsigned=True), server_default="0"),
        sa.Column("shown", mysql.INTEGER(8)),
        sa.Column("decimal_u", mysql.DECIMAL(10, 2, unsigned=True)),
        sa.Column("float_p", mysql.FLOAT(7, 3)),
        sa.Column("double_p", mysql.DOUBLE(10, 3)),
        sa.Column("bits", mysql.BIT(8)),
        sa.Column("year", mysql.YEAR),
    )
    op.create_table(
        "m_texts",
        sa.Column("id", sa.BigInteger, primary_key=True),
        sa.Column("tiny", mysql.TINYTEXT),
        sa.Column("medium", mysql.MEDIUMTEXT),
        sa.Column("long", mysql.LONGTEXT),
        sa.Column("long_blob", mysql.LONGBLOB),
        sa.Column("medium_blob", mysql.MEDIUMBLOB),
        sa.Column("binary", mysql.VARBINARY(30)),
        sa.Column("fixed", sa.BINARY(16)),
        sa.Column("kind", mysql.ENUM("a", "it's", "c d"), nullable=False, server_default="a"),
        sa.Column("many", mysql.SET("x", "y")),
        sa.Column("bin", mysql.VARCHAR(20, collation="utf8mb4_bin")),
        sa.Column("latin", mysql.VARCHAR(20, charset="latin1", collation="latin1_swedish_ci")),
        sa.Column("nat", mysql.NVARCHAR(20)),
        sa.Column("json", mysql.JSON),
    )
    op.create_table(
        "m_times",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("fine", mysql.DATETIME(fsp=6), server_default=sa.text("CURRENT_TIMESTAMP(6)")),
        sa.Column("clock", mysql.TIME(fsp=3)),
        sa.Column(
            "changed",
            sa.DateTime,
            server_default=sa.text("CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP"),
            nullable=False,
        ),
        sa.Column("stamp", mysql.TIMESTAMP(fsp=6), nullable=True),
        sa.Column("stamp2", mysql.TIMESTAMP, nullable=False, server_default=sa.func.now()),
        sa.Column("noon", sa.Time, server_default="12:00:00"),
        sa.Column("born", mysql.YEAR, server_default="2001"),
    )


def comments(op: Any) -> None:
    op.create_table(
        "m_comments",
        sa.Column("id", sa.Integer, primary_key=True, comment="the key"),
        sa.Column("a", sa.String(10), comment="it's a \\ % of größe", server_default="x"),
        comment="a table's comment",
    )
    op.create_table(
        "m_options",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.String(10, collation="utf8mb4_bin")),
        **both(engine="InnoDB", charset="utf8mb4", collate="utf8mb4_unicode_ci", row_format="DYNAMIC"),
    )
    op.create_table(
        "m_latin",
        sa.Column("id", sa.Integer, primary_key=True),
        **both(engine="MyISAM", default_charset="latin1"),
    )


def indexes(op: Any) -> None:
    op.create_table(
        "m_index",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Text),
        sa.Column("b", sa.String(50)),
        sa.Column("c", sa.Integer),
    )
    op.create_index("ix_prefix", "m_index", ["a"], **both(length=20))
    op.create_index("ix_prefixes", "m_index", ["a", "b"], unique=True, **both(length={"a": 10, "b": 5}))
    op.create_index("ix_full", "m_index", ["a"], **both(prefix="FULLTEXT"))
    op.create_index("ix_desc", "m_index", [sa.text("c DESC"), "b"])
    op.create_unique_constraint("uq_b", "m_index", ["b"])
    op.create_unique_constraint(None, "m_index", ["b", "c"])


def altered(op: Any) -> None:
    op.create_table("m_parent", sa.Column("id", sa.Integer, primary_key=True))
    op.create_table(
        "m_child",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
        sa.Column("b", sa.String(20), server_default="x"),
    )
    op.add_column("m_child", sa.Column("c", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_foreign_key("fk_a", "m_child", "m_parent", ["a"], ["id"], ondelete="SET NULL")
    op.create_foreign_key(None, "m_child", "m_parent", ["id"], ["id"])
    op.alter_column("m_child", "b", existing_type=sa.String(20), type_=sa.String(40), nullable=False)
    op.execute("ALTER TABLE m_child ADD COLUMN d int unsigned NOT NULL DEFAULT 5 COMMENT 'five'")
    op.execute("ALTER TABLE m_child ADD COLUMN e enum('p','q') DEFAULT 'q', ADD INDEX ix_e (e)")
    op.execute(
        "CREATE TABLE m_raw (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, v varchar(20) UNIQUE, f tinyint(1))"
    )


def defaults(op: Any) -> None:
    op.create_table(
        "m_defaults",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.String(36), server_default=sa.text("(uuid())")),
        sa.Column("b", sa.Text, nullable=False),
        sa.Column("c", sa.Numeric(12, 4), server_default="-1"),
        sa.Column("d", sa.DateTime, server_default="2020-01-02"),
    )


def keys_of_foreign_keys(op: Any) -> None:
    """The index that the server makes for a foreign key stays, is renamed with it, and gives way."""
    op.create_table("i_parent", sa.Column("id", sa.Integer, primary_key=True))
    for name in ("i_dropped", "i_gone", "i_served", "i_moved", "i_unique", "i_again"):
        op.create_table(
            name,
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("a", sa.Integer),
            sa.Column("b", sa.Integer, sa.ForeignKey("i_parent.id")),
        )
        op.create_foreign_key(f"fk_{name}", name, "i_parent", ["a"], ["id"])
    for name in ("i_dropped", "i_gone", "i_again"):
        op.drop_constraint(f"fk_{name}", name, type_="foreignkey")
    op.drop_index("fk_i_gone", "i_gone")
    op.create_index("ix_a", "i_served", ["a", "b"])
    op.rename_table("i_moved", "i_moved_on")
    op.alter_column("i_moved_on", "b", new_column_name="bb", existing_type=sa.Integer())
    op.create_unique_constraint(None, "i_unique", ["b"])
    op.create_foreign_key("fk_new", "i_again", "i_parent", ["a"], ["id"])


ALL = (types, comments, indexes, altered, defaults, keys_of_foreign_keys)


def refused(op: Any) -> None:
    op.create_table(
        "m_refused",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer, server_default=sa.text("(1 + 2)")),
        sa.CheckConstraint("length(a) > 3", name="ck_function"),
    )
