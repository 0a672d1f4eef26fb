/** What this browser can play, as the server's ranking wants to know it: asked of the browser, never guessed. */

const KINDS: readonly [name: string, type: string][] = [
  ['h264', 'video/mp4; codecs="avc1.640028"'],
  ['h264:10', 'video/mp4; codecs="avc1.6e0028"'],
  ['h265', 'video/mp4; codecs="hvc1.1.6.L120.90"'],
  ['h265:10', 'video/mp4; codecs="hvc1.2.4.L120.90"'],
  ['av1', 'video/mp4; codecs="av01.0.08M.08"'],
  ['av1:10', 'video/mp4; codecs="av01.0.08M.10"'],
  ['vp9', 'video/webm; codecs="vp9"'],
];

export interface Device {
  codecs: string[];
  max_height: number;
}

let known: Device | null = null;

export function device(): Device {
  known ??= { codecs: decodable(document.createElement('video')), max_height: linesOfScreen() };
  return known;
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
