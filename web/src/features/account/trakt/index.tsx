import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLinkTraktMutation, useTraktLinkQuery, useTraktQuery, useUnlinkTraktMutation, type TraktOut } from '@/api';
import { focusInside, hasActed } from '@/lib/spatial';
import { Bone, Button, FocusGroup, Icon, say, Section, TroubleLine, TroublePanel } from '@/ui';
import { pollAfter, stepOf, type Ending } from './link';
import { Linked } from './Linked';
import styles from './Trakt.module.css';
import { WaitingCode } from './WaitingCode';

const BODY = 'trakt';

/** The profile's link to Trakt: a code to type elsewhere, how it goes, and the way out. */
export function Trakt() {
  const { t } = useTranslation();
  const trakt = useTraktQuery();
  return (
    <Section title={t('account.trakt.title')} text={t('account.trakt.text')}>
      {trakt.isLoading && <Bone height="4rem" />}
      {trakt.isError && trakt.data === undefined && (
        <TroublePanel error={trakt.error} onRetry={() => void trakt.refetch()} />
      )}
      {trakt.data && <Link trakt={trakt.data} onLinked={() => void trakt.refetch()} />}
    </Section>
  );
}

function Link({ trakt, onLinked }: { trakt: TraktOut; onLinked: () => void }) {
  const { t } = useTranslation();
  const { link, step } = useStep(trakt, onLinked);
  const [begin, beginning] = useLinkTraktMutation();
  const [unlink, unlinking] = useUnlinkTraktMutation();
  useKeptFocus(step.step);

  if (step.step === 'unconfigured') return <NotSetUp />;
  const isWaiting = step.step === 'code';
  const isBroken = step.step === 'ended' && step.how === 'broken';
  return (
    <FocusGroup focusKey={BODY} className={styles.body}>
      <TroubleLine error={beginning.error ?? unlinking.error ?? link.error} />
      <div role="status">{isWaiting && <p className={styles.lead}>{t('account.trakt.waiting')}</p>}</div>
      {step.step === 'linked' && <Linked trakt={trakt} />}
      {step.step === 'ended' && <Ended how={step.how} />}
      {isWaiting && <WaitingCode code={step.code} />}
      {step.step !== 'linked' && (
        <div className={styles.actions}>
          {!isWaiting && (
            <Button
              icon="plug"
              busy={beginning.isLoading || (beginning.isSuccess && link.isFetching)}
              onClick={() => void begin()}
            >
              {t(step.step === 'ended' ? 'account.trakt.newCode' : 'account.trakt.link')}
            </Button>
          )}
          {(isWaiting || isBroken) && (
            <Button look="quiet" busy={unlinking.isLoading} onClick={() => void unlink()}>
              {t(isWaiting ? 'common.cancel' : 'account.trakt.unlink')}
            </Button>
          )}
        </div>
      )}
    </FocusGroup>
  );
}

/** Where linking stands, asked again as often as Trakt wants to be while a code waits. */
function useStep(trakt: TraktOut, onLinked: () => void) {
  const { t } = useTranslation();
  const [wasPending, setWasPending] = useState(false);
  const [pollingInterval, setPollingInterval] = useState(0);
  const link = useTraktLinkQuery(undefined, {
    skip: trakt.linked || !trakt.configured,
    pollingInterval,
    refetchOnMountOrArgChange: true,
  });
  const state = link.data?.state;
  const wanted = pollAfter(link.data);
  if (wanted !== pollingInterval) setPollingInterval(wanted);
  if (state === 'pending' && !wasPending) setWasPending(true);
  const isNews = state === 'linked' && wasPending && !trakt.linked;
  useEffect(() => {
    if (!isNews) return;
    say(t('account.trakt.nowLinked'));
    onLinked();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- said once, however often the page is drawn
  }, [isNews]);
  return { link, step: stepOf(trakt, link.data, wasPending) };
}

/** The button that was pressed is gone: whoever goes by keys stays where it was. */
function useKeptFocus(step: string): void {
  useEffect(() => {
    if (hasActed() && document.activeElement === document.body) void focusInside(BODY);
  }, [step]);
}

function NotSetUp() {
  const { t } = useTranslation();
  return (
    <p className={styles.note}>
      <Icon name="info" />
      <span>
        <strong>{t('trouble.trakt_not_configured.title')}</strong>
        {t('trouble.trakt_not_configured.fix')}
      </span>
    </p>
  );
}

function Ended({ how }: { how: Ending }) {
  const { t } = useTranslation();
  return (
    <p className={styles.note} role="alert">
      <Icon name="warning" />
      <span>
        <strong>{t(`account.trakt.ended.${how}.title`)}</strong>
        {t(`account.trakt.ended.${how}.fix`)}
      </span>
    </p>
  );
}
