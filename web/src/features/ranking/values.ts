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
