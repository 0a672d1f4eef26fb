"""catalog: what TMDB knows, lists with owners, and how far synchronising has come"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "genre",
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("tmdb_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "tmdb_id", name=op.f("pk_genre")),
    )
    op.create_table(
        "genre_text",
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("genre_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "genre_id", "language", name=op.f("pk_genre_text")),
    )
    op.create_table(
        "sync_state",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_sync_state")),
    )
    op.create_table(
        "tmdb_response",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fresh_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_tmdb_response")),
    )
    with op.batch_alter_table("tmdb_response", schema=None) as batch_op:
        batch_op.create_index("ix_tmdb_response_fetched_at", ["fetched_at"], unique=False)

    op.create_table(
        "person",
        sa.Column("tmdb_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("picture", sa.String(length=64), nullable=True),
        sa.Column("popularity", sa.Float(), server_default="0", nullable=False),
        sa.Column("known_for", sa.String(length=80), nullable=True),
        sa.Column("biography", sa.Text(), nullable=True),
        sa.Column("born", sa.Date(), nullable=True),
        sa.Column("died", sa.Date(), nullable=True),
        sa.Column("birthplace", sa.Text(), nullable=True),
        sa.Column("detailed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["picture"], ["picture.hash"], name=op.f("fk_person_picture_picture")),
        sa.PrimaryKeyConstraint("tmdb_id", name=op.f("pk_person")),
    )
    op.create_table(
        "credit",
        sa.Column("title_id", sa.String(length=36), nullable=False),
        sa.Column("side", sa.String(length=4), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.tmdb_id"], name=op.f("fk_credit_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["title_id"], ["title.id"], name=op.f("fk_credit_title_id_title"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("title_id", "side", "person_id", name=op.f("pk_credit")),
    )
    with op.batch_alter_table("credit", schema=None) as batch_op:
        batch_op.create_index("ix_credit_person_id", ["person_id"], unique=False)

    op.create_table(
        "season_text",
        sa.Column("title_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("overview", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["title_id"], ["title.id"], name=op.f("fk_season_text_title_id_title"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("title_id", "number", "language", name=op.f("pk_season_text")),
    )
    op.create_table(
        "title_genre",
        sa.Column("title_id", sa.String(length=36), nullable=False),
        sa.Column("genre_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["title_id"], ["title.id"], name=op.f("fk_title_genre_title_id_title"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("title_id", "genre_id", name=op.f("pk_title_genre")),
    )
    with op.batch_alter_table("title_genre", schema=None) as batch_op:
        batch_op.create_index("ix_title_genre_genre_id", ["genre_id"], unique=False)

    with op.batch_alter_table("episode", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tmdb_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("rating", sa.Float(), nullable=True))
        batch_op.add_column(sa.Column("vote_count", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("episode_type", sa.String(length=20), nullable=True))

    with op.batch_alter_table("media_list", schema=None) as batch_op:
        batch_op.add_column(sa.Column("total", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("is_visible", sa.Boolean(), server_default=sa.true(), nullable=False))
        batch_op.add_column(sa.Column("owner", sa.String(length=36), nullable=True))
        batch_op.add_column(sa.Column("genre_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("filled_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index("ix_media_list_owner", ["owner"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_media_list_owner_profile"), "profile", ["owner"], ["id"], ondelete="CASCADE"
        )

    items = "SELECT count(*) FROM media_list_item WHERE media_list_item.slug = media_list.slug"
    op.execute(f"UPDATE media_list SET total = ({items})")

    with op.batch_alter_table("season", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tmdb_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("air_date", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("episode_count", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("poster", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("detailed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("retry_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index("ix_season_detailed_at", ["detailed_at"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_season_poster_picture"), "picture", ["poster"], ["hash"])

    with op.batch_alter_table("title", schema=None) as batch_op:
        batch_op.add_column(sa.Column("imdb_id", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("original_language", sa.String(length=8), nullable=True))
        batch_op.add_column(sa.Column("status", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("homepage", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("vote_count", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("budget", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("revenue", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("in_production", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("certifications", sa.JSON(), server_default="{}", nullable=False))
        batch_op.add_column(sa.Column("collection_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("collection_name", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("countries", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("episode_run_times", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("trailers", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("next_episode", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("languages", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("detailed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index("ix_title_changed_at", ["changed_at"], unique=False)
        batch_op.create_index("ix_title_imdb_id", ["imdb_id"], unique=False)

    with op.batch_alter_table("title_text", schema=None) as batch_op:
        batch_op.add_column(sa.Column("poster", sa.String(length=64), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_title_text_poster_picture"), "picture", ["poster"], ["hash"])


def downgrade() -> None:
    # Somebody's own lists would be everybody's, and a list of both kinds has no name there.
    op.execute("DELETE FROM media_list_item WHERE slug IN (SELECT slug FROM media_list WHERE kind = 'mixed')")
    op.execute("DELETE FROM media_list WHERE kind = 'mixed'")
    with op.batch_alter_table("title_text", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_title_text_poster_picture"), type_="foreignkey")
        batch_op.drop_column("poster")

    with op.batch_alter_table("title", schema=None) as batch_op:
        batch_op.drop_index("ix_title_imdb_id")
        batch_op.drop_index("ix_title_changed_at")
        batch_op.drop_column("changed_at")
        batch_op.drop_column("detailed_at")
        batch_op.drop_column("languages")
        batch_op.drop_column("next_episode")
        batch_op.drop_column("trailers")
        batch_op.drop_column("episode_run_times")
        batch_op.drop_column("countries")
        batch_op.drop_column("collection_name")
        batch_op.drop_column("collection_id")
        batch_op.drop_column("certifications")
        batch_op.drop_column("in_production")
        batch_op.drop_column("revenue")
        batch_op.drop_column("budget")
        batch_op.drop_column("vote_count")
        batch_op.drop_column("homepage")
        batch_op.drop_column("status")
        batch_op.drop_column("original_language")
        batch_op.drop_column("imdb_id")

    with op.batch_alter_table("season", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_season_poster_picture"), type_="foreignkey")
        batch_op.drop_index("ix_season_detailed_at")
        batch_op.drop_column("retry_at")
        batch_op.drop_column("detailed_at")
        batch_op.drop_column("poster")
        batch_op.drop_column("episode_count")
        batch_op.drop_column("air_date")
        batch_op.drop_column("tmdb_id")

    with op.batch_alter_table("media_list", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_media_list_owner_profile"), type_="foreignkey")
        batch_op.drop_index("ix_media_list_owner")
        batch_op.drop_column("filled_at")
        batch_op.drop_column("genre_id")
        batch_op.drop_column("owner")
        batch_op.drop_column("is_visible")
        batch_op.drop_column("total")

    with op.batch_alter_table("episode", schema=None) as batch_op:
        batch_op.drop_column("episode_type")
        batch_op.drop_column("vote_count")
        batch_op.drop_column("rating")
        batch_op.drop_column("tmdb_id")

    with op.batch_alter_table("title_genre", schema=None) as batch_op:
        batch_op.drop_index("ix_title_genre_genre_id")

    op.drop_table("title_genre")
    op.drop_table("season_text")
    with op.batch_alter_table("credit", schema=None) as batch_op:
        batch_op.drop_index("ix_credit_person_id")

    op.drop_table("credit")
    op.drop_table("person")
    with op.batch_alter_table("tmdb_response", schema=None) as batch_op:
        batch_op.drop_index("ix_tmdb_response_fetched_at")

    op.drop_table("tmdb_response")
    op.drop_table("sync_state")
    op.drop_table("genre_text")
    op.drop_table("genre")
