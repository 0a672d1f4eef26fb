import { useMemo, useState } from 'react';
import { useSearchQuery, type SearchApiArg } from '@/api';
import { joined, type Findings } from './findings';

export interface Search {
  /** Null before the first answer. Those of the question before stay until the next are here. */
  findings: Findings | null;
  /** Nothing is known about this very question yet. */
  isWaiting: boolean;
  /** TMDB is being asked for more. */
  isGrowing: boolean;
  /** TMDB had its say. */
  isWhole: boolean;
  /** Why there is nothing. */
  error: unknown;
  /** Why there is no more than this. */
  errorOfMore: unknown;
  retry: () => void;
}

/** Asks twice: for what is here, which is there at once, then for what TMDB adds. Answers to older questions are lost. */
export function useFindings(question: SearchApiArg | null): Search {
  const skip = question === null;
  const first = useSearchQuery(question ?? { q: '' }, { skip });
  const answer = skip || first.isError ? undefined : first.currentData;
  const later = useSearchQuery({ ...(question ?? { q: '' }), merge: true }, { skip: answer === undefined });
  const more = answer === undefined ? undefined : later.currentData;
  const fresh = useMemo(() => (answer === undefined ? null : joined(answer, more)), [answer, more]);
  const [kept, setKept] = useState<Findings | null>(null);
  const isStale = skip || first.isError;
  if (isStale && kept !== null) setKept(null);
  if (fresh !== null && fresh !== kept) setKept(fresh);
  return {
    findings: fresh ?? (isStale ? null : kept),
    isWaiting: !skip && fresh === null && !first.isError,
    isGrowing: fresh !== null && more === undefined && !later.isError,
    isWhole: more?.source === 'merged',
    error: skip ? undefined : first.error,
    errorOfMore: fresh === null ? undefined : later.error,
    retry: () => void (first.isError ? first : later).refetch(),
  };
}
