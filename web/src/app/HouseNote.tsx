import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useHouseStatusQuery, type Problem } from '@/api';
import { useSaid } from '@/lib/said';
import { useUser } from '@/lib/session';
import { Icon, IconButton, useFocusItem } from '@/ui';
import { forgetPast, hide, nameOf, useHiddenNotes } from './hiddenNotes';
import styles from './HouseNote.module.css';

const LOOK_AGAIN_MS = 60_000;
/** Where a trouble is mended, by its code. */
const PLACES: Record<string, string> = { provider_failing: '/admin/providers' };

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
  const known = isAdmin ? status.data?.problems : undefined;
  const aside = useHiddenNotes();
  useEffect(() => {
    if (known !== undefined) forgetPast(known);
  }, [known]);
  const problems = (known ?? []).filter((problem) => !aside.includes(nameOf(problem)));
  return (
    <div role="status">
      {problems.length > 0 && (
        <ul className={styles.notes} aria-label={t('house.problems')}>
          {problems.map((problem) => (
            <li key={`${problem.code} ${problem.message}`} className={styles.note}>
              <Icon name="warning" />
              <Text to={PLACES[problem.code]}>
                <strong>{words(problem).message}</strong>
                {` · ${words(problem).fix}`}
              </Text>
              <IconButton icon="close" label={t('house.hide')} onClick={() => hide(problem)} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Text({ to, children }: { to: string | undefined; children: ReactNode }) {
  return to === undefined ? <span className={styles.text}>{children}</span> : <Way to={to}>{children}</Way>;
}

function Way({ to, children }: { to: string; children: ReactNode }) {
  const { ref } = useFocusItem<HTMLAnchorElement>({});
  return (
    <Link ref={ref} to={to} className={styles.text}>
      {children}
    </Link>
  );
}
