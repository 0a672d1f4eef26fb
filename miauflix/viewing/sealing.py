"""Which columns of this room are sealed; a change of keys seals them anew."""

from typing import Final, cast

from sqlalchemy import Table

from miauflix.infra.cipher import SealedColumn, SealedTable
from miauflix.viewing.tables import TraktAccountRow, TraktLinkRow

SEALED: Final = (
    SealedTable(
        cast("Table", TraktAccountRow.__table__),
        "trakt_account",
        (SealedColumn("access_token"), SealedColumn("refresh_token")),
        key="profile_id",
    ),
    SealedTable(cast("Table", TraktLinkRow.__table__), "trakt_link", (SealedColumn("device_code"),)),
)
