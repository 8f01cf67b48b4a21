"""loans

Revision ID: 91be04d7c5a2
Revises: 3f2a9c10b7de
Create Date: 2023-09-18 20:03:47.661390

"""
from alembic import op
import sqlalchemy as sa


revision = '91be04d7c5a2'
down_revision = '3f2a9c10b7de'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('loan',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('copy_id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('due', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['copy_id'], ['copy.id'], name=op.f('fk_loan_copy_id_copy')),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_loan_member_id_member'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_loan'))
    )


def downgrade():
    op.drop_table('loan')
