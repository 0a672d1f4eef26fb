import { describe, expect, it } from 'vitest';
import type { PlaybackStarted } from '@/api';
import type { Trouble } from '@/lib/trouble';
import { INTERRUPTED } from './diagnosis';
import { advance, begin, type Playback, type PlaybackEvent } from './phase';

const started: PlaybackStarted = {
  ticket: 'one',
  url: '/api/stream/one/file',
  decision: 'direct',
  reason: 'Browsers play .mp4 files as they are',
  expires_at: '2026-11-21T20:00:00Z',
  ref: 'movie:1',
  source_id: 's1',
  name: 'Tides',
  size_bytes: 1000,
  content_type: 'video/mp4',
  resume_at_s: 0,
  duration_s: null,
  next: null,
};

const noPeers: Trouble = { ...INTERRUPTED, code: 'no_bytes', status: 408 };
const gone: Trouble = { ...INTERRUPTED, code: 'no_source', status: 404 };

const fresh = begin({ sourceId: undefined, at_s: null });

function after(...events: PlaybackEvent[]): Playback {
  return events.reduce(advance, fresh);
}

const granted: PlaybackEvent = { type: 'granted', started };
const broke: PlaybackEvent = { type: 'broke', trouble: INTERRUPTED, at_s: null };

describe('a start', () => {
  it('goes from asking over starting to playing', () => {
    expect(fresh.phase).toEqual({ kind: 'asking' });
    expect(after(granted).phase).toEqual({ kind: 'starting' });
    expect(after(granted, { type: 'playing' })).toMatchObject({ phase: { kind: 'playing' }, hasPlayed: true });
  });

  it('begins where the server says', () => {
    const resumed = after({ type: 'granted', started: { ...started, resume_at_s: 754 } });
    expect(resumed).toMatchObject({ load: { at_s: 754 }, resumedAt_s: 754 });
    expect(after(granted).resumedAt_s).toBeNull();
  });

  it('begins where the person says, be it the very beginning', () => {
    const wished = begin({ sourceId: undefined, at_s: 0 });
    const begun = advance(wished, { type: 'granted', started: { ...started, resume_at_s: 754 } });
    expect(begun).toMatchObject({ load: { at_s: 0 }, resumedAt_s: null });
  });

  it('waits in pause when the browser wants a gesture first', () => {
    const blocked = after(granted, { type: 'wished', play: false }, { type: 'ready' });
    expect(blocked.phase).toEqual({ kind: 'paused' });
    expect(advance(blocked, { type: 'playing' }).wantsToPlay).toBe(true);
  });

  it('shows the reason when this browser cannot play the file', () => {
    const state = after({ type: 'granted', started: { ...started, decision: 'unsupported', reason: 'No .mkv' } });
    expect(state.phase).toMatchObject({ kind: 'failed', trouble: { code: 'unsupported', detail: 'No .mkv' } });
    expect(state.load).toBeNull();
  });

  it('fails at once when there is nothing to play', () => {
    expect(after({ type: 'refused', trouble: gone }).phase).toEqual({ kind: 'failed', trouble: gone });
  });
});

describe('playing', () => {
  const playing = after(granted, { type: 'playing' });

  it('pauses, waits and goes on', () => {
    expect(advance(playing, { type: 'paused' })).toMatchObject({ phase: { kind: 'paused' }, wantsToPlay: false });
    const waiting = advance(playing, { type: 'starved' });
    expect(waiting).toMatchObject({ phase: { kind: 'waiting' }, wantsToPlay: true });
    expect(advance(waiting, { type: 'playing' }).phase).toEqual({ kind: 'playing' });
  });

  it('waits after a pause until the picture moves', () => {
    const resumed = [{ type: 'paused' }, { type: 'resumed' }] as PlaybackEvent[];
    expect(resumed.reduce(advance, playing)).toMatchObject({ phase: { kind: 'waiting' }, wantsToPlay: true });
  });

  it('does not take the pause of an element that is still loading for a wish', () => {
    expect(after(granted, { type: 'paused' })).toMatchObject({ phase: { kind: 'starting' }, wantsToPlay: true });
  });

  it('ends, and can be wound back', () => {
    const ended = advance(advance(playing, { type: 'paused' }), { type: 'ended' });
    expect(ended.phase).toEqual({ kind: 'ended' });
    expect(advance(ended, { type: 'sought' }).phase).toEqual({ kind: 'paused' });
  });

  it('takes a new ticket without loading anew', () => {
    const renewed = advance(playing, { type: 'renewed', started: { ...started, ticket: 'two' } });
    expect(renewed.started?.ticket).toBe('two');
    expect(renewed.load).toBe(playing.load);
    expect(renewed.phase).toBe(playing.phase);
  });
});

