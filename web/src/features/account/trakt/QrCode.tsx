import { useMemo } from 'react';
import { encode } from 'uqr';
import styles from './Trakt.module.css';

/** Modules of light around the code, without which cameras do not find it (ISO/IEC 18004). */
const QUIET_ZONE = 4;

/** `value` for a camera; `label` says the same to whoever does not see it. Loaded only where it is shown. */
export default function QrCode({ value, label }: { value: string; label: string }) {
  const { size, path } = useMemo(() => drawn(value), [value]);
  return (
    <svg
      className={styles.qr}
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
    >
      <rect className={styles.light} width={size} height={size} />
      <path className={styles.dark} d={path} />
    </svg>
  );
}

function drawn(value: string): { size: number; path: string } {
  const { data, size } = encode(value, { ecc: 'M', border: QUIET_ZONE });
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return { size, path };
}
