import { useEffect, useState } from 'react';
import { STATUS_EVERY_MS } from './timing';
import { fetchStatus, type SwarmStatus } from './wire';

/** The state of a ticket's stream, asked for once a second while it is wanted and the page is seen; else the last. */
export function useStatus(ticket: string | null, isWanted: boolean): SwarmStatus | null {
  const [known, setKnown] = useState<{ ticket: string; status: SwarmStatus } | null>(null);
  useEffect(() => {
    if (ticket === null || !isWanted) return;
    const asking = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      const status = document.hidden || !navigator.onLine ? null : await fetchStatus(ticket, asking.signal);
      if (asking.signal.aborted) return;
      if (status !== null) setKnown({ ticket, status });
      timer = setTimeout(() => void ask(), STATUS_EVERY_MS);
    };
    void ask();
    return () => {
      asking.abort();
      clearTimeout(timer);
    };
  }, [ticket, isWanted]);
  return known !== null && known.ticket === ticket ? known.status : null;
}