describe('an interruption', () => {
  const playing = after(granted, { type: 'playing' });

  it('leads back to the same place through a new ticket', () => {
    const recovering = advance(playing, { type: 'broke', trouble: INTERRUPTED, at_s: 321 });
    expect(recovering.phase).toEqual({ kind: 'recovering', trouble: INTERRUPTED, wait_s: 1 });
    const back = advance(advance(recovering, { type: 'retried' }), {
      type: 'granted',
      started: { ...started, ticket: 'two', resume_at_s: 310 },
    });
    expect(back).toMatchObject({ load: { at_s: 321, started: { ticket: 'two' } }, resumedAt_s: null });
    expect(back.load).not.toBe(playing.load);
  });

  it('before the first frame keeps the place that was to be resumed', () => {
    const state = after({ type: 'granted', started: { ...started, resume_at_s: 754 } }, broke, { type: 'retried' });
    expect(advance(state, granted).load?.at_s).toBe(754);
  });

  it('stays paused when it was paused', () => {
    const state = [{ type: 'paused' }, broke, { type: 'retried' }, granted, { type: 'ready' }] as PlaybackEvent[];
    expect(state.reduce(advance, playing).phase).toEqual({ kind: 'paused' });
  });

  it('waits longer each time, until it has played well for a while', () => {
    const twice = [broke, { type: 'retried' }, granted, broke] as PlaybackEvent[];
    expect(twice.reduce(advance, playing).phase).toMatchObject({ wait_s: 2 });
    const well = [broke, { type: 'retried' }, granted, { type: 'playing' }, { type: 'steady' }, broke];
    expect((well as PlaybackEvent[]).reduce(advance, playing).phase).toMatchObject({ wait_s: 1 });
  });

  it('ends in a question to the person when nothing helps', () => {
    let state = playing;
    for (let round = 0; round < 31; round += 1) {
      state = [broke, { type: 'retried' }, granted].reduce<Playback>((now, event) => {
        return now.phase.kind === 'failed' ? now : advance(now, event as PlaybackEvent);
      }, state);
    }
    expect(state.phase.kind).toBe('failed');
    expect(advance(state, { type: 'retried' }).phase).toEqual({ kind: 'asking' });
  });

  it('is said at once when no peer came at the start', () => {
    expect(after(granted, { ...broke, trouble: noPeers }).phase).toEqual({ kind: 'failed', trouble: noPeers });
  });

  it('by a ticket that ran out is not worth a word', () => {
    expect(advance(playing, { type: 'expired', at_s: 60 })).toMatchObject({ phase: { kind: 'asking' }, at_s: 60 });
  });

  it('ignores what a stopped element still reports', () => {
    const recovering = advance(playing, broke);
    for (const type of ['playing', 'paused', 'starved', 'ended', 'ready'] as const) {
      expect(advance(recovering, { type })).toBe(recovering);
    }
    expect(advance(recovering, broke)).toBe(recovering);
  });
});

describe('another source', () => {
  it('is asked for by name and goes on at the same place', () => {
    const failed = after(granted, { ...broke, trouble: noPeers });
    const asking = advance(failed, { type: 'chosen', sourceId: 's2', at_s: null });
    expect(asking).toMatchObject({ phase: { kind: 'asking' }, sourceId: 's2', attempt: 0, wantsToPlay: true });
  });
});
