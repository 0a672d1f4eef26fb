import { render, renderHook, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { SaidPart } from '@/api';
import { speak } from '@/i18n';
import { troubleOf } from '@/lib/trouble';
import { Said, TroubleLine, useRefusals } from '.';

afterEach(async () => {
  await speak('en');
});

test('what was said by code is said in the language of the menus', async () => {
  await speak('de');
  const said: SaidPart[] = [
    { code: 'seasons_wanted', values: { seasons: 1 } },
    { code: 'titles_not_read', values: { failed: 2, why: [{ code: 'tmdb_in_trouble', values: { status: 500 } }] } },
  ];
  const { container } = render(<Said said={said} english="1 seasons to read" />);
  expect(container.textContent).toBe('1 Staffel zu lesen; 2 nicht gelesen: TMDB antwortete 500');
  expect(container.querySelector('[lang]')).toBeNull();
});

test.each([
  ['nothing by code', null],
  ['a sentence of tomorrow', [{ code: 'of_tomorrow', values: {} }]],
  ['one of tomorrow inside', [{ code: 'nothing', values: { why: [{ code: 'of_tomorrow', values: {} }] } }]],
])('%s stays the English that it came with, and says so to a screen reader', async (_what, said) => {
  await speak('de');
  const { container } = render(<Said said={said} english="Something new" />);
  expect(container.querySelector('[lang="en"]')?.textContent).toBe('Something new');
});

test("a refusal's sentence is the fix that it tells of", async () => {
  await speak('de');
  const said = [{ code: 'enough_lists', values: { most: 100 } }];
  const data = { code: 'too_many_lists', title: 'Too many', detail: 'There can be 100', said };
  render(<TroubleLine error={troubleOf({ status: 409, data })} />);
  const line = screen.getByRole('alert').textContent;
  expect(line).toBe('Mehr geht nichtMehr als 100 solche Listen gehen nicht; lösche zuerst eine');
});

test.each([
  ['less_than_equal', { le: 10 }, 'Höchstens 10'],
  ['string_too_short', { min_length: 8 }, 'Mindestens 8 Zeichen'],
  ['of_tomorrow', {}, 'In English'],
])('a value refused as %s says why', async (kind, limits, words) => {
  await speak('de');
  const errors = [{ where: 'body.swarm_weight', what: 'In English', kind, limits }];
  const error = troubleOf({ status: 422, data: { code: 'invalid', errors } });
  const { result } = renderHook(() => useRefusals(error));
  expect(result.current).toEqual({ swarm_weight: words });
});
