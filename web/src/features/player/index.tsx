import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { titlePathOf, watchPath } from '@/lib/places';
import { PAGE } from '@/lib/spatial';
import { FocusGroup } from '@/ui';
import styles from './Player.module.css';
import { Session } from './Session';

/** `/watch/<ref>`, with `?source=` for a certain source and `?t=` for a second other than where it was left. */
export default function Player() {
  const { t } = useTranslation();
  const { ref = '' } = useParams();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const stage = useRef<HTMLElement>(null);
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const sourceId = search.get('source') ?? undefined;

  const leave = () => {
    // A player opened by its address has no page of ours to go back to.
    const hasBefore = ((window.history.state as { idx?: number } | null)?.idx ?? 0) > 0;
    if (hasBefore) void navigate(-1);
    else void navigate(titlePathOf(ref) ?? '/', { replace: true });
  };

  return (
    <main ref={stage} className={styles.stage} tabIndex={-1} aria-label={t('player.region')}>
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- captions come with the subtitles of a later room */}
      <video ref={setVideo} className={styles.video} playsInline preload="auto" />
      <FocusGroup focusKey={PAGE}>
        {video && (
          <Session
            key={`${ref} ${sourceId}`}
            wish={{ ref, sourceId, at_s: secondsIn(search.get('t')) }}
            video={video}
            stage={stage}
            onNext={(next) => void navigate(watchPath(next), { replace: true })}
            onLeave={leave}
          />
        )}
      </FocusGroup>
    </main>
  );
}

function secondsIn(text: string | null): number | null {
  return text !== null && /^\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}
