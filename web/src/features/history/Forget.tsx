import { useTranslation } from 'react-i18next';
import { useForgetTitleMutation, useForgetViewingMutation, type HistoryItem } from '@/api';
import { useFormat } from '@/lib/format';
import { Button, Dialog, say, TroubleLine } from '@/ui';
import styles from './History.module.css';

/** This viewing only, or all there is of its title. */
export function Forget({ item, onClose }: { item: HistoryItem; onClose: () => void }) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const [forgetViewing, viewing] = useForgetViewingMutation();
  const [forgetTitle, all] = useForgetTitleMutation();
  const { title } = item;

  const end = (answer: { error?: unknown }) => {
    if (answer.error !== undefined) return;
    onClose();
    say(t('history.forgotten'));
  };

  return (
    <Dialog title={t('history.forget')} first="forget:one" onClose={onClose}>
      <p className={styles.lead}>
        {t('history.forgetText', { title: title?.title ?? t('history.unknown'), when: dateTime(item.watched_at) })}
      </p>
      <TroubleLine error={viewing.error ?? all.error} />
      <div className={styles.choices}>
        <Button
          focusKey="forget:one"
          wide
          busy={viewing.isLoading}
          onClick={() => void forgetViewing({ entryId: item.id }).then(end)}
        >
          {t('history.forgetOne')}
        </Button>
        {title !== null && (
          <Button
            look="danger"
            wide
            busy={all.isLoading}
            onClick={() => void forgetTitle({ title: title.ref }).then(end)}
          >
            {title.kind === 'show' ? t('history.forgetShow') : t('history.forgetFilm')}
          </Button>
        )}
        <Button look="quiet" wide onClick={onClose}>
          {t('common.cancel')}
        </Button>
      </div>
    </Dialog>
  );
}
