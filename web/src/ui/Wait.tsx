import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trouble } from '@/lib/trouble';

/** How long the server wants to be left alone, in whole minutes and then in seconds; of each refusal anew. */
export function Wait({ trouble, className }: { trouble: Trouble; className: string }) {
  const { t } = useTranslation();
  const asked = trouble.retryAfterS ?? 0;
  const [left, setLeft] = useState(asked);
  useEffect(() => {
    const end = Date.now() + asked * 1000;
    const look = () => setLeft(Math.ceil((end - Date.now()) / 1000));
    look();
    const timer = setInterval(look, 1000);
    return () => clearInterval(timer);
  }, [trouble, asked]);

  const inWords = (seconds: number) => {
    if (seconds <= 0) return t('common.waitOver');
    if (seconds > 60) return t('common.waitMinutes', { count: Math.ceil(seconds / 60) });
    return t('common.waitSeconds', { count: seconds });
  };
  return (
    <>
      {/* Read out once: nobody wants to hear the seconds pass. */}
      <span className="unseen">{inWords(asked)}</span>
      <span className={className} aria-hidden="true">
        {inWords(left)}
      </span>
    </>
  );
}
