/** A server made of functions: what `fetch` answers in tests, and what it was asked. */
import { vi } from 'vitest';

export interface Asked {
  method: string;
  path: string;
  authorization: string | null;
  body: unknown;
}

type Answer = (asked: Asked) => Response | Promise<Response>;

export type Answers = Record<string, Answer>;

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
}

export function problem(status: number, code: string, headers: Record<string, string> = {}): Response {
  return json({ type: `urn:miauflix:${code}`, title: code, status, code, detail: '' }, status, headers);
}

export const session = (
  token = 'token-1',
  profile: unknown = { id: 'p1', name: 'Mia', avatar: 'cat-amber', language: 'en', has_pin: false },
) => ({
  access_token: token,
  token_type: 'bearer',
  expires_in: 900,
  user: {
    id: 'u1',
    email: 'mia@example.org',
    name: 'Mia',
    role: 'admin',
    created_at: '2026-01-01T00:00:00Z',
    disabled: false,
  },
  profile,
});

/** Answers by "METHOD /path"; whatever is not named is refused as not found. Returns the list of what was asked. */
export function serve(answers: Answers): Asked[] {
  const asked: Asked[] = [];
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = input instanceof Request ? input : new Request(new URL(String(input), 'http://localhost'), init);
    const path = new URL(request.url).pathname;
    const text = await request.clone().text();
    const one = {
      method: request.method,
      path,
      authorization: request.headers.get('authorization'),
      body: text === '' ? null : (JSON.parse(text) as unknown),
    };
    asked.push(one);
    const answer = answers[`${request.method} ${path}`];
    return answer ? await answer(one) : problem(404, 'not_found');
  });
  return asked;
}
