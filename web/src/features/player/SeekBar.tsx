import { useRef, useState, type CSSProperties, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFocusItem } from '@/ui';
import { useMedia, type MediaStore } from './media';
import { fetchedSpans, type Span } from './ranges';
import styles from './SeekBar.module.css';
import { clock } from './time';
import { useSpokenTime } from './useSpokenTime';
import type { Scrubbing } from './useScrub';
import type { SwarmStatus } from './wire';

export const BAR = 'player:bar';

interface SeekBarProps {
  media: MediaStore;
  status: SwarmStatus | null;
  scrubbing: Scrubbing;
}

/** Where the film is, what of it is here, and the way to any other place. */
export function SeekBar({ media, status, scrubbing }: SeekBarProps) {
  const { t } = useTranslation();
  const spoken = useSpokenTime();
  const { position_s, duration_s, buffered } = useMedia(media);
  const { ref } = useFocusItem<HTMLDivElement>({ focusKey: BAR });
  const bar = useRef<HTMLDivElement>(null);
  const [hover_s, setHover] = useState<number | null>(null);

  const length_s = duration_s ?? 0;
  const shown_s = scrubbing.target_s ?? position_s;
  const bubble_s = scrubbing.target_s ?? hover_s;
  const placeOf = (event: PointerEvent) => {
    const box = bar.current?.getBoundingClientRect();
    return box && box.width > 0 ? within01((event.clientX - box.left) / box.width) * length_s : 0;
  };

  return (
    <div
      ref={ref}
      className={`${styles.area} ${scrubbing.target_s === null ? '' : styles.grabbed}`}
      role="slider"
      tabIndex={0}
      aria-label={t('player.position')}
      aria-valuemin={0}
      aria-valuemax={Math.round(length_s)}
      aria-valuenow={Math.round(shown_s)}
      aria-valuetext={t('player.positionOf', { position: spoken(shown_s), duration: spoken(length_s) })}
      aria-disabled={duration_s === null}
      onMouseDown={(event) => event.preventDefault()}
      onPointerDown={(event) => {
        if (event.button !== 0 || duration_s === null) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        scrubbing.drag(placeOf(event));
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) scrubbing.drag(placeOf(event));
        if (event.pointerType === 'mouse') setHover(placeOf(event));
      }}
      onPointerUp={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        event.currentTarget.releasePointerCapture(event.pointerId);
        scrubbing.commit();
      }}
      onPointerCancel={() => scrubbing.cancel()}
      onPointerLeave={() => setHover(null)}
    >
      <div ref={bar} className={styles.track}>
        <Spans spans={status ? fetchedSpans(status.fetched, status.size_bytes) : []} className={styles.fetched} />
        <Spans spans={buffered} className={styles.buffered} />
        <div className={styles.way} style={{ width: percent(Math.max(position_s, shown_s), length_s) }} />
        <div className={styles.played} style={{ width: percent(Math.min(position_s, shown_s), length_s) }} />
      </div>
      <div className={styles.knob} style={{ left: percent(shown_s, length_s) }} />
      {bubble_s !== null && length_s > 0 && (
        <span className={styles.bubble} style={bubbleAt(bubble_s / length_s)} aria-hidden="true">
          {clock(bubble_s, length_s)}
        </span>
      )}
    </div>
  );
}

function Spans({ spans, className }: { spans: readonly Span[]; className: string | undefined }) {
  return spans.map(({ start, end }) => (
    <div
      key={start}
      className={className}
      style={{ left: `${(start * 100).toFixed(2)}%`, width: `${((end - start) * 100).toFixed(2)}%` }}
    />
  ));
}

function percent(part_s: number, whole_s: number): string {
  return whole_s > 0 ? `${(within01(part_s / whole_s) * 100).toFixed(3)}%` : '0%';
}

/** `--at` lets the bubble lean inwards near the edges of a narrow screen. */
function bubbleAt(fraction: number): CSSProperties {
  return { left: percent(fraction, 1), ['--at' as string]: within01(fraction) };
}

function within01(value: number): number {
  return Math.min(1, Math.max(0, value));
}
