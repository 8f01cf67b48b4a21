"""discounts, and when a copy came back

Revision ID: 0a7c5be91f64
Revises: d6402e7f8b13
Create Date: 2024-06-11 21:48:36.950027

"""
from alembic import op
import sqlalchemy as sa


revision = '0a7c5be91f64'
down_revision = 'd6402e7f8b13'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.add_column(sa.Column('discount', sa.String(length=8), server_default='0 %', nullable=False))

    with op.batch_alter_table('loan', schema=None) as batch_op:
        batch_op.add_column(sa.Column('returned', sa.Date(), nullable=True))
        batch_op.alter_column('due',
               existing_type=sa.DATE(),
               nullable=False)
        batch_op.create_check_constraint('returned_sane', "returned IS NULL OR returned <= '2100-01-01'")

    op.execute("UPDATE member SET discount = '50 %' WHERE card LIKE 'J%'")


def downgrade():
    with op.batch_alter_table('loan', schema=None) as batch_op:
        batch_op.drop_constraint('returned_sane', type_='check')
        batch_op.alter_column('due',
               existing_type=sa.DATE(),
               nullable=True)
        batch_op.drop_column('returned')

    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.drop_column('discount')
