import { expect, test, vi } from 'vitest';
import { json, serve } from '../../tests/server';
import { testStore } from '../../tests/store';
import { api } from '.';

test.each([
  ['is saved', () => api.endpoints.putProvider.initiate({ name: 'yts', providerBody: { enabled: true } })],
  ['is forgotten', () => api.endpoints.deleteProvider.initiate({ name: 'yts' })],
])('the list of providers is fetched anew when one %s', async (_what, change) => {
  const asked = serve({
    'GET /api/admin/providers': () => json([]),
    'PUT /api/admin/providers/yts': () => json({}),
    'DELETE /api/admin/providers/yts': () => new Response(null, { status: 204 }),
  });
  const lists = () => asked.filter(({ method }) => method === 'GET').length;
  const store = testStore();
  await store.dispatch(api.endpoints.providers.initiate());
  expect(lists()).toBe(1);
  await store.dispatch(change());
  await vi.waitFor(() => expect(lists()).toBe(2));
});

test('of a list that is removed nobody asks for its page again, and the others are told anew', async () => {
  const page = { slug: 'my-1', name: 'Mine', total: 0, page: 1, page_size: 40, items: [] };
  const asked = serve({
    'GET /api/lists': () => json([{ slug: 'my-1', name: 'Mine', kind: 'mixed', total: 0 }]),
    'GET /api/lists/my-1': () => json(page),
    'PATCH /api/lists/my-1': () => json({}),
    'DELETE /api/lists/my-1': () => new Response(null, { status: 204 }),
  });
  const times = (path: string) => asked.filter((one) => one.method === 'GET' && one.path === path).length;
  const store = testStore();
  await store.dispatch(api.endpoints.lists.initiate({}));
  await store.dispatch(api.endpoints.listPage.initiate({ slug: 'my-1' }));
  await store.dispatch(api.endpoints.renameList.initiate({ slug: 'my-1', listChange: { name: 'Ours' } }));
  await vi.waitFor(() => expect([times('/api/lists'), times('/api/lists/my-1')]).toEqual([2, 2]));
  await store.dispatch(api.endpoints.removeList.initiate({ slug: 'my-1' }));
  expect(api.endpoints.lists.select({})(store.getState() as never).data).toEqual([]);
  await vi.waitFor(() => expect(times('/api/lists')).toBe(3));
  expect(times('/api/lists/my-1')).toBe(2);
});
