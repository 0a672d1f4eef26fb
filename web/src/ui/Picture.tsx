import { useState } from 'react';
import { thumbhashUrl } from '@/lib/thumbhash';
import styles from './Picture.module.css';

export interface PictureSource {
  url: string;
  width: number;
  height: number;
  thumbhash: string;
}

interface PictureProps {
  picture: PictureSource | null | undefined;
  /** Shape of the box, whatever the picture's own. */
  shape: 'poster' | 'wide';
  /** How wide it is shown, as in `<img sizes>`. */
  sizes: string;
  /** Drawn when there is no picture. */
  title: string;
  /** Among the first things seen: loaded at once. */
  eager?: boolean;
}

const WIDTHS = { poster: [160, 240, 320, 480, 640], wide: [320, 480, 640, 960, 1280, 1920] };

/** A picture in a box that has its size before anything is loaded: nothing moves when it comes. */
export function Picture({ picture, shape, sizes, title, eager = false }: PictureProps) {
  const [state, setState] = useState<'waiting' | 'here' | 'broken'>('waiting');
  const blur = picture ? thumbhashUrl(picture.thumbhash) : null;
  const drawn = !picture || state === 'broken';
  return (
    <span className={`${styles.box} ${styles[shape]}`}>
      {drawn && <TitleTile title={title} shape={shape} />}
      {!drawn && blur && <img className={styles.blur} src={blur} alt="" aria-hidden="true" />}
      {!drawn && (
        <img
          className={state === 'here' ? styles.here : styles.waiting}
          src={`${picture.url}/${WIDTHS[shape][2]}`}
          srcSet={WIDTHS[shape].map((width) => `${picture.url}/${width} ${width}w`).join(', ')}
          sizes={sizes}
          alt=""
          decoding="async"
          loading={eager ? 'eager' : 'lazy'}
          fetchPriority={eager ? 'high' : 'auto'}
          onLoad={() => setState('here')}
          onError={() => setState('broken')}
          ref={(image) => {
            if (image?.complete && image.naturalWidth > 0 && state === 'waiting') setState('here');
          }}
        />
      )}
    </span>
  );
}

/** The card of a title that has no picture: its name on a colour that is always the same for it. */
function TitleTile({ title, shape }: { title: string; shape: 'poster' | 'wide' }) {
  return (
    <span className={`${styles.tile} ${styles[`hue${hueOf(title)}`]}`} aria-hidden="true">
      <svg viewBox="0 0 64 64" className={styles.ears}>
        <path d="M8.6 7.2c.3-2.4 3-3.5 4.9-2.1L25.6 14c4.2-.9 8.6-.9 12.8 0l12.1-8.9c1.9-1.4 4.6-.3 4.9 2.1l2.2 17.6c1.6 3.3 2.4 7 2.4 10.8C60 50.6 47.7 60 32 60S4 50.6 4 35.6c0-3.8.8-7.5 2.4-10.8z" />
      </svg>
      <span className={shape === 'poster' ? styles.tileTitle : styles.tileTitleWide}>{title}</span>
    </span>
  );
}

const HUES = 6;

function hueOf(title: string): number {
  let sum = 0;
  for (const char of title) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 9973;
  return sum % HUES;
}
