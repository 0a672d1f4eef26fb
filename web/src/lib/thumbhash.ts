/**
 * Blurred previews that come with every picture, so that its place is never empty.
 *
 * Hundreds of them are drawn while home opens. The format's own decoder works out 32 × 32 points with all their cosines
 * and packs them as a PNG, half of what home computed; half as many points each way look the same once they are
 * stretched, and a BMP needs no checksums.
 */

/** Points along the longer side. */
const LONGEST = 16;

const decoded = new Map<string, string | null>();

/** A `data:` address for a base64 thumbhash, or null when it is not one. */
export function thumbhashUrl(thumbhash: string): string | null {
  const known = decoded.get(thumbhash);
  if (known !== undefined) return known;
  const url = decode(thumbhash);
  decoded.set(thumbhash, url);
  return url;
}

function decode(thumbhash: string): string | null {
  try {
    const bytes = Uint8Array.from(atob(thumbhash), (char) => char.charCodeAt(0));
    // The shortest one carries a 5-byte header.
    return bytes.length < 5 ? null : `data:image/bmp;base64,${btoa(bmp(pointsOf(bytes, LONGEST)))}`;
  } catch {
    return null;
  }
}

export interface Points {
  width: number;
  height: number;
  /** Red, green and blue of each, from the top left on. */
  rgb: Uint8Array;
}

/** One of the three channels: an average, and how much there is of each wave across and down. */
interface Channel {
  average: number;
  across: number;
  down: number;
  waves: number[];
}

/** What a thumbhash draws; how far one can see through it is left out. See https://evanw.github.io/thumbhash/. */
export function pointsOf(bytes: Uint8Array, longest: number): Points {
  const at = (index: number) => bytes[index] ?? 0;
  const head = at(0) | (at(1) << 8) | (at(2) << 16);
  const rest = at(3) | (at(4) << 8);
  const hasAlpha = head >> 23 === 1;
  const isLandscape = rest >> 15 === 1;
  const [long, short] = [hasAlpha ? 5 : 7, rest & 7];
  const ratio = isLandscape ? long / short : short / long;
  const [across, down] = isLandscape ? [long, short] : [short, long];

  let nibble = hasAlpha ? 12 : 10;
  const channel = (average: number, scale: number, columns: number, rows: number): Channel => {
    const waves: number[] = [];
    for (let y = 0; y < rows; y++) {
      for (let x = y === 0 ? 1 : 0; x * rows < columns * (rows - y); x++) {
        const value = (at(nibble >> 1) >> ((nibble & 1) * 4)) & 15;
        waves.push((value / 7.5 - 1) * scale);
        nibble += 1;
      }
    }
    return { average, across: columns, down: rows, waves };
  };
  const light = channel((head & 63) / 63, ((head >> 18) & 31) / 31, Math.max(3, across), Math.max(3, down));
  // A quarter more colour, for what was lost when it was rounded.
  const blueYellow = channel(((head >> 6) & 63) / 31.5 - 1, (((rest >> 3) & 63) / 63) * 1.25, 3, 3);
  const redGreen = channel(((head >> 12) & 63) / 31.5 - 1, (((rest >> 9) & 63) / 63) * 1.25, 3, 3);

  const width = Math.max(1, Math.round(ratio > 1 ? longest : longest * ratio));
  const height = Math.max(1, Math.round(ratio > 1 ? longest / ratio : longest));
  const [columns, rows] = [cosines(width), cosines(height)];
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to += 3) {
      const [column, row] = [columns[x] ?? [], rows[y] ?? []];
      const [l, p, q] = [light, blueYellow, redGreen].map((one) => valueOf(one, column, row)) as Colour;
      const blue = l - (2 / 3) * p;
      const red = (3 * l - blue + q) / 2;
      rgb.set([red, red - q, blue].map(toByte), to);
    }
  }
  return { width, height, rgb };
}

type Colour = [number, number, number];

const MOST_WAVES = 7;

/** For each point along a side, the height of each wave there. */
function cosines(points: number): number[][] {
  return Array.from({ length: points }, (_, point) =>
    Array.from({ length: MOST_WAVES }, (_wave, wave) => Math.cos((Math.PI / points) * (point + 0.5) * wave)),
  );
}

function valueOf({ average, across, down, waves }: Channel, column: number[], row: number[]): number {
  let value = average;
  for (let y = 0, wave = 0; y < down; y++) {
    for (let x = y === 0 ? 1 : 0; x * down < across * (down - y); x++, wave++) {
      value += (waves[wave] ?? 0) * (column[x] ?? 0) * (row[y] ?? 0) * 2;
    }
  }
  return value;
}

function toByte(value: number): number {
  return 255 * Math.min(1, Math.max(0, value));
}

const HEADERS = 54;

/** As a string of bytes: 24 bits a point, the lowest line first, each line as long as a multiple of four. */
function bmp({ width, height, rgb }: Points): string {
  const line = Math.ceil((width * 3) / 4) * 4;
  const file = new Uint8Array(HEADERS + line * height);
  const header = new DataView(file.buffer);
  file.set([0x42, 0x4d]); // "BM"
  header.setUint32(2, file.length, true);
  header.setUint32(10, HEADERS, true);
  header.setUint32(14, HEADERS - 14, true);
  header.setInt32(18, width, true);
  header.setInt32(22, height, true);
  header.setUint16(26, 1, true);
  header.setUint16(28, 24, true);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * 3;
      const to = HEADERS + (height - 1 - y) * line + x * 3;
      file.set(rgb.slice(from, from + 3).toReversed(), to);
    }
  }
  return String.fromCharCode(...file);
}
