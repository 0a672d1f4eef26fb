import { useTranslation } from 'react-i18next';
import type { ContinueItem } from '@/api';
import { useFormat } from '@/lib/format';
import { watchPath } from '@/lib/places';
import { Row, Still } from '@/ui';

export function ContinueRow({ items }: { items: ContinueItem[] }) {
  const { t } = useTranslation();
  return (
    <Row title={t('home.continue')} name="continue" size="still" eager>
      {items.map((item) => (
        <ContinueCard key={item.ref} item={item} />
      ))}
    </Row>
  );
}

function ContinueCard({ item }: { item: ContinueItem }) {
  const { t } = useTranslation();
  const { runtime } = useFormat();
  const minutes = Math.max(1, Math.round((item.duration_s - item.position_s) / 60));
  const left = item.duration_s > 0 ? t('home.left', { time: runtime(minutes) }) : null;
  const { episode } = item;
  const what = episode ? t('title.episodeShort', { season: episode.season, number: episode.number }) : null;
  return (
    <Still
      to={watchPath(item.ref)}
      title={item.title.title}
      note={[what, left].filter(Boolean).join(' · ')}
      picture={episode?.still ?? item.title.backdrop ?? item.title.poster}
      progress={item.duration_s > 0 ? item.position_s / item.duration_s : 0}
      focusKey={`continue:${item.ref}`}
      eager
    />
  );
}
