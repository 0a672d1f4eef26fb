/** The demo world while it is being made: its films come one after another, and pages follow without a reload. */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useDispatch } from 'react-redux';
import { api, useDemoQuery } from '@/api';

const LOOK_AGAIN_MS = 2000;

export interface DemoWorld {
  active: boolean;
  ready: number;
  total: number;
  /** Percent done of a film that cannot be played yet; null for every other. */
  making: (ref: string) => number | null;
}

export function useDemoWorld(): DemoWorld | null {
  const dispatch = useDispatch();
  const { data, refetch } = useDemoQuery();
  const unfinished = data !== undefined && data.active && data.ready < data.total;
  const ready = data?.ready;

  useEffect(() => {
    if (!unfinished) return;
    const timer = setInterval(() => void refetch(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [unfinished, refetch]);

  const before = useRef(ready);
  useEffect(() => {
    if (before.current !== undefined && before.current !== ready) dispatch(api.util.invalidateTags(['Titles']));
    before.current = ready;
  }, [dispatch, ready]);

  if (data === undefined) return null;
  const waiting = new Map(
    data.films.filter(({ stage }) => stage === 'waiting' || stage === 'making').map((film) => [film.ref, film.percent]),
  );
  return {
    active: data.active,
    ready: data.ready,
    total: data.total,
    making: (ref) => (data.active ? (waiting.get(ref) ?? null) : null),
  };
}

/** Over the poster of a demo film that cannot be played yet. */
export function useMakingBadge(demo: DemoWorld | null): (ref: string) => string | undefined {
  const { t } = useTranslation();
  return (ref) => {
    const percent = demo?.making(ref) ?? null;
    if (percent === null) return undefined;
    return percent === 0 ? t('demo.soon') : t('demo.percent', { percent });
  };
}
