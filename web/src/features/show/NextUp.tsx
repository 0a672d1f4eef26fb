import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NextUpOut } from '@/api';
import { useDemoWorld } from '@/lib/demo';
import { useFormat } from '@/lib/format';
import { watchPath } from '@/lib/places';
import { useSources } from '@/lib/sourceSearch';
import { Button, ButtonLink } from '@/ui';
import { EpisodeSources } from './EpisodeSources';
import styles from './Show.module.css';

/** Plays the episode that comes now for this profile; or says when it airs, or looks for where it can be had. */
export function NextUp({ next: { episode, why, has_aired } }: { next: NextUpOut }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const demo = useDemoWorld();
  const [isAsked, setAsked] = useState(false);
  const isMade = demo?.making(episode.ref) == null;
  // Of a whole show only the episode that comes is looked for: each costs every provider a question.
  useSources(episode.ref, { skip: !has_aired || !isMade || why === 'again' });
  const which = t('title.episodeShort', { season: episode.season, number: episode.number });

  if (episode.available) {
    return (
      <ButtonLink to={watchPath(episode.ref)} look="primary" icon="play" focusKey="show:play">
        {why === 'resume' ? t('title.resumeEpisode', { which }) : t('title.playEpisode', { which })}
      </ButtonLink>
    );
  }
  if (!has_aired) {
    return (
      <span className={styles.coming}>
        {episode.air_date ? t('title.airsOn', { which, date: day(episode.air_date) }) : t('title.comes', { which })}
      </span>
    );
  }
  if (!isMade) return null;
  return (
    <>
      <Button look="primary" icon="search" focusKey="show:play" onClick={() => setAsked(true)}>
        {t('title.findEpisode', { which })}
      </Button>
      {isAsked && <EpisodeSources playable={episode.ref} title={episode.title} onClose={() => setAsked(false)} />}
    </>
  );
}
