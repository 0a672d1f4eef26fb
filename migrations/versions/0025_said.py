"""infra, sources: what was said, as sentences that a screen can translate"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_KEPT = ("scheduled_task", "provider_circuit")


def upgrade() -> None:
    for table in _KEPT:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("last_said", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    for table in _KEPT:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("last_said")
