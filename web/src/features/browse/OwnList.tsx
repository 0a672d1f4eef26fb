import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ListOut } from '@/api';
import { Button, EmptyPanel, Page } from '@/ui';
import { ArrangedWall } from './Arranging';
import styles from './Browse.module.css';
import { ChangeList } from './ListDialog';
import { ListWall } from './ListWall';

/** A list of one's own: its titles can be put in order and taken off, and the list be renamed and removed. */
export function OwnList({ list }: { list: ListOut }) {
  const { t } = useTranslation();
  const [isChanging, setChanging] = useState(false);
  const [isArranging, setArranging] = useState(false);
  const actions = (
    <div className={styles.actions}>
      {list.total > 0 && (
        <Button
          icon={isArranging ? 'check' : 'list'}
          look={isArranging ? 'primary' : 'secondary'}
          focusKey="list:arrange"
          onClick={() => setArranging(!isArranging)}
        >
          {isArranging ? t('ownLists.arranged') : t('ownLists.arrange')}
        </Button>
      )}
      <Button icon="pencil" focusKey="list:change" onClick={() => setChanging(true)}>
        {t('ownLists.edit')}
      </Button>
    </div>
  );
  return (
    <Page title={list.name} aside={actions}>
      {list.of_house && <p className={styles.note}>{t('ownLists.ofHouse')}</p>}
      {list.total === 0 && <EmptyPanel title={t('ownLists.emptyListTitle')} text={t('ownLists.emptyList')} />}
      {list.total > 0 && isArranging && <ArrangedWall slug={list.slug} />}
      {list.total > 0 && !isArranging && <ListWall slug={list.slug} />}
      {isChanging && <ChangeList list={list} onClose={() => setChanging(false)} />}
    </Page>
  );
}
