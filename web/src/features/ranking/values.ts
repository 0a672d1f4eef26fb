/** Numbers and lists as people write them in a field. */

export function textOf(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

/** Null for an empty field and for what is no number; a comma is a point. */
export function numberOf(text: string | undefined): number | null {
  const value = Number((text ?? '').trim().replace(',', '.'));
  return (text ?? '').trim() === '' || Number.isNaN(value) ? null : value;
}

export function listOf(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** Rates are written in Mbit/s. */
export function megabitsOf(bits_s: number | undefined): number | null {
  return bits_s === undefined ? null : bits_s / 1e6;
}

export function bitsOf(megabits_s: number | null): number | null {
  return megabits_s === null ? null : Math.round(megabits_s * 1e6);
}
