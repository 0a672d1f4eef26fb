"""viewing: the link to Trakt"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "trakt_account",
        sa.Column("profile_id", sa.String(length=36), nullable=False),
        sa.Column("username", sa.String(length=80), nullable=False),
        sa.Column("access_token", sa.LargeBinary(), nullable=False),
        sa.Column("refresh_token", sa.LargeBinary(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("refreshing_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_broken", sa.Boolean(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("synced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("activities", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_trakt_account_profile_id_profile"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("profile_id", name=op.f("pk_trakt_account")),
    )
    op.create_table(
        "trakt_known",
        sa.Column("profile_id", sa.String(length=36), nullable=False),
        sa.Column("ref", sa.String(length=24), nullable=False),
        sa.Column("refused", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_trakt_known_profile_id_profile"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("profile_id", "ref", name=op.f("pk_trakt_known")),
    )
    op.create_table(
        "trakt_link",
        sa.Column("profile_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("device_code", sa.LargeBinary(), nullable=False),
        sa.Column("user_code", sa.String(length=40), nullable=False),
        sa.Column("verification_url", sa.String(length=200), nullable=False),
        sa.Column("interval_s", sa.Float(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_trakt_link_profile_id_profile"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("profile_id", name=op.f("pk_trakt_link")),
    )
    op.create_table(
        "trakt_removal",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("profile_id", sa.String(length=36), nullable=False),
        sa.Column("ref", sa.String(length=64), nullable=False),
        sa.Column("watched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("trakt_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_trakt_removal_profile_id_profile"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trakt_removal")),
    )
    with op.batch_alter_table("trakt_removal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trakt_removal_profile_id"), ["profile_id"], unique=False)

    op.create_table(
        "trakt_scrobble",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("profile_id", sa.String(length=36), nullable=False),
        sa.Column("ref", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=5), nullable=False),
        sa.Column("progress", sa.Float(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_trakt_scrobble_profile_id_profile"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trakt_scrobble")),
    )
    with op.batch_alter_table("trakt_scrobble", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trakt_scrobble_profile_id"), ["profile_id"], unique=False)

    op.create_table(
        "trakt_watching",
        sa.Column("profile_id", sa.String(length=36), nullable=False),
        sa.Column("ref", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=5), nullable=False),
        sa.Column("progress", sa.Float(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profile.id"], name=op.f("fk_trakt_watching_profile_id_profile"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("profile_id", name=op.f("pk_trakt_watching")),
    )
    with op.batch_alter_table("trakt_watching", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trakt_watching_at"), ["at"], unique=False)

    with op.batch_alter_table("history_entry", schema=None) as batch_op:
        batch_op.add_column(sa.Column("trakt_id", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index("ix_history_entry_profile_id_trakt_id", ["profile_id", "trakt_id"], unique=True)


def downgrade() -> None:
    with op.batch_alter_table("history_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_history_entry_profile_id_trakt_id")
        batch_op.drop_column("told_at")
        batch_op.drop_column("trakt_id")

    with op.batch_alter_table("trakt_watching", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_trakt_watching_at"))

    op.drop_table("trakt_watching")
    with op.batch_alter_table("trakt_scrobble", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_trakt_scrobble_profile_id"))

    op.drop_table("trakt_scrobble")
    with op.batch_alter_table("trakt_removal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_trakt_removal_profile_id"))

    op.drop_table("trakt_removal")
    op.drop_table("trakt_link")
    op.drop_table("trakt_known")
    op.drop_table("trakt_account")
