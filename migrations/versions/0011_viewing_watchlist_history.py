"""viewing: watch-list and history"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "history_entry",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("profile_id", sa.String(length=36), nullable=False),
        sa.Column("ref", sa.String(length=64), nullable=False),
        sa.Column("watched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_history_entry_profile_id_profile"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history_entry")),
    )
    with op.batch_alter_table("history_entry", schema=None) as batch_op:
        batch_op.create_index("ix_history_entry_profile_id_ref", ["profile_id", "ref"], unique=False)
        batch_op.create_index("ix_history_entry_profile_id_watched_at", ["profile_id", "watched_at"], unique=False)

    op.create_table(
        "watchlist_item",
        sa.Column("profile_id", sa.String(length=36), nullable=False),
        sa.Column("ref", sa.String(length=24), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_watchlist_item_profile_id_profile"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("profile_id", "ref", name=op.f("pk_watchlist_item")),
    )
    with op.batch_alter_table("watchlist_item", schema=None) as batch_op:
        batch_op.create_index("ix_watchlist_item_profile_id_added_at", ["profile_id", "added_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("watchlist_item", schema=None) as batch_op:
        batch_op.drop_index("ix_watchlist_item_profile_id_added_at")

    op.drop_table("watchlist_item")
    with op.batch_alter_table("history_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_history_entry_profile_id_watched_at")
        batch_op.drop_index("ix_history_entry_profile_id_ref")

    op.drop_table("history_entry")
