import { fireEvent, render, screen } from '@testing-library/react';
import { Provider } from 'react-redux';
import { MemoryRouter } from 'react-router';
import { afterEach, expect, test, vi } from 'vitest';
import { api } from '@/api';
import { dropToken } from '@/lib/session/refresh';
import { sessionOpened } from '@/lib/session/slice';
import { json, serve, session } from '../../tests/server';
import { HouseNote } from './HouseNote';
import { makeStore } from './store';

afterEach(() => {
  dropToken();
  sessionStorage.clear();
});

const failing = (name: string, how: string) => ({
  code: 'provider_failing',
  severity: 'warning',
  message: `${name} is not answering as it should: ${how}`,
  fix: 'Test it',
  values: { name, why: how },
});

function show(problems: () => unknown[]) {
  serve({ 'GET /api/admin/status': () => json({ problems: problems() }) });
  const store = makeStore();
  store.dispatch(sessionOpened(session() as never));
  const page = (
    <Provider store={store}>
      <MemoryRouter>
        <HouseNote />
      </MemoryRouter>
    </Provider>
  );
  const { unmount } = render(page);
  return {
    unmount,
    again: () => void store.dispatch(api.endpoints.houseStatus.initiate(undefined, { forceRefetch: true })),
  };
}

test('a note leads to where its trouble is mended', async () => {
  show(() => [failing('Torznab', 'it timed out')]);
  expect((await screen.findByRole('link')).getAttribute('href')).toBe('/admin/providers');
});

test('a note that was put aside stays away, whatever else goes wrong with the same, until it has passed', async () => {
  let problems = [failing('Torznab', 'it timed out')];
  const { again } = show(() => problems);
  fireEvent.click(await screen.findByRole('button'));
  expect(screen.queryByText(/Torznab/)).toBeNull();
  problems = [failing('Torznab', 'it answered 503'), failing('EZTV', 'it timed out')];
  again();
  await screen.findByText(/EZTV/);
  expect(screen.queryByText(/Torznab/)).toBeNull();
  problems = [];
  again();
  await vi.waitFor(() => expect(screen.queryByText(/EZTV/)).toBeNull());
  problems = [failing('Torznab', 'it timed out')];
  again();
  await screen.findByText(/Torznab/);
});

test('it stays away on the next page and after a reload', async () => {
  const { unmount } = show(() => [failing('Torznab', 'it timed out'), failing('EZTV', 'it timed out')]);
  fireEvent.click((await screen.findAllByRole('button'))[0] as HTMLElement);
  unmount();
  show(() => [failing('Torznab', 'it timed out'), failing('EZTV', 'it timed out')]);
  await screen.findByText(/EZTV/);
  expect(screen.queryByText(/Torznab/)).toBeNull();
});
