/** Runs the reducer of `phase.ts`: asks for tickets, loads the element, and tries again when it may. */
import { useCallback, useEffect, useReducer, type Dispatch } from 'react';
import { useStartMutation } from '@/api';
import { device } from '@/lib/decoding';
import { mayPass } from '@/lib/trouble';
import { asTrouble } from '@/ui';
import { engineFor } from './engine';
import type { MediaStore } from './media';
import { advance, begin, type Playback, type PlaybackEvent } from './phase';
import { RENEW_BEFORE_MS, STEADY_MS } from './timing';
import { useReports } from './useReports';

export interface Wish {
  ref: string;
  sourceId: string | undefined;
  /** Null: where it was left. */
  at_s: number | null;
}

export type SendEvent = Dispatch<PlaybackEvent>;

interface Run {
  now: Playback;
  send: SendEvent;
  /** A new ticket for what is playing, without a break. */
  renew: () => void;
}

export function usePlayback(wish: Wish, media: MediaStore): Run {
  const [now, send] = useReducer(advance, wish, begin);
  useTicket(wish.ref, now, send);
  const renew = useRenewal(wish.ref, now, send);
  useLoading(now, send, media);
  useReports(now, send, media);
  useSecondTry(now, send);
  useSteadiness(now, send);
  return { now, send, renew };
}

function useTicket(ref: string, { phase, sourceId }: Playback, send: SendEvent): void {
  const [ask] = useStartMutation();
  useEffect(() => {
    if (phase.kind !== 'asking') return;
    let isWanted = true;
    ask({ playbackRequest: { title: ref, source_id: sourceId ?? null, device: { ...device() } } })
      .unwrap()
      .then((started) => isWanted && send({ type: 'granted', started }))
      .catch((error: unknown) => isWanted && send({ type: 'refused', trouble: asTrouble(error) }));
    return () => {
      isWanted = false;
    };
  }, [ask, ref, sourceId, phase, send]);
}

/** Another ticket before this one runs out. If that fails, the stream's own 401 leads to a new one later. */
function useRenewal(ref: string, { started }: Playback, send: SendEvent): () => void {
  const [ask] = useStartMutation();
  const sourceId = started?.source_id;
  const renew = useCallback(async () => {
    if (sourceId === undefined) return;
    const answer = await ask({ playbackRequest: { title: ref, source_id: sourceId, device: { ...device() } } });
    if (answer.data) send({ type: 'renewed', started: answer.data });
  }, [ask, ref, sourceId, send]);

  const expiresAt = started?.expires_at;
  useEffect(() => {
    if (expiresAt === undefined) return;
    const left_ms = Date.parse(expiresAt) - Date.now() - RENEW_BEFORE_MS;
    if (left_ms <= 0) return;
    const timer = setTimeout(() => void renew(), left_ms);
    return () => clearTimeout(timer);
  }, [expiresAt, renew]);
  return () => void renew();
}

function useLoading({ load, wantsToPlay }: Playback, send: SendEvent, media: MediaStore): void {
  useEffect(() => {
    if (!load) return;
    media.expect(load.at_s, load.started.duration_s ?? null);
    return engineFor(load.started.decision).load(media.video, { url: load.started.url, at_s: load.at_s });
  }, [load, media]);

  useEffect(() => {
    if (!load || !wantsToPlay) return;
    media.video.play().catch((error: unknown) => {
      // Without a gesture on this page the browser does not begin by itself; then a person has to press Play.
      if (error instanceof DOMException && error.name === 'NotAllowedError') send({ type: 'wished', play: false });
    });
  }, [load, wantsToPlay, media, send]);
}

/**
 * After the wait that the reducer has set, or at once when the network is back or somebody looks again: a page that is
 * not seen has its timers held up. Whoever finds that the server was away too long need not press for it, either.
 */
function useSecondTry({ phase }: Playback, send: SendEvent): void {
  const wait_s = phase.kind === 'recovering' ? phase.wait_s : null;
  const isAway = phase.kind === 'failed' && phase.trouble.status === null && mayPass(phase.trouble);
  useEffect(() => {
    if (wait_s === null && !isAway) return;
    const retry = () => send({ type: 'retried' });
    const look = () => document.hidden || retry();
    window.addEventListener('online', retry);
    document.addEventListener('visibilitychange', look);
    const timer = wait_s !== null && navigator.onLine ? setTimeout(retry, wait_s * 1000) : undefined;
    return () => {
      window.removeEventListener('online', retry);
      document.removeEventListener('visibilitychange', look);
      clearTimeout(timer);
    };
  }, [phase, wait_s, isAway, send]);
}

function useSteadiness({ phase, attempt }: Playback, send: SendEvent): void {
  const isPlaying = phase.kind === 'playing';
  useEffect(() => {
    if (!isPlaying || attempt === 0) return;
    const timer = setTimeout(() => send({ type: 'steady' }), STEADY_MS);
    return () => clearTimeout(timer);
  }, [isPlaying, attempt, send]);
}
