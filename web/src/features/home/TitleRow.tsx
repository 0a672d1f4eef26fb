import type { Row as RowOfTitles } from '@/api';
import { useMakingBadge, type DemoWorld } from '@/lib/demo';
import { listPath, titlePath } from '@/lib/places';
import { Poster, Row, useListName } from '@/ui';

interface TitleRowProps {
  row: RowOfTitles;
  demo: DemoWorld | null;
  eager: boolean;
}

/** Of those, this many are seen without scrolling on a wide screen. */
const EAGER_CARDS = 9;

export function TitleRow({ row, demo, eager }: TitleRowProps) {
  const badge = useMakingBadge(demo);
  const name = useListName()(row);
  return (
    <Row
      title={name}
      name={row.slug}
      eager={eager}
      {...(row.total > row.items.length ? { to: listPath(row.slug) } : {})}
    >
      {row.items.map((title, index) => {
        return (
          <Poster
            key={title.ref}
            to={titlePath(title)}
            title={title.title}
            note={title.year === null ? undefined : String(title.year)}
            picture={title.poster}
            focusKey={`${row.slug}:${title.ref}`}
            eager={eager && index < EAGER_CARDS}
            badge={badge(title.ref)}
          />
        );
      })}
    </Row>
  );
}
