import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useListsOf } from '@/lib/ownLists';
import { focusInside } from '@/lib/spatial';
import styles from './AddToList.module.css';
import { Button } from './Button';
import { Dialog } from './Dialog';
import { Form } from './Form';
import { ListNameField } from './ListNameField';
import { TroubleLine, TroublePanel } from './Trouble';
import { Bone, SlowNote } from './Waiting';

interface AddToListProps {
  /** `movie:603` or `show:1399` */
  titleRef: string;
  title: string;
}

/** On a title's page: puts it on the lists of one's own, or takes it off them. */
export function AddToList(props: AddToListProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon="list" focusKey="title:lists" onClick={() => setOpen(true)}>
        {t('ownLists.add')}
      </Button>
      {isOpen && <Lists {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function Lists({ titleRef, title, onClose }: AddToListProps & { onClose: () => void }) {
  const { t } = useTranslation();
  const { lists, loadError, retry, isOn, toggle, begin, isBusy, error } = useListsOf(titleRef);
  const [name, setName] = useState('');
  const isLoaded = lists !== undefined;
  const firstKey = lists?.[0] === undefined ? 'lists:new' : `list:${lists[0].slug}`;
  useEffect(() => {
    if (isLoaded) void focusInside(firstKey);
    // oxlint-disable-next-line react/exhaustive-deps -- only once: afterwards focus is the person's
  }, [isLoaded]);
  const submit = async () => {
    if (!isBusy && (await begin(name.trim()))) setName('');
  };
  return (
    <Dialog title={t('ownLists.addTitle', { title })} onClose={onClose}>
      {loadError !== undefined && <TroublePanel error={loadError} onRetry={retry} />}
      {loadError === undefined && lists === undefined && (
        <>
          <Bone height="3rem" />
          <SlowNote waiting />
        </>
      )}
      {lists !== undefined && lists.length > 0 && (
        <ul className={styles.lists}>
          {lists.map((list) => (
            <li key={list.slug}>
              <Button
                wide
                icon={isOn(list) ? 'check' : 'plus'}
                aria-pressed={isOn(list)}
                focusKey={`list:${list.slug}`}
                onClick={() => isBusy || toggle(list)}
              >
                {list.of_house ? t('ownLists.houseName', { list: list.name }) : list.name}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <TroubleLine error={error} />
      {isLoaded && (
        <Form onSubmit={submit}>
          <ListNameField label={t('ownLists.new')} focusKey="lists:new" value={name} onValue={setName} />
          <Button type="submit" look="primary" icon="plus" busy={isBusy}>
            {t('ownLists.create')}
          </Button>
        </Form>
      )}
    </Dialog>
  );
}
