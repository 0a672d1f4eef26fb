import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHistoryQuery, type HistoryItem, type HistoryPage } from '@/api';
import { useLanguage } from '@/lib/session';
import { Bone, Button, EmptyPanel, FocusGroup, OwnPages, Page, SlowNote, TroublePanel } from '@/ui';
import { Entry } from './Entry';
import { Forget } from './Forget';
import styles from './History.module.css';

const PAGE_SIZE = 30;

/** What this profile watched, the latest first, and the way to have it forgotten. */
export default function History() {
  const { t } = useTranslation();
  const lang = useLanguage();
  const [pages, setPages] = useState(1);
  const [asked, setAsked] = useState<HistoryItem | null>(null);
  const first = useHistoryQuery({ page: 1, pageSize: PAGE_SIZE, lang });
  const total = first.data?.total ?? 0;
  return (
    <Page title={t('history.title')} aside={<OwnPages />} first={firstOf(first.data)}>
      {first.data?.total === 0 && <EmptyPanel title={t('history.emptyTitle')} text={t('history.empty')} />}
      {first.data?.total !== 0 && (
        <FocusGroup as="ul" className={styles.entries}>
          {Array.from({ length: pages }, (_, index) => (
            <Entries key={`page ${index + 1}`} page={index + 1} onForget={setAsked} />
          ))}
        </FocusGroup>
      )}
      {total > pages * PAGE_SIZE && (
        <Button wide focusKey="history:more" onClick={() => setPages(pages + 1)}>
          {t('history.more')}
        </Button>
      )}
      {asked && <Forget item={asked} onClose={() => setAsked(null)} />}
    </Page>
  );
}

/** What arrows come to first: the latest entry, once it is there. */
function firstOf(page: HistoryPage | undefined): string {
  const latest = page?.items[0];
  if (page === undefined) return 'history:coming';
  if (latest === undefined) return 'own:/history';
  return latest.title === null ? `forget:${latest.id}` : `viewing:${latest.id}`;
}

interface EntriesProps {
  page: number;
  onForget: (item: HistoryItem) => void;
}

/** One page of it: its entries, or why there are none. What was there before the network went stays. */
function Entries({ page, onForget }: EntriesProps) {
  const entries = useHistoryQuery({ page, pageSize: PAGE_SIZE, lang: useLanguage() });
  if (entries.isError && entries.data === undefined) {
    return (
      <li>
        <TroublePanel error={entries.error} onRetry={() => void entries.refetch()} />
      </li>
    );
  }
  if (entries.data === undefined) {
    return (
      <li className={styles.bones}>
        <Bone height="6rem" />
        <Bone height="6rem" />
        <Bone height="6rem" />
        <SlowNote waiting />
      </li>
    );
  }
  return entries.data.items.map((item) => <Entry key={item.id} item={item} onForget={() => onForget(item)} />);
}
