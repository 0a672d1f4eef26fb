"""Which providers take part in searches: set up by the environment, by an admin, or free for everybody."""

import re
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.infra.cipher import CorruptCiphertext, FieldCipher
from miauflix.infra.db import Database, after_commit
from miauflix.infra.outbound import Outbound
from miauflix.infra.reports import Trouble
from miauflix.kit.clock import Clock
from miauflix.kit.ids import new_id
from miauflix.kit.sentences import Sentence, found, kept
from miauflix.sources import store
from miauflix.sources.errors import UnfitProvider, UnknownProvider
from miauflix.sources.providers.asking import Asker, answering
from miauflix.sources.providers.kinds import Kind, Policy, Setup
from miauflix.sources.providers.protocol import (
    Failed,
    Fetched,
    FetchesTorrents,
    HasFolder,
    Healthy,
    Provider,
    TellsHealth,
)
from miauflix.sources.providers.registry import KINDS, kind_of
from miauflix.sources.scraping.web import PublicWeb
from miauflix.sources.searching.asking import Member
from miauflix.sources.searching.circuit import Circuit
from miauflix.sources.tables import ProviderCircuitRow, ProviderRow
from miauflix.sources.types import Offer

_URL_TO_SWITCH_ON = Sentence("provider_url_to_switch_on", "Give the provider's base_url before switching it on")
_URL_TO_TEST = Sentence("provider_url_to_test", "Give the provider's base_url to test it")
_NO_URL = Sentence("provider_url_unfit", "A base_url begins with http:// or https://")
_URL_OR_FOLDER = Sentence("provider_folder_unfit", "A base_url begins with http:// or https:// or file:///folder")

Origin = Literal["settings", "environment", "built_in", "none"]

_NAME: Final = re.compile(r"[a-z]{2,20}(-[a-z0-9]{1,18})?", re.ASCII)
_LONGEST_URL: Final = 2000
_LINKS: Final = "links"
"""The lane of what strangers' links lead to."""


@dataclass(frozen=True, slots=True)
class Given:
    """How one provider is set up."""

    origin: Origin
    is_enabled: bool
    base_url: str | None = field(default=None, repr=False)
    api_key: str | None = field(default=None, repr=False)

    @property
    def takes_part(self) -> bool:
        return self.is_enabled and self.base_url is not None


@dataclass(frozen=True, slots=True)
class Change:
    """What an admin sets; what is None stays as it is, and an empty text is taken away."""

    is_enabled: bool
    base_url: str | None = field(default=None, repr=False)
    api_key: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Listed:
    """A provider as an admin sees it."""

    name: str
    kind: Kind
    given: Given
    circuit: Circuit


@dataclass(frozen=True, slots=True)
class Tested:
    result: Healthy | Failed
    elapsed_ms: int


