"""names are required; members can be inactive

Revision ID: d6402e7f8b13
Revises: 91be04d7c5a2
Create Date: 2024-01-22 18:31:02.118740

"""
from alembic import op
import sqlalchemy as sa


revision = 'd6402e7f8b13'
down_revision = '91be04d7c5a2'
branch_labels = None
depends_on = None


def upgrade():
    op.execute("UPDATE member SET name = 'Card ' || card WHERE name IS NULL;")
    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.add_column(sa.Column('active', sa.Boolean(), server_default=sa.text('true'), nullable=False))
        batch_op.alter_column('name',
               existing_type=sa.VARCHAR(length=60),
               type_=sa.String(length=100),
               nullable=False)


def downgrade():
    with op.batch_alter_table('member', schema=None) as batch_op:
        batch_op.alter_column('name',
               existing_type=sa.String(length=100),
               type_=sa.VARCHAR(length=60),
               nullable=True)
        batch_op.drop_column('active')
