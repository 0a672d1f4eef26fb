"""XML from strangers: no document type, so no entities to multiply; no depth without end."""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

_DEEPEST: Final = 40
_MOST_ELEMENTS: Final = 50_000  # a feed of five thousand releases
TORZNAB: Final = "http://torznab.com/schemas/2015/feed"
NEWZNAB: Final = "http://www.newznab.com/DTD/2010/feeds/attributes/"


class NotXml(ValueError):
    """The bytes are no XML, or XML that is not read here."""


def read_xml(body: bytes) -> Element:
    """The root element; names with a namespace are `{address}name`.

    Raises:
        NotXml: see there.
    """
    builder, depth, elements = TreeBuilder(), 0, 0
    parser = expat.ParserCreate(namespace_separator="}")

    def refuse(*_: object) -> None:
        raise NotXml("it has a document type")

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, elements
        depth, elements = depth + 1, elements + 1
        if depth > _DEEPEST or elements > _MOST_ELEMENTS:
            raise NotXml("it is nested too deeply, or too long")
        builder.start(_spelt(name), {_spelt(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_spelt(name))

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, builder.data
    try:
        parser.Parse(body, True)
        return builder.close()
    except (expat.ExpatError, AssertionError) as error:
        raise NotXml("it is not well formed") from error


def _spelt(name: str) -> str:
    return "{" + name if "}" in name else name


def children(element: Element, name: str) -> Iterator[Element]:
    """The child elements of this name, in whatever namespace."""
    return (child for child in element if child.tag.rpartition("}")[2] == name)


def words_of(element: Element, name: str) -> str | None:
    """The text of the first child of this name."""
    child = next(children(element, name), None)
    return None if child is None else (child.text or "").strip() or None
