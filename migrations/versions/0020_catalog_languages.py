"""catalog: room for every language a profile may have, and which ones seasons and people were read in"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_TEXTS = ("title_text", "genre_text", "season_text", "episode_text")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
_PROFILE = sa.table("profile", sa.column("language", sa.String))


def upgrade() -> None:
    for name in _TEXTS:
        _resize(name, 8, 12)
    for name in ("season", "person"):
        with op.batch_alter_table(name) as batch:
            batch.add_column(sa.Column("languages", sa.JSON(), server_default="[]", nullable=False))
    _note_languages_of_seasons()
    op.create_table(
        "person_text",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("biography", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.tmdb_id"], name=op.f("fk_person_text_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "language", name=op.f("pk_person_text")),
    )
    # A person's text may be in anybody's language until now: their page is read again when somebody looks.
    op.execute("UPDATE person SET detailed_at = NULL")
    _mend_profiles()


def downgrade() -> None:
    op.drop_table("person_text")
    for name in ("person", "season"):
        with op.batch_alter_table(name) as batch:
            batch.drop_column("languages")
    for name in _TEXTS:
        texts = sa.table(name, sa.column("language", sa.String))
        op.execute(sa.delete(texts).where(sa.func.length(texts.c.language) > 8))
        _resize(name, 12, 8)


def _resize(table: str, before: int, after: int) -> None:
    with op.batch_alter_table(table) as batch:
        batch.alter_column("language", existing_type=sa.String(before), type_=sa.String(after), existing_nullable=False)


def _note_languages_of_seasons() -> None:
    """Those that were read were read in English and in every language that there are texts in."""
    connection = op.get_bind()
    season = sa.table("season", *map(sa.column, ("title_id", "number", "detailed_at")), sa.column("languages", sa.JSON))
    mine = (season.c.title_id == sa.bindparam("of")) & (season.c.number == sa.bindparam("at"))
    connection.execute(sa.update(season).where(season.c.detailed_at.is_not(None)).values(languages=["en"]))
    found: dict[tuple[str, int], set[str]] = {}
    for title_id, number, language in connection.execute(sa.text("SELECT title_id, number, language FROM season_text")):
        found.setdefault((title_id, number), {"en"}).add(language)
    noted = sa.update(season).where(mine, season.c.detailed_at.is_not(None)).values(languages=sa.bindparam("noted"))
    if found:
        rows = [{"of": of, "at": at, "noted": sorted(languages)} for (of, at), languages in found.items()]
        connection.execute(noted, rows)


def _mend_profiles() -> None:
    """What was taken for a language and is none becomes the language it begins with."""
    connection = op.get_bind()
    for language in list(connection.scalars(sa.select(_PROFILE.c.language).distinct())):
        if _LANGUAGE.fullmatch(language) is None:
            base = re.match(r"[a-z]{2,3}(?=-)", language)
            mended = base.group() if base else "en"
            connection.execute(sa.update(_PROFILE).where(_PROFILE.c.language == language).values(language=mended))
