"""What this room does by itself."""

from datetime import timedelta

from miauflix.catalog import Library
from miauflix.infra.cipher import FieldCipher
from miauflix.infra.db import Database
from miauflix.infra.jobs import Jobs, Registry
from miauflix.infra.scheduler import Schedule, ScheduledTask, TaskContext
from miauflix.kit.clock import Clock
from miauflix.kit.sentences import Sentence
from miauflix.viewing.store import trakt_links
from miauflix.viewing.trakt.client import Trakt
from miauflix.viewing.trakt.feature import TraktFeature
from miauflix.viewing.trakt.linking import POLL, REVOKE, TraktLinking
from miauflix.viewing.trakt.outbox import SYNC, TraktOutbox
from miauflix.viewing.trakt.sync import TraktSync
from miauflix.viewing.trakt.tokens import TraktTokens
from miauflix.viewing.trakt.unknown import LEARN, UnknownTitles

_SYNCED = Sentence("profiles_synced", "{profiles} profiles")
_CLOSED = Sentence("scrobbles_closed", "{players} players had gone away")


def register_trakt(
    registry: Registry,
    schedule: Schedule,
    *,
    database: Database,
    cipher: FieldCipher,
    jobs: Jobs,
    clock: Clock,
    trakt: Trakt,
    outbox: TraktOutbox,
    library: Library,
) -> TraktFeature:
    """Handle the jobs of the link to Trakt and schedule its tasks; for an operator who has set it up."""
    linking = TraktLinking(database, cipher, jobs, clock, trakt, outbox)
    unknown = UnknownTitles(jobs, library)
    sync = TraktSync(database, clock, trakt, TraktTokens(database, cipher, clock, trakt), unknown)
    registry.handle(POLL, linking.poll, timeout_s=120)
    registry.handle(REVOKE, linking.revoke, timeout_s=120)
    registry.handle(SYNC, sync.run)
    registry.handle(LEARN, unknown.learn)

    async def sync_trakt(context: TaskContext) -> str:
        """Everybody who is linked, in case something changed there."""
        async with database.write() as session:
            profiles = await trakt_links.linked(session)
            for profile_id in profiles:
                await outbox.sync(session, profile_id)
            result = _SYNCED(profiles=len(profiles))
            await context.commit_in(session, result)
        return result

    async def close_scrobbles(context: TaskContext) -> str:
        """Players that went away without a word are stopped for Trakt too."""
        async with database.write() as session:
            result = _CLOSED(players=await outbox.close_left(session))
            await context.commit_in(session, result)
        return result

    schedule.add(ScheduledTask("syncTrakt", every=timedelta(minutes=30), run=sync_trakt))
    schedule.add(ScheduledTask("closeScrobbles", every=timedelta(minutes=2), run=close_scrobbles))
    return TraktFeature(linking)
