import { createApi, fetchBaseQuery, type BaseQueryFn, type FetchArgs } from '@reduxjs/toolkit/query/react';
import { accessToken, renew, tokenIsStale } from '@/lib/session/refresh';
import { isOtherViewer, sessionEnded, sessionOpened, type SessionState } from '@/lib/session/slice';
import type { Session } from '@/lib/session/types';
import { troubleOf, type Trouble } from '@/lib/trouble';

const send = fetchBaseQuery({
  baseUrl: '/',
  timeout: 30_000,
  paramsSerializer: asQuery,
  prepareHeaders: (headers) => {
    const token = accessToken();
    if (token !== null) headers.set('authorization', `Bearer ${token}`);
    return headers;
  },
});

/** A list is its name over and over, which is how the server reads one. */
function asQuery(params: Record<string, unknown>): string {
  const pairs = Object.entries(params).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, String(one)]),
  );
  return new URLSearchParams(pairs.filter(([, value]) => value !== 'undefined' && value !== 'null')).toString();
}

type BaseQuery = BaseQueryFn<string | FetchArgs, unknown, Trouble>;
type Api = Parameters<BaseQuery>[1];

/** Answers to these carry no verdict on the session, so a 401 among them is final. */
const SPEAKS_FOR_ITSELF = /\/api\/(auth\/(login|setup|refresh|logout)$|invitations\/[^/]+)/;

const query: BaseQuery = async (args, api, extra) => {
  const url = typeof args === 'string' ? args : args.url;
  const renewable = !SPEAKS_FOR_ITSELF.test(url);
  if (renewable && tokenIsStale()) await renewSession(api);
  let result = await send(args, api, extra);
  if (renewable && result.error?.status === 401 && accessToken() !== null && (await renewSession(api))) {
    result = await send(args, api, extra);
  }
  if (!result.error) return { data: result.data };
  if (result.error.status === 403 && codeOf(result.error.data) === 'forbidden') await learnRole(api, extra);
  return { error: troubleOf(result.error, result.meta?.response?.headers.get('retry-after') ?? null) };
};

function codeOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined;
}

/** A right that is refused may be one taken away since: what it let somebody see must not stay. */
async function learnRole(api: Api, extra: object): Promise<void> {
  const before = (api.getState() as { session: SessionState }).session;
  const { data } = await send('/api/auth/me', api, extra);
  const now = data as Pick<Session, 'user' | 'profile'> | undefined;
  if (now === undefined || before.kind !== 'open' || before.user.role === now.user.role) return;
  api.dispatch(sessionOpened(now));
  api.dispatch(baseApi.util.resetApiState());
}

/** Whether there is a fresh token now. A refusal ends the session for the whole app. */
async function renewSession({ dispatch, getState }: Api): Promise<boolean> {
  const before = (getState() as { session: SessionState }).session;
  const renewal = await renew();
  if (renewal.kind === 'renewed') {
    dispatch(sessionOpened(renewal.session));
    // Another tab has entered another profile meanwhile; the session follows it.
    if (isOtherViewer(before, renewal.session)) dispatch(baseApi.util.resetApiState());
  }
  if (renewal.kind === 'refused') dispatch(sessionEnded(renewal.why));
  return renewal.kind === 'renewed';
}

/** What the generated endpoints are injected into. */
export const baseApi = createApi({
  reducerPath: 'api',
  baseQuery: query,
  refetchOnReconnect: true,
  endpoints: () => ({}),
});
