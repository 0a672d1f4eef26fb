"""Builds the parts of one process from the settings; the only place that knows which real thing stands where.

`running` brings them to life in the order of their need and takes them down in reverse. Every step down is bounded,
so that a stop never hangs: the whole takes under five seconds whatever the peers, the disk or a client do.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from functools import partial
from urllib.parse import urlsplit

from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix import __version__
from miauflix.accounts import Accounts, Alarms, Clients
from miauflix.accounts import jobs as account_jobs
from miauflix.catalog import Gallery, ImageHost, Library, PictureStore, Shelf, turns
from miauflix.catalog import jobs as catalog_jobs
from miauflix.catalog.pictures import warming
from miauflix.catalog.providers.tmdb import POLICY as TMDB_POLICY
from miauflix.catalog.providers.tmdb import Tmdb
from miauflix.catalog.searching import rebuilding
from miauflix.demo.fetching import fetch_with
from miauflix.demo.world import DemoWorld
from miauflix.demo.world import House as DemoHouse
from miauflix.infra.background import Background
from miauflix.infra.cipher import Adoption, FieldCipher, Roots, Rotation, open_roots
from miauflix.infra.db import Database, KeptAnswers, migrate, why_out_of_reach
from miauflix.infra.events import Events
from miauflix.infra.jobs import Jobs, LocalWakeUp, Registry, Worker
from miauflix.infra.limits import RateLimiter, Rule
from miauflix.infra.outbound import HostPolicy, Outbound
from miauflix.infra.outbound.addresses import is_public
from miauflix.infra.parts import Parts
from miauflix.infra.reports import Reports
from miauflix.infra.scheduler import Schedule, Scheduler, Tasks, housekeeping
from miauflix.infra.secrets import load_or_create_secret
from miauflix.infra.settings import Settings, SettingsError
from miauflix.infra.web_file import is_gone
from miauflix.kit.clock import SystemClock
from miauflix.kit.playable import Playable
from miauflix.peers import AlwaysOpen, Engine, EngineConfig, FailsClosed, Guard, Sockets, reseal_folder
from miauflix.playback import Playback, StreamLimits, Tickets
from miauflix.sources import SEALED, DemoShelf, Providers, Ranking, Search, Searches, Sources, TitleAdder, TorrentFolder
from miauflix.sources import jobs as source_jobs
from miauflix.sources.discovery import Discovery, Searched
from miauflix.sources.discovery import register as register_discovery
from miauflix.sources.discovery.wanted import wanted_titles
from miauflix.sources.scraping.web import PublicWeb
from miauflix.viewing import TRAKT_POLICY, Diary, Recommender, Trakt, TraktFeature, TraktOutbox
from miauflix.viewing import jobs as viewing_jobs
from miauflix.viewing.sealing import SEALED as VIEWING_SEALED

_GB = 1_000_000_000
_MANY_SMALL_FILES = HostPolicy(concurrency=8, rule=Rule(times=100, per_s=2))  # an image host is a CDN
# A stop takes at most SHUTDOWN_GRACE_S for open responses and then these: 4.3 s in all with the default of 2.
_WIND_DOWN_S = 0.8
_JOBS_GRACE_S = 0.5
_ENGINE_STOP_S = 1.5
_UNHURRIED_S = 100.0  # a search that nobody waits for


@asynccontextmanager
async def offline(settings: Settings) -> AsyncGenerator[Parts]:
    """What a command needs that writes while no server runs: the database and the rooms on it, no swarm."""
    async with AsyncExitStack() as stack:
        parts = Parts()
        await _stored(settings, parts, stack)
        _accounts(settings, parts)
        await _catalog(settings, parts, stack)
        stack.push_async_callback(_searches(settings, parts).aclose)
        yield parts


@asynccontextmanager
async def running(settings: Settings, parts: Parts, *, guard: Guard | None = None) -> AsyncGenerator[None]:
    """Fill `parts` with the whole house, alive until the block ends; `guard` decides for all of it what may leave."""
    async with AsyncExitStack() as stack:
        await _stored(settings, parts, stack)
        _accounts(settings, parts)
        config, one_guard = _engine_config(settings), FailsClosed(guard or AlwaysOpen())
        engine = parts.put(Engine, Engine(config, one_guard, parts.get(FieldCipher)))
        parts.put(Sockets, Sockets(one_guard, config.interfaces))
        await engine.start()
        stack.push_async_callback(engine.stop)
        await _catalog(settings, parts, stack)
        public = PublicWeb(parts.get(Sockets), is_public)
        stack.push_async_callback(_searches(settings, parts, public).aclose)
        stack.callback(parts.get(Events).close)
        _playback(settings, parts)
        stack.push_async_callback(_gallery(settings, parts).aclose)
        folder = TorrentFolder(settings.torrents_dir or settings.data_dir / "torrents", parts.get(TitleAdder))
        _trakt(settings, parts)
        worker, stopping = _worker(parts), asyncio.Event()
        _discovery(settings, parts)
        scheduler = await _scheduler(parts)
        demo = parts.put(DemoWorld, _demo(settings, parts))
        work = {
            "torrents folder": folder.watch(stopping),
            "jobs": worker.run(),
            "scheduled tasks": scheduler.run(),
            "demo world": demo.run(stopping),
            "keys": parts.get(Rotation).run(stopping),
            "alarms": parts.get(Alarms).run(stopping),
        }
        background = Background(wind_down_s=_WIND_DOWN_S)
        parts.get(Reports).add("background work", background.troubles)
        await stack.enter_async_context(background.running(work))
        stack.callback(stopping.set)
        stack.callback(scheduler.stop)
        stack.callback(worker.stop)
        yield


def _searches(settings: Settings, parts: Parts, public: PublicWeb | None = None) -> Searches:
    """Looking for sources: who is asked, and the searches of this process."""
    database, clock = parts.get(Database), parts.get(SystemClock)
    shelf = parts.put(DemoShelf, DemoShelf())
    providers = Providers(
        database=database,
        cipher=parts.get(FieldCipher),
        clock=clock,
        outbound=parts.get(Outbound),
        environment=_providers_of_environment(settings),
        own=[shelf],
        public=public,
    )
    parts.put(Providers, providers)
    parts.get(Reports).add("providers", providers.troubles)
    searches = Searches(
        database=database,
        sources=parts.get(Sources),
        providers=providers,
        events=parts.put(Events, Events()),
        clock=clock,
        deadline_s=settings.source_search_deadline_ms / 1000,
    )
    return parts.put(Searches, searches)


def _providers_of_environment(settings: Settings) -> dict[str, tuple[str, str | None]]:
    """Address and key of each provider that the environment names."""

    def said(secret: SecretStr | None) -> str | None:
        return secret.get_secret_value() if secret else None

    found = {
        "yts": (settings.yts_api_url, None),
        "eztv": (settings.eztv_api_url, None),
        "therarbg": (settings.therarbg_api_url, None),
        "torznab": (settings.torznab_url, said(settings.torznab_api_key)),
        "stremio": (said(settings.stremio_addon_url), None),
        "archive": (settings.archive_url, None),
    }
    is_default = settings.archive_url == Settings.model_fields["archive_url"].default
    return {name: (url, key) for name, (url, key) in found.items() if url and not (name == "archive" and is_default)}


def _discovery(settings: Settings, parts: Parts) -> None:
    """Finding sources while nobody waits. Trackers that the operator names may be in the house; strangers' may not."""
    named = {urlsplit(url).hostname for url in settings.torrent_tracker_announce}
    clock = parts.get(SystemClock)

    async def search(playable: Playable) -> Searched:
        done = await parts.get(Searches).search_now(playable, deadline_s=_UNHURRIED_S)
        return Searched(done.found, done.new, done.has_been_answered)

    async def wanted(session: AsyncSession) -> dict[str, float]:
        return await wanted_titles(session, clock.now().date())

    discovery = Discovery(
        database=parts.get(Database),
        sources=parts.get(Sources),
        cipher=parts.get(FieldCipher),
        jobs=parts.get(Jobs),
        clock=clock,
        sockets=parts.get(Sockets),
        allows=lambda address: is_public(address) or address in named,
        fetch_torrent=parts.get(Providers).fetch_torrent,
        is_gone=partial(is_gone, parts.get(Outbound)),
        search=search,
        wanted=wanted,
        is_searching=not settings.disable_discovery,
        neighbours=parts.get(Engine).dht_nodes if settings.torrent_dht else None,
        extra_trackers=settings.torrent_tracker_announce,
    )
    parts.put(Discovery, discovery)


