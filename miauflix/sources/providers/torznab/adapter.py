"""Torznab: RSS with more attributes. Its address ends in `/api` (Prowlarr: `/1/api`), which many leave out.

What an indexer understands is in its `caps`, asked for once a day; where they cannot be had again the old ones hold.
Series are searched by words and number, because many indexers ignore season and episode beside an IMDb id and answer
with the whole show; by TVDB id first where they can.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from xml.etree.ElementTree import Element

from miauflix.kit.sentences import Sentence
from miauflix.sources.parsing import Match, matches, parse
from miauflix.sources.providers import coercing
from miauflix.sources.providers.asking import Refused, all_of, answering, attempt, must_be_found, outcome_of
from miauflix.sources.providers.kinds import Setup
from miauflix.sources.providers.numbering import other_names
from miauflix.sources.providers.protocol import (
    EpisodeOf,
    Failed,
    FailureKind,
    Fetched,
    Film,
    Healthy,
    Outcome,
)
from miauflix.sources.providers.wanting import wanted_of
from miauflix.sources.providers.xml import NotXml, children, read_xml, words_of
from miauflix.sources.types import Offer

Parameters = Mapping[str, str | int]

_INDEXER_ERROR: Final = Sentence("indexer_error", "The indexer answered with error {code}")
_MOST_READ: Final = 30
_CAPS_FOR: Final = timedelta(days=1)
_FILMS, _SHOWS = 2000, 5000
_ERRORS: Final[tuple[tuple[range, FailureKind], ...]] = (
    (range(100, 200), "auth_failed"),
    (range(200, 300), "malformed"),
    (range(500, 600), "rate_limited"),
)


@dataclass(frozen=True, slots=True)
class Caps:
    """The parameters of each search function that is there, and the indexer's own name."""

    search: frozenset[str]
    movie: frozenset[str]
    tv: frozenset[str]
    title: str
    read_at: datetime


class Torznab:
    """One indexer, or several behind one address."""

    def __init__(self, setup: Setup) -> None:
        self.name = setup.name
        self._asker = setup.asker()
        self._clock = setup.clock
        self._key = {"apikey": setup.api_key} if setup.api_key else {}
        self._known: Caps | None = None
        self._path = ""

    @answering
    async def search_movie(self, film: Film) -> Outcome:
        """By IMDb id where the indexer can, and where that finds nothing, by words."""
        caps, words = await self._caps(), " ".join(str(word) for word in (film.titles[0], film.year) if word)
        if film.imdb_id and "imdbid" in caps.movie:
            offers = await self._search({"t": "movie", "imdbid": film.imdb_id, "cat": _FILMS})
            if offers:
                return outcome_of(offers)
        return outcome_of(await self._search({"t": "movie" if caps.movie else "search", "q": words, "cat": _FILMS}))

    @answering
    async def search_episode(self, episode: EpisodeOf) -> Outcome:
        """The episode, and where nobody has it by its number, its season and whatever else it goes by."""
        caps, title = await self._caps(), episode.titles[0]
        if {"season", "ep"} <= caps.tv:
            season: Parameters = {"t": "tvsearch", "q": title, "season": episode.season, "cat": _SHOWS}
            numbered: Parameters = {**season, "ep": episode.episode}
        else:
            season, numbered = _by_words(f"{title} S{episode.season:02}"), _by_words(_numbered(episode))
        if episode.tvdb_id is not None and {"tvdbid", "season", "ep"} <= caps.tv:
            known = {key: value for key, value in numbered.items() if key != "q"}
            offers = await self._search({**known, "tvdbid": episode.tvdb_id})
            if _has_any(offers, episode):
                return outcome_of(offers)
        if offers := await self._search(numbered):
            return outcome_of(offers)
        return await all_of(self._search, [season, *map(_by_words, other_names(episode))])

    @answering
    async def fetch_torrent(self, offer: Offer) -> Fetched:
        return await self._asker.fetch(offer.torrent_url or "")

    @answering
    async def health(self) -> Healthy:
        """Its capabilities anew, and one search, because some indexers tell those to anybody."""
        self._known = None
        caps = await self._caps()
        await self._ask({"t": "search", "limit": 1})
        return Healthy(caps.title)

    async def _search(self, parameters: Parameters) -> list[Offer]:
        channel = next(children(await self._ask({**parameters, "limit": 100}), "channel"), None)
        if channel is None:
            raise ValueError("no channel")
        return [offer for item in [*children(channel, "item")][:1000] if (offer := self._offer(item))]

    async def _caps(self) -> Caps:
        now = self._clock.now()
        if self._known is None:
            self._known = _read_caps(await self._first_ask(), now)
        elif now - self._known.read_at > _CAPS_FOR:
            anew = await attempt(self._caps_anew(now))
            self._known = self._known if isinstance(anew, Failed) else anew
        return self._known

    async def _caps_anew(self, now: datetime) -> Caps:
        return _read_caps(await self._ask({"t": "caps"}), now)

    async def _first_ask(self) -> Element:
        """The capabilities, from the address as it was given or with the ending that was left out."""
        try:
            return await self._ask({"t": "caps"})
        except (Refused, ValueError) as error:
            is_elsewhere = not isinstance(error, Refused) or error.failed.kind == "malformed"
            if self._path or self._asker.base_url.endswith("/api") or not is_elsewhere:
                raise
            self._path = "/api"
            try:
                return await self._ask({"t": "caps"})
            except (Refused, ValueError):
                self._path = ""
                raise error from None

    async def _ask(self, parameters: Parameters) -> Element:
        """The answer's root, whatever the status says: an error element may come with any."""
        answer = await self._asker.get(self._path, {**parameters, **self._key})
        try:
            root = read_xml(answer.body)
        except NotXml:
            must_be_found(answer)
            raise
        if root.tag.rpartition("}")[2] == "error":
            raise Refused(_error(root))
        must_be_found(answer)
        return root

    def _offer(self, item: Element) -> Offer | None:
        name, extras = coercing.text(words_of(item, "title")), _attributes(item)
        enclosure = next(children(item, "enclosure"), None)
        links = [extras.get("magneturl"), enclosure.get("url") if enclosure is not None else None]
        links.append(words_of(item, "link"))
        magnets = [coercing.magnet(link) for link in (*links, words_of(item, "guid"))]
        magnet = next((read for read in magnets if read), None)
        info_hash = coercing.info_hash(extras.get("infohash")) or (magnet[0] if magnet else None)
        torrent_url = next((url for link in links if (url := coercing.link(link))), None)
        if name is None or (info_hash is None and torrent_url is None):
            return None
        seeders = coercing.whole(extras.get("seeders"))
        return Offer(
            provider=self.name,
            name=name,
            info_hash=info_hash,
            torrent_url=torrent_url,
            size_bytes=coercing.size(words_of(item, "size"))
            or coercing.size(extras.get("size"))
            or coercing.size(enclosure.get("length") if enclosure is not None else None),
            seeders=seeders,
            leechers=_leechers(extras, seeders),
            published_at=coercing.when(words_of(item, "pubDate")),
            trackers=magnet[2] if magnet and magnet[0] == info_hash else (),
            imdb_id=coercing.imdb_id(extras.get("imdbid") or extras.get("imdb")),
        )


