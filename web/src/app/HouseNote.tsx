import { useTranslation } from 'react-i18next';
import { useHouseStatusQuery } from '@/api';
import { useUser } from '@/lib/session';
import { Icon } from '@/ui';
import styles from './HouseNote.module.css';

const LOOK_AGAIN_MS = 60_000;

/** One banner for whoever runs the house: what is wrong, and what mends it. Everybody else just watches. */
export function HouseNote() {
  const { t } = useTranslation();
  const user = useUser();
  const isAdmin = user.role === 'admin';
  const status = useHouseStatusQuery(undefined, {
    skip: !isAdmin,
    pollingInterval: LOOK_AGAIN_MS,
    skipPollingIfUnfocused: true,
  });
  const problems = isAdmin ? (status.data?.problems ?? []) : [];
  return (
    <div role="status">
      {problems.length > 0 && (
        <ul className={styles.notes} aria-label={t('house.problems')}>
          {problems.map((problem) => (
            <li key={`${problem.code} ${problem.message}`} className={styles.note}>
              <Icon name="warning" />
              <span>
                <strong>
                  {t(`house.codes.${problem.code as 'vpn_closed'}.message`, { defaultValue: problem.message })}
                </strong>
                {` · ${t(`house.codes.${problem.code as 'vpn_closed'}.fix`, { defaultValue: problem.fix })}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
