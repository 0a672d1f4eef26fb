import { expect, test, vi } from 'vitest';
import { eventsIn, listen } from './events';

test('an event is its topic and its data, and comments are none', () => {
  const text = 'retry: 3000\n: here\n\nid: 1\nevent: sources\ndata: {"found": 2}\n\nid: 2\nevent: sour';
  expect(eventsIn(text)).toEqual({
    events: [{ topic: 'sources', data: { found: 2 } }],
    rest: 'id: 2\nevent: sour',
  });
});

test('what is no JSON is passed over', () => {
  expect(eventsIn('event: sources\ndata: oops\n\n').events).toEqual([]);
});

test('an event may come in pieces, and a line that is cut is opened again', async () => {
  vi.useFakeTimers();
  const body = (...pieces: string[]) =>
    new ReadableStream<Uint8Array>({
      start(controller) {
        pieces.forEach((piece) => controller.enqueue(new TextEncoder().encode(piece)));
        controller.close();
      },
    });
  const answers = [
    new Response(body('event: sources\nda', 'ta: {"found": 1}\n\n')),
    new Response(body('event: sources\ndata: {"found": 2}\n\n')),
  ];
  const ask = vi.fn<typeof fetch>(() =>
    Promise.resolve(answers.shift() ?? new Response(new ReadableStream<Uint8Array>())),
  );
  vi.stubGlobal('fetch', ask);
  const heard: unknown[] = [];
  const stop = listen('sources', ({ data }) => heard.push(data['found']));
  await vi.advanceTimersByTimeAsync(1500);
  stop();
  expect(heard).toEqual([1, 2]);
  expect(String(ask.mock.calls[0]?.[0])).toBe('/api/events?topics=sources');
});
