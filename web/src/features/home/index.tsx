import { useTranslation } from 'react-i18next';
import { useHomeQuery } from '@/api';
import { useDemoWorld } from '@/lib/demo';
import { useLanguage } from '@/lib/session';
import { Page, SlowNote, TroublePanel, useListName } from '@/ui';
import { ContinueRow } from './ContinueRow';
import { DemoNote } from './DemoNote';
import { EmptyHome } from './EmptyHome';
import { HomeBones } from './HomeBones';
import { HomeHero } from './HomeHero';
import { shelves, toldApart, type Shelf } from './shelves';
import { TitleRow } from './TitleRow';

/** Rows above the fold load their pictures at once. */
const EAGER_ROWS = 2;

export default function Home() {
  const { t } = useTranslation();
  const lang = useLanguage();
  const home = useHomeQuery({ lang });
  const demo = useDemoWorld();
  const listName = useListName();
  const headingOf = ({ heading }: Shelf) =>
    'list' in heading ? listName(heading.list) : t('home.because', { title: heading.because.title });

  if (home.data === undefined) {
    return (
      <Page title={t('common.home')} heading="read" bleed>
        {home.isError ? (
          <TroublePanel error={home.error} onRetry={() => void home.refetch()} />
        ) : (
          <>
            <HomeBones />
            <SlowNote waiting />
          </>
        )}
      </Page>
    );
  }

  const { hero, rows, recommendations, continue_watching: started } = home.data;
  const filled = shelves(recommendations, rows);
  const headings = toldApart(filled.map(headingOf));
  return (
    <Page title={t('common.home')} heading={hero ? 'own' : 'read'} bleed first="hero:play">
      <DemoNote demo={demo} />
      {hero === null && filled.length === 0 && <EmptyHome />}
      {hero && <HomeHero title={hero} started={started} making={demo?.making(hero.ref) ?? null} />}
      {started.length > 0 && <ContinueRow items={started} />}
      {filled.map((shelf, index) => (
        <TitleRow
          key={shelf.name}
          title={headings[index] ?? ''}
          name={shelf.name}
          items={shelf.items}
          {...(shelf.to === undefined ? {} : { to: shelf.to })}
          demo={demo}
          eager={index < EAGER_ROWS}
        />
      ))}
    </Page>
  );
}
