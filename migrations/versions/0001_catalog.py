"""catalog"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "media_list",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_media_list")),
    )
    op.create_table(
        "picture",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("thumbhash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_picture")),
    )
    op.create_table(
        "title",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("tmdb_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("original_name", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("overview", sa.Text(), nullable=False),
        sa.Column("tagline", sa.Text(), nullable=False),
        sa.Column("release_date", sa.Date(), nullable=True),
        sa.Column("runtime_min", sa.Integer(), nullable=True),
        sa.Column("rating", sa.Float(), nullable=True),
        sa.Column("popularity", sa.Float(), nullable=False),
        sa.Column("genres", sa.JSON(), nullable=False),
        sa.Column("attribution", sa.Text(), nullable=True),
        sa.Column("poster", sa.String(length=64), nullable=True),
        sa.Column("backdrop", sa.String(length=64), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["backdrop"], ["picture.hash"], name=op.f("fk_title_backdrop_picture")),
        sa.ForeignKeyConstraint(["poster"], ["picture.hash"], name=op.f("fk_title_poster_picture")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_title")),
        sa.UniqueConstraint("kind", "tmdb_id", name=op.f("uq_title_kind_tmdb_id")),
    )
    op.create_table(
        "episode",
        sa.Column("title_id", sa.String(length=36), nullable=False),
        sa.Column("season", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("overview", sa.Text(), nullable=False),
        sa.Column("air_date", sa.Date(), nullable=True),
        sa.Column("runtime_min", sa.Integer(), nullable=True),
        sa.Column("still", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["still"], ["picture.hash"], name=op.f("fk_episode_still_picture")),
        sa.ForeignKeyConstraint(["title_id"], ["title.id"], name=op.f("fk_episode_title_id_title"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("title_id", "season", "number", name=op.f("pk_episode")),
    )
    op.create_table(
        "episode_text",
        sa.Column("title_id", sa.String(length=36), nullable=False),
        sa.Column("season", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("overview", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["title_id"], ["title.id"], name=op.f("fk_episode_text_title_id_title"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("title_id", "season", "number", "language", name=op.f("pk_episode_text")),
    )
    op.create_table(
        "media_list_item",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["slug"], ["media_list.slug"], name=op.f("fk_media_list_item_slug_media_list"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["title_id"], ["title.id"], name=op.f("fk_media_list_item_title_id_title"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("slug", "position", name=op.f("pk_media_list_item")),
    )
    with op.batch_alter_table("media_list_item", schema=None) as batch_op:
        batch_op.create_index("ix_media_list_item_title_id", ["title_id"], unique=False)

    op.create_table(
        "season",
        sa.Column("title_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("overview", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["title_id"], ["title.id"], name=op.f("fk_season_title_id_title"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("title_id", "number", name=op.f("pk_season")),
    )
    op.create_table(
        "title_text",
        sa.Column("title_id", sa.String(length=36), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("overview", sa.Text(), nullable=False),
        sa.Column("tagline", sa.Text(), nullable=False),
        sa.Column("genres", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["title_id"], ["title.id"], name=op.f("fk_title_text_title_id_title"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("title_id", "language", name=op.f("pk_title_text")),
    )


def downgrade() -> None:
    op.drop_table("title_text")
    op.drop_table("season")
    with op.batch_alter_table("media_list_item", schema=None) as batch_op:
        batch_op.drop_index("ix_media_list_item_title_id")

    op.drop_table("media_list_item")
    op.drop_table("episode_text")
    op.drop_table("episode")
    op.drop_table("title")
    op.drop_table("picture")
    op.drop_table("media_list")
