"""What follows from what is known of a title."""

from collections.abc import Mapping

from miauflix.kit.language import base_of, country_of

# Countries whose code is not that of the language most of them read.
_OTHER_NAMES = {"ja": "JP", "ko": "KR", "sv": "SE", "da": "DK", "cs": "CZ", "uk": "UA", "zh": "CN", "en": "US"}


def certification_of(certifications: Mapping[str, str], language: str) -> str | None:
    """The age rating in the reader's country as far as their language tells it, else that of the United States."""
    base = base_of(language)
    return certifications.get(country_of(language) or _OTHER_NAMES.get(base, base.upper())) or certifications.get("US")
