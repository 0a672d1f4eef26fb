import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import { EVERY_MS, ProgressSaver, stateIn, type PlayerState, type Position, type Urgency } from './saving';
import type { Phase } from './phase';

let now: Position | null = null;
let isTaken = true;
let sent: [number, Urgency][] = [];

function saver(): ProgressSaver {
  return new ProgressSaver(
    () => now,
    async (position, urgency) => {
      sent.push([position.position_s, urgency]);
      return isTaken;
    },
  );
}

/** The film runs on for so many seconds of the wall clock. */
async function runOn(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    if (now) now = { ...now, position_s: now.position_s + 1 };
    await vi.advanceTimersByTimeAsync(1000);
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  now = { position_s: 100, duration_s: 3600, state: 'playing' };
  isTaken = true;
  sent = [];
});

afterEach(() => {
  vi.useRealTimers();
});

describe('progress', () => {
  it('is saved when it begins, and every ten seconds while it plays', async () => {
    const progress = saver();
    progress.start();
    await runOn(35);
    expect(sent).toEqual([
      [100, 'usual'],
      [110, 'usual'],
      [120, 'usual'],
      [130, 'usual'],
    ]);
  });

  it('keeps to one clock however often it is told that it plays', async () => {
    const progress = saver();
    progress.start();
    progress.start();
    await runOn(10);
    expect(sent).toHaveLength(2);
  });

  it('is saved at once when it stops, and then no more', async () => {
    const progress = saver();
    progress.start();
    await runOn(4);
    await progress.stop();
    await runOn(60);
    expect(sent).toEqual([
      [100, 'usual'],
      [104, 'usual'],
    ]);
  });

  it('tells of a pause at the very place that was saved before, and that it plays again', async () => {
    const progress = saver();
    const heard: PlayerState[] = [];
    const say = async (state: PlayerState, how: () => unknown) => {
      now = { position_s: 100, duration_s: 3600, state };
      const before = sent.length;
      await how();
      if (sent.length > before) heard.push(state);
    };
    await say('playing', () => progress.start());
    await say('playing', () => progress.save());
    await say('paused', () => progress.stop());
    await say('paused', () => progress.save());
    await say('playing', () => progress.start());
    await say('stopped', () => progress.save('last'));
    await say('stopped', () => progress.save('last'));
    expect(heard).toEqual(['playing', 'paused', 'playing', 'stopped']);
  });

  it('does not save anew at each start after a moment without bytes', async () => {
    const progress = saver();
    progress.start();
    await progress.stop();
    progress.start();
    expect(sent).toEqual([[100, 'usual']]);
  });

  it('is not sent twice for the same place', async () => {
    const progress = saver();
    await progress.stop();
    await progress.save('last');
    expect(sent).toEqual([[100, 'usual']]);
  });

  it('is sent again when the server did not take it', async () => {
    const progress = saver();
    isTaken = false;
    await progress.save();
    isTaken = true;
    await progress.save();
    await progress.save();
    expect(sent).toHaveLength(2);
  });

  it('is not saved before there is anything true to say', async () => {
    now = null;
    const progress = saver();
    progress.start();
    await vi.advanceTimersByTimeAsync(3 * EVERY_MS);
    await progress.save('last');
    expect(sent).toEqual([]);
  });

  it('says with its last words that they are the last', async () => {
    await saver().save('last');
    expect(sent).toEqual([[100, 'last']]);
  });

  it('is not sent after it was cancelled', async () => {
    const progress = saver();
    progress.start();
    progress.cancel();
    await runOn(30);
    await progress.stop();
    expect(sent).toEqual([[100, 'usual']]);
  });
});

test.each<[Phase['kind'], PlayerState]>([
  ['playing', 'playing'],
  ['waiting', 'playing'],
  ['recovering', 'playing'],
  ['asking', 'playing'],
  ['starting', 'playing'],
  ['paused', 'paused'],
  ['failed', 'paused'],
  ['ended', 'stopped'],
])('a player that is %s counts as %s', (kind, state) => {
  expect(stateIn({ kind } as Phase)).toBe(state);
});
