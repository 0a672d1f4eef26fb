import { describe, expect, it } from 'vitest';
import { INTERRUPTED, UNDECODABLE, verdictOn } from './diagnosis';

const NETWORK = 2;
const DECODE = 3;
const NOT_SUPPORTED = 4;
const fine = { kind: 'fine' } as const;

describe('the verdict', () => {
  it('is the server’s when it refuses the byte', () => {
    const trouble = { ...INTERRUPTED, code: 'no_bytes', status: 408 };
    expect(verdictOn(NOT_SUPPORTED, { kind: 'trouble', trouble }, 3)).toEqual({ kind: 'trouble', trouble });
    expect(verdictOn(NETWORK, { kind: 'expired' }, 0)).toEqual({ kind: 'expired' });
  });

  it('is an interruption when the byte comes and the network had failed', () => {
    expect(verdictOn(NETWORK, fine, 5)).toEqual({ kind: 'trouble', trouble: INTERRUPTED });
  });

  it.each([DECODE, NOT_SUPPORTED])('gives a file that fails with %s one more chance', (code) => {
    expect(verdictOn(code, fine, 0)).toEqual({ kind: 'trouble', trouble: INTERRUPTED });
    expect(verdictOn(code, fine, 1)).toEqual({ kind: 'trouble', trouble: UNDECODABLE });
  });
});
