import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useRemoveListMutation, useRenameListMutation, type ListOut } from '@/api';
import { Button, Dialog, Form, ListNameField, say, TroubleLine } from '@/ui';

/** Another name for a list of one's own or of the house, or its end. */
export function ChangeList({ list, onClose }: { list: ListOut; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [name, setName] = useState(list.name);
  const [sure, setSure] = useState(false);
  const [rename, renaming] = useRenameListMutation();
  const [remove, removing] = useRemoveListMutation();
  const save = async () => {
    const answer = await rename({ slug: list.slug, listChange: { name: name.trim() } });
    if (answer.error !== undefined) return;
    say(t('common.saved'));
    onClose();
  };
  const removeList = async () => {
    if ((await remove({ slug: list.slug })).error !== undefined) return;
    say(t('ownLists.removed'));
    void navigate(list.of_house ? '/admin/rows' : '/lists', { replace: true });
  };
  return (
    <Dialog title={t('ownLists.editTitle')} first="list:name" onClose={onClose}>
      <TroubleLine error={renaming.error ?? removing.error} />
      <Form onSubmit={save}>
        <ListNameField label={t('ownLists.name')} focusKey="list:name" value={name} onValue={setName} />
        <Button type="submit" look="primary" busy={renaming.isLoading}>
          {t('common.save')}
        </Button>
      </Form>
      <Button
        look="danger"
        icon="trash"
        busy={removing.isLoading}
        onClick={() => (sure ? void removeList() : setSure(true))}
      >
        {sure ? t(list.of_house ? 'ownLists.removeForAll' : 'ownLists.removeSure') : t('ownLists.remove')}
      </Button>
    </Dialog>
  );
}
