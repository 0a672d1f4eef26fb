import type { RecommendationRow, Row, TitleCard } from '@/api';
import { listPath } from '@/lib/places';

/** One row of posters on home: a list, or what goes with a title that was watched. */
export interface Shelf {
  name: string;
  heading: { list: Row } | { because: TitleCard };
  items: TitleCard[];
  /** Leads to all of it, where there is more. */
  to?: string;
}

/** What there is to show, in order: the recommendations are about this profile and come first. Empty rows are left out. */
export function shelves(recommendations: RecommendationRow[], lists: Row[]): Shelf[] {
  const because = recommendations.map((row): Shelf => ({
    name: `because:${row.because.ref}`,
    heading: { because: row.because },
    items: row.items,
  }));
  const listed = lists.map((row): Shelf => ({
    name: row.slug,
    heading: { list: row },
    items: row.items,
    ...(row.total > row.items.length ? { to: listPath(row.slug) } : {}),
  }));
  return [...because, ...listed].filter((shelf) => shelf.items.length > 0);
}

/** Regions of one page need different names: whatever is there already gets a number. */
export function toldApart(headings: string[]): string[] {
  return headings.map((heading, index) => {
    const before = headings.slice(0, index).filter((one) => one === heading).length;
    return before === 0 ? heading : `${heading} (${before + 1})`;
  });
}
