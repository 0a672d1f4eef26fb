"""Sources on the wire. Names follow the contract; a hash or a magnet is never among them."""

import base64
import binascii

from pydantic import BaseModel, Field

from miauflix.sources.errors import NotATorrent

_MAX_BASE64 = 22_000_000  # 16 MiB of .torrent; the largest seen in the wild have about 10


class SourceOut(BaseModel):
    id: str
    provider: str
    quality: str | None = Field(description="Where the picture came from: web, bluray, tv, cam …")
    resolution: str | None
    codec: str | None
    size: int | None = Field(description="Bytes")
    seeders: int | None = Field(description="Null when nobody could be asked, which is not 0")
    score: float
    isDefault: bool = Field(description="This one plays when none is named")  # noqa: N815  the contract's name


class NewTitle(BaseModel):
    """A torrent handed in: one of the two."""

    magnet: str | None = Field(default=None, max_length=16_384)
    torrent: str | None = Field(default=None, max_length=_MAX_BASE64, description="A .torrent file in base64")

    def content(self) -> bytes:
        """The bytes of the .torrent file.

        Raises:
            NotATorrent: none was handed in, or not in base64.
        """
        try:
            return base64.b64decode(self.torrent or "", validate=True)
        except binascii.Error as error:
            raise NotATorrent("The torrent is not valid base64") from error


class AddedTitle(BaseModel):
    ref: str
