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

interface NewListDialogProps {
  title: string;
  onMake: (name: string) => Promise<{ data?: ListOut }>;
  error: unknown;
  busy: boolean;
  onClose: () => void;
}

/** A name for a new list; then on to the list. */
export function NewListDialog({ title, onMake, error, busy, onClose }: NewListDialogProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const save = async () => {
    const { data } = await onMake(name.trim());
    if (data === undefined) return;
    onClose();
    void navigate(listPath(data.slug));
  };
  return (
    <Dialog title={title} first="list:name" onClose={onClose}>
      <TroubleLine error={error} />
      <Form onSubmit={save}>
        <ListNameField label={t('ownLists.name')} focusKey="list:name" value={name} onValue={setName} />
        <Button type="submit" look="primary" busy={busy}>
          {t('ownLists.create')}
        </Button>
      </Form>
    </Dialog>
  );
}
