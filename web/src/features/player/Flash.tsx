import styles from './Flash.module.css';
import { Glyph, type GlyphName } from './Glyph';

export interface FlashNews {
  /** A new one each time, so that the same news shows again. */
  id: number;
  glyph: GlyphName;
  text?: string | undefined;
  side?: 'left' | 'right' | undefined;
}

/** A short sign in the picture that a key or tap was understood. Whoever cannot see it hears of the effect. */
export function Flash({ news }: { news: FlashNews | null }) {
  if (!news) return null;
  return (
    <div key={news.id} className={`${styles.flash} ${news.side ? styles[news.side] : ''}`} aria-hidden="true">
      <Glyph name={news.glyph} />
      {news.text !== undefined && <span>{news.text}</span>}
    </div>
  );
}
