"""sources: what ranking weighs, what scrapes and searches find out, and when to ask again"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("torrent", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tu", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("gr", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("size_bytes", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("seeders", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("leechers", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("published_at", TIME, nullable=True))
        batch_op.add_column(sa.Column("stats_at", TIME, nullable=True))
        batch_op.add_column(sa.Column("stats_due_at", TIME, nullable=True))
        batch_op.add_column(sa.Column("stats_misses", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("file_due_at", TIME, nullable=True))
        batch_op.add_column(sa.Column("file_misses", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("dead_at", TIME, nullable=True))
        batch_op.create_index(batch_op.f("ix_torrent_stats_due_at"), ["stats_due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_torrent_file_due_at"), ["file_due_at"], unique=False)
    op.execute(
        "UPDATE torrent SET seeders = (SELECT max(source.seeders) FROM source WHERE source.torrent_id = torrent.id),"
        " stats_due_at = added_at, file_due_at = CASE WHEN file IS NULL THEN added_at END"
    )
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.drop_column("seeders")
        batch_op.drop_column("score")
        batch_op.add_column(sa.Column("bit_depth", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("hdr", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("audio", sa.String(length=100), nullable=True))
        batch_op.add_column(sa.Column("languages", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("container", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("is_proper", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("is_pack", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("is_three_d", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("has_burnt_in_subs", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("seen_at", TIME, nullable=True))
    op.create_table(
        "source_setting",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_source_setting")),
    )
    op.create_table(
        "title_search",
        sa.Column("ref", sa.String(length=64), nullable=False),
        sa.Column("interest", sa.Float(), nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("searched_at", TIME, nullable=True),
        sa.Column("misses", sa.Integer(), server_default="0", nullable=False),
        sa.Column("found", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_title_search")),
    )
    op.create_index(op.f("ix_title_search_due_at"), "title_search", ["due_at"], unique=False)


def downgrade() -> None:
    op.drop_table("title_search")
    op.drop_table("source_setting")
    with op.batch_alter_table("source", schema=None) as batch_op:
        for name in (
            "seen_at", "has_burnt_in_subs", "is_three_d", "is_pack", "is_proper",
            "container", "languages", "audio", "hdr", "bit_depth",
        ):  # fmt: skip
            batch_op.drop_column(name)
        batch_op.add_column(sa.Column("score", sa.Float(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("seeders", sa.Integer(), nullable=True))
    op.execute("UPDATE source SET seeders = (SELECT seeders FROM torrent WHERE torrent.id = source.torrent_id)")
    with op.batch_alter_table("torrent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_torrent_file_due_at"))
        batch_op.drop_index(batch_op.f("ix_torrent_stats_due_at"))
        for name in (
            "dead_at", "file_misses", "file_due_at", "stats_misses", "stats_due_at", "stats_at",
            "published_at", "leechers", "seeders", "size_bytes", "gr", "tu",
        ):  # fmt: skip
            batch_op.drop_column(name)
