import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useGenresQuery } from '@/api';
import { useLanguage } from '@/lib/session';
import { Button, Choice, Field, FocusGroup } from '@/ui';
import styles from './Filters.module.css';
import { countOf, FIRST_YEAR, LAST_YEAR, NO_WISH, yearOf, type Wish } from './wish';

const ANY = '';
const RATINGS = [6, 7, 8];
const RUNTIMES_MIN = [90, 120, 150];

interface FiltersProps {
  wish: Wish;
  onChange: (change: Partial<Wish>) => void;
}

/** The kind is always there; the rest unfolds. */
export function Filters({ wish, onChange }: FiltersProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const count = countOf(wish);
  const hidden = countOf({ ...wish, kind: null });
  return (
    <FocusGroup as="section" focusKey="search:filters" className={styles.filters} aria-label={t('search.filters')}>
      <div className={styles.line}>
        <Choice
          label={t('search.kind')}
          hideLabel
          options={[
            { value: ANY, label: t('search.all') },
            { value: 'movie', label: t('common.films') },
            { value: 'show', label: t('common.shows') },
          ]}
          value={wish.kind ?? ANY}
          onChange={(kind) => onChange({ kind: kind === ANY ? null : kind })}
        />
        <Button
          icon="down"
          focusKey="search:more"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          {hidden === 0 ? t('search.filters') : t('search.filtersOn', { count: hidden })}
        </Button>
        {count > 0 && (
          <Button look="quiet" icon="close" onClick={() => onChange(NO_WISH)}>
            {t('search.clearFilters')}
          </Button>
        )}
      </div>
      <div id={id} hidden={!isOpen} className={styles.more}>
        {isOpen && <More wish={wish} onChange={onChange} />}
      </div>
    </FocusGroup>
  );
}

function More({ wish, onChange }: FiltersProps) {
  const { t } = useTranslation();
  const any = { value: ANY, label: t('search.any') };
  return (
    <>
      <Genre wish={wish} onChange={onChange} />
      <Language wish={wish} onChange={onChange} />
      <Choice
        label={t('search.rating')}
        options={[any, ...RATINGS.map((one) => ({ value: String(one), label: t('search.atLeast', { value: one }) }))]}
        value={String(wish.rating ?? ANY)}
        onChange={(value) => onChange({ rating: value === ANY ? null : Number(value) })}
      />
      <Choice
        label={t('search.runtime')}
        options={[
          any,
          ...RUNTIMES_MIN.map((one) => ({ value: String(one), label: t('search.minutes', { value: one }) })),
        ]}
        value={String(wish.runtimeMax ?? ANY)}
        onChange={(value) => onChange({ runtimeMax: value === ANY ? null : Number(value) })}
      />
      <Choice
        label={t('search.available')}
        options={[any, { value: 'true', label: t('search.playable') }]}
        value={wish.available === null ? ANY : 'true'}
        onChange={(value) => onChange({ available: value === ANY ? null : true })}
      />
      <fieldset className={styles.years}>
        <legend className="unseen">{t('search.years')}</legend>
        <Year label={t('search.yearFrom')} value={wish.yearFrom} onChange={(yearFrom) => onChange({ yearFrom })} />
        <Year label={t('search.yearTo')} value={wish.yearTo} onChange={(yearTo) => onChange({ yearTo })} />
      </fieldset>
    </>
  );
}

/** Films and shows share most names of genres, and one name asks for both. */
function Genre({ wish, onChange }: FiltersProps) {
  const { t } = useTranslation();
  const genres = useGenresQuery({ kind: wish.kind, lang: useLanguage() }).data ?? [];
  const own = wish.genre === null ? [] : [wish.genre];
  const names = [...new Set([...genres.map(({ name }) => name), ...own])].toSorted((a, b) => a.localeCompare(b));
  if (names.length === 0) return null;
  return (
    <div className={styles.genres}>
      <Choice
        label={t('search.genre')}
        options={[{ value: ANY, label: t('search.any') }, ...names.map((name) => ({ value: name, label: name }))]}
        value={wish.genre ?? ANY}
        onChange={(genre) => onChange({ genre: genre === ANY ? null : genre })}
      />
    </div>
  );
}

/** Those that most films and shows are made in; an address may ask for any other. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'ja', 'ko', 'zh', 'hi', 'sv', 'da'];

function Language({ wish, onChange }: FiltersProps) {
  const { t, i18n } = useTranslation();
  const names = new Intl.DisplayNames(i18n.language, { type: 'language' });
  const own = wish.language === null || LANGUAGES.includes(wish.language) ? [] : [wish.language];
  const options = [...LANGUAGES, ...own].map((value) => ({ value, label: names.of(value) ?? value }));
  return (
    <div className={styles.genres}>
      <Choice
        label={t('search.language')}
        options={[
          { value: ANY, label: t('search.any') },
          ...options.toSorted((a, b) => a.label.localeCompare(b.label, i18n.language)),
        ]}
        value={wish.language ?? ANY}
        onChange={(language) => onChange({ language: language === ANY ? null : language })}
      />
    </div>
  );
}

interface YearProps {
  label: string;
  value: number | null;
  onChange: (year: number | null) => void;
}

/** Asks once four digits are there. */
function Year({ label, value, onChange }: YearProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(String(value ?? ''));
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    setSeen(value);
    if (yearOf(text) !== value) setText(String(value ?? ''));
  }
  const isWrong = /\D/.test(text) || (text.length === 4 && yearOf(text) === null);
  return (
    <Field
      label={label}
      type="text"
      inputMode="numeric"
      autoComplete="off"
      maxLength={4}
      value={text}
      error={isWrong ? t('search.yearWrong', { from: FIRST_YEAR, to: LAST_YEAR }) : undefined}
      onChange={(event) => {
        const next = event.target.value.trim();
        setText(next);
        if (yearOf(next) !== value) onChange(yearOf(next));
      }}
    />
  );
}
