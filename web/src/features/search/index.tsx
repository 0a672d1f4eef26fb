import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { TitleCard } from '@/api';
import { titlePath } from '@/lib/places';
import { useLanguage } from '@/lib/session';
import { Button, EmptyPanel, Page, Poster, PosterGrid, SlowNote, TroubleLine, TroublePanel } from '@/ui';
import { Filters } from './Filters';
import { isNothing, type Findings } from './findings';
import { Genres, People } from './Hits';
import styles from './Search.module.css';
import { SearchField } from './SearchField';
import { useFindings, type Search as Asked } from './useFindings';
import { useTyped } from './useTyped';
import { countOf, NO_WISH, questionOf, wishOf, withText, withWish, type Wish } from './wish';

/** Of the posters, this many are seen without scrolling. */
const EAGER_CARDS = 12;

/** What is looked for stands in the address, so that Back and reload find it again. */
export default function Search() {
  const { t } = useTranslation();
  const lang = useLanguage();
  const [address, setAddress] = useSearchParams();
  const settle = useCallback(
    (next: string) => setAddress((now) => withText(now, next), { replace: true }),
    [setAddress],
  );
  const asked = address.get('q') ?? '';
  const [text, setText] = useTyped(asked, settle);
  const wish = wishOf(address);
  const question = questionOf(asked, wish, lang);
  const search = useFindings(question);
  const change = (wanted: Partial<Wish>) => setAddress((now) => withWish(now, wanted), { replace: true });
  return (
    <Page title={t('common.search')} heading="read" first="search:field">
      <SearchField value={text} onChange={setText} />
      <Filters wish={wish} onChange={change} />
      {question === null ? (
        <EmptyPanel title={t('search.startTitle')} text={t('search.start')} />
      ) : (
        <Answer text={question.q} search={search} isFiltered={countOf(wish) > 0} onUnfilter={() => change(NO_WISH)} />
      )}
    </Page>
  );
}

interface AnswerProps {
  text: string;
  search: Asked;
  isFiltered: boolean;
  onUnfilter: () => void;
}

function Answer({ text, search, isFiltered, onUnfilter }: AnswerProps) {
  const { t } = useTranslation();
  const { findings, isWaiting, isGrowing } = search;
  if (search.error !== undefined) return <TroublePanel error={search.error} onRetry={search.retry} />;
  const hasTitles = findings !== null && findings.titles.length + findings.asTyped.length > 0;
  const isSettled = findings !== null && !isWaiting && !isGrowing;
  return (
    <>
      <Summary search={search} />
      <SlowNote waiting={isWaiting} />
      {findings !== null && (
        <div aria-busy={isWaiting || undefined} className={isWaiting ? styles.old : undefined}>
          <Found findings={findings} text={text} />
        </div>
      )}
      {isSettled && !hasTitles && isFiltered && (
        <EmptyPanel title={t('search.filteredTitle', { query: text })} text={t('search.filtered')}>
          <Button icon="close" focusKey="search:unfilter" onClick={onUnfilter}>
            {t('search.clearFilters')}
          </Button>
        </EmptyPanel>
      )}
      {isSettled && !isFiltered && isNothing(findings) && (
        <EmptyPanel
          title={t('search.nothingTitle', { query: text })}
          text={search.isWhole ? t('search.nothing') : t('search.nothingHere')}
        />
      )}
      {isGrowing && <p className={styles.growing}>{t('search.growing')}</p>}
      {search.errorOfMore !== undefined && (
        <div className={styles.less}>
          <TroubleLine error={search.errorOfMore} />
          <p>{t('search.onlyHere')}</p>
          <Button icon="refresh" focusKey="search:again" onClick={search.retry}>
            {t('common.retry')}
          </Button>
        </div>
      )}
    </>
  );
}

/** Read out with every answer. */
function Summary({ search: { findings, isWaiting } }: { search: Asked }) {
  const { t } = useTranslation();
  if (findings === null || isWaiting) return <output className="unseen" />;
  const count = findings.titles.length + findings.asTyped.length;
  return (
    <output className="unseen">
      {[
        findings.corrected === null ? '' : t('search.corrected', { query: findings.corrected }),
        t('search.found', { count }),
      ]
        .filter(Boolean)
        .join('. ')}
    </output>
  );
}

function Found({ findings, text }: { findings: Findings; text: string }) {
  const { t } = useTranslation();
  return (
    <>
      {findings.corrected !== null && (
        <p className={styles.corrected}>
          {t('search.corrected', { query: findings.corrected })}
          <span>{t('search.insteadOf', { query: text })}</span>
        </p>
      )}
      <Genres genres={findings.genres} />
      <People people={findings.people} />
      <Titles heading={t('search.titles')} titles={findings.titles} />
      <Titles heading={t('search.asTyped', { query: text })} titles={findings.asTyped} />
      <Genres genres={findings.late.genres} />
      <People people={findings.late.people} />
    </>
  );
}

function Titles({ heading, titles }: { heading: string; titles: TitleCard[] }) {
  const { t } = useTranslation();
  if (titles.length === 0) return null;
  return (
    <section className={styles.titles}>
      <h2>{heading}</h2>
      <PosterGrid>
        {titles.map((title, index) => (
          <Poster
            key={title.ref}
            to={titlePath(title)}
            title={title.title}
            note={[title.year, title.kind === 'show' ? t('title.show') : null].filter(Boolean).join(' · ')}
            picture={title.poster}
            focusKey={`found:${title.ref}`}
            eager={index < EAGER_CARDS}
          />
        ))}
      </PosterGrid>
    </section>
  );
}
