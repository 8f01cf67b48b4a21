"""What only PostgreSQL has: deferrable, MATCH, NOT VALID, INCLUDE, EXCLUDE."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import INT4RANGE, ExcludeConstraint

revision = "p1"
down_revision = None


def upgrade():
    op.create_table(
        "p",
        sa.Column("a", sa.Integer, nullable=False),
        sa.Column("b", sa.Integer, nullable=False),
        sa.Column("c", sa.Integer),
        sa.Column("during", INT4RANGE),
        sa.PrimaryKeyConstraint("a", "b", name="pk_p"),
        sa.UniqueConstraint(
            "c", name="uq_p_c", deferrable=True, initially="DEFERRED", postgresql_include=["a"]
        ),
        ExcludeConstraint(("during", "&&"), name="ex_in_table", using="gist"),
    )
    op.create_table(
        "q", sa.Column("a", sa.Integer), sa.Column("b", sa.Integer), sa.Column("during", INT4RANGE)
    )
    op.create_foreign_key(
        "fk_q_p",
        "q",
        "p",
        ["a", "b"],
        ["a", "b"],
        match="FULL",
        deferrable=True,
        initially="IMMEDIATE",
        ondelete="SET DEFAULT",
        onupdate="SET NULL",
    )
    op.create_foreign_key("fk_q_later", "q", "p", ["a", "b"], ["a", "b"], postgresql_not_valid=True)
    op.create_check_constraint("ck_q_later", "q", "a > 0", postgresql_not_valid=True)
    op.create_unique_constraint("uq_q_a", "q", ["a"], deferrable=False)
    op.create_exclude_constraint(
        "ex_q",
        "q",
        ("during", "&&"),
        where=sa.text("a > 3"),
        using="gist",
        deferrable=True,
        initially="DEFERRED",
    )


def downgrade():
    op.drop_constraint("ex_q", "q")
    op.drop_constraint("uq_q_a", "q", type_="unique")
    op.drop_constraint("ck_q_later", "q", type_="check")
    op.drop_constraint("fk_q_later", "q", type_="foreignkey")
    op.drop_constraint("fk_q_p", "q", type_="foreignkey", if_exists=True)
    op.drop_constraint("not_there", "q", if_exists=True)
    op.drop_table("q")
    op.drop_table("p")
