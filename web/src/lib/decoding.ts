/** What this browser can play, as the server's ranking wants to know it: asked of the browser, never guessed. */
import type { PlaybackStarted } from '@/api';

const KINDS: readonly [name: string, type: string][] = [
  ['h264', 'video/mp4; codecs="avc1.640028"'],
  ['h264:10', 'video/mp4; codecs="avc1.6e0028"'],
  ['h265', 'video/mp4; codecs="hvc1.1.6.L120.90"'],
  ['h265:10', 'video/mp4; codecs="hvc1.2.4.L120.90"'],
  ['av1', 'video/mp4; codecs="av01.0.08M.08"'],
  ['av1:10', 'video/mp4; codecs="av01.0.08M.10"'],
  ['vp9', 'video/webm; codecs="vp9"'],
];

/** The decisions of the server that the player can follow. */
export const PLAYED = ['direct'] as const satisfies readonly PlaybackStarted['decision'][];

/** What is played as it is, and nothing else: see `rules.decide` of the server's playback. */
const CONTAINERS: readonly [endings: readonly string[], type: string][] = [
  [['mp4', 'm4v'], 'video/mp4'],
  [['webm'], 'video/webm'],
];

export interface Device {
  codecs: string[];
  max_height: number;
  hdr: boolean;
  containers?: string[];
  bandwidth_bits_s?: number;
}

let known: Pick<Device, 'codecs' | 'max_height' | 'containers'> | null = null;
// What HDR needs can only be asked of a promise; until it has answered, what most browsers answer.
let hdr = true;

export function device(): Device {
  known ??= ask(document.createElement('video'));
  const limit = bandwidth();
  return { ...known, hdr, ...(limit === null ? {} : { bandwidth_bits_s: limit * 1e6 }) };
}

/** The same, as the addresses that rank sources take it. */
export function deviceArgs() {
  const { codecs, max_height: maxHeight, hdr: isHdr, containers, bandwidth_bits_s: bandwidthBitsS } = device();
  return {
    codecs,
    maxHeight,
    hdr: isHdr,
    ...(containers ? { containers } : {}),
    ...(bandwidthBitsS ? { bandwidthBitsS } : {}),
  };
}

function ask(video: Pick<HTMLVideoElement, 'canPlayType'>) {
  const opened = openable(video, PLAYED);
  return { codecs: decodable(video), max_height: linesOfScreen(), ...(opened ? { containers: opened } : {}) };
}

/**
 * The endings of files it opens; undefined: any. A container is a limit only as long as files play as they are: what the
 * server repacks (`remux`) comes in the container that the player asks for, and then this names none.
 */
export function openable(
  video: Pick<HTMLVideoElement, 'canPlayType'>,
  played: readonly string[],
): string[] | undefined {
  if (played.includes('remux')) return undefined;
  const endings = CONTAINERS.filter(([, type]) => video.canPlayType(type) !== '').flatMap(([names]) => names);
  return endings.length === 0 ? undefined : endings;
}

const HDR_TYPES = [
  'video/mp4; codecs="hvc1.2.4.L153.B0"',
  'video/mp4; codecs="av01.0.13M.10"',
  'video/webm; codecs="vp09.02.51.10"',
];

/**
 * Whether it shows HDR, be it by making SDR of it: an HDR screen does, and so does a browser that says it renders PQ with
 * its metadata (it maps the tones where the screen cannot). A browser that cannot be asked is not said to lack it.
 */
export async function showsHdr(media: Pick<MediaCapabilities, 'decodingInfo'> | undefined): Promise<boolean> {
  if (window.matchMedia?.('(dynamic-range: high)').matches) return true;
  if (media === undefined) return true;
  const answers = await Promise.all(
    HDR_TYPES.map((contentType) =>
      media
        .decodingInfo({
          type: 'file',
          video: {
            contentType,
            width: 3840,
            height: 2160,
            bitrate: 20_000_000,
            framerate: 24,
            hdrMetadataType: 'smpteSt2086',
            colorGamut: 'rec2020',
            transferFunction: 'pq',
          },
        })
        .then(({ supported }) => supported)
        .catch(() => false),
    ),
  );
  return answers.includes(true);
}

/** Once, when the app starts. */
export async function learnHdr(): Promise<void> {
  hdr = await showsHdr(navigator.mediaCapabilities);
}

const KEPT_AS = 'miauflix.bandwidth';

/**
 * What this device's link carries, in Mbit/s, as its owner says; null: nobody has said. `navigator.connection.downlink` is
 * not asked: Chrome cuts it off at 10, Firefox and Safari have none, and it speaks of the way to the internet, while a
 * house mostly streams to its own rooms.
 */
export function bandwidth(): number | null {
  const kept = Number(localStorage.getItem(KEPT_AS));
  return Number.isFinite(kept) && kept > 0 ? kept : null;
}

export function limitBandwidth(megabits_s: number | null): void {
  if (megabits_s === null) localStorage.removeItem(KEPT_AS);
  else localStorage.setItem(KEPT_AS, String(megabits_s));
}

/** `canPlayType` answers "probably" only where the codec string is understood. */
export function decodable(video: Pick<HTMLVideoElement, 'canPlayType'>): string[] {
  const names = KINDS.filter(([, type]) => video.canPlayType(type) !== '').map(([name]) => name);
  return names.length === 0 ? ['h264'] : names;
}

/** Of a screen that may stand upright. */
function linesOfScreen(): number {
  const lines = Math.min(window.screen.width, window.screen.height) * (window.devicePixelRatio || 1);
  return Math.min(10_000, Math.max(720, Math.round(lines)));
}
