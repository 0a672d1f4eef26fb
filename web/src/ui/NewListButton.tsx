import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { type ListOut } from '@/api';
import { listPath } from '@/lib/places';
import { Button } from './Button';
import { Dialog } from './Dialog';
import { Form } from './Form';
import { ListNameField } from './ListNameField';
import { TroubleLine } from './Trouble';

interface NewListProps {
  title: string;
  onMake: (name: string) => Promise<{ data?: ListOut; error?: unknown }>;
}

interface NewListButtonProps extends NewListProps {
  label: string;
  focusKey: string;
}

/** Asks for the name of a new list; then on to the list. */
export function NewListButton({ label, focusKey, ...list }: NewListButtonProps) {
  const [isMaking, setMaking] = useState(false);
  return (
    <>
      <Button icon="plus" focusKey={focusKey} onClick={() => setMaking(true)}>
        {label}
      </Button>
      {isMaking && <NewListDialog {...list} onClose={() => setMaking(false)} />}
    </>
  );
}

function NewListDialog({ title, onMake, onClose }: NewListProps & { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [isMaking, setMaking] = useState(false);
  const [error, setError] = useState<unknown>();
  const save = async () => {
    setMaking(true);
    const made = await onMake(name.trim());
    setMaking(false);
    setError(made.error);
    if (made.data === undefined) return;
    onClose();
    void navigate(listPath(made.data.slug));
  };
  return (
    <Dialog title={title} first="list:name" onClose={onClose}>
      <TroubleLine error={error} />
      <Form onSubmit={save}>
        <ListNameField label={t('ownLists.name')} focusKey="list:name" value={name} onValue={setName} />
        <Button type="submit" look="primary" busy={isMaking}>
          {t('ownLists.create')}
        </Button>
      </Form>
    </Dialog>
  );
}
