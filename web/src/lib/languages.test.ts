import { expect, test } from 'vitest';
import { languagesToChoose, nameOfLanguage } from './languages';

const tags = (typed: string, chosen = 'en', tongue = 'en') =>
  languagesToChoose(typed, chosen, tongue).map(({ value }) => value);

test('a dozen common ones are offered first, by name, and the chosen one is always among them', () => {
  expect(tags('')).toHaveLength(12);
  expect(tags('', 'fr')).toHaveLength(12);
  expect(tags('', 'sv-FI')[0]).toBe('sv-FI');
  expect(languagesToChoose('', 'en', 'de').find(({ value }) => value === 'fr')?.label).toBe('Französisch');
});

test.each([
  ['swedish', 'sv'],
  ['svenska', 'sv'],
  [' SV ', 'sv'],
  ['pt-br', 'pt-BR'],
  ['brazil', 'pt-BR'],
  ['austrian', 'de-AT'],
  ['francais', 'fr'],
])('%s finds %s', (typed, tag) => {
  expect(tags(typed)).toContain(tag);
});

test('what is called exactly so comes before what only has it in its name', () => {
  expect(tags('german', 'fr')[1]).toBe('de');
  expect(tags('qqq')).toEqual(['en']);
  expect(tags('a', 'en').length).toBeLessThanOrEqual(13);
});

test('a region has its name', () => {
  expect(nameOfLanguage('pt-BR', 'en')).toBe('Brazilian Portuguese');
  expect(nameOfLanguage('pt-BR', 'de')).toContain('Portugiesisch');
});
