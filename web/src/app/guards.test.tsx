import { render, screen } from '@testing-library/react';
import { Provider } from 'react-redux';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router';
import { afterEach, expect, test } from 'vitest';
import { dropToken } from '@/lib/session/refresh';
import { serverUnreachable, sessionEnded, sessionOpened } from '@/lib/session/slice';
import { json, serve, session } from '../../tests/server';
import { AdminOnly, SignedIn } from './guards';
import { makeStore } from './store';

function Where() {
  const { pathname, state } = useLocation();
  return <p>{`${pathname} from ${(state as { from?: string } | null)?.from ?? 'nowhere'}`}</p>;
}

function visit(path: string, store = makeStore()) {
  return render(
    <Provider store={store}>
      <MemoryRouter initialEntries={[path]}>
        <Routes>
          <Route element={<SignedIn />}>
            <Route path="/films/1" element={<p>the film</p>} />
            <Route element={<AdminOnly />}>
              <Route path="/admin/users" element={<p>the people</p>} />
            </Route>
          </Route>
          <Route path="*" element={<Where />} />
        </Routes>
      </MemoryRouter>
    </Provider>,
  );
}

const status = (setup_required: boolean) =>
  serve({ 'GET /api/status': () => json({ setup_required, demo: true, version: '0' }) });

afterEach(dropToken);

test('the first visitor sets up', async () => {
  status(true);
  const store = makeStore();
  store.dispatch(sessionEnded(undefined));
  visit('/films/1', store);
  expect(await screen.findByText('/setup from /films/1')).toBeTruthy();
});

test('a later one signs in, and is brought to where they wanted', async () => {
  status(false);
  const store = makeStore();
  store.dispatch(sessionEnded(undefined));
  visit('/films/1', store);
  expect(await screen.findByText('/login from /films/1')).toBeTruthy();
});

test('whoever comes after somebody who left is not brought to their last page', async () => {
  status(false);
  const store = makeStore();
  store.dispatch(sessionEnded('left'));
  visit('/films/1', store);
  expect(await screen.findByText('/login from nowhere')).toBeTruthy();
});

test('nobody is sent anywhere before it is known who they are', () => {
  visit('/films/1');
  expect(screen.queryByText('the film')).toBeNull();
  expect(screen.getByText('Loading …')).toBeTruthy();
});

test('a server that cannot be reached says so and offers another try', () => {
  const store = makeStore();
  store.dispatch(serverUnreachable());
  visit('/films/1', store);
  expect(screen.getByRole('heading', { name: 'Miauflix does not answer' })).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
});

test('an account without a profile chosen picks one first', async () => {
  const store = makeStore();
  store.dispatch(sessionOpened(session('t', null) as never));
  visit('/films/1', store);
  expect(await screen.findByText('/profiles from /films/1')).toBeTruthy();
});

test('whoever is signed in comes in', () => {
  const store = makeStore();
  store.dispatch(sessionOpened(session() as never));
  visit('/films/1', store);
  expect(screen.getByText('the film')).toBeTruthy();
});

test.each([
  ['admin', 'the people'],
  ['user', 'This is not open to you'],
])('the people page, for the role %s: %s', (role, text) => {
  const store = makeStore();
  const opened = session();
  store.dispatch(sessionOpened({ ...opened, user: { ...opened.user, role } } as never));
  visit('/admin/users', store);
  expect(screen.getByText(text)).toBeTruthy();
});
