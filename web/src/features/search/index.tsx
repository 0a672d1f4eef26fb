import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useSearchQuery } from '@/api';
import { titlePath } from '@/lib/places';
import { useLanguage } from '@/lib/session';
import { EmptyPanel, Page, Poster, PosterGrid, SlowNote, TroublePanel } from '@/ui';
import { SearchField } from './SearchField';

const PAUSE_MS = 250;
const SHORTEST = 2;

/** What is looked for stands in the address, so that Back and reload find it again. */
export default function Search() {
  const { t } = useTranslation();
  const lang = useLanguage();
  const [query, setQuery] = useSearchParams();
  const asked = query.get('q') ?? '';
  const [text, setText] = useState(asked);
  const tooShort = asked.trim().length < SHORTEST;
  const found = useSearchQuery({ q: asked.trim(), lang }, { skip: tooShort });
  const items = tooShort ? [] : (found.currentData?.items ?? []);

  useEffect(() => {
    if (text === asked) return;
    const timer = setTimeout(() => setQuery(text === '' ? {} : { q: text }, { replace: true }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, asked, setQuery]);

  return (
    <Page title={t('common.search')} heading="read" first="search:field">
      <SearchField value={text} onChange={setText} />
      <output className="unseen">
        {found.currentData && !tooShort ? t('search.found', { count: items.length }) : ''}
      </output>
      <SlowNote waiting={found.isFetching} />
      {tooShort && <EmptyPanel title={t('search.startTitle')} text={t('search.start')} />}
      {found.isError && !tooShort && <TroublePanel error={found.error} onRetry={() => void found.refetch()} />}
      {found.currentData && !tooShort && items.length === 0 && (
        <EmptyPanel title={t('search.nothingTitle', { query: asked.trim() })} text={t('search.nothing')} />
      )}
      <PosterGrid>
        {items.map((title) => (
          <Poster
            key={title.ref}
            to={titlePath(title)}
            title={title.title}
            note={[title.year, title.kind === 'show' ? t('title.show') : null].filter(Boolean).join(' · ')}
            picture={title.poster}
            focusKey={`found:${title.ref}`}
          />
        ))}
      </PosterGrid>
    </Page>
  );
}
