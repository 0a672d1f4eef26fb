import styles from './Avatar.module.css';

/** The cats a profile can be. Each has its own fur and its own mood. */
export const AVATARS = ['cat-amber', 'cat-blue', 'cat-rose', 'cat-green', 'cat-violet', 'cat-grey'] as const;
export type AvatarName = (typeof AVATARS)[number];

const EYES: Record<AvatarName, string> = {
  'cat-amber': 'M22 35a3.5 4.5 0 1 0 0-.01M42 35a3.5 4.5 0 1 0 0-.01',
  'cat-blue': 'M18 36q4 4.5 8 0M38 36q4 4.5 8 0',
  'cat-rose': 'M18 37q4-4.5 8 0M38 37q4-4.5 8 0',
  'cat-green': 'M18 36q4 4.5 8 0M42 35a3.5 4.5 0 1 0 0-.01',
  'cat-violet': 'M18.5 33.5 25.5 37M45.5 33.5 38.5 37',
  'cat-grey': 'M18.5 36h7M38.5 36h7',
};

const HEAD =
  'M8.6 9.2c.3-2.4 3-3.5 4.9-2.1L25.6 16c4.2-.9 8.6-.9 12.8 0l12.1-8.9c1.9-1.4 4.6-.3 4.9 2.1l2.2 17.6c1.6 3.3 2.4 7 2.4 10.8C60 52.6 47.7 62 32 62S4 52.6 4 37.6c0-3.8.8-7.5 2.4-10.8z';

export function Avatar({ name, size = '2.25rem' }: { name: string; size?: string }) {
  const known = (AVATARS as readonly string[]).includes(name) ? (name as AvatarName) : 'cat-amber';
  return (
    <span className={`${styles.tile} ${styles[known]}`} style={{ width: size }} aria-hidden="true">
      <svg viewBox="-8 -6 80 80" width="100%" height="100%" focusable="false">
        <path className={styles.fur} d={HEAD} />
        <g className={styles.lines}>
          <path d={EYES[known]} />
          <path d="M30 43.5h4L32 46zM32 46v2.5M32 48.5q-3 3.5-6.5 1M32 48.5q3 3.5 6.5 1" />
          <path d="M3 43l8 1.5M3 50l8-1M61 43l-8 1.5M61 50l-8-1" />
        </g>
      </svg>
    </span>
  );
}
