import { useSaid } from '@/lib/said';
import type { SaidPart } from '@/api';

interface SaidProps {
  said: readonly SaidPart[] | null | undefined;
  /** The server's own words, for what has no others. */
  english: string;
}

/** What the server said, in the reader's language as far as it is known. */
export function Said({ said, english }: SaidProps) {
  const words = useSaid()(said);
  return words === null ? <span lang="en">{english}</span> : <span>{words}</span>;
}
