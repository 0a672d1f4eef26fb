"""What the letters of a name tell: its languages, and which of two titles is the one in Latin letters."""

import re
from typing import Final

from miauflix.sources.parsing.tokens import Token

_SCRIPTS: Final = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("uk", re.compile(r"[іїєґІЇЄҐ]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
)
_SPOKEN: Final = (
    ("zh", re.compile("国语|國語|国配|國配|普通话|粤语|粵語|国粤|中配")),
    ("ja", re.compile("日语|日語|日文|日配|日音")),
    ("en", re.compile("英语|英語|英文|英配")),
    ("ko", re.compile("韩语|韓語|韩文")),
)
_READ: Final = (
    ("zh", re.compile("简|簡|繁|中字|中文|中英|双字|双语|雙語|字幕|内嵌|內嵌|内封|中日|国漫")),
    ("ja", re.compile("[简繁]日|日[双雙]语|中日")),
    ("en", re.compile("[简繁中]英|英[双雙]?字")),
)


def is_latin(text: str) -> bool:
    """Whether any letter of the text is Latin."""
    return any(char.isalpha() and ord(char) < 0x250 for char in text)


def is_foreign(text: str) -> bool:
    """Whether the text has letters, none of them Latin."""
    return not text.isascii() and any(char.isalpha() for char in text) and not is_latin(text)


def said_in_chinese(tokens: list[Token]) -> tuple[list[str], list[str]]:
    """Languages that Chinese words (国语, 简体内嵌) name: spoken, and of subtitles."""
    spoken: list[str] = []
    read: list[str] = []
    for token in tokens:
        if token.low.isascii():
            continue
        spoken.extend(code for code, words in _SPOKEN if words.search(token.low) and "字" not in token.low)
        read.extend(code for code, words in _READ if words.search(token.low))
    return list(dict.fromkeys(spoken)), list(dict.fromkeys(read))


def written_in(tokens: list[Token]) -> list[str]:
    """Languages of the alphabets in which words are written, other than Latin."""
    found: list[str] = []
    for token in tokens:
        if token.low.isascii():
            continue
        script = next((code for code, letters in _SCRIPTS if letters.search(token.low)), None)
        if script is not None and script not in found:
            found.append(script)
    if "ja" in found and "zh" in found:
        found.remove("zh")
    return ["uk"] if "uk" in found and "ru" in found else found
