"""Every directive of a batch."""

import sqlalchemy as sa
from alembic import op

revision = "b2"
down_revision = "b1"


def upgrade():
    with op.batch_alter_table("author", schema=None) as batch:
        batch.add_column(sa.Column("born", sa.Date))
        batch.add_column(sa.Column("email", sa.String(99), nullable=False, server_default=""))
        batch.add_column(
            sa.Column("group_id", sa.Integer, sa.ForeignKey("author.id", name="fk_author_group"))
        )
        batch.alter_column("name", type_=sa.String(80), existing_type=sa.String(40), existing_nullable=False)
        batch.create_unique_constraint("uq_author_email", ["email", "id"])
        batch.create_check_constraint("ck_author_id", "email <> '?'")
        batch.drop_constraint("uq_author_name", type_="unique")
    with op.batch_alter_table("author") as batch:
        batch.drop_column("old")
    with op.batch_alter_table("book") as batch:
        batch.drop_constraint("ck_title", type_="check")
    with op.batch_alter_table("book") as batch:
        batch.alter_column(
            "title", new_column_name="heading", existing_type=sa.String(40), existing_nullable=True
        )
        batch.drop_constraint("fk_book_author", type_="foreignkey")
        batch.drop_index("ix_book_title")
        batch.create_foreign_key("fk_book_author", "author", ["author_id"], ["id"], ondelete="CASCADE")
        batch.create_table_comment("books")
        batch.alter_column(
            "author_id",
            nullable=False,
            server_default="1",
            existing_type=sa.Integer(),
            existing_nullable=True,
        )
    with op.batch_alter_table("book") as batch:
        batch.create_index("ix_book_heading", ["heading"])
        batch.execute("UPDATE book SET heading = 'none' WHERE heading IS NULL")


def downgrade():
    with op.batch_alter_table("book") as batch:
        batch.drop_index("ix_book_heading")
        batch.drop_table_comment(existing_comment="books")
        batch.alter_column(
            "author_id",
            nullable=True,
            server_default=None,
            existing_type=sa.Integer(),
            existing_nullable=False,
            existing_server_default="1",
        )
        batch.alter_column(
            "heading", new_column_name="title", existing_type=sa.String(40), existing_nullable=True
        )
    with op.batch_alter_table("book") as batch:
        batch.drop_constraint("fk_book_author", type_="foreignkey")
        batch.create_foreign_key("fk_book_author", "author", ["author_id"], ["id"])
        batch.create_check_constraint("ck_title", "title <> ''")
        batch.create_index("ix_book_title", ["title"])
    with op.batch_alter_table("author") as batch:
        batch.create_unique_constraint("uq_author_name", ["name"])
        batch.drop_constraint("ck_author_id", type_="check")
        batch.drop_constraint("uq_author_email", type_="unique")
        batch.alter_column("name", type_=sa.String(40), existing_type=sa.String(80), existing_nullable=False)
        batch.drop_constraint("fk_author_group", type_="foreignkey")
        batch.drop_column("group_id")
        batch.drop_column("email")
        batch.drop_column("born")
    with op.batch_alter_table("author") as batch:
        batch.add_column(sa.Column("old", sa.Integer))
