import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { SourceOut } from '@/api';
import { focusInside } from '@/lib/spatial';
import { mayPass, type Trouble } from '@/lib/trouble';
import { Button, FocusGroup, Icon, useFocusItem } from '@/ui';
import { Backdrop } from './Backdrop';
import styles from './Failure.module.css';
import { useProblemText } from './useProblemText';
import { useSourceText } from './useSourceText';
import type { TitleInfo } from './useTitle';

const FAILURE = 'player:failure';
/** More would be a page of its own. */
const MOST_SOURCES = 4;

interface FailureProps {
  trouble: Trouble;
  title: TitleInfo;
  /** The one that failed. */
  sourceId: string | undefined;
  onRetry: () => void;
  onChoose: (sourceId: string) => void;
  onLeave: () => void;
}

/** It does not play, and only a person can help: what happened, what helps, and the ways on. */
export function Failure({ trouble, title, sourceId, onRetry, onChoose, onLeave }: FailureProps) {
  const { t } = useTranslation();
  const others = title.sources.filter((source) => source.id !== sourceId).slice(0, MOST_SOURCES);
  const { title: what, fix } = useProblemText()(trouble, others.length === 0);
  const canRetry = mayPass(trouble) || trouble.code === 'undecodable';
  useEffect(() => void focusInside(FAILURE), []);
  return (
    <div className={styles.failure}>
      <Backdrop picture={title.backdrop} />
      <FocusGroup focusKey={FAILURE} className={styles.panel} role="alert">
        <span className={styles.badge}>
          <Icon name={trouble.code === 'offline' ? 'offline' : 'warning'} size="1.75rem" />
        </span>
        <h2>{what}</h2>
        <p className={styles.fix}>{fix}</p>
        {trouble.code === 'unsupported' && (
          <p className={styles.reason} lang="en">
            {trouble.detail}
          </p>
        )}
        <div className={styles.ways}>
          {canRetry && (
            <Button look="primary" onClick={onRetry} focusKey="player:failure:retry">
              {t('common.retry')}
            </Button>
          )}
          <Button look={canRetry ? 'secondary' : 'primary'} onClick={onLeave}>
            {t('common.back')}
          </Button>
        </div>
        {others.length > 0 && (
          <div className={styles.others}>
            <p>{t('player.otherSources')}</p>
            {others.map((source) => (
              <Other key={source.id} source={source} onChoose={() => onChoose(source.id)} />
            ))}
          </div>
        )}
      </FocusGroup>
    </div>
  );
}

function Other({ source, onChoose }: { source: SourceOut; onChoose: () => void }) {
  const { ref } = useFocusItem<HTMLButtonElement>();
  const { label, note } = useSourceText()(source);
  return (
    <button ref={ref} type="button" className={styles.other} onClick={onChoose}>
      <span>{label}</span>
      <span className={styles.note}>{note}</span>
    </button>
  );
}
