import { useState } from 'react';
import { thumbhashUrl } from '@/lib/thumbhash';
import type { PictureSource } from '@/ui';
import styles from './Backdrop.module.css';

const WIDTHS = [640, 960, 1280, 1920];

/** The title's picture over the whole screen, dimmed, while there is no film to see. */
export function Backdrop({ picture }: { picture: PictureSource | null }) {
  const [isHere, setHere] = useState(false);
  const blur = picture ? thumbhashUrl(picture.thumbhash) : null;
  return (
    <div className={styles.backdrop} aria-hidden="true">
      {blur && <img className={styles.picture} src={blur} alt="" />}
      {picture && (
        <img
          className={`${styles.picture} ${isHere ? styles.here : styles.waiting}`}
          src={`${picture.url}/1280`}
          srcSet={WIDTHS.map((width) => `${picture.url}/${width} ${width}w`).join(', ')}
          sizes="100vw"
          alt=""
          onLoad={() => setHere(true)}
        />
      )}
      <div className={styles.veil} />
    </div>
  );
}
