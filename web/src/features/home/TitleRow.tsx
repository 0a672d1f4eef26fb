import type { TitleCard } from '@/api';
import { useMakingBadge, type DemoWorld } from '@/lib/demo';
import { titlePath } from '@/lib/places';
import { Poster, Row } from '@/ui';

interface TitleRowProps {
  title: string;
  /** Names the row, so that arrows find the card they left. */
  name: string;
  items: TitleCard[];
  /** Leads to all of it, where there is more. */
  to?: string;
  demo: DemoWorld | null;
  eager: boolean;
}

/** Of those, this many are seen without scrolling on a wide screen. */
const EAGER_CARDS = 9;

export function TitleRow({ title, name, items, to, demo, eager }: TitleRowProps) {
  const badge = useMakingBadge(demo);
  return (
    <Row title={title} name={name} eager={eager} {...(to === undefined ? {} : { to })}>
      {items.map((item, index) => {
        return (
          <Poster
            key={item.ref}
            to={titlePath(item)}
            title={item.title}
            note={item.year === null ? undefined : String(item.year)}
            picture={item.poster}
            focusKey={`${name}:${item.ref}`}
            eager={eager && index < EAGER_CARDS}
            badge={badge(item.ref)}
          />
        );
      })}
    </Row>
  );
}
