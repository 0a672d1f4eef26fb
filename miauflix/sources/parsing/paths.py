"""A file inside folders: the file names the episode, the folders often the rest."""

import re
import unicodedata
from typing import Any, Final

from miauflix.sources.parsing.words import listed
from miauflix.sources.parsing.words.containers import EXTENSIONS

_DRIVE = re.compile(r"[A-Za-z]:\\")
_SHELVES: Final = listed(
    "movies films film movie series serie shows tv media video videos download downloads home mnt var volumes subs sub"
    " subtitles sample samples extras bonus specials complete incomplete temp tmp public data unsorted completed share"
)
"""Folders that hold works and name none."""
_FILLED: Final = (
    *("resolution", "source", "source_detail", "codec", "bit_depth", "hdr", "audio", "edition", "network"),
    *("languages", "subtitle_languages", "group", "site", "year", "proper_or_repack"),
)
"""What a file takes over from its folder when it does not say so itself."""
_FROM_FILE: Final = ("container", "subtitle_languages")
"""What the file says even where its folder says all the rest."""
FOR_FOLDERS: Final = frozenset({"is_leading", "is_bare"})
"""Facts that only say how to join the others: the number stood in front, or only its place told it."""
_MOST_FOLDERS: Final = 3


def split_path(text: str) -> tuple[list[str], str]:
    """Folders from the outermost on, and the last part. A slash between titles ("A / B") is none of a path."""
    if "/" not in text and "\\" not in text:
        return [], text
    is_drive = _DRIVE.match(text) is not None
    mark = "\\" if is_drive or "/" not in text else "/"
    parts = _pieces(text.replace("\\", "/") if mark == "/" else text, mark)
    ending = parts[-1].rpartition(".")[2].lower()
    if len(parts) < 2 or not (text[0] in "/\\" or is_drive or ending in EXTENSIONS):
        return [], text
    folders = [part for part in parts[is_drive:-1] if part and not is_shelf(part)]
    return folders[-_MOST_FOLDERS:], parts[-1]


def _pieces(text: str, mark: str) -> list[str]:
    """Cut at each mark that stands neither between blanks nor inside a bracket."""
    parts: list[str] = []
    depth = start = 0
    for place, char in enumerate(text):
        if char in "[({":
            depth += 1
        elif char in "])}":
            depth = max(0, depth - 1)
        elif char == mark and not depth and text[place - 1 : place] != " ":
            parts.append(text[start:place])
            start = place + 1
    return [*parts, text[start:]]


def is_shelf(folder: str) -> bool:
    """Movies, TV Shows, __ Incomplete __: no work's name."""
    words = [word.lower() for word in re.findall(r"[^\W_]+", folder)]
    return all(word in _SHELVES or word.isdecimal() for word in words)


def bare(name: str | None) -> str:
    """Letters and digits only, without accents, for comparing."""
    decomposed = unicodedata.normalize("NFKD", name or "")
    return "".join(char for char in decomposed.casefold() if char.isalnum())


def join(folders: list[dict[str, Any]], file: dict[str, Any]) -> dict[str, Any]:
    """The facts of a file with what its folders, outermost first, add."""
    joined = dict(file)
    for folder in reversed(folders):
        joined = _join(folder, joined)
    return joined


def _join(folder: dict[str, Any], file: dict[str, Any]) -> dict[str, Any]:
    if _is_release(folder) and not _stands_alone(folder, file):
        return folder | {field: file[field] for field in _FROM_FILE if file.get(field)}
    joined = dict(file)
    if folder.get("seasons") and not file.get("seasons"):
        _set_season(joined, folder["seasons"])
    if folder.get("name") and _needs_name(folder, joined):
        joined["episode_name"] = joined.get("episode_name") or joined.get("name")
        joined["name"] = folder["name"]
    if bare(folder.get("name")) in bare(joined.get("name")):
        for field in _FILLED:
            if not joined.get(field):
                joined[field] = folder.get(field)
    return joined


def _set_season(joined: dict[str, Any], seasons: tuple[int, ...]) -> None:
    """The folder's season counts for the file: 401 in season 4 is its first episode, a file named 01 too."""
    joined["seasons"], joined["absolute_episodes"] = seasons, ()
    name = joined.get("name") or ""
    if not joined.get("episodes") and name.isdecimal() and len(name) < 5:
        joined["episodes"], joined["name"] = (int(name),), None
    episodes: tuple[int, ...] = joined.get("episodes") or ()
    if len(seasons) == 1 and episodes and all(number // 100 == seasons[0] for number in episodes):
        joined["episodes"] = tuple(number % 100 for number in episodes)


def _is_release(folder: dict[str, Any]) -> bool:
    """Whether a folder says all that a release name says."""
    technical = sum(bool(folder.get(field)) for field in ("resolution", "source", "codec"))
    return bool(folder.get("name")) and (technical > 1 or bool(folder.get("episodes")) or bool(folder.get("group")))


def _stands_alone(folder: dict[str, Any], file: dict[str, Any]) -> bool:
    """Whether the file's own name is good enough beside that of a release folder."""
    if folder.get("episodes") and not file.get("episodes"):
        return False
    if file.get("seasons") and file.get("episodes"):
        return not (file.get("is_bare") and folder.get("episodes"))
    return bare(file.get("name")) == bare(folder.get("name")) or (
        not folder.get("group") and bool(file.get("episodes"))
    )


def _needs_name(folder: dict[str, Any], file: dict[str, Any]) -> bool:
    name = file.get("name")
    if not name or (file.get("is_leading") and not folder.get("episodes")):
        return True
    if file.get("seasons") or file.get("episodes"):
        return False
    own, outer = bare(name), bare(folder["name"])
    return (own != name.casefold() and own == outer and not folder["name"].isascii()) or (
        len(own) > len(outer) and own.endswith(outer) and bool(outer)
    )
