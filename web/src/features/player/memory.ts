/** Loudness, kept on this device. */
export interface Loudness {
  volume: number;
  isMuted: boolean;
}

const KEPT_AS = 'miauflix.loudness';

export function keptLoudness(): Loudness {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT_AS) ?? '{}') as Partial<Loudness>;
    return { volume: volumeIn(kept.volume), isMuted: kept.isMuted === true };
  } catch {
    return { volume: 1, isMuted: false };
  }
}

export function keepLoudness(loudness: Loudness): void {
  localStorage.setItem(KEPT_AS, JSON.stringify(loudness));
}

/** In steps that do not add up to 0.30000000000000004. */
export function louder(volume: number, by: number): number {
  return Math.min(1, Math.max(0, Math.round((volume + by) * 100) / 100));
}

function volumeIn(value: unknown): number {
  return typeof value === 'number' && value >= 0 && value <= 1 ? value : 1;
}
