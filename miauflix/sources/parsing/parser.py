"""From a release name to its facts. Pure; time and memory grow with the length of the name, which is cut first."""

from typing import Any, Final

from miauflix.sources.parsing.counts import find_numbers, put_numbers
from miauflix.sources.parsing.draft import Draft
from miauflix.sources.parsing.facts import gather
from miauflix.sources.parsing.glue import unstick
from miauflix.sources.parsing.groups import find_group
from miauflix.sources.parsing.language_runs import settle_languages
from miauflix.sources.parsing.naming import put_names
from miauflix.sources.parsing.paths import FOR_FOLDERS, join, split_path
from miauflix.sources.parsing.release_name import ReleaseName
from miauflix.sources.parsing.spots import find_site, find_words
from miauflix.sources.parsing.tail import accept, find_hyphen_group, find_tail
from miauflix.sources.parsing.title_end import find_title_end
from miauflix.sources.parsing.tokens import cut, fold_brackets, tokenise
from miauflix.sources.parsing.words.containers import ALSO_WORDS, EXTENSIONS, VIDEO

_DOTS: Final = frozenset({".", "_"})


def parse(name: str) -> ReleaseName:
    """What a release name, or the path of a file in a release, says. Never raises, whatever the name."""
    folders, file = split_path(cut(name))
    facts = join([_facts(folder) for folder in folders], _facts(file)) if folders else _facts(file)
    return ReleaseName(**{field: value for field, value in facts.items() if field not in FOR_FOLDERS})


def _facts(text: str) -> dict[str, Any]:
    """The fields of one name without folders, and those FOR_FOLDERS."""
    stem, container = _extension(text)
    draft, site = _draft(stem)
    draft.is_file = container in VIDEO
    find_numbers(draft)
    find_title_end(draft)
    find_tail(draft)
    find_hyphen_group(draft)
    accept(draft)
    facts = gather(draft, container)
    facts["group"] = find_group(draft)
    facts["site"] = site
    put_numbers(draft, facts)
    put_names(draft, facts)
    return {field: tuple(value) if isinstance(value, list) else value for field, value in facts.items()}


def _extension(text: str) -> tuple[str, str | None]:
    stem, dot, ending = text.rstrip().rpartition(".")
    kind = ending.lower()
    if kind in ALSO_WORDS and ending != kind:
        return text, None
    if dot and stem and (kind in EXTENSIONS or (len(kind) == 3 and kind[0] == "r" and kind[1:].isdecimal())):
        return stem, kind
    return text, None


def _draft(stem: str) -> tuple[Draft, str | None]:
    text = fold_brackets(stem)
    tokens, boxes = tokenise(text)
    tokens = unstick(tokens, boxes)
    draft = Draft(stem, tokens, boxes)
    blanks = sum(token.gap == " " for token in tokens)
    draft.is_dotted = 2 * blanks < sum(token.gap in _DOTS for token in tokens) or " " not in stem.strip()
    site = find_site(text, tokens, boxes)
    find_words(tokens)
    settle_languages(tokens)
    return draft, site
