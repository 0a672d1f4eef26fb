import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDispatch } from 'react-redux';
import { useNavigate } from 'react-router';
import { api, useRemoveTitleMutation, useRenameTitleMutation } from '@/api';
import { useUser } from '@/lib/session';
import { Button, Dialog, Field, Form, say, TroubleLine } from '@/ui';
import styles from './Film.module.css';

interface AddedTitleProps {
  titleRef: string;
  name: string;
}

/** What somebody added is the house's own: admins give it a name and take it away again. */
export function AddedTitle(added: AddedTitleProps) {
  const { t } = useTranslation();
  const { role } = useUser();
  const [open, setOpen] = useState<'change' | 'remove' | null>(null);
  if (role !== 'admin') return null;
  const close = () => setOpen(null);
  return (
    <>
      <Button icon="pencil" focusKey="film:change" onClick={() => setOpen('change')}>
        {t('title.change')}
      </Button>
      {open === 'change' && <Change {...added} onRemove={() => setOpen('remove')} onClose={close} />}
      {open === 'remove' && <Remove {...added} onClose={close} />}
    </>
  );
}

function Change({
  titleRef,
  name,
  onRemove,
  onClose,
}: AddedTitleProps & { onRemove: () => void; onClose: () => void }) {
  const { t } = useTranslation();
  const [rename, { error, isLoading }] = useRenameTitleMutation();
  const [wanted, setWanted] = useState(name);
  const save = async () => {
    const answer = await rename({ ref: titleRef, titleChange: { name: wanted.trim() } });
    if ('error' in answer) return;
    say(t('common.saved'));
    onClose();
  };
  return (
    <Dialog title={t('title.changeTitle')} first="title:name" onClose={onClose}>
      <TroubleLine error={error} />
      <Form onSubmit={save}>
        <Field
          label={t('title.name')}
          focusKey="title:name"
          name="title"
          autoComplete="off"
          required
          pattern=".*\S.*"
          maxLength={200}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        <div className={styles.buttons}>
          <Button look="danger" icon="trash" onClick={onRemove}>
            {t('title.remove')}
          </Button>
          <Button type="submit" look="primary" busy={isLoading}>
            {t('common.save')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

function Remove({ titleRef, name, onClose }: AddedTitleProps & { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const dispatch = useDispatch();
  const [remove, { error, isLoading }] = useRemoveTitleMutation();
  const isGone = useRef(false);
  // The page of what is gone must not ask for it again: what else shows it is stale once that page is left.
  useEffect(
    () => () => {
      if (!isGone.current) return;
      const stale = api.util.invalidateTags(['Titles', 'Lists', 'Watchlist', 'Progress']);
      setTimeout(() => dispatch(stale), 0);
    },
    [dispatch],
  );
  const drop = async () => {
    const answer = await remove({ ref: titleRef });
    if ('error' in answer) return;
    isGone.current = true;
    say(t('title.removed', { name }));
    void navigate('/', { replace: true });
  };
  return (
    <Dialog title={t('title.removeTitle', { name })} first="title:keep" onClose={onClose}>
      <p className={styles.question}>{t('title.removeText')}</p>
      <TroubleLine error={error} />
      <div className={styles.buttons}>
        <Button look="quiet" focusKey="title:keep" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button look="danger" icon="trash" busy={isLoading} onClick={() => void drop()}>
          {t('title.remove')}
        </Button>
      </div>
    </Dialog>
  );
}
