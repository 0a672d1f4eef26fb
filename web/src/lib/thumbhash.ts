/** Blurred previews that come with every picture, so that its place is never empty. */
import { thumbHashToDataURL } from 'thumbhash';

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
    // The shortest one carries a 5-byte header; the decoder itself reads past the end without a word.
    return bytes.length < 5 ? null : thumbHashToDataURL(bytes);
  } catch {
    return null;
  }
}
