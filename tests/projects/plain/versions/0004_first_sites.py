"""The first sites"""

import datetime

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

site = sa.table("site", sa.column("id", sa.Integer), sa.column("code", sa.String), sa.column("town", sa.String))
meter = sa.table(
    "meter",
    sa.column("serial", sa.String),
    sa.column("site_id", sa.Integer),
    sa.column("kind", sa.String),
    sa.column("installed", sa.Date),
)


def upgrade():
    op.bulk_insert(
        site,
        [
            {"id": 1, "code": "HQ", "town": "'s-Hertogenbosch"},
            {"id": 2, "code": "LAB:2", "town": "Malmö"},
            {"id": 3, "code": "50%", "town": None},
        ],
    )
    op.bulk_insert(
        meter,
        [
            {"serial": "W-0001", "site_id": 1, "kind": "water", "installed": datetime.date(2024, 2, 29)},
            {"serial": "G-0001", "site_id": 2, "kind": "gas", "installed": None},
        ],
    )


def downgrade():
    op.execute(sa.delete(meter).where(meter.c.serial.in_(["W-0001", "G-0001"])))
    op.execute(sa.delete(site).where(site.c.id.in_([1, 2, 3])))
