"""File kinds, as extensions and as words."""

from miauflix.sources.parsing.words import listed

VIDEO = listed(
    "mkv mp4 avi m4v mov wmv mpg mpeg m2ts mts ts webm ogm ogv flv rm rmvb divx vob iso img 3gp asf m2v mk3d"
    " strm nrg bup ifo wtv dvr-ms"
)
SUBTITLE = listed("srt ass ssa sub idx vtt sup smi usf")
OTHER = listed(
    "nfo nzb torrent rar zip 7z tar gz tgz bz2 ace arj cbr cbz cb7 cbt jpg jpeg png gif tbn webp bmp txt sfv par2 url"
    " mka xml json exe"
)
EXTENSIONS = VIDEO | SUBTITLE | OTHER
ALSO_WORDS = frozenset({"ts", "divx", "iso", "vob"})
"""Endings in small letters only: Title.2019.TS is a telesync."""

TAIL = {kind: {"loose_container": kind} for kind in ("mkv", "mp4", "avi", "m4v", "wmv", "ogm", "webm", "rmvb", "m2ts")}
