import type { ReactNode } from 'react';
import { thumbhashUrl } from '@/lib/thumbhash';
import styles from './Hero.module.css';
import { Picture, type PictureSource } from './Picture';

interface HeroProps {
  title: string;
  backdrop: PictureSource | null | undefined;
  /** Shown beside the text where there is room. */
  poster?: PictureSource | null | undefined;
  /** Above the title. */
  kicker?: ReactNode;
  tagline?: string;
  facts: ReactNode;
  overview: string;
  actions: ReactNode;
  /** As tall as home wants it, rather than as its text needs. */
  tall?: boolean;
}

/** A title in front of its own picture. */
export function Hero({ title, backdrop, poster, kicker, tagline, facts, overview, actions, tall }: HeroProps) {
  return (
    <section
      className={[styles.hero, tall ? styles.tall : '', poster === undefined ? '' : styles.withPoster].join(' ')}
    >
      <Backdrop picture={backdrop} />
      <div className={styles.content}>
        {poster !== undefined && (
          <div className={styles.poster}>
            <Picture picture={poster} shape="poster" title={title} sizes="17rem" eager />
          </div>
        )}
        <div className={styles.text}>
          {kicker}
          <h1 tabIndex={-1}>{title}</h1>
          {tagline !== undefined && tagline !== '' && <p className={styles.tagline}>{tagline}</p>}
          {facts}
          <p className={styles.overview}>{overview}</p>
          <div className={styles.actions}>{actions}</div>
        </div>
      </div>
    </section>
  );
}

function Backdrop({ picture }: { picture: PictureSource | null | undefined }) {
  const blur = picture ? thumbhashUrl(picture.thumbhash) : null;
  return (
    <div className={styles.backdrop} aria-hidden="true">
      {blur && <img className={styles.blur} src={blur} alt="" />}
      {picture && (
        <img
          src={`${picture.url}/1280`}
          srcSet={[640, 960, 1280, 1920].map((width) => `${picture.url}/${width} ${width}w`).join(', ')}
          sizes="100vw"
          alt=""
          decoding="async"
          fetchPriority="high"
        />
      )}
    </div>
  );
}

/** Year, length, rating and the like, with dots between them. */
export function Facts({ children }: { children: ReactNode[] }) {
  return (
    <div className={styles.factsBox}>
      <ul className={styles.facts}>
        {children
          .filter((fact) => fact !== null && fact !== undefined && fact !== '')
          .map((fact, index) => (
            // Facts neither move nor change.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={index}>{fact}</li>
          ))}
      </ul>
    </div>
  );
}

export function HeroBones({ tall, poster }: { tall?: boolean; poster?: boolean }) {
  return (
    <div className={`${styles.hero} ${tall ? styles.tall : ''}`} aria-hidden="true">
      <div className={styles.content}>
        {poster && <div className={`${styles.poster} ${styles.posterBone}`} />}
        <div className={styles.text}>
          <span className={`${styles.bone} ${styles.boneTitle}`} />
          <span className={styles.bone} />
          <span className={styles.bone} />
          <span className={`${styles.bone} ${styles.boneButton}`} />
        </div>
      </div>
    </div>
  );
}