def _worker(parts: Parts) -> Worker:
    database, registry = parts.get(Database), parts.get(Registry)
    source_jobs.register(registry, database=database, sources=parts.get(Sources), engine=parts.get(Engine))
    return Worker(database, registry, parts.get(LocalWakeUp), parts.get(SystemClock), grace_s=_JOBS_GRACE_S)


def _trakt(settings: Settings, parts: Parts) -> None:
    """Trakt, where the operator has made an application there; else the feature only says how."""
    if not (settings.trakt_client_id and settings.trakt_client_secret):
        parts.put(TraktFeature, TraktFeature(None))
        return
    clock = parts.get(SystemClock)
    trakt = Trakt(
        parts.get(Outbound),
        clock,
        client_id=settings.trakt_client_id,
        client_secret=settings.trakt_client_secret,
        redirect_uri=settings.trakt_redirect_uri,
        api_url=settings.trakt_api_url,
        auth_url=settings.trakt_auth_url,
    )
    feature = viewing_jobs.register_trakt(
        parts.get(Registry),
        parts.get(Schedule),
        database=parts.get(Database),
        cipher=parts.get(FieldCipher),
        jobs=parts.get(Jobs),
        clock=clock,
        trakt=trakt,
        outbox=TraktOutbox(parts.get(Jobs), clock),
        library=parts.get(Library),
    )
    parts.put(TraktFeature, feature)


