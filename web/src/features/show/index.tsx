import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { useNextOfShowQuery, useShowQuery } from '@/api';
import { useLanguage } from '@/lib/session';
import { useOnWatchlist } from '@/lib/watchlist';
import {
  AddToList,
  Button,
  Choice,
  Credits,
  Hero,
  HeroBones,
  Icon,
  Page,
  Said,
  SlowNote,
  TitleFacts,
  TitleMore,
  TroublePanel,
} from '@/ui';
import { EpisodeBones, Episodes } from './Episodes';
import { NextUp } from './NextUp';
import styles from './Show.module.css';

export default function Show() {
  const { t } = useTranslation();
  const tmdbId = Number(useParams()['id']);
  const lang = useLanguage();
  const [query, setQuery] = useSearchParams();
  const listed = useOnWatchlist(`show:${tmdbId}`);
  const show = useShowQuery({ tmdbId, lang });
  const next = useNextOfShowQuery({ tmdbId, lang });
  const here = useFirst(next.currentData?.episode.season, `${tmdbId}`);

  if (show.isError) {
    return (
      <Page title={t('title.show')} heading="read">
        <TroublePanel error={show.error} onRetry={() => void show.refetch()} />
      </Page>
    );
  }
  if (show.data === undefined) {
    return (
      <Page title="" heading="own" bleed>
        <HeroBones poster />
        <SlowNote waiting />
      </Page>
    );
  }

  const title = show.data;
  const isPlaced = next.currentData !== undefined || next.isError || query.has('season');
  const season = seasonToShow(title.seasons, query.get('season') ?? String(here));
  return (
    <Page title={title.title} heading="own" bleed first="show:play">
      <Hero
        title={title.title}
        backdrop={title.backdrop}
        poster={title.poster}
        tagline={title.tagline}
        facts={
          <>
            <TitleFacts title={title} more={t('title.seasons', { count: title.seasons.length })} />
            <TitleMore title={title} />
          </>
        }
        overview={title.overview}
        actions={
          <>
            {next.currentData && <NextUp next={next.currentData} />}
            <Button
              icon={listed.isListed ? 'check' : 'plus'}
              focusKey="show:list"
              aria-pressed={listed.isListed}
              busy={listed.isBusy}
              onClick={listed.toggle}
            >
              {listed.isListed ? t('watchlist.added') : t('watchlist.add')}
            </Button>
            <AddToList titleRef={`show:${tmdbId}`} title={title.title} />
          </>
        }
      />
      <div className={styles.below}>
        {title.seasons.length > 1 && season !== null && isPlaced && (
          <Choice
            label={t('title.season')}
            hideLabel
            options={title.seasons.map((one) => ({
              value: String(one.number),
              label: one.name,
              note: <Watched count={one.watched_count} of={one.episode_count} />,
            }))}
            value={String(season)}
            onChange={(value) => setQuery({ season: value }, { replace: true })}
          />
        )}
        {season === null && <p>{t('title.noEpisodes')}</p>}
        {season !== null && !isPlaced && <EpisodeBones />}
        {season !== null && isPlaced && <Episodes tmdbId={tmdbId} season={season} lang={lang} />}
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

/** How much of a season was watched: in numbers, or a check when it is all of it. */
function Watched({ count, of }: { count: number; of: number }) {
  const { t } = useTranslation();
  if (of === 0) return null;
  const isAll = count === of;
  return (
    <>
      {' '}
      <small className={isAll ? styles.all : styles.some} aria-hidden="true">
        {isAll ? <Icon name="check" size="1em" /> : t('title.watchedOf', { watched: count, total: of })}
      </small>
      <span className="unseen">
        {isAll ? t('title.watchedAll') : t('title.watchedOfSpoken', { watched: count, total: of })}
      </span>
    </>
  );
}

/** What it was when it was first known: marking the last episode of a season must not turn the page under a hand. */
function useFirst<T>(value: T | undefined, of: string): T | undefined {
  const [kept, keep] = useState<{ of: string; value: T } | null>(null);
  if (value !== undefined && kept?.of !== of) keep({ of, value });
  return kept?.of === of ? kept.value : value;
}

/** The season asked for, else the first real one; specials are season 0. */
function seasonToShow(seasons: { number: number }[], asked: string | null): number | null {
  const known = seasons.find(({ number }) => String(number) === asked);
  return known?.number ?? seasons.find(({ number }) => number > 0)?.number ?? seasons[0]?.number ?? null;
}
