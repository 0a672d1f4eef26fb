import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { usePersonQuery } from '@/api';
import { useFormat } from '@/lib/format';
import { titlePath } from '@/lib/places';
import { useLanguage } from '@/lib/session';
import { Bone, Button, Facts, Page, Picture, Poster, SlowNote, TroublePanel, Wall } from '@/ui';
import styles from './Person.module.css';

/** Longer lives are told on demand. */
const SHORT_BIOGRAPHY = 480;

/** Somebody who is in films and shows: who they are, and what of theirs is here. */
export default function Person() {
  const { t } = useTranslation();
  const tmdbId = Number(useParams()['id']);
  const lang = useLanguage();
  const { date } = useFormat();
  const person = usePersonQuery({ tmdbId, lang });
  if (person.isError) {
    return (
      <Page title={t('person.title')} heading="read">
        <TroublePanel error={person.error} onRetry={() => void person.refetch()} />
      </Page>
    );
  }
  if (person.data === undefined) {
    return (
      <Page title="" heading="own">
        <Bone height="18rem" />
        <SlowNote waiting />
      </Page>
    );
  }
  const { name, picture, biography, born, died, birthplace, titles } = person.data;
  return (
    <Page title={name} heading="own">
      <div className={styles.head}>
        <div className={styles.face}>
          <Picture picture={picture} shape="poster" title={name} sizes="15rem" eager />
        </div>
        <div className={styles.words}>
          <h1 tabIndex={-1}>{name}</h1>
          <Facts>
            {born === null ? '' : t('person.born', { date: date(born) })}
            {died === null ? '' : t('person.died', { date: date(died) })}
            {birthplace ?? ''}
          </Facts>
          {biography !== null && biography !== '' && <Biography text={biography} />}
        </div>
      </div>
      {titles.length > 0 && (
        <section>
          <h2 className={styles.heading}>{t('person.here')}</h2>
          <Wall
            total={titles.length}
            renderCard={(index) => {
              const title = titles[index];
              return title === undefined ? null : (
                <Poster
                  to={titlePath(title)}
                  title={title.title}
                  note={[title.year, title.kind === 'show' ? t('title.show') : null].filter(Boolean).join(' · ')}
                  picture={title.poster}
                  focusKey={`person:${title.ref}`}
                />
              );
            }}
          />
        </section>
      )}
    </Page>
  );
}

function Biography({ text }: { text: string }) {
  const { t } = useTranslation();
  const [isWhole, setWhole] = useState(false);
  const isLong = text.length > SHORT_BIOGRAPHY;
  return (
    <>
      <p className={styles.biography}>{isLong && !isWhole ? `${text.slice(0, SHORT_BIOGRAPHY).trimEnd()} …` : text}</p>
      {isLong && (
        <Button look="quiet" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? t('person.less') : t('person.more')}
        </Button>
      )}
    </>
  );
}