async def _scheduler(parts: Parts) -> Scheduler:
    """Every scheduled task of the house, by room; this is where rooms put theirs in."""
    database, schedule, clock = parts.get(Database), parts.get(Schedule), parts.get(SystemClock)
    settings = parts.get(Settings)
    housekeeping.register(
        schedule,
        database=database,
        clock=clock,
        keep_done=timedelta(days=settings.jobs_keep_done_days),
        keep_dead=timedelta(days=settings.jobs_keep_dead_days),
    )
    account_jobs.register(schedule, database=database, clock=clock)
    rebuilding.register(schedule, database=database, clock=clock)
    warming.register(schedule, database=database, gallery=parts.get(Gallery))
    catalog_jobs.register(schedule, library=parts.get(Library))
    register_discovery(schedule, parts.get(Discovery))
    await parts.get(Tasks).declare()
    if parts.get(Library).tmdb is not None and await turns.filled_at(database) is None:
        await parts.get(Tasks).run_now("seedCatalogue")  # a token that was set later does not wait for its slot
    return Scheduler(database, schedule, clock, grace_s=_JOBS_GRACE_S)


async def _stored(settings: Settings, parts: Parts, stack: AsyncExitStack) -> None:
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    parts.put(Settings, settings)
    clock = parts.put(SystemClock, SystemClock())
    database = parts.put(Database, Database(settings.database()))
    stack.push_async_callback(database.close)
    parts.put(KeptAnswers, KeptAnswers(database.changes, clock, alone=database.is_sqlite))
    try:
        await migrate(database)
    except Exception as error:
        why = why_out_of_reach(error, database.url)
        if why is None:
            raise
        raise SettingsError(why) from error
    alarms = parts.put(Alarms, Alarms(database, clock))
    given, passphrase = settings.source_security_key, settings.source_security_passphrase
    roots = Roots(settings.data_dir, given, passphrase, settings.source_security_key_previous)
    keyring = await open_roots(database, roots, clock)
    cipher = parts.put(FieldCipher, FieldCipher(keyring, alarms.damaged))
    peers_folder = settings.data_dir / "peers"

    async def reseal_peers() -> int:
        return await asyncio.to_thread(reseal_folder, peers_folder, cipher)

    sealed = (*SEALED, *VIEWING_SEALED)
    parts.put(Rotation, Rotation(database, cipher, keyring, roots, clock, sealed, (reseal_peers,)))
    parts.put(Adoption, Adoption(database, cipher, sealed))
    parts.put(Reports, Reports())
    parts.put(PictureStore, PictureStore(settings.data_dir / "pictures"))
    jobs = parts.put(Jobs, Jobs(parts.put(Registry, Registry()), parts.put(LocalWakeUp, LocalWakeUp()), clock))
    parts.put(Tasks, Tasks(database, parts.put(Schedule, Schedule()), clock))
    sources = parts.put(Sources, Sources(cipher, jobs, clock))
    parts.put(Ranking, sources.ranking)
    parts.put(TitleAdder, TitleAdder(database, sources, clock))
    outbox = TraktOutbox(jobs, clock) if settings.trakt_client_id and settings.trakt_client_secret else None
    parts.put(Diary, Diary(clock, outbox))
    parts.put(Recommender, Recommender(database, clock))


