import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { focusInside } from '@/lib/spatial';
import { Button, FocusGroup, Picture } from '@/ui';
import { useMedia, type MediaStore } from './media';
import { offerAt } from './next';
import styles from './NextCard.module.css';
import type { Phase } from './phase';
import { useLayout } from './useLayout';
import { placeOf } from './useStage';
import { useNextInfo } from './useTitle';

const PLAY_NEXT = 'player:next-card:play';

interface NextCardProps {
  /** The episode that follows. */
  next: string;
  media: MediaStore;
  phase: Phase;
  onPlay: () => void;
}

/** Offers the next episode when `next.ts` says so, and begins it when the time is over. A pause holds the countdown. */
export function NextCard({ next, media, phase, onPlay }: NextCardProps) {
  const { position_s, duration_s, rate } = useMedia(media);
  const [isDeclined, setDeclined] = useState(false);
  const [shownFor_s, setShownFor] = useState(0);
  const hasEnded = phase.kind === 'ended';
  const offer = offerAt({ position_s, duration_s, rate, hasEnded, shownFor_s, isDeclined });
  const in_s = offer?.in_s ?? null;

  const isCounting = in_s !== null && (hasEnded || phase.kind === 'playing');
  useEffect(() => {
    if (!isCounting) return;
    const timer = setInterval(() => setShownFor((seconds) => seconds + 0.5), 500);
    return () => clearInterval(timer);
  }, [isCounting]);

  const begin = useEffectEvent(onPlay);
  const isDue = hasEnded && in_s === 0;
  useEffect(() => {
    if (isDue) begin();
  }, [isDue]);

  if (!offer) return null;
  return <Card next={next} in_s={in_s} onPlay={onPlay} onDecline={() => setDeclined(true)} />;
}

interface CardProps {
  next: string;
  in_s: number | null;
  onPlay: () => void;
  onDecline: () => void;
}

function Card({ next, in_s, onPlay, onDecline }: CardProps) {
  const { t } = useTranslation();
  const info = useNextInfo(next);
  const isTelevision = useLayout() === 'tv';
  useEffect(() => {
    // A remote has no other quick way there. Whoever is busy with another control is left alone.
    if (isTelevision && placeOf(document.activeElement) === 'stage') void focusInside(PLAY_NEXT);
  }, [isTelevision]);
  const name = info?.name ?? '';
  return (
    <FocusGroup as="section" focusKey="player:next-card" className={styles.card} aria-label={t('player.upNext')}>
      <div className={styles.still}>
        <Picture picture={info?.still} shape="wide" sizes="12rem" title={name} />
      </div>
      <div className={styles.words}>
        <p className={styles.kicker}>{in_s === null ? t('player.upNext') : t('player.upNextIn', { count: in_s })}</p>
        <p className={styles.name}>{name}</p>
        <div className={styles.ways}>
          <Button look="primary" icon="play" onClick={onPlay} focusKey={PLAY_NEXT}>
            {t('player.playNow')}
          </Button>
          {in_s !== null && (
            <Button look="quiet" onClick={onDecline}>
              {t('player.notNow')}
            </Button>
          )}
        </div>
      </div>
    </FocusGroup>
  );
}
