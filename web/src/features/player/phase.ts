/**
 * The life of one playback, from pressing Play to the end, as a pure reducer.
 *
 *   asking → starting → playing ⇄ paused, waiting → ended
 *     ↑          ↘ recovering (by itself) or failed (until a person helps)
 *     └──────────────┘
 *
 * Invariants:
 * - every way back to a picture leads through `asking`, that is through a new ticket;
 * - `load` changes its identity exactly when the media element has to load anew;
 * - `at_s` is where the next load begins and is never lost on the way: a failure before the first frame keeps the
 *   place that was to be resumed.
 */
import type { PlaybackStarted } from '@/api';
import type { Trouble } from '@/lib/trouble';
import { unsupported } from './diagnosis';
import { canPlay } from './engine';
import { nextTryIn_s } from './retry';

export type Phase =
  /** A ticket is being asked for. */
  | { kind: 'asking' }
  /** There is a ticket; no frame has been shown since. */
  | { kind: 'starting' }
  | { kind: 'playing' }
  | { kind: 'paused' }
  /** It should play, but the buffer has run dry. */
  | { kind: 'waiting' }
  | { kind: 'recovering'; trouble: Trouble; wait_s: number }
  | { kind: 'failed'; trouble: Trouble }
  | { kind: 'ended' };

export interface Load {
  started: PlaybackStarted;
  at_s: number;
}

export interface Playback {
  phase: Phase;
  /** The newest ticket and what came with it. */
  started: PlaybackStarted | null;
  load: Load | null;
  /** The source that was chosen; undefined: the best. */
  sourceId: string | undefined;
  /** Where to begin; null: where the server says. */
  at_s: number | null;
  /** Where an earlier sitting was taken up; null when it began where the person said, or at 0. */
  resumedAt_s: number | null;
  /** Tries since it last played well. */
  attempt: number;
  hasPlayed: boolean;
  /** What the person wants, whatever the network makes of it. */
  wantsToPlay: boolean;
}

export type PlaybackEvent =
  | { type: 'granted'; started: PlaybackStarted }
  | { type: 'refused'; trouble: Trouble }
  /** A new ticket for what is playing; the picture goes on. */
  | { type: 'renewed'; started: PlaybackStarted }
  | { type: 'wished'; play: boolean }
  /** There is a frame to show. */
  | { type: 'ready' }
  /** Play was pressed; whether a picture follows at once depends on the buffer. */
  | { type: 'resumed' }
  | { type: 'playing' }
  | { type: 'paused' }
  | { type: 'starved' }
  | { type: 'sought' }
  | { type: 'ended' }
  | { type: 'steady' }
  | { type: 'broke'; trouble: Trouble; at_s: number | null }
  | { type: 'expired'; at_s: number | null }
  | { type: 'retried' }
  | { type: 'chosen'; sourceId: string; at_s: number | null };

export function begin(wish: { sourceId: string | undefined; at_s: number | null }): Playback {
  return {
    phase: { kind: 'asking' },
    started: null,
    load: null,
    ...wish,
    resumedAt_s: null,
    attempt: 0,
    hasPlayed: false,
    wantsToPlay: true,
  };
}

/** The media element is in charge: its events mean something. */
export function isLive({ phase: { kind } }: Playback): boolean {
  return kind === 'starting' || kind === 'playing' || kind === 'paused' || kind === 'waiting' || kind === 'ended';
}

export function advance(now: Playback, event: PlaybackEvent): Playback {
  switch (event.type) {
    case 'granted':
      return now.phase.kind === 'asking' ? granted(now, event.started) : now;
    case 'refused':
      return now.phase.kind === 'asking' ? troubled(now, event.trouble, null) : now;
    case 'renewed':
      return { ...now, started: event.started };
    case 'wished':
      return { ...now, wantsToPlay: event.play };
    case 'broke':
      return isLive(now) ? troubled(now, event.trouble, event.at_s) : now;
    case 'expired':
      return isLive(now) ? asking(now, event.at_s) : now;
    case 'retried':
      return now.phase.kind === 'recovering' || now.phase.kind === 'failed' ? asking(now, null) : now;
    case 'chosen':
      return { ...asking(now, event.at_s), sourceId: event.sourceId, attempt: 0, wantsToPlay: true };
    default:
      return isLive(now) ? watched(now, event.type) : now;
  }
}

type Report = 'ready' | 'resumed' | 'playing' | 'paused' | 'starved' | 'sought' | 'ended' | 'steady';

/** What the media element reports. */
function watched(now: Playback, what: Report): Playback {
  const { kind } = now.phase;
  switch (what) {
    case 'ready':
      return kind === 'starting' && !now.wantsToPlay ? to(now, 'paused') : now;
    case 'resumed':
      return kind === 'paused' || kind === 'ended' ? { ...to(now, 'waiting'), wantsToPlay: true } : now;
    case 'playing':
      return { ...to(now, 'playing'), hasPlayed: true, wantsToPlay: true };
    case 'paused':
      // Before the first frame and after the last an element pauses by itself; that is nobody's wish.
      return kind === 'playing' || kind === 'waiting' ? { ...to(now, 'paused'), wantsToPlay: false } : now;
    case 'starved':
      return kind === 'playing' ? to(now, 'waiting') : now;
    case 'sought':
      return kind === 'ended' ? to(now, 'paused') : now;
    case 'ended':
      return to(now, 'ended');
    case 'steady':
      return { ...now, attempt: 0 };
  }
}

function granted(now: Playback, started: PlaybackStarted): Playback {
  const at_s = now.at_s ?? started.resume_at_s ?? 0;
  const resumedAt_s = now.at_s === null && at_s > 0 ? at_s : now.resumedAt_s;
  const next = { ...now, started, at_s, resumedAt_s };
  if (!canPlay(started.decision)) return { ...next, phase: { kind: 'failed', trouble: unsupported(started.reason) } };
  return { ...next, load: { started, at_s }, phase: { kind: 'starting' } };
}

function troubled(now: Playback, trouble: Trouble, at_s: number | null): Playback {
  const wait_s = nextTryIn_s(trouble, now.attempt, now.hasPlayed);
  const kept = { ...now, at_s: at_s ?? now.at_s };
  if (wait_s === null) return { ...kept, attempt: 0, phase: { kind: 'failed', trouble } };
  return { ...kept, attempt: now.attempt + 1, phase: { kind: 'recovering', trouble, wait_s } };
}

function asking(now: Playback, at_s: number | null): Playback {
  return { ...now, at_s: at_s ?? now.at_s, phase: { kind: 'asking' } };
}

function to(now: Playback, kind: 'playing' | 'paused' | 'waiting' | 'ended'): Playback {
  return now.phase.kind === kind ? now : { ...now, phase: { kind } };
}
