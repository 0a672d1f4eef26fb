import { useTranslation } from 'react-i18next';
import { useAddListMutation, useListPageQuery, type ListOut } from '@/api';
import { listPath, titlePath } from '@/lib/places';
import { useOwnLists } from '@/lib/ownLists';
import { useLanguage } from '@/lib/session';
import {
  Bone,
  ButtonLink,
  CardBone,
  EmptyPanel,
  NewListButton,
  OwnPages,
  Page,
  Poster,
  Row,
  SlowNote,
  TroublePanel,
} from '@/ui';
import styles from './Browse.module.css';

const SHOWN = 20;
/** Of those, this many are seen without scrolling. */
const EAGER_CARDS = 9;

/** The lists this profile made, and for an admin those of the house, each with what is on it. */
export function OwnLists() {
  const { t } = useTranslation();
  const lists = useOwnLists();
  const [add] = useAddListMutation();
  const makeButton = (
    <NewListButton
      label={t('ownLists.new')}
      title={t('ownLists.new')}
      focusKey="lists:new"
      onMake={(name) => add({ listChange: { name } })}
    />
  );
  return (
    <Page title={t('ownLists.title')} aside={<OwnPages />} first="lists:new">
      {lists.isError && <TroublePanel error={lists.error} onRetry={() => void lists.refetch()} />}
      {lists.isLoading && (
        <>
          <Bone height="16rem" />
          <SlowNote waiting />
        </>
      )}
      {lists.own?.length === 0 && (
        <EmptyPanel title={t('ownLists.emptyTitle')} text={t('ownLists.empty')}>
          {makeButton}
        </EmptyPanel>
      )}
      {lists.own && lists.own.length > 0 && (
        <>
          {makeButton}
          <div className={styles.lists}>
            {lists.own.map((list, index) => (
              <ListRow key={list.slug} list={list} eager={index < 2} />
            ))}
          </div>
        </>
      )}
    </Page>
  );
}

/** Leads to the list; an empty one too, for that is where it is renamed and removed. */
function ListRow({ list, eager }: { list: ListOut; eager: boolean }) {
  const { t } = useTranslation();
  const lang = useLanguage();
  const name = list.of_house ? t('ownLists.houseName', { list: list.name }) : list.name;
  const page = useListPageQuery({ slug: list.slug, page: 1, pageSize: SHOWN, lang }, { skip: list.total === 0 });
  if (list.total === 0) {
    return (
      <section className={styles.empty}>
        <h2>{name}</h2>
        <p>{t('ownLists.emptyList')}</p>
        <ButtonLink to={listPath(list.slug)} icon="right" focusKey={`rest:${list.slug}`}>
          {t('ownLists.open', { list: list.name })}
        </ButtonLink>
      </section>
    );
  }
  return (
    <>
      <Row title={name} to={listPath(list.slug)} name={list.slug} eager={eager}>
        {page.isLoading
          ? bones(Math.min(list.total, EAGER_CARDS))
          : (page.data?.items ?? []).map((title, index) => (
              <Poster
                key={title.ref}
                to={titlePath(title)}
                title={title.title}
                note={[title.year, title.kind === 'show' ? t('title.show') : null].filter(Boolean).join(' · ')}
                picture={title.poster}
                focusKey={`${list.slug}:${title.ref}`}
                eager={eager && index < EAGER_CARDS}
              />
            ))}
      </Row>
      {page.isError && <TroublePanel error={page.error} onRetry={() => void page.refetch()} />}
    </>
  );
}

function bones(count: number) {
  // oxlint-disable-next-line react/no-array-index-key -- bones have no identity
  return Array.from({ length: count }, (_, index) => <CardBone key={index} />);
}
