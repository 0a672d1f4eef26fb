import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePutBlocklistMutation } from '@/api';
import { Button, Field, IconButton, Section, TroubleLine } from '@/ui';
import styles from './Ranking.module.css';

/** Release groups whose releases never play by themselves. Each change is kept at once. */
export function Blocked({ stored }: { stored: string[] }) {
  const { t } = useTranslation();
  const [put, { error, isLoading }] = usePutBlocklistMutation();
  const [group, setGroup] = useState('');
  const keep = (groups: string[]) => put({ blocklistBody: { groups } });
  const add = async () => {
    const answer = await keep([...stored, group.trim()]);
    if (!answer.error) setGroup('');
  };
  return (
    <Section title={t('ranking.blocklist')} text={t('ranking.blocklistText')}>
      {stored.length === 0 && <p className={styles.text}>{t('ranking.nobody')}</p>}
      <ul className={styles.groups}>
        {stored.map((one) => (
          <li key={one} className={styles.group}>
            <span>{one}</span>
            <IconButton
              icon="close"
              label={t('ranking.unblock', { group: one })}
              focusKey={`unblock:${one}`}
              onClick={() => void keep(stored.filter((other) => other !== one))}
            />
          </li>
        ))}
      </ul>
      <form
        className={styles.add}
        onSubmit={(event) => {
          event.preventDefault();
          if (group.trim() !== '') void add();
        }}
      >
        <Field
          label={t('ranking.group')}
          value={group}
          maxLength={60}
          autoComplete="off"
          focusKey="ranking:group"
          onChange={(event) => setGroup(event.target.value)}
        />
        <Button type="submit" icon="ban" busy={isLoading}>
          {t('ranking.block')}
        </Button>
      </form>
      <TroubleLine error={error} />
    </Section>
  );
}
