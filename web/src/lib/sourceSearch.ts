/** Where a title can be had, and asking every provider while somebody waits: what is found shows up as it comes. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useDispatch } from 'react-redux';
import { api, type KnownSources, type SearchOut } from '@/api';
import { deviceArgs } from './decoding';
import { listen } from './events';
import { useSessionState } from './session';

/** Whoever hears nothing asks again this often, and believes in no search that has run for longer than `PATIENCE_MS`. */
const LOOK_AGAIN_MS = 5000;
const PATIENCE_MS = 60_000;

export interface SourceSearch {
  isRunning: boolean;
  /** How many releases were found so far; null before anybody was asked. */
  found: number | null;
  /** How many providers could not answer. */
  failed: number;
  /** What is shown was found earlier, and not again. */
  isStale: boolean;
  /** When a provider listed one of them last. */
  listedAt: string | null;
  error: unknown;
  /** Null for whom it is not open: guests watch, and spend nothing that others share. */
  start: (() => void) | null;
}

interface Known {
  offers: { data: KnownSources | undefined; isError: boolean; isLoading: boolean; error: unknown; refetch: () => void };
  search: SourceSearch;
}

interface Wish {
  /** Nothing is asked as long as this holds. */
  skip?: boolean;
  /** Providers are asked by itself where what is stored is old. */
  looks?: boolean;
}

export function useSources(ref: string, { skip = false, looks = true }: Wish = {}): Known {
  const dispatch = useDispatch();
  const session = useSessionState();
  const isGuest = session.kind === 'open' && session.user.role === 'guest';
  const [isOn, setOn] = useState(false);
  const offers = api.endpoints.sourcesOfTitle.useQuery(
    { ref, ...deviceArgs() },
    { skip, pollingInterval: isOn ? LOOK_AGAIN_MS : 0 },
  );
  const [ask, asked] = api.endpoints.searchSources.useLazyQuery();
  const isMine = asked.originalArgs?.ref === ref;
  const answer = isMine ? (asked.currentData?.search ?? null) : null;
  const known = offers.currentData;
  const last = newest(known?.search ?? null, answer);
  const isAsking = isMine && asked.isFetching;

  const refresh = useCallback(() => {
    dispatch(api.util.invalidateTags([{ type: 'Sources', id: ref }]));
  }, [dispatch, ref]);
  useFollowing(ref, last, { isOn, setOn, refresh });
  useEffect(() => {
    if (!skip && looks) void ask({ ref, ...deviceArgs(), onlyIfStale: true });
  }, [ask, ref, skip, looks]);
  // What came with the answer is to be seen, too.
  useEffect(() => {
    if (answer !== null) refresh();
  }, [answer, refresh]);

  const isEmpty = known?.items.length === 0;
  return {
    offers: {
      data: known,
      isError: offers.isError,
      isLoading: offers.isLoading,
      error: offers.error,
      refetch: () => void offers.refetch(),
    },
    search: {
      // A look whether a search is due is nobody's business, unless there is nothing else to see.
      isRunning: isOn || (isAsking && (isEmpty || asked.originalArgs?.onlyIfStale !== true)),
      found: last?.found ?? null,
      failed: last?.providers.filter(({ state }) => state === 'failed').length ?? 0,
      isStale: !isAsking && !isEmpty && (known?.is_stale ?? false),
      listedAt: known?.listed_at ?? null,
      error: isMine ? asked.error : undefined,
      start: isGuest ? null : () => void ask({ ref, ...deviceArgs() }),
    },
  };
}

interface Following {
  isOn: boolean;
  setOn: (isOn: boolean) => void;
  refresh: () => void;
}

/** Whether `search` still runs: until the server says that it is done, by an event or when asked, or it is forgotten. */
function useFollowing(ref: string, search: SearchOut | null, { isOn, setOn, refresh }: Following): void {
  const [ended, setEnded] = useState<string | null>(null);
  const running = search?.state === 'running' && search.started_at !== ended ? search.started_at : null;
  const wasOn = useRef(false);
  useEffect(() => {
    setOn(running !== null);
    if (wasOn.current && running === null) refresh();
    wasOn.current = running !== null;
  }, [running, refresh, setOn]);

  useEffect(() => {
    if (running === null || !isOn) return;
    const timer = setTimeout(() => setEnded(running), PATIENCE_MS);
    const onEvent = ({ topic, data }: { topic: string; data: Record<string, unknown> }) => {
      if (topic === 'sources' && data['ref'] !== ref) return;
      if (topic === 'sources' && data['state'] === 'done') setEnded(running);
      else refresh();
    };
    // A line that begins has missed what was told before: the state is asked for anew.
    const stop = listen('sources,lost', onEvent, refresh);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [isOn, ref, refresh, running]);
}

/** The later of two; of two accounts of the same search, the one that knows more. */
function newest(one: SearchOut | null, other: SearchOut | null): SearchOut | null {
  if (one === null || other === null) return one ?? other;
  if (one.started_at !== other.started_at)
    return Date.parse(one.started_at) > Date.parse(other.started_at) ? one : other;
  if (one.state !== other.state) return one.state === 'done' ? one : other;
  return one.found >= other.found ? one : other;
}
