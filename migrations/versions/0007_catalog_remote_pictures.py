"""catalog: pictures that are known before their bytes are here"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("picture", schema=None) as batch_op:
        batch_op.add_column(sa.Column("origin", sa.String(length=8), server_default="stored", nullable=False))
        batch_op.add_column(sa.Column("kind", sa.String(length=8), server_default="poster", nullable=False))
        batch_op.add_column(sa.Column("remote_path", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("words", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    # A picture whose bytes never came means nothing to the version before.
    pictures = "SELECT hash FROM picture WHERE origin <> 'stored'"
    op.execute(f"UPDATE title SET poster = NULL WHERE poster IN ({pictures})")
    op.execute(f"UPDATE title SET backdrop = NULL WHERE backdrop IN ({pictures})")
    op.execute(f"UPDATE episode SET still = NULL WHERE still IN ({pictures})")
    op.execute("DELETE FROM picture WHERE origin <> 'stored'")
    with op.batch_alter_table("picture", schema=None) as batch_op:
        for column in ("fetched_at", "words", "remote_path", "kind", "origin"):
            batch_op.drop_column(column)
