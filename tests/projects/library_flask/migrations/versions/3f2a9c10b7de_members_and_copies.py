"""members and copies

Revision ID: 3f2a9c10b7de
Revises: 
Create Date: 2023-09-04 19:20:11.204815

"""
from alembic import op
import sqlalchemy as sa


revision = '3f2a9c10b7de'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('member',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('card', sa.String(length=12), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_member')),
    sa.UniqueConstraint('card', name=op.f('uq_member_card'))
    )
    op.create_table('copy',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('barcode', sa.String(length=20), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_copy'))
    )
    with op.batch_alter_table('copy', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_copy_barcode'), ['barcode'], unique=True)


def downgrade():
    with op.batch_alter_table('copy', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_copy_barcode'))

    op.drop_table('copy')
    op.drop_table('member')
