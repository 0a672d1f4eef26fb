import { beforeEach, expect, test, vi } from 'vitest';
import { json, problem, serve, session } from '../../../tests/server';

const REFRESH = 'POST /api/auth/refresh';

/** The module keeps the token, so each test gets a page of its own. */
async function newTab() {
  vi.resetModules();
  return await import('./refresh');
}

beforeEach(() => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
});

test('everyone who asks while a renewal is under way gets its outcome', async () => {
  const asked = serve({ [REFRESH]: () => json(session('fresh')) });
  const tab = await newTab();
  const outcomes = await Promise.all([tab.renew(), tab.renew(), tab.renew()]);
  expect(asked).toHaveLength(1);
  expect(new Set(outcomes).size).toBe(1);
  expect(tab.accessToken()).toBe('fresh');
});

test('a later renewal asks again', async () => {
  const asked = serve({ [REFRESH]: () => json(session('fresh')) });
  const tab = await newTab();
  await tab.renew();
  await tab.renew();
  expect(asked).toHaveLength(2);
});

test('two tabs stand in one queue, so that each uses the cookie the other got', async () => {
  let atOnce = 0;
  let most = 0;
  serve({
    [REFRESH]: async () => {
      most = Math.max(most, ++atOnce);
      await new Promise((resolve) => setTimeout(resolve, 5));
      atOnce--;
      return json(session());
    },
  });
  let queue: Promise<unknown> = Promise.resolve();
  const request = (_name: string, work: () => Promise<unknown>) => {
    const turn = queue.then(work);
    queue = turn.catch(() => undefined);
    return turn;
  };
  vi.stubGlobal('navigator', { ...navigator, locks: { request } });
  const [one, other] = [await newTab(), await newTab()];
  const outcomes = await Promise.all([one.renew(), other.renew()]);
  expect(most).toBe(1);
  expect(outcomes.map(({ kind }) => kind)).toEqual(['renewed', 'renewed']);
});

test('without locks, a refusal is tried once more with the cookie that won the race', async () => {
  localStorage.setItem('miauflix.known', '1');
  let times = 0;
  const asked = serve({ [REFRESH]: () => (++times === 1 ? problem(401, 'refresh_invalid') : json(session('second'))) });
  const tab = await newTab();
  expect(await tab.renew()).toMatchObject({ kind: 'renewed' });
  expect(asked).toHaveLength(2);
  expect(tab.accessToken()).toBe('second');
});

test('a browser nobody signed in with is refused at once', async () => {
  const asked = serve({ [REFRESH]: () => problem(401, 'refresh_invalid') });
  const tab = await newTab();
  expect(await tab.renew()).toEqual({ kind: 'refused', why: 'ended' });
  expect(asked).toHaveLength(1);
});

test.each([
  ['the network is gone', () => Promise.reject(new TypeError('Failed to fetch'))],
  ['the server is starting', () => Promise.resolve(problem(503, 'unavailable'))],
])('the session outlives that %s', async (_what, answer) => {
  const tab = await newTab();
  tab.keepToken(session('kept') as never);
  serve({ [REFRESH]: answer });
  expect(await tab.renew()).toEqual({ kind: 'unreachable' });
  expect(tab.accessToken()).toBe('kept');
});

test('a refusal drops the token', async () => {
  const tab = await newTab();
  tab.keepToken(session('old') as never);
  serve({ [REFRESH]: () => problem(401, 'refresh_reused') });
  await tab.renew();
  expect(tab.accessToken()).toBeNull();
  expect(localStorage.getItem('miauflix.known')).toBeNull();
});

test('a token is stale half a minute before the server would refuse it', async () => {
  vi.useFakeTimers({ now: 0 });
  const tab = await newTab();
  expect(tab.tokenIsStale()).toBe(false);
  tab.keepToken(session() as never);
  expect(tab.tokenIsStale(869_000)).toBe(false);
  expect(tab.tokenIsStale(870_000)).toBe(true);
});

test('the token is written nowhere', async () => {
  const tab = await newTab();
  tab.keepToken(session('secret-token') as never);
  expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain('secret-token');
  expect(document.cookie).not.toContain('secret-token');
});
