import { expect, test, vi } from 'vitest';
import { isTrouble, mayPass, troubleOf } from './trouble';

test.each([
  ['no network', { status: 'FETCH_ERROR', error: 'TypeError' }, { code: 'offline', status: null }],
  ['no answer in time', { status: 'TIMEOUT_ERROR', error: '' }, { code: 'slow', status: null }],
  [
    'a problem of ours',
    { status: 409, data: { code: 'last_admin', title: 'The last one', detail: 'Keep it.' } },
    { code: 'last_admin', status: 409, title: 'The last one', detail: 'Keep it.' },
  ],
  [
    "a proxy's page of HTML",
    { status: 'PARSING_ERROR', originalStatus: 502, data: '<html>', error: '' },
    { code: 'unavailable', status: 502 },
  ],
  ['a problem without a code', { status: 404, data: { detail: 'Not Found' } }, { code: 'not_found', status: 404 }],
  ['nothing at all', { status: 500, data: null }, { code: 'internal', status: 500 }],
  ['a strange status', { status: 418, data: 'teapot' }, { code: 'unreadable', status: 418 }],
])('%s', (_what, failure, wanted) => {
  expect(troubleOf(failure as never)).toMatchObject(wanted);
});

test('a refused form names its fields', () => {
  const errors = [
    { where: 'body.email', what: 'this is not an e-mail address', kind: 'not_an_address', limits: {} },
    { where: 'body.password', what: 'too short', kind: 'string_too_short', limits: { min_length: 8 } },
    { where: 'body.languages.1', what: 'no language' },
  ];
  expect(troubleOf({ status: 422, data: { code: 'invalid', errors } }).fields).toEqual({
    email: { what: 'this is not an e-mail address', kind: 'not_an_address', limits: {} },
    password: { what: 'too short', kind: 'string_too_short', limits: { min_length: 8 } },
    languages: { what: 'no language', kind: '', limits: {} },
  });
});

test.each([
  ['120', 120],
  ['0', 0],
  [null, null],
  ['soon', null],
  ['Sat, 21 Nov 2026 12:00:30 GMT', 30],
  ['Sat, 21 Nov 2026 11:00:00 GMT', 0],
])('Retry-After %s', (header, seconds) => {
  vi.useFakeTimers({ now: Date.parse('2026-11-21T12:00:00Z') });
  expect(troubleOf({ status: 503 }, header).retryAfterS).toBe(seconds);
});

test.each([
  [null, true],
  [408, true],
  [429, true],
  [503, true],
  [404, false],
  [403, false],
  [409, false],
])('whether status %s may pass by itself: %s', (status, passes) => {
  expect(mayPass({ code: '', status, title: '', detail: '', retryAfterS: null, fields: {} })).toBe(passes);
});

test('what RTK Query throws by itself is no trouble of ours', () => {
  expect(isTrouble({ name: 'TypeError', message: 'x' })).toBe(false);
  expect(isTrouble(undefined)).toBe(false);
  expect(isTrouble(troubleOf({ status: 500 }))).toBe(true);
});
