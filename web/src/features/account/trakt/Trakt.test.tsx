import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { Provider } from 'react-redux';
import { MemoryRouter } from 'react-router';
import { beforeEach, expect, test, vi } from 'vitest';
import { Toasts } from '@/ui';
import { json, problem, serve } from '../../../../tests/server';
import { testStore } from '../../../../tests/store';
import { Trakt } from '.';

const unlinked = {
  configured: true,
  how_to_configure: null,
  linked: false,
  linked_at: null,
  pending: false,
  synced_at: null,
  trouble: null,
  username: null,
};
const linked = { ...unlinked, linked: true, username: 'mia', linked_at: '2026-01-01T00:00:00Z' };
const code = {
  state: 'pending',
  user_code: '5055CC52',
  verification_url: 'https://trakt.tv/activate',
  verification_url_complete: 'https://trakt.tv/activate/5055CC52',
  interval: 5,
};

beforeEach(() => {
  // happy-dom has no dialogs.
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
});

/** The server as it stands: what it says of the profile, and of the code. */
function open(now: { trakt: object; link: object }, more: Parameters<typeof serve>[0] = {}) {
  const asked = serve({
    'GET /api/trakt': () => json(now.trakt),
    'GET /api/trakt/link': () => json(now.link),
    'POST /api/trakt/link': () => {
      now.link = { ...code, expires_at: new Date(Date.now() + 600_000).toISOString() };
      return json(now.link, 201);
    },
    'DELETE /api/trakt': () => {
      now.trakt = unlinked;
      now.link = { state: 'none' };
      return new Response(null, { status: 204 });
    },
    ...more,
  });
  const store = testStore();
  render(
    <Provider store={store}>
      <MemoryRouter>
        <Trakt />
        <Toasts />
      </MemoryRouter>
    </Provider>,
  );
  return asked;
}

async function begin() {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  fireEvent.click(await screen.findByRole('button', { name: 'Link Trakt' }));
  await screen.findByText('5055CC52');
}

const later = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

test('the code, its address and its picture are there until somebody typed it', async () => {
  const now: { trakt: object; link: object } = { trakt: unlinked, link: { state: 'none' } };
  open(now);
  await begin();
  expect(screen.getByRole('link', { name: 'trakt.tv/activate' }).getAttribute('href')).toContain('/5055CC52');
  expect(await screen.findByRole('img', { name: 'QR code that opens trakt.tv/activate/5055CC52' })).toBeTruthy();
  expect(screen.getByRole('timer').textContent).toMatch(/(10:00|9:5\d)/);

  now.trakt = linked;
  now.link = { state: 'linked' };
  await later(5100);
  expect(await screen.findByText('mia at Trakt')).toBeTruthy();
  expect(screen.getByText('Trakt is linked')).toBeTruthy();
});

test('it is asked again at the interval, not before, and no more once it ended', async () => {
  const now: { trakt: object; link: object } = { trakt: unlinked, link: { state: 'none' } };
  const asked = open(now);
  await begin();
  const polls = () => asked.filter((one) => one.method === 'GET' && one.path === '/api/trakt/link').length;
  const before = polls();
  await later(4000);
  expect(polls()).toBe(before);
  now.link = { ...code, state: 'denied' };
  await later(1500);
  expect(polls()).toBe(before + 1);
  expect(screen.getByRole('alert').textContent).toContain('Trakt was told no');
  expect(screen.getByRole('button', { name: 'Get a new code' })).toBeTruthy();
  await later(20_000);
  expect(polls()).toBe(before + 1);
});

test('a code can be given up', async () => {
  const asked = open({ trakt: unlinked, link: { state: 'none' } });
  await begin();
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(await screen.findByRole('button', { name: 'Link Trakt' })).toBeTruthy();
  expect(asked.some((one) => one.method === 'DELETE')).toBe(true);
});

test('unlinking asks first', async () => {
  const asked = open({ trakt: linked, link: { state: 'linked' } });
  fireEvent.click(await screen.findByRole('button', { name: 'Unlink' }));
  expect(asked.some((one) => one.method === 'DELETE')).toBe(false);
  fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Unlink' }));
  expect(await screen.findByRole('button', { name: 'Link Trakt' })).toBeTruthy();
});

test('a house that is not set up for it says what an administrator has to set', async () => {
  open({ trakt: { ...unlinked, configured: false }, link: { state: 'none' } });
  expect(await screen.findByText(/TRAKT_CLIENT_ID and TRAKT_CLIENT_SECRET/)).toBeTruthy();
  expect(screen.queryByRole('button')).toBeNull();
});

test('the same where the server says so only when asked for a code', async () => {
  open(
    { trakt: unlinked, link: { state: 'none' } },
    { 'POST /api/trakt/link': () => problem(409, 'trakt_not_configured') },
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Link Trakt' }));
  expect((await screen.findByRole('alert')).textContent).toContain('TRAKT_CLIENT_ID and TRAKT_CLIENT_SECRET');
});
