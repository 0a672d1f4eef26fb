import { afterEach, expect, test, vi } from 'vitest';
import { bandwidth, decodable, device, deviceArgs, learnHdr, limitBandwidth, openable, showsHdr } from './decoding';

const video = (...answers: string[]) => ({
  canPlayType: (type: string): CanPlayTypeResult => (answers.some((one) => type.startsWith(one)) ? 'maybe' : ''),
});
const screenIs = (range: 'high' | 'standard') =>
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: query === `(dynamic-range: ${range})` }));
const rendersPq = (supported: boolean) => ({
  decodingInfo: vi.fn<MediaCapabilities['decodingInfo']>(async () => ({ supported }) as MediaCapabilitiesDecodingInfo),
});

afterEach(() => localStorage.clear());

test('codecs are those it plays, and H.264 where it cannot say', () => {
  expect(decodable(video('video/mp4; codecs="av01'))).toEqual(['av1', 'av1:10']);
  expect(decodable(video())).toEqual(['h264']);
});

test.each([
  ['both', ['video/mp4', 'video/webm'], ['direct'], ['mp4', 'm4v', 'webm']],
  ['one', ['video/mp4'], ['direct'], ['mp4', 'm4v']],
  ['any that is repacked', ['video/mp4'], ['direct', 'remux'], undefined],
  ['any, of a browser that cannot say', [], ['direct'], undefined],
])('it opens %s', (_what, answers, played, endings) => {
  expect(openable(video(...answers), played)).toEqual(endings);
});

test.each([
  ['an HDR screen', 'high', rendersPq(false), true],
  ['a browser that makes SDR of it', 'standard', rendersPq(true), true],
  ['neither', 'standard', rendersPq(false), false],
  ['nobody to ask', 'standard', undefined, true],
] as const)('HDR: %s', async (_what, range, media, shows) => {
  screenIs(range);
  expect(await showsHdr(media)).toBe(shows);
});

test('a codec that cannot be asked about is one it lacks', async () => {
  screenIs('standard');
  expect(await showsHdr({ decodingInfo: () => Promise.reject(new TypeError('no such type')) })).toBe(false);
});

test('what was learnt and what was set goes to the server, and a limit only where one is set', async () => {
  expect(deviceArgs()).not.toHaveProperty('bandwidthBitsS');
  limitBandwidth(8);
  screenIs('standard');
  vi.stubGlobal('navigator', { mediaCapabilities: rendersPq(false) });
  await learnHdr();
  expect([bandwidth(), device().bandwidth_bits_s, deviceArgs().bandwidthBitsS]).toEqual([8, 8_000_000, 8_000_000]);
  expect([device().hdr, deviceArgs().hdr]).toEqual([false, false]);
  limitBandwidth(null);
  expect(bandwidth()).toBeNull();
});
