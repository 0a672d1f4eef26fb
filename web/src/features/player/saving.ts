/**
 * When progress is sent: every ten seconds while it plays, and at once when something happens after which there may be
 * no later. So a crash loses ten seconds at most. With it goes what the player does, for whoever follows along.
 */
import type { PositionOf } from '@/api';
import type { Phase } from './phase';

export type PlayerState = NonNullable<PositionOf['state']>;

export interface Position {
  position_s: number;
  duration_s: number;
  state: PlayerState;
}

/** As a person would put it: a film that waits for bytes, or for a new ticket, is still being watched. */
export function stateIn({ kind }: Phase): PlayerState {
  if (kind === 'ended') return 'stopped';
  return kind === 'paused' || kind === 'failed' ? 'paused' : 'playing';
}

/** `last` words must leave before the page does. */
export type Urgency = 'usual' | 'last';

/** Whether the server took it. */
export type Send = (position: Position, urgency: Urgency) => Promise<boolean> | boolean;

export const EVERY_MS = 10_000;

/** A shorter way than this is not worth another request. */
const NEWS_S = 0.5;

export class ProgressSaver {
  private timer: ReturnType<typeof setInterval> | null = null;
  private sent: Position | null = null;
  private isOver = false;

  /** `read` gives null while there is nothing true to say, as before the film stands where it was left. */
  constructor(
    private readonly read: () => Position | null,
    private readonly send: Send,
  ) {}

  /** It plays: say so, and save from time to time. */
  start(): void {
    this.timer ??= setInterval(() => void this.save(), EVERY_MS);
    if (this.sent?.state !== 'playing') void this.save();
  }

  /** It does not play any more: save where it stopped. */
  stop(): Promise<void> {
    this.unwind();
    return this.save();
  }

  /** For good: from now on the element may stand anywhere, and nothing is said any more. */
  cancel(): void {
    this.unwind();
    this.isOver = true;
  }

  private unwind(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }

  async save(urgency: Urgency = 'usual'): Promise<void> {
    const position = this.isOver ? null : this.read();
    if (position === null || !this.isNews(position)) return;
    const before = this.sent;
    this.sent = position;
    const wasTaken = await this.send(position, urgency);
    if (!wasTaken && this.sent === position) this.sent = before;
  }

  private isNews({ position_s, duration_s, state }: Position): boolean {
    if (this.sent === null || this.sent.state !== state) return true;
    return Math.abs(position_s - this.sent.position_s) >= NEWS_S || duration_s !== this.sent.duration_s;
  }
}
