import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync('src/ui/tokens.css', 'utf8');
const token = (name: string) => {
  const colour = new RegExp(`--${name}: #([0-9a-f]{6});`).exec(css)?.[1];
  if (colour === undefined) throw new Error(`--${name} is not a plain colour`);
  return colour;
};

/** WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const texts = ['text', 'text-2', 'text-3', 'amber', 'mint', 'rose'];
const grounds = ['ink-0', 'ink-1', 'ink-2'];

test.each(texts.flatMap((text) => grounds.map((ground) => [text, ground])))(
  '--%s can be read on --%s',
  (text, ground) => {
    expect(contrast(token(text), token(ground))).toBeGreaterThanOrEqual(4.5);
  },
);

test.each([
  ['amber-ink', 'amber'],
  ['amber-ink', 'amber-2'],
  ['text', 'ink-3'],
  ['text', 'ink-4'],
  ['ink-0', 'rose'],
])('--%s can be read on --%s', (text, ground) => {
  expect(contrast(token(text), token(ground))).toBeGreaterThanOrEqual(4.5);
});

test('the focus ring stands out from every ground', () => {
  for (const ground of [...grounds, 'ink-3']) expect(contrast(token('mint'), token(ground))).toBeGreaterThanOrEqual(3);
});
