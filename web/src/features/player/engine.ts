/**
 * How a decision of the server becomes a picture. Each engine feeds a media element in its own way; the rest of the
 * player only talks to the element. `remux` and `transcode` get theirs with the HLS endpoints.
 */
import type { PlaybackStarted } from '@/api';
import type { PLAYED } from '@/lib/decoding';

type Decision = PlaybackStarted['decision'];

export interface Engine {
  /** Feed `video` from `url`, beginning at `at_s`. Returns how to stop, after which nothing is fetched any more. */
  load(video: HTMLVideoElement, source: { url: string; at_s: number }): () => void;
}

/** The browser reads the file by itself. */
const direct: Engine = {
  load(video, { url, at_s }) {
    const goThere = () => {
      if (at_s > 0) video.currentTime = at_s;
    };
    video.addEventListener('loadedmetadata', goThere, { once: true });
    video.src = url;
    return () => {
      video.removeEventListener('loadedmetadata', goThere);
      video.removeAttribute('src');
      video.load();
    };
  },
};

const ENGINES: Record<(typeof PLAYED)[number], Engine> & Partial<Record<Decision, Engine>> = { direct };

export function canPlay(decision: Decision): boolean {
  return decision in ENGINES;
}

export function engineFor(decision: Decision): Engine {
  const engine = ENGINES[decision];
  if (!engine) throw new Error(`No engine plays "${decision}"`);
  return engine;
}
