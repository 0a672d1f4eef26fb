/** Walls are loaded page by page. */
export const WALL_PAGE = 40;

interface WallPlace {
  page: number;
  /** From 0, on that page. */
  at: number;
  /** What is asked for, too, while this card is there; null at the wall's end. */
  next: number | null;
}

/**
 * Where a card is found, and what to have ready. From the middle of a page on, the next one is asked for: together with
 * the rows that a wall holds beyond the window that is ahead of any key held down.
 */
export function placeOnWall(index: number, total: number): WallPlace {
  const page = Math.floor(index / WALL_PAGE) + 1;
  const at = index % WALL_PAGE;
  const isLast = page * WALL_PAGE >= total;
  return { page, at, next: at >= WALL_PAGE / 2 && !isLast ? page + 1 : null };
}
