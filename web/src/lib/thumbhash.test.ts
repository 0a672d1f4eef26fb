import { rgbaToThumbHash, thumbHashToRGBA } from 'thumbhash';
import { expect, test } from 'vitest';
import { pointsOf, thumbhashUrl } from './thumbhash';

/** A picture with a slope of colour each way, and something bright in a corner. */
function hashOf(width: number, height: number, alpha = 255): Uint8Array {
  const rgba = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const isBright = x < width / 3 && y < height / 3;
      const colour = [(255 * x) / width, isBright ? 250 : (200 * y) / height, 90, alpha];
      rgba.set(colour, (y * width + x) * 4);
    }
  }
  return rgbaToThumbHash(width, height, rgba);
}

test.each([
  ['a poster', 66, 100, 255],
  ['a still', 100, 56, 255],
  ['a square', 50, 50, 255],
  ['a picture one can see through', 100, 56, 128],
])('%s is drawn as the decoder of the format draws it', (_what, width, height, alpha) => {
  const hash = hashOf(width, height, alpha);
  const theirs = thumbHashToRGBA(hash);
  const ours = pointsOf(hash, 32);
  expect([ours.width, ours.height]).toEqual([theirs.w, theirs.h]);
  const colours = [...theirs.rgba].filter((_, index) => index % 4 !== 3);
  const furthest = Math.max(...[...ours.rgb].map((value, index) => Math.abs(value - colours[index]!)));
  expect(furthest).toBeLessThanOrEqual(1);
});

test('a thumbhash becomes a small picture: its size, and its first line at the end', () => {
  const hash = hashOf(66, 100);
  const url = thumbhashUrl(btoa(String.fromCharCode(...hash)))!;
  const [head, body] = url.split(',') as [string, string];
  expect(head).toBe('data:image/bmp;base64');
  const file = Uint8Array.from(atob(body), (char) => char.charCodeAt(0));
  const header = new DataView(file.buffer);
  const { width, height, rgb } = pointsOf(hash, 16);
  expect(header.getUint32(2, true)).toBe(file.length);
  expect([header.getInt32(18, true), header.getInt32(22, true)]).toEqual([width, height]);
  const line = Math.ceil((width * 3) / 4) * 4;
  const first = file.subarray(file.length - line, file.length - line + 3);
  expect([...first]).toEqual([rgb[2], rgb[1], rgb[0]]);
});

test('rubbish becomes none', () => {
  expect(thumbhashUrl('')).toBeNull();
  expect(thumbhashUrl('%%%')).toBeNull();
});
