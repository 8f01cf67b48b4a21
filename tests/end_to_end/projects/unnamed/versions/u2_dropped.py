"""Dropped by the names that the servers gave."""

from alembic import op

revision = "u2"
down_revision = "u1"

# The number that the server gives: MySQL counts the checks of columns, too.
CHECK = {"mariadb": "CONSTRAINT_1", "mysql": "shop_chk_2"}


def upgrade():
    if op.get_context().dialect.name == "postgresql":
        op.drop_constraint("clerk_shop_id_fkey", "clerk", type_="foreignkey")
        op.drop_constraint("clerk_shop_code_fkey", "clerk")
        op.drop_constraint("shop_code_key", "shop", type_="unique")
        op.drop_constraint("shop_city_street_key", "shop", type_="unique")
        op.drop_constraint("shop_grade_check1", "shop", type_="check")
        op.drop_constraint("clerk_boss_id_fkey", "clerk", type_="foreignkey")
        op.drop_constraint("clerk_pkey", "clerk", type_="primary")
    else:
        op.drop_constraint("clerk_ibfk_1", "clerk", type_="foreignkey")
        op.drop_constraint("clerk_ibfk_3", "clerk", type_="foreignkey")
        op.drop_index("code", "shop")
        op.drop_constraint("city", "shop", type_="unique")
        op.drop_constraint(CHECK[op.get_context().dialect.name], "shop", type_="check")
    op.create_foreign_key(None, "clerk", "shop", ["shop_id"], ["id"])
    op.create_unique_constraint(None, "shop", ["code"])
    op.create_check_constraint(None, "shop", "grade < 50")


def downgrade():
    if op.get_context().dialect.name == "postgresql":
        op.drop_constraint("shop_grade_check1", "shop", type_="check")
        op.create_primary_key(None, "clerk", ["id"])
        op.create_foreign_key("clerk_boss_id_fkey", "clerk", "clerk", ["boss_id"], ["id"], ondelete="CASCADE")
        op.drop_constraint("shop_code_key", "shop", type_="unique")
        op.drop_constraint("clerk_shop_id_fkey", "clerk", type_="foreignkey")
    else:
        op.drop_constraint(CHECK[op.get_context().dialect.name], "shop", type_="check")
        op.drop_constraint("clerk_ibfk_3", "clerk", type_="foreignkey")
        op.drop_constraint("code", "shop", type_="unique")
    op.create_unique_constraint(None, "shop", ["city", "street"])
    op.create_unique_constraint(None, "shop", ["code"])
    op.create_foreign_key(None, "clerk", "shop", ["shop_code"], ["code"])
    op.create_foreign_key(None, "clerk", "shop", ["shop_id"], ["id"])
    op.create_check_constraint(None, "shop", "grade < 100")