class Providers:
    """Keeps the members of searches in step with what is set. `own` are those of this house, always there."""

    def __init__(
        self,
        *,
        database: Database,
        cipher: FieldCipher,
        clock: Clock,
        outbound: Outbound,
        environment: Mapping[str, tuple[str, str | None]],
        own: Sequence[Provider] = (),
        public: PublicWeb | None = None,
    ) -> None:
        self._database = database
        self._cipher = cipher
        self._clock = clock
        self._outbound = outbound
        self._environment = environment
        self._public = public
        self._own = [Member(one, Policy(), knows_ours=True) for one in own]
        self._members: dict[str, tuple[Given, Member]] = {}

    async def members(self, *, only_ours: bool = False) -> list[Member]:
        """Who is to be asked now, by what is set at this moment. `only_ours`: who may know titles of this house."""
        async with self._database.read() as session:
            given, circuits = await self._given(session), await store.circuit_rows(session)
        wanted = {name: one for name, one in given.items() if one.takes_part}
        self._outbound.trust("providers", _web(one.base_url for one in wanted.values()))
        self._members = {name: self._kept(name, one) or (one, self._made(name, one)) for name, one in wanted.items()}
        for name, (_, member) in self._members.items():
            if name in circuits:
                member.circuit = _newer(member.circuit, _circuit(circuits[name]))
        members = [*self._own, *(member for _, member in self._members.values())]
        return [one for one in members if one.knows_ours] if only_ours else members

    async def fetch_torrent(self, link: str) -> Fetched | Failed:
        """What is behind the link to a torrent that one of them gave, be it a file in a folder of the operator's.

        Raises:
            VpnClosed: it is on the public web, and nothing may leave now.
        """
        members = [one.provider for one in await self.members() if isinstance(one.provider, FetchesTorrents)]
        offer = Offer(provider=_LINKS, name="", torrent_url=link)
        for one in members:
            if isinstance(one, HasFolder) and one.holds(link):
                return await one.fetch_torrent(offer)
        asker = Asker(_LINKS, self._outbound, self._clock, "", Policy().timeout_s, self._public)
        return await answering(asker.fetch)(link)

    async def remember(self, session: AsyncSession, members: Sequence[Member]) -> None:
        """Keep how they have done, across restarts."""
        rows = [_circuit_row(member.name, member.circuit) for member in members if member.name in self._members]
        await store.put_circuits(session, rows)

    async def listed(self) -> list[Listed]:
        """Every kind, and every provider that is set."""
        async with self._database.read() as session:
            given, circuits = await self._given(session), await store.circuit_rows(session)
        rows = [(name, kind_of(name), one) for name, one in given.items()]
        return [
            Listed(name, kind, one, _circuit(circuits[name]) if name in circuits else Circuit())
            for name, kind, one in rows
            if kind is not None
        ]

    async def one(self, name: str) -> Listed:
        """One of them.

        Raises:
            UnknownProvider: there is none.
        """
        found = next((one for one in await self.listed() if one.name == name), None)
        if found is None:
            raise UnknownProvider(f"There is no provider {name[:40]!r}; GET /api/admin/providers names them all")
        return found

    async def put(self, session: AsyncSession, name: str, change: Change) -> None:
        """Set it so from now on; whatever kept it from being asked is forgotten.

        Raises:
            UnknownProvider: the name is of no kind.
            UnfitProvider: the address is none this kind can use, or one is missing.
        """
        kind = _kind(name)
        if change.base_url:
            _check_address(kind, change.base_url)
        row = await store.provider_row(session, name)
        if row is None:
            row = ProviderRow(name=name)
            before = (await self._given(session)).get(name, Given("none", is_enabled=False))
            row.base_url = self._seal(before.base_url, "base_url", name)
            row.api_key = self._seal(before.api_key, "api_key", name)
            session.add(row)
        row.is_enabled, row.changed_at = change.is_enabled, self._clock.now()
        if change.base_url is not None:
            row.base_url = self._seal(change.base_url.strip() or None, "base_url", name)
        if change.api_key is not None:
            row.api_key = self._seal(change.api_key.strip() or None, "api_key", name)
        if change.is_enabled and row.base_url is None:
            raise UnfitProvider(_URL_TO_SWITCH_ON())
        await store.forget_circuit(session, name)
        after_commit(session, partial(self._let_go, name))

    async def forget(self, session: AsyncSession, name: str) -> None:
        """Back to what the environment says.

        Raises:
            UnknownProvider: nothing was set.
        """
        if not await store.forget_provider(session, name):
            raise UnknownProvider(f"Nothing is set for a provider {name[:40]!r}")
        after_commit(session, partial(self._let_go, name))

    async def _let_go(self, name: str) -> None:
        """The next search makes it anew. Any sooner, one would make it of what it was set to before."""
        self._members.pop(name, None)

    async def test(self, name: str, change: Change | None) -> Tested:
        """Ask it for something cheap, as it is set or as it would be after `change`.

        Raises:
            UnknownProvider, UnfitProvider: see `put`.
        """
        kind = _kind(name)
        async with self._database.read() as session:
            given = (await self._given(session)).get(name, Given("none", is_enabled=False))
        base_url = (change.base_url if change else None) or given.base_url
        api_key = given.api_key if change is None or change.api_key is None else change.api_key
        if not base_url:
            raise UnfitProvider(_URL_TO_TEST())
        _check_address(kind, base_url)
        trusted, began = f"test {new_id()}", time.monotonic()
        self._outbound.trust(trusted, _web([base_url]))
        try:
            provider = kind.build(self._setup(kind, name, base_url, api_key))
            result = await provider.health() if isinstance(provider, TellsHealth) else Healthy()
        finally:
            self._outbound.trust(trusted, [])
        return Tested(result, round((time.monotonic() - began) * 1000))

    async def troubles(self) -> list[Trouble]:
        """Providers that somebody switched on and that are left alone for failing, for the admin's banner.

        One that comes along is not among them: a house without the internet is no house in trouble.
        """
        now = self._clock.now()
        return [
            Trouble(
                "provider_failing",
                "warning",
                f"{one.kind.title} ({one.name}) is not answering as it should: {one.circuit.last_detail}",
                "Test it under Manage, Providers; check its address and key, or switch it off",
                {"name": one.name, "why": one.circuit.last_detail},
            )
            for one in await self.listed()
            if one.given.takes_part and one.given.origin != "built_in" and one.circuit.rests(now)
        ]

    async def _given(self, session: AsyncSession) -> dict[str, Given]:
        rows = await store.provider_rows(session)
        names = dict.fromkeys([*(kind.name for kind in KINDS), *self._environment, *sorted(rows)])
        return {name: self._of_row(rows[name]) if name in rows else self._unset(name) for name in names}

    def _unset(self, name: str) -> Given:
        if name in self._environment:
            base_url, api_key = self._environment[name]
            is_on = base_url.strip().lower() not in {"", "off"}
            return Given("environment", is_on, base_url if is_on else None, api_key)
        kind = kind_of(name)
        free_url = kind.free_url if kind else None
        return Given("built_in" if free_url else "none", free_url is not None, free_url)

    def _of_row(self, row: ProviderRow) -> Given:
        try:
            base_url, api_key = (
                self._open(row.base_url, "base_url", row.name),
                self._open(row.api_key, "api_key", row.name),
            )
        except CorruptCiphertext:
            return Given("settings", is_enabled=False)  # it must be set again; the others go on
        return Given("settings", row.is_enabled, base_url, api_key)

    def _kept(self, name: str, given: Given) -> tuple[Given, Member] | None:
        kept = self._members.get(name)
        return kept if kept and kept[0] == given else None

    def _made(self, name: str, given: Given) -> Member:
        kind = _kind(name)
        provider = kind.build(self._setup(kind, name, given.base_url or "", given.api_key))
        return Member(provider, kind.policy, knows_ours=kind.knows_ours)

    def _setup(self, kind: Kind, name: str, base_url: str, api_key: str | None) -> Setup:
        return Setup(name, base_url, api_key or None, self._outbound, self._clock, kind.policy.share_s, self._public)

    def _seal(self, text: str | None, column: str, row: str) -> bytes | None:
        return self._cipher.encrypt(text.encode(), table="provider", column=column, row=row) if text else None

    def _open(self, sealed: bytes | None, column: str, row: str) -> str | None:
        return self._cipher.decrypt(sealed, table="provider", column=column, row=row).decode() if sealed else None


