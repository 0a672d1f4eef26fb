import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUnlinkTraktMutation, type TraktOut } from '@/api';
import { useFormat } from '@/lib/format';
import { Button, Dialog, Icon, say, TroubleLine } from '@/ui';
import styles from './Trakt.module.css';

/** Whose account it is, how it goes, and the way out. */
export function Linked({ trakt }: { trakt: TraktOut }) {
  const { t } = useTranslation();
  const { ago, date } = useFormat();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <div className={styles.linked}>
        <Icon name="check" size="1.5rem" />
        <span className={styles.who}>
          <strong>
            {trakt.username ? t('account.trakt.linkedAs', { name: trakt.username }) : t('account.trakt.linked')}
          </strong>
          <span>
            {[
              trakt.linked_at === null ? null : t('account.trakt.since', { date: date(trakt.linked_at) }),
              trakt.synced_at === null
                ? t('account.trakt.notYetSynced')
                : t('account.trakt.synced', { when: ago(trakt.synced_at) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
        <Button look="quiet" onClick={() => setAsking(true)}>
          {t('account.trakt.unlink')}
        </Button>
      </div>
      {trakt.trouble !== null && (
        <p className={styles.note} role="status">
          <Icon name="warning" />
          <span>
            <strong>{t('account.trakt.trouble')}</strong>
            <span lang="en">{trakt.trouble}</span>
          </span>
        </p>
      )}
      {isAsking && <Unlinking onClose={() => setAsking(false)} />}
    </>
  );
}

function Unlinking({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [unlink, { error, isLoading }] = useUnlinkTraktMutation();
  const confirm = async () => {
    const answer = await unlink();
    if ('error' in answer && answer.error !== undefined) return;
    say(t('account.trakt.unlinked'));
    onClose();
  };
  return (
    <Dialog title={t('account.trakt.unlinkTitle')} onClose={onClose} first="trakt:keep">
      <p>{t('account.trakt.unlinkText')}</p>
      <TroubleLine error={error} />
      <div className={styles.actions}>
        <Button look="danger" busy={isLoading} onClick={() => void confirm()}>
          {t('account.trakt.unlink')}
        </Button>
        <Button focusKey="trakt:keep" onClick={onClose}>
          {t('common.cancel')}
        </Button>
      </div>
    </Dialog>
  );
}
