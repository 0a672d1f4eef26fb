import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useFocusItem } from './focus';
import { Meter } from './Meter';
import { Picture, type PictureSource } from './Picture';
import styles from './Poster.module.css';

interface PosterProps {
  to: string;
  title: string;
  /** Below the title: the year, say. */
  note?: string | undefined;
  picture: PictureSource | null | undefined;
  focusKey?: string;
  eager?: boolean;
  /** Over the picture: why it cannot be played yet. */
  badge?: string | undefined;
  /** From 0 to 1, drawn along the bottom of the picture. */
  progress?: number | undefined;
  /** The title whose page this is. */
  current?: boolean;
}

/** A title on a wall or in a row. */
export function Poster({ to, title, note, picture, focusKey, eager, badge, progress, current }: PosterProps) {
  const { ref } = useFocusItem<HTMLAnchorElement>({ focusKey });
  return (
    <Link ref={ref} to={to} className={styles.card} aria-current={current === true ? 'page' : undefined}>
      <span className={styles.frame}>
        <Picture
          picture={picture}
          shape="poster"
          title={title}
          sizes="(min-width: 1900px) 14rem, (min-width: 760px) 11rem, 33vw"
          eager={eager ?? false}
        />
        {badge !== undefined && <span className={styles.badge}>{badge}</span>}
        {progress !== undefined && <Meter value={progress} edge />}
      </span>
      <span className={styles.title}>{title}</span>
      {note !== undefined && <span className={styles.note}>{note}</span>}
    </Link>
  );
}

interface StillProps extends Omit<PosterProps, 'badge' | 'current'> {
  /** Read out after the title: how much is left. */
  hint?: string;
}

/** A wide card: something half watched, or an episode. */
export function Still({ to, title, note, picture, focusKey, eager, progress, hint }: StillProps) {
  const { ref } = useFocusItem<HTMLAnchorElement>({ focusKey });
  return (
    <Link ref={ref} to={to} className={`${styles.card} ${styles.wide}`}>
      <span className={styles.frame}>
        <Picture
          picture={picture}
          shape="wide"
          title={title}
          sizes="(min-width: 1900px) 25rem, (min-width: 760px) 19rem, 70vw"
          eager={eager ?? false}
        />
        {progress !== undefined && <Meter value={progress} edge />}
      </span>
      <span className={styles.title}>{title}</span>
      {note !== undefined && <span className={styles.note}>{note}</span>}
      {hint !== undefined && <span className="unseen">{hint}</span>}
    </Link>
  );
}

/** Posters side by side, as many as fit. */
export function PosterGrid({ children }: { children: ReactNode[] }) {
  return (
    <ul className={styles.grid}>
      {children.map((child, index) => (
        // The posters inside carry keys of their own.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index}>{child}</li>
      ))}
    </ul>
  );
}
