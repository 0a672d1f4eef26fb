import type { SaidPart } from '@/api/generated';

/**
 * Anything that can go wrong between a click and an answer, in one shape.
 *
 * The server says what happened as `application/problem+json` with a stable `code`; the network says it in its own
 * ways. Pages show a trouble through `ui/Trouble`, which looks the code up in the translations and falls back to the
 * server's own words.
 */
export interface Trouble {
  /** The server's code, or one of ours: offline, slow, unreadable. */
  code: string;
  /** HTTP status; null when there was no answer. */
  status: number | null;
  title: string;
  detail: string;
  /** Seconds the server asks to wait before the next try. */
  retryAfterS: number | null;
  /** The detail by code, where the server has a sentence for it. */
  said?: SaidPart[];
  /** What is wrong with single values of a form, by their names. */
  fields: Record<string, Refusal>;
}

/** Why a value was refused: in English, and by pydantic's name for it with the limits that were not kept. */
export interface Refusal {
  what: string;
  kind: string;
  limits: Record<string, string | number>;
}

interface Failure {
  status: number | string;
  data?: unknown;
  error?: string;
}

const NO_ANSWER: Record<string, { code: string; title: string; detail: string }> = {
  FETCH_ERROR: {
    code: 'offline',
    title: 'Miauflix does not answer',
    detail: 'Check that this device is on the network and that the server runs.',
  },
  TIMEOUT_ERROR: {
    code: 'slow',
    title: 'Miauflix takes too long to answer',
    detail: 'The server is busy or the network is slow. Try again in a moment.',
  },
};

/** From what RTK Query's `fetchBaseQuery` reports; `retryAfter` is the header's value. */
export function troubleOf(failure: Failure, retryAfter: string | null = null): Trouble {
  const silent = NO_ANSWER[failure.status];
  if (silent) return { ...silent, status: null, retryAfterS: null, fields: {} };
  const status = typeof failure.status === 'number' ? failure.status : statusInside(failure);
  const body = isRecord(failure.data) ? failure.data : {};
  const said = body['said'];
  return {
    ...(Array.isArray(said) ? { said: said as SaidPart[] } : {}),
    code: text(body['code']) ?? codeOf(status),
    status,
    title: text(body['title']) ?? 'Something went wrong',
    detail: text(body['detail']) ?? '',
    retryAfterS: seconds(retryAfter),
    fields: fieldsOf(body['errors']),
  };
}

export function isTrouble(value: unknown): value is Trouble {
  return isRecord(value) && typeof value['code'] === 'string' && 'retryAfterS' in value;
}

/** Whether trying the same again may help. */
export function mayPass(trouble: Trouble): boolean {
  return trouble.status === null || trouble.status === 408 || trouble.status === 429 || trouble.status >= 500;
}

function statusInside(failure: Failure): number {
  // PARSING_ERROR: an answer that is not JSON, as a proxy's error page.
  const original = (failure as { originalStatus?: unknown }).originalStatus;
  return typeof original === 'number' ? original : 500;
}

function codeOf(status: number): string {
  if (status === 401) return 'unauthorised';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not_found';
  if (status === 429) return 'too_many_requests';
  if (status === 502 || status === 503 || status === 504) return 'unavailable';
  return status >= 500 ? 'internal' : 'unreadable';
}

/** FastAPI's places are paths as "body.email" or "body.languages.0"; a form knows its field by the last name. */
function fieldsOf(errors: unknown): Record<string, Refusal> {
  if (!Array.isArray(errors)) return {};
  const named = errors.filter(isRecord).map((one): [string, Refusal] => {
    const where = text(one['where']) ?? '';
    const names = where.split('.').filter((part) => !/^\d+$/.test(part));
    const limits = isRecord(one['limits']) ? (one['limits'] as Refusal['limits']) : {};
    return [names.at(-1) ?? '', { what: text(one['what']) ?? '', kind: text(one['kind']) ?? '', limits }];
  });
  return Object.fromEntries(named);
}

/** `Retry-After` as seconds or as a date (RFC 9110 §10.2.3). */
function seconds(retryAfter: string | null): number | null {
  if (retryAfter === null) return null;
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter);
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - Date.now()) / 1000));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
