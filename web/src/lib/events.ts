/**
 * What the server tells as it happens (server-sent events, WHATWG HTML §9.2), read by `fetch` because the browser's own
 * reader sends no access token. Until it is stopped it comes back whenever the line is cut.
 */
import { accessToken, renew } from './session/refresh';

export interface ServerEvent {
  topic: string;
  data: Record<string, unknown>;
}

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;

/** Answers the way to stop. `onOpen`: a line begins, and what was told before it may have gone unheard. */
export function listen(topics: string, onEvent: (event: ServerEvent) => void, onOpen?: () => void): () => void {
  const stopping = new AbortController();
  void keepListening(topics, { onEvent, onOpen }, stopping.signal);
  return () => stopping.abort();
}

interface Ears {
  onEvent: (event: ServerEvent) => void;
  onOpen: (() => void) | undefined;
}

async function keepListening(topics: string, ears: Ears, signal: AbortSignal) {
  let pause_ms = FIRST_PAUSE_MS;
  while (!signal.aborted) {
    // One line after the other: the next is opened when the one before has ended.
    // oxlint-disable-next-line no-await-in-loop
    const wasOpen = await hear(topics, ears, signal);
    pause_ms = wasOpen ? FIRST_PAUSE_MS : Math.min(2 * pause_ms, LONGEST_PAUSE_MS);
    // oxlint-disable-next-line no-await-in-loop
    await resting(pause_ms, signal);
  }
}

/** Whether there was a line at all. */
async function hear(topics: string, { onEvent, onOpen }: Ears, signal: AbortSignal): Promise<boolean> {
  try {
    const headers = { authorization: `Bearer ${accessToken() ?? ''}` };
    const answer = await fetch(`/api/events?topics=${encodeURIComponent(topics)}`, { headers, signal });
    if (answer.status === 401) await renew();
    if (!answer.ok || answer.body === null) return false;
    onOpen?.();
    const reader = answer.body.getReader();
    const decoder = new TextDecoder();
    let text = '';
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop
      const { done, value } = await reader.read();
      if (done) return true;
      const { events, rest } = eventsIn(text + decoder.decode(value, { stream: true }));
      text = rest;
      events.forEach(onEvent);
    }
  } catch {
    return false;
  }
}

/** The whole events in a piece of text, and the beginning of the one that is not whole yet. */
export function eventsIn(text: string): { events: ServerEvent[]; rest: string } {
  const blocks = text.split(/\r?\n\r?\n/);
  const rest = blocks.pop() ?? '';
  return { events: blocks.map(eventIn).filter((event) => event !== null), rest };
}

function eventIn(block: string): ServerEvent | null {
  const lines = block.split(/\r?\n/);
  const valuesOf = (field: string) =>
    lines.filter((line) => line.startsWith(`${field}:`)).map((line) => line.slice(field.length + 1).trimStart());
  const data = valuesOf('data').join('\n');
  if (data === '') return null;
  try {
    return { topic: valuesOf('event')[0] ?? 'message', data: JSON.parse(data) as Record<string, unknown> };
  } catch {
    return null;
  }
}

function resting(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
