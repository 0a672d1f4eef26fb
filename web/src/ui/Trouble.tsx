import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PAGE } from '@/lib/spatial';
import { useSaid } from '@/lib/said';
import { isTrouble, mayPass, type Refusal, type Trouble } from '@/lib/trouble';
import { Button, ButtonLink } from './Button';
import { FocusGroup } from './focus';
import { Icon } from './Icon';
import { Wordmark } from './Logo';
import styles from './Trouble.module.css';
import { Wait } from './Wait';

const UNKNOWN: Trouble = { code: 'fallback', status: null, title: '', detail: '', retryAfterS: null, fields: {} };

/** What an RTK Query hook calls `error`, as a trouble. */
export function asTrouble(error: unknown): Trouble {
  return isTrouble(error) ? error : UNKNOWN;
}

/** A trouble in the language of the person: what happened, and what helps. */
export function useTroubleText(): (trouble: Trouble) => { title: string; fix: string } {
  const { t, i18n } = useTranslation();
  const saying = useSaid();
  return (trouble) => {
    const known = i18n.exists(`trouble.${trouble.code}.title`) ? trouble.code : null;
    const said = saying(trouble.said);
    if (known === null && trouble.title !== '') return { title: trouble.title, fix: said ?? trouble.detail };
    const key = (known ?? 'fallback') as 'fallback';
    return { title: t(`trouble.${key}.title`), fix: said ?? t(`trouble.${key}.fix`) };
  };
}

/** What is wrong with the values of a form that was refused, by their names and in the language of the person. */
export function useRefusals(error: unknown): Record<string, string> {
  const { t, i18n } = useTranslation();
  if (error === undefined || error === null) return {};
  const words = ({ kind, limits, what }: Refusal) => {
    const count = Number(limits['min_length'] ?? limits['max_length'] ?? 0);
    if (!i18n.exists(`refusal.${kind}`, { count })) return what;
    return t(`refusal.${kind as 'missing'}`, { ...limits, count });
  };
  const { fields } = asTrouble(error);
  return Object.fromEntries(Object.entries(fields).map(([name, refusal]) => [name, words(refusal)]));
}

interface TroubleProps {
  error: unknown;
  onRetry?: () => void;
}

/** In place of a page or a part of one that could not be had. */
export function TroublePanel({ error, onRetry }: TroubleProps) {
  const { t } = useTranslation();
  const trouble = asTrouble(error);
  const { title, fix } = useTroubleText()(trouble);
  useTrying(trouble.code === 'offline' ? onRetry : undefined);
  return (
    <div role="alert" className={styles.panel}>
      <span className={styles.badge}>
        <Icon name={trouble.code === 'offline' ? 'offline' : 'warning'} size="1.75rem" />
      </span>
      <h2>{title}</h2>
      <p>{fix}</p>
      {!mayPass(trouble) && trouble.code !== 'crashed' && (
        <ButtonLink to="/" icon="home">
          {t('common.home')}
        </ButtonLink>
      )}
      {onRetry && mayPass(trouble) && <Retry key={trouble.code} afterS={trouble.retryAfterS ?? 0} onRetry={onRetry} />}
    </div>
  );
}

const TRY_AGAIN_MS = 5000;

/** A server that comes back is found without anybody pressing a button. */
function useTrying(tryAgain: (() => void) | undefined): void {
  useEffect(() => {
    if (!tryAgain) return;
    const timer = setInterval(tryAgain, TRY_AGAIN_MS);
    return () => clearInterval(timer);
  }, [tryAgain]);
}

/** The same, where there is nothing else: no bar, no page. */
export function TroublePage({ error, onRetry }: TroubleProps) {
  const { t } = useTranslation();
  const { title } = useTroubleText()(asTrouble(error));
  useEffect(() => {
    document.title = `${title} · ${t('common.appName')}`;
  }, [title, t]);
  return (
    <FocusGroup as="main" focusKey={PAGE} restore={false} className={styles.alone}>
      <h1 className={styles.brand}>
        <Wordmark />
      </h1>
      <TroublePanel error={error} {...(onRetry ? { onRetry } : {})} />
    </FocusGroup>
  );
}

/** One line above a form that was refused. */
export function TroubleLine({ error }: { error: unknown }) {
  const text = useTroubleText();
  if (error === undefined || error === null) return null;
  const trouble = asTrouble(error);
  const { title, fix } = text(trouble);
  return (
    <p role="alert" className={styles.line}>
      <Icon name="warning" />
      <span>
        <strong>{title}</strong>
        {trouble.status === 429 && trouble.retryAfterS !== null ? (
          <Wait trouble={trouble} className={styles.fix ?? ''} />
        ) : (
          fix !== '' && <span className={styles.fix}>{fix}</span>
        )}
      </span>
    </p>
  );
}

/** Counts down the wait that the server asked for. */
function Retry({ afterS, onRetry }: { afterS: number; onRetry: () => void }) {
  const { t } = useTranslation();
  const [left, setLeft] = useState(afterS);
  useEffect(() => {
    const timer = setInterval(() => setLeft((now) => Math.max(0, now - 1)), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <Button look={left > 0 ? 'secondary' : 'primary'} onClick={onRetry} disabled={left > 0}>
      {left > 0 ? t('common.retryIn', { count: left }) : t('common.retry')}
    </Button>
  );
}
