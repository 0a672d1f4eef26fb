"""infra: a job that is enqueued while it runs runs again, and dead ones are found by their age"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("job", sa.Column("again_at", sa.DateTime(timezone=True), nullable=True))
    dead = sa.text("state = 'dead'")
    op.create_index("ix_job_dead", "job", ["finished_at"], sqlite_where=dead, postgresql_where=dead)


def downgrade() -> None:
    op.drop_index("ix_job_dead", "job")
    op.drop_column("job", "again_at")