async def _catalog(settings: Settings, parts: Parts, stack: AsyncExitStack) -> None:
    """The library, with TMDB behind it where there is a token, and what both ask the internet through."""
    database, clock = parts.get(Database), parts.get(SystemClock)
    outbound = parts.put(Outbound, _outbound(settings, clock))
    stack.push_async_callback(outbound.aclose)
    token, tmdb = settings.tmdb_api_access_token, None
    if token is not None:
        tmdb = Tmdb(outbound, database, clock, base_url=settings.tmdb_api_url, token=token)
        parts.get(Reports).add("TMDB", tmdb.health.report)
        parts.get(Reports).add("first filling", partial(turns.report, database, clock))
    library = parts.put(Library, Library(database, clock, tmdb))
    stack.push_async_callback(library.close)


def _outbound(settings: Settings, clock: SystemClock) -> Outbound:
    """Trusts what the operator has named; what comes with the program has to be on the public internet."""
    addresses = ("tmdb_api_url", "tmdb_image_url", "trakt_api_url", "trakt_auth_url")
    named = [name for name in addresses if name in settings.model_fields_set]
    policies = {
        urlsplit(settings.trakt_api_url).hostname or "": TRAKT_POLICY,
        urlsplit(settings.tmdb_image_url).hostname or "": _MANY_SMALL_FILES,
        urlsplit(settings.tmdb_api_url).hostname or "": TMDB_POLICY,
    }
    return Outbound(clock, trusted=[getattr(settings, name) for name in named], policies=policies)


def _gallery(settings: Settings, parts: Parts) -> Gallery:
    host = ImageHost(parts.get(Outbound), settings.tmdb_image_url, parts.get(SystemClock))
    shelf = Shelf(settings.data_dir / "pictures" / "cache", round(settings.image_cache_gb * _GB))
    gallery = Gallery(parts.get(Database), parts.get(PictureStore), shelf, host, parts.get(SystemClock))
    return parts.put(Gallery, gallery)


def _accounts(settings: Settings, parts: Parts) -> None:
    database, clock = parts.get(Database), parts.get(SystemClock)
    limiter = parts.put(RateLimiter, RateLimiter(clock))
    parts.put(Clients, Clients(settings.trusted_proxies, [settings.frontend_url] if settings.frontend_url else []))
    jwt_secret = load_or_create_secret(settings.data_dir, "jwt_secret", settings.jwt_secret)
    refresh_secret = load_or_create_secret(settings.data_dir, "refresh_token_secret", settings.refresh_token_secret)
    parts.put(Accounts, Accounts(database, clock, limiter, jwt_secret=jwt_secret, refresh_secret=refresh_secret))


def _engine_config(settings: Settings) -> EngineConfig:
    return EngineConfig(
        folder=settings.data_dir / "peers",
        quota_bytes=round(settings.storage_quota_gb * _GB),
        listen_port=settings.torrent_port,
        dht=settings.torrent_dht,
        extra_trackers=settings.torrent_tracker_announce,
        chunk_bytes=settings.stream_chunk_size,
        stop_within_s=_ENGINE_STOP_S,
        user_agent=f"Miauflix/{__version__}",
    )


def _demo(settings: Settings, parts: Parts) -> DemoWorld:
    house = DemoHouse(
        database=parts.get(Database),
        pictures=parts.get(PictureStore),
        sources=parts.get(Sources),
        clock=parts.get(SystemClock),
        fetch=fetch_with(parts.get(Outbound)),
        shelf=parts.get(DemoShelf),
        fills_lists=settings.tmdb_api_access_token is None,
    )
    return DemoWorld.of(house, settings.data_dir / "demo", settings.demo_film_count())


def _playback(settings: Settings, parts: Parts) -> None:
    async def search(playable: Playable, whose: str | None) -> Search:
        return await parts.get(Searches).search_now(playable, whose=whose)

    secret = load_or_create_secret(settings.data_dir, "session_secret", settings.session_secret)
    tickets = parts.put(Tickets, Tickets(secret, parts.get(SystemClock)))
    playback = Playback(
        database=parts.get(Database),
        sources=parts.get(Sources),
        engine=parts.get(Engine),
        outbound=parts.get(Outbound),
        tickets=tickets,
        limits=StreamLimits(settings.stream_memory_limit_mb),
        timeout_s=settings.stream_timeout_ms / 1000,
        search=search,
    )
    parts.put(Playback, playback)
