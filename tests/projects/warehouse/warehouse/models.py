"""The tables of both departments at the heads of the history."""

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

item = sa.Table(
    "item",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("sku", sa.String(30), nullable=False, unique=True),
    sa.Column("label", sa.String(120), nullable=False),
    sa.Column("weight_g", sa.Integer),
    sa.Index("ix_item_heavy", sa.text("(weight_g / 1000)"), "sku"),
    schema="inv",
)

bin_ = sa.Table(
    "bin",
    metadata,
    sa.Column("aisle", sa.String(4), primary_key=True),
    sa.Column("shelf", sa.SmallInteger, primary_key=True, autoincrement=False),
    sa.Column("item_id", sa.ForeignKey("inv.item.id", ondelete="RESTRICT"), nullable=False, index=True),
    sa.Column("on_hand", sa.Integer, nullable=False, server_default=sa.text("0")),
    sa.Column("reserved", sa.Integer, nullable=False, server_default=sa.text("0")),
    sa.Column("free", sa.Integer, sa.Computed("on_hand - reserved", persisted=True)),
    sa.CheckConstraint("reserved <= on_hand", name="reserved_on_hand"),
    schema="inv",
)

delivery = sa.Table(
    "delivery",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, server_default=sa.text("nextval('sales.delivery_number')")),
    sa.Column("item_id", sa.ForeignKey("inv.item.id"), nullable=False),
    sa.Column("quantity", sa.Integer, nullable=False),
    sa.Column("delivered_on", sa.Date),
    sa.Index("ix_delivery_open", "item_id", postgresql_where=sa.text("delivered_on IS NULL")),
    schema="sales",
    comment="Goods on their way to customers",
)
