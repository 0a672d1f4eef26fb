"""catalog: titles stored without a poster get a drawn card"""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_TITLE = sa.table("title", sa.column("id"), sa.column("name"), sa.column("poster"))
_PICTURE = sa.table(
    "picture", *map(sa.column, ("hash", "width", "height", "thumbhash", "origin", "kind", "remote_path", "words"))
)


def upgrade() -> None:
    connection = op.get_bind()
    bare = connection.execute(sa.select(_TITLE.c.id, _TITLE.c.name).where(_TITLE.c.poster.is_(None))).all()
    known = set(connection.scalars(sa.select(_PICTURE.c.hash).where(_PICTURE.c.origin == "drawn")))
    for title_id, name in bare:
        words = " ".join(name.split())[:200]
        picture = hashlib.sha256(f"drawn:poster:{words}".encode("utf-8", "replace")).hexdigest()
        if picture not in known:
            known.add(picture)
            card = {"hash": picture, "width": 500, "height": 750, "thumbhash": "", "origin": "drawn", "kind": "poster"}
            connection.execute(sa.insert(_PICTURE).values(**card, words=words))
        connection.execute(sa.update(_TITLE).where(_TITLE.c.id == title_id).values(poster=picture))


def downgrade() -> None:
    """The cards stay: they are pictures like others."""
