"""The languages people read, as BCP 47 tags of the shapes TMDB has texts for: `de`, `pt-BR`, `zh-Hant`, `zh-Hant-TW`.

One shape for everybody: what a profile may store is what a page can be asked for in and what a table has room for.
"""

import re
from typing import Annotated

from pydantic import Field

LANGUAGE_LENGTH = 12
"""The longest there is: three letters, a script, a region."""

_SHAPE = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"
_LANGUAGE = re.compile(_SHAPE, re.ASCII)
# TMDB tells countries apart and not scripts; these are where a script is the one that is written.
_COUNTRY_OF_SCRIPT = {"Hans": "CN", "Hant": "TW"}

Language = Annotated[str, Field(max_length=LANGUAGE_LENGTH, pattern=_SHAPE, examples=["en", "pt-BR", "zh-Hant"])]


def is_language(text: str) -> bool:
    return _LANGUAGE.fullmatch(text) is not None


def base_of(language: str) -> str:
    """The language alone: `pt` of `pt-BR`."""
    return language.partition("-")[0]


def country_of(language: str) -> str:
    """Whose variety of it: `BR` of `pt-BR`, `TW` of `zh-Hant`; of a language alone, nobody's."""
    script_or_country = language.split("-")[1:]
    if not script_or_country:
        return ""
    last = script_or_country[-1]
    return _COUNTRY_OF_SCRIPT.get(last, "" if len(last) == len("Latn") else last)
