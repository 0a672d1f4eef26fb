/** How long the player gives things. */

/** A ticket is renewed this long before its end. */
export const RENEW_BEFORE_MS = 5 * 60_000;

/** After so long without trouble, the next trouble counts as the first. */
export const STEADY_MS = 20_000;

/** Not one byte for so long: the connection hangs. The server itself gives up after 30 s by default. */
export const HANGING_MS = 45_000;

/** A wait shorter than this is not worth showing. */
export const NOTICEABLE_MS = 400;

/** From the last picture of the start to the first of the film; `--slow` in the tokens. */
export const FADE_MS = 420;

/** How often the state of the stream is asked for while somebody looks at it. */
export const STATUS_EVERY_MS = 1000;
