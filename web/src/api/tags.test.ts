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
