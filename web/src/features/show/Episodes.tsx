import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMarkMutation, useProgressOfShowQuery, useSeasonQuery, type EpisodeOut, type ProgressOut } from '@/api';
import { useDemoWorld } from '@/lib/demo';
import { isAhead, useFormat } from '@/lib/format';
import { watchPath } from '@/lib/places';
import { Bone, IconButton, Meter, Picture, SlowNote, TroublePanel, useFocusItem } from '@/ui';
import { EpisodeSources } from './EpisodeSources';
import styles from './Show.module.css';

interface EpisodesProps {
  tmdbId: number;
  season: number;
  lang: string;
}

export function Episodes({ tmdbId, season, lang }: EpisodesProps) {
  const { t } = useTranslation();
  const page = useSeasonQuery({ tmdbId, number: season, lang });
  const progress = useProgressOfShowQuery({ show: tmdbId, season }).currentData?.items ?? [];
  const demo = useDemoWorld();
  const [asked, setAsked] = useState<EpisodeOut | null>(null);

  if (page.isError) return <TroublePanel error={page.error} onRetry={() => void page.refetch()} />;
  if (page.currentData === undefined) return <EpisodeBones />;
  return (
    <ol className={styles.episodes} aria-label={page.currentData.name}>
      {page.currentData.episodes.map((episode) => (
        <li key={episode.ref} className={styles.row}>
          <EpisodeLink
            episode={episode}
            progress={progress.find((one) => one.ref === episode.ref)}
            making={demo?.making(episode.ref) ?? null}
          />
          <IconButton
            icon="swarm"
            label={t('sources.listOf', { title: episode.title })}
            focusKey={`sources:${episode.ref}`}
            onClick={() => setAsked(episode)}
          />
          <WatchedButton episode={episode} watched={progress.some((one) => one.ref === episode.ref && one.watched)} />
        </li>
      ))}
      {asked && (
        <li>
          <EpisodeSources playable={asked.ref} title={asked.title} onClose={() => setAsked(null)} />
        </li>
      )}
      {page.currentData.episodes.length === 0 && <li>{t('title.noEpisodes')}</li>}
    </ol>
  );
}

/** What holds the place of the episodes. */
export function EpisodeBones() {
  return (
    <>
      <Bone height="7rem" />
      <Bone height="7rem" />
      <SlowNote waiting />
    </>
  );
}

interface EpisodeLinkProps {
  episode: EpisodeOut;
  progress: ProgressOut | undefined;
  making: number | null;
}

function EpisodeLink({ episode, progress, making }: EpisodeLinkProps) {
  const { t } = useTranslation();
  const { runtime, day } = useFormat();
  const playable = (episode.available ?? false) && making === null;
  const date = episode.air_date ?? null;
  const isComing = isAhead(date);
  const facts = [
    making !== null && t('demo.making', { percent: making }),
    date !== null && (isComing ? t('title.airs', { date: day(date) }) : day(date)),
    making === null && !isComing && !episode.available && t('title.notAvailable'),
    playable && episode.runtime_min !== null && runtime(episode.runtime_min),
  ];
  const { ref } = useFocusItem<HTMLAnchorElement>({ focusKey: `episode:${episode.ref}`, disabled: !playable });
  const content = (
    <>
      <span className={styles.still}>
        <Picture picture={episode.still} shape="wide" title={episode.title} sizes="14rem" />
        {progress && progress.position_s > 0 && !progress.watched && (
          <Meter value={progress.position_s / progress.duration_s} edge />
        )}
      </span>
      <span className={styles.words}>
        <span className={styles.name}>
          <span className={styles.number}>{episode.number}</span> {episode.title}
        </span>
        <span className={styles.meta}>{facts.filter(Boolean).join(' · ')}</span>
        <span className={styles.overview}>{episode.overview}</span>
      </span>
    </>
  );
  if (!playable) return <div className={`${styles.episode} ${styles.absent}`}>{content}</div>;
  return (
    <Link ref={ref} to={watchPath(episode.ref)} className={styles.episode}>
      {content}
    </Link>
  );
}

function WatchedButton({ episode, watched }: { episode: EpisodeOut; watched: boolean }) {
  const { t } = useTranslation();
  const [mark, marking] = useMarkMutation();
  const label = watched ? t('title.markUnwatched') : t('title.markWatched');
  return (
    <IconButton
      icon={watched ? 'check' : 'eye'}
      label={`${label}: ${episode.title}`}
      busy={marking.isLoading}
      onClick={() => void mark({ watchedMark: { ref: episode.ref, watched: !watched } })}
    />
  );
}
