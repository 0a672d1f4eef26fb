import { useTranslation } from 'react-i18next';
import { useHouseStatusQuery, type Problem } from '@/api';
import { useSaid } from '@/lib/said';
import { useUser } from '@/lib/session';
import { Icon } from '@/ui';
import styles from './HouseNote.module.css';

const LOOK_AGAIN_MS = 60_000;

/** A problem in the language of the menus, as far as this version of the web knows it. */
function useProblemWords(): (problem: Problem) => { message: string; fix: string } {
  const { t } = useTranslation();
  const said = useSaid();
  return ({ code, message, fix, values }) => {
    const words = Object.entries(values).map(([name, value]) => [
      name,
      Array.isArray(value) ? (said(value) ?? '') : value,
    ]);
    const known: Record<string, string | number> = Object.fromEntries(words);
    return {
      message: t(`house.codes.${code as 'vpn_closed'}.message`, { ...known, defaultValue: message }),
      fix: t(`house.codes.${code as 'vpn_closed'}.fix`, { ...known, defaultValue: fix }),
    };
  };
}

/** One banner for whoever runs the house: what is wrong, and what mends it. Everybody else just watches. */
export function HouseNote() {
  const { t } = useTranslation();
  const words = useProblemWords();
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
                <strong>{words(problem).message}</strong>
                {` · ${words(problem).fix}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
