import { afterEach, expect, test, vi } from 'vitest';
import { dropToken, keepToken } from '@/lib/session/refresh';
import { json, problem, serve, session } from '../../tests/server';
import { testStore } from '../../tests/store';
import { api } from '.';

const REFRESH = 'POST /api/auth/refresh';

function signedIn(token = 'old') {
  keepToken(session(token) as never);
  const store = testStore(session(token));
  return store;
}

/** Refuses every token but the newest. */
const lists = ({ authorization }: { authorization: string | null }) =>
  authorization === 'Bearer new' ? json([]) : problem(401, 'token_expired');

afterEach(dropToken);

test('an expired token is renewed and the question asked again', async () => {
  const asked = serve({ 'GET /api/lists': lists, [REFRESH]: () => json(session('new')) });
  const answer = await signedIn().dispatch(api.endpoints.lists.initiate({}));
  expect(answer.data).toEqual([]);
  expect(asked.map(({ path }) => path)).toEqual(['/api/lists', '/api/auth/refresh', '/api/lists']);
});

test('questions refused at the same time share one renewal', async () => {
  const asked = serve({
    'GET /api/lists': lists,
    'GET /api/users': lists,
    'GET /api/profiles': lists,
    [REFRESH]: () => json(session('new')),
  });
  const store = signedIn();
  const answers = await Promise.all([
    store.dispatch(api.endpoints.lists.initiate({})),
    store.dispatch(api.endpoints.users.initiate()),
    store.dispatch(api.endpoints.ownProfiles.initiate()),
  ]);
  expect(answers.every(({ isSuccess }) => isSuccess)).toBe(true);
  expect(asked.filter(({ path }) => path === '/api/auth/refresh')).toHaveLength(1);
});

test('a token about to expire is renewed before it is used', async () => {
  vi.useFakeTimers({ now: 0, toFake: ['Date'] });
  const store = signedIn();
  vi.setSystemTime(899_000);
  const asked = serve({ 'GET /api/lists': lists, [REFRESH]: () => json(session('new')) });
  await store.dispatch(api.endpoints.lists.initiate({}));
  expect(asked.map(({ path }) => path)).toEqual(['/api/auth/refresh', '/api/lists']);
});

test('a session the server has ended is over here, too', async () => {
  serve({ 'GET /api/lists': lists, [REFRESH]: () => problem(401, 'refresh_invalid') });
  const store = signedIn();
  const answer = await store.dispatch(api.endpoints.lists.initiate({}));
  expect(answer.error).toMatchObject({ code: 'token_expired', status: 401 });
  expect(store.getState().session).toEqual({ kind: 'anonymous', why: 'ended' });
});

test('a session that ends because the account is disabled says so', async () => {
  serve({ 'GET /api/lists': lists, [REFRESH]: () => problem(401, 'account_disabled') });
  const store = signedIn();
  await store.dispatch(api.endpoints.lists.initiate({}));
  expect(store.getState().session).toEqual({ kind: 'anonymous', why: 'disabled' });
});

test('a session outlives a server that cannot be reached', async () => {
  serve({ 'GET /api/lists': lists, [REFRESH]: () => Promise.reject(new TypeError('Failed to fetch')) });
  const store = signedIn();
  await store.dispatch(api.endpoints.lists.initiate({}));
  expect(store.getState().session.kind).toBe('open');
});

test('a profile entered in another tab empties the cache of this one', async () => {
  const other = { id: 'p2', name: 'Jonas', avatar: 'cat-blue', language: 'de', has_pin: false };
  serve({ 'GET /api/lists': lists, 'GET /api/profiles': lists, [REFRESH]: () => json(session('new', other)) });
  const store = signedIn('new');
  await store.dispatch(api.endpoints.ownProfiles.initiate());
  keepToken(session('old') as never);
  await store.dispatch(api.endpoints.lists.initiate({}));
  expect(store.getState().session).toMatchObject({ kind: 'open', profile: { id: 'p2' } });
  expect(Object.values(store.getState().api.queries).map((query) => query?.endpointName)).not.toContain('ownProfiles');
});

test('a right that was taken away is known at the first refusal, and what it showed is gone', async () => {
  const now = session();
  const asked = serve({
    'GET /api/users': () => json([]),
    'GET /api/admin/tasks': () => problem(403, 'forbidden'),
    'GET /api/auth/me': () => json({ ...now, user: { ...now.user, role: 'user' } }),
  });
  const store = signedIn();
  await store.dispatch(api.endpoints.users.initiate());
  await store.dispatch(api.endpoints.scheduledTasks.initiate());
  expect(store.getState().session).toMatchObject({ kind: 'open', user: { role: 'user' } });
  expect(Object.values(store.getState().api.queries).map((query) => query?.endpointName)).not.toContain('users');
  expect(asked.map(({ path }) => path)).toEqual(['/api/users', '/api/admin/tasks', '/api/auth/me']);
});

test('a wrong password says so and renews nothing', async () => {
  const asked = serve({ 'POST /api/auth/login': () => problem(401, 'wrong_credentials') });
  const answer = await signedIn().dispatch(
    api.endpoints.login.initiate({ login: { email: 'mia@example.org', password: 'wrong' } }),
  );
  expect('error' in answer && answer.error).toMatchObject({ code: 'wrong_credentials' });
  expect(asked).toHaveLength(1);
});

test('a wrong PIN is no reason to sign anybody out', async () => {
  serve({ 'POST /api/profiles/p1/select': () => problem(403, 'wrong_pin') });
  const store = signedIn();
  const answer = await store.dispatch(api.endpoints.selectProfile.initiate({ profileId: 'p1', body: { pin: '0000' } }));
  expect('error' in answer && answer.error).toMatchObject({ code: 'wrong_pin', status: 403 });
  expect(store.getState().session.kind).toBe('open');
});

test('the wait a server asks for reaches the page', async () => {
  serve({ 'GET /api/lists': () => problem(429, 'too_many_requests', { 'retry-after': '7' }) });
  const answer = await signedIn().dispatch(api.endpoints.lists.initiate({}));
  expect(answer.error).toMatchObject({ retryAfterS: 7 });
});