def shown(base_url: str | None) -> str | None:
    """An address without what may be a key: query, user and password, and long pieces of the path."""
    if not base_url:
        return None
    parts = urlsplit(base_url)
    path = "/".join(piece if len(piece) <= 24 or parts.scheme == "file" else "…" for piece in parts.path.split("/"))
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{path}{'?…' if parts.query else ''}"


def _kind(name: str) -> Kind:
    kind = kind_of(name) if _NAME.fullmatch(name) else None
    if kind is None:
        raise UnknownProvider(f"There is no kind of provider called {name[:40]!r}")
    return kind


def _check_address(kind: Kind, base_url: str) -> None:
    url = base_url.strip()
    is_folder = kind.takes_folders and url.startswith("file:///")
    is_readable = len(url) <= _LONGEST_URL and url.isprintable() and " " not in url
    if not is_readable or not (is_folder or _is_address(url)):
        raise UnfitProvider(_URL_OR_FOLDER() if kind.takes_folders else _NO_URL())


def _web(urls: Iterable[str | None]) -> list[str]:
    """Those that can be asked at all: what the environment says was checked by nobody."""
    return [url for url in urls if url and _is_address(url)]


def _is_address(url: str) -> bool:
    try:
        return urlsplit(url).scheme in {"http", "https"} and bool(urlsplit(url).hostname)
    except ValueError:
        return False


def _newer(mine: Circuit, stored: Circuit) -> Circuit:
    """Another process may have asked since."""
    moments = [[one for one in (circuit.last_ok_at, circuit.last_failed_at) if one] for circuit in (mine, stored)]
    return stored if moments[1] and (not moments[0] or max(moments[1]) > max(moments[0])) else mine


def _circuit(row: ProviderCircuitRow) -> Circuit:
    return Circuit(
        failures=row.failures,
        open_until=row.open_until,
        last_kind=row.last_kind,  # pyright: ignore[reportArgumentType]  written by _circuit_row alone
        last_detail=found(row.last_detail, row.last_said),
        last_ok_at=row.last_ok_at,
        last_failed_at=row.last_failed_at,
        last_elapsed_ms=row.last_elapsed_ms,
    )


def _circuit_row(name: str, circuit: Circuit) -> dict[str, Any]:
    return {
        "name": name,
        "failures": circuit.failures,
        "open_until": circuit.open_until,
        "last_kind": circuit.last_kind,
        "last_detail": circuit.last_detail[:200],
        "last_said": kept(circuit.last_detail),
        "last_ok_at": circuit.last_ok_at,
        "last_failed_at": circuit.last_failed_at,
        "last_elapsed_ms": circuit.last_elapsed_ms,
    }
