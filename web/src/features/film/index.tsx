import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useMarkMutation, useMovieQuery, useProgressQuery } from '@/api';
import { useDemoWorld } from '@/lib/demo';
import { useFormat } from '@/lib/format';
import { watchPath } from '@/lib/places';
import { useLanguage } from '@/lib/session';
import { useSources } from '@/lib/sourceSearch';
import { useOnWatchlist } from '@/lib/watchlist';
import {
  AddToList,
  Button,
  ButtonLink,
  Credits,
  Hero,
  HeroBones,
  MakingNote,
  Page,
  Said,
  SlowNote,
  Sources,
  TitleFacts,
  TitleMore,
  TroubleLine,
  TroublePanel,
} from '@/ui';
import { AddedTitle } from './AddedTitle';
import { Collection } from './Collection';
import styles from './Film.module.css';

/** From one film to the next of its collection nothing of the first may stay. */
export default function Film() {
  const tmdbId = Number(useParams()['id']);
  return <OneFilm key={tmdbId} tmdbId={tmdbId} />;
}

function OneFilm({ tmdbId }: { tmdbId: number }) {
  const { t } = useTranslation();
  const lang = useLanguage();
  const ref = `movie:${tmdbId}`;
  const film = useMovieQuery({ tmdbId, lang });
  // A film that nobody has opened yet is learned of by its page; before that there is nothing to look for.
  const { offers, search } = useSources(ref, { skip: film.data === undefined });
  const progress = useProgressQuery({ refs: ref }).data?.items[0];
  const [mark, marking] = useMarkMutation();
  const listed = useOnWatchlist(ref);
  const making = useDemoWorld()?.making(ref) ?? null;

  if (film.isError) {
    return (
      <Page title={t('title.film')} heading="read">
        <TroublePanel error={film.error} onRetry={() => void film.refetch()} />
      </Page>
    );
  }
  if (film.data === undefined) {
    return (
      <Page title="" heading="own" bleed>
        <HeroBones poster />
        <SlowNote waiting />
      </Page>
    );
  }

  const title = film.data;
  const sources = offers.data?.items ?? [];
  const isPlayable = offers.data === undefined ? title.available : sources.length > 0;
  const watched = progress?.watched ?? false;
  const begun = progress !== undefined && progress.resume_at_s > 0;
  return (
    <Page title={title.title} heading="own" bleed first="film:play">
      <Hero
        title={title.title}
        backdrop={title.backdrop}
        poster={title.poster}
        tagline={title.tagline}
        facts={
          <>
            <TitleFacts title={title} />
            <TitleMore title={title} />
          </>
        }
        overview={title.overview}
        actions={
          <>
            {making !== null && <MakingNote percent={making} />}
            {making === null && isPlayable && (
              <ButtonLink to={watchPath(ref)} look="primary" icon="play" focusKey="film:play">
                {begun ? t('common.resume') : t('common.play')}
              </ButtonLink>
            )}
            {begun && <Left positionS={progress.position_s} durationS={progress.duration_s} />}
            <Button
              icon={listed.isListed ? 'check' : 'plus'}
              focusKey="film:list"
              aria-pressed={listed.isListed}
              busy={listed.isBusy}
              onClick={listed.toggle}
            >
              {listed.isListed ? t('watchlist.added') : t('watchlist.add')}
            </Button>
            <AddToList titleRef={ref} title={title.title} />
            <Button
              icon={watched ? 'check' : 'eye'}
              focusKey="film:watched"
              busy={marking.isLoading}
              onClick={() => void mark({ watchedMark: { ref, watched: !watched } })}
            >
              {watched ? t('title.watched') : t('title.markWatched')}
            </Button>
            {title.is_added_by_hand && <AddedTitle titleRef={ref} name={title.title} />}
          </>
        }
      />
      <div className={styles.below}>
        <TroubleLine error={marking.error ?? listed.error} />
        {offers.isError && <TroubleLine error={offers.error} />}
        {making === null && offers.data && (
          <Sources playable={ref} sources={sources} ledger={offers.data.ledger.entries} search={search} />
        )}
        {title.collection !== null && <Collection tmdbId={tmdbId} name={title.collection.name} lang={lang} />}
        <Credits cast={title.cast ?? []} crew={title.crew ?? []} trailers={title.trailers ?? []} />
        {title.attribution !== null && (
          <p className={styles.attribution}>
            <Said said={title.attribution_said} english={title.attribution} />
          </p>
        )}
      </div>
    </Page>
  );
}

/** How much is left, beside the button that goes on. */
function Left({ positionS, durationS }: { positionS: number; durationS: number }) {
  const { t } = useTranslation();
  const { runtime } = useFormat();
  const minutes = Math.max(1, Math.round((durationS - positionS) / 60));
  return <span className={styles.left}>{t('home.left', { time: runtime(minutes) })}</span>;
}
