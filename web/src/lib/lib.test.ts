import { expect, test } from 'vitest';
import { deviceName } from './device';
import { ago, bytesIn } from './format';
import { arrowOf, fieldKeepsArrow, isBack } from './keys';
import { layoutFor } from './layout';
import { destinationOf, listPath, titlePathOf, watchPath } from './places';

const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({
  key,
  keyCode: 0,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...more,
});

test.each([
  [390, 844, 'Mozilla/5.0 (iPhone)', 'phone'],
  [759, 1000, 'Mozilla/5.0', 'phone'],
  [1440, 900, 'Mozilla/5.0', 'desktop'],
  [1920, 950, 'Mozilla/5.0 (a desktop browser with its bars)', 'desktop'],
  [1920, 1080, 'Mozilla/5.0', 'tv'],
  [1280, 720, 'Mozilla/5.0 (SMART-TV; Linux; Tizen 5.5)', 'tv'],
  [1280, 720, 'Mozilla/5.0 (Web0S; Linux/SmartTV)', 'tv'],
])('a screen of %i × %i in %s is a %s', (width, height, browser, layout) => {
  expect(layoutFor({ width, height }, browser)).toBe(layout);
});

test('arrows with a modifier belong to the browser', () => {
  expect(arrowOf(press('ArrowLeft'))).toBe('left');
  expect(arrowOf(press('ArrowLeft', { altKey: true }))).toBeNull();
  expect(arrowOf(press('a'))).toBeNull();
});

test('back has many names', () => {
  expect(isBack(press('Escape'))).toBe(true);
  expect(isBack(press('Unidentified', { keyCode: 10009 }))).toBe(true);
  expect(isBack(press('Unidentified', { keyCode: 461 }))).toBe(true);
  expect(isBack(press('Backspace'))).toBe(false);
});

test('an arrow leaves a text field only past its last letter', () => {
  const input = document.createElement('input');
  input.value = 'miau';
  input.setSelectionRange(2, 2);
  expect(fieldKeepsArrow(input, 'left')).toBe(true);
  expect(fieldKeepsArrow(input, 'down')).toBe(false);
  input.setSelectionRange(4, 4);
  expect(fieldKeepsArrow(input, 'right')).toBe(false);
  expect(fieldKeepsArrow(input, 'left')).toBe(true);
  input.setSelectionRange(0, 4);
  expect(fieldKeepsArrow(input, 'right')).toBe(true);
});

test.each([
  ['/films/603', '/films/603'],
  [undefined, '/'],
  ['https://elsewhere.example', '/'],
  ['//elsewhere.example', '/'],
  ['/\\elsewhere.example', '/'],
])('after signing in from %s one lands at %s', (from, place) => {
  expect(destinationOf(from === undefined ? null : { from })).toBe(place);
});

test('places', () => {
  expect(watchPath('movie:603')).toBe('/watch/movie:603');
  expect(watchPath('movie:603', 'a/b')).toBe('/watch/movie:603?source=a%2Fb');
  expect(titlePathOf('episode:1399:2:5')).toBe('/shows/1399?season=2');
  expect(titlePathOf('media:1')).toBeNull();
  expect(listPath('@@added')).toBe('/lists/%40%40added');
});

test.each([
  [0, '0 kB'],
  [999, '1 kB'],
  [812_000, '812 kB'],
  [58_200_000, '58 MB'],
  [1_540_000_000, '1.5 GB'],
])('%i bytes are %s', (bytes, text) => {
  expect(bytesIn(bytes, 'en')).toBe(text);
});

test.each([
  [-30, '30 seconds ago'],
  [-3 * 60, '3 minutes ago'],
  [2 * 86_400 + 5, 'in 2 days'],
  [-400 * 86_400, 'last year'],
])('%i seconds from now is %s', (seconds, text) => {
  const now = new Date('2026-11-21T12:00:00Z');
  expect(ago(new Date(now.getTime() + seconds * 1000), now, 'en')).toBe(text);
});

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36', 'Chrome · Linux'],
  ['Mozilla/5.0 (SMART-TV; Linux; Tizen 6.0) Chrome/76 Safari/537', 'Samsung TV'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/604.1', 'Safari · iPhone'],
  ['', '?'],
])('%s is called %s', (userAgent, name) => {
  expect(deviceName(userAgent)).toBe(name);
});