def _by_words(words: str) -> Parameters:
    return {"t": "search", "q": words, "cat": _SHOWS}


def _numbered(episode: EpisodeOf) -> str:
    return f"{episode.titles[0]} S{episode.season:02}E{episode.episode:02}"


def _has_any(offers: list[Offer], episode: EpisodeOf) -> bool:
    """Whether it is among them: an indexer that ignores season and number beside an id answers with the whole show."""
    wanted = wanted_of(episode)
    return any(isinstance(matches(parse(offer.name), wanted), Match) for offer in offers[:_MOST_READ])


def _attributes(item: Element) -> dict[str, str]:
    return {attr.get("name", "").lower(): attr.get("value", "") for attr in children(item, "attr")}


def _leechers(extras: dict[str, str], seeders: int | None) -> int | None:
    """`peers` counts seeders too."""
    leechers, peers = coercing.whole(extras.get("leechers")), coercing.whole(extras.get("peers"))
    if leechers is not None or peers is None or seeders is None:
        return leechers
    return max(0, peers - seeders)


def _read_caps(root: Element, now: datetime) -> Caps:
    searching = next(children(root, "searching"), None)
    if searching is None:
        raise ValueError("no caps")
    server = next(children(root, "server"), None)
    return Caps(
        search=_parameters(searching, "search"),
        movie=_parameters(searching, "movie-search"),
        tv=_parameters(searching, "tv-search"),
        title=coercing.text(server.get("title") if server is not None else None) or "",
        read_at=now,
    )


def _parameters(searching: Element, function: str) -> frozenset[str]:
    element = next(children(searching, function), None)
    if element is None or element.get("available", "yes") != "yes":
        return frozenset()
    return frozenset(word.strip().lower() for word in element.get("supportedParams", "q").split(","))


def _error(root: Element) -> Failed:
    code = coercing.whole(root.get("code")) or 0
    kinds: list[FailureKind] = [kind for codes, kind in _ERRORS if code in codes]
    return Failed(kinds[0] if kinds else "unavailable", detail=_INDEXER_ERROR(code=code))
