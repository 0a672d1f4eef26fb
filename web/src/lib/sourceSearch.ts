/** Asking every provider for a title while somebody waits: what is found shows up as it comes. */
import { useEffect, useState } from 'react';
import { useDispatch } from 'react-redux';
import { api } from '@/api';
import { device } from './decoding';
import { listen } from './events';

export interface SourceSearch {
  isRunning: boolean;
  /** How many releases were found so far; null before anybody was asked. */
  found: number | null;
  /** How many providers could not answer. */
  failed: number;
  error: unknown;
  start: () => void;
}

/** `isWanted`: begins by itself, because nothing is known yet. */
export function useSourceSearch(ref: string, isWanted: boolean): SourceSearch {
  const dispatch = useDispatch();
  const [ask, asked] = api.endpoints.searchSources.useLazyQuery();
  const [heard, setHeard] = useState<{ ref: string; found: number; isDone: boolean } | null>(null);
  const first = asked.currentData?.search;
  const mine = heard?.ref === ref ? heard : null;
  const isRunning = asked.isFetching || (first?.state === 'running' && mine?.isDone !== true);

  const start = () => {
    setHeard(null);
    void ask({ ref, codecs: device().codecs, maxHeight: device().max_height });
  };
  useEffect(() => {
    if (isWanted) void ask({ ref, codecs: device().codecs, maxHeight: device().max_height });
  }, [ask, ref, isWanted]);

  useEffect(() => {
    if (!isRunning) return;
    return listen('sources,lost', ({ topic, data }) => {
      if (topic === 'sources' && data['ref'] !== ref) return;
      dispatch(api.util.invalidateTags([{ type: 'Sources', id: ref }]));
      if (topic === 'sources') {
        setHeard({ ref, found: Number(data['found'] ?? 0), isDone: data['state'] === 'done' });
      }
    });
  }, [dispatch, isRunning, ref]);

  // What came with the first answer is to be seen, too.
  useEffect(() => {
    if (first !== undefined) dispatch(api.util.invalidateTags([{ type: 'Sources', id: ref }]));
  }, [dispatch, first, ref]);

  return {
    isRunning,
    found: mine?.found ?? first?.found ?? null,
    failed: first?.providers.filter(({ state }) => state === 'failed').length ?? 0,
    error: asked.error,
    start,
  };
}
