import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { focusInside } from '@/lib/spatial';
import { Dialog } from '@/ui';
import { PLAY } from './Controls';
import styles from './Help.module.css';

/** Every key of the player, for whoever pressed "?". */
export function Help({ hasNext, onClose }: { hasNext: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [wasOnPicture] = useState(() => !(document.activeElement instanceof HTMLButtonElement));
  // Not to the first button of the page, which leaves the film: Space was just said to play and pause.
  useEffect(() => () => void (wasOnPicture && focusInside(PLAY)), [wasOnPicture]);
  const rows: [string, string[]][] = [
    [t('player.keys.toggle'), [t('player.keys.space'), 'K']],
    [t('player.keys.jump'), ['←', '→', 'J', 'L']],
    [t('player.keys.tenths'), ['0', '–', '9']],
    [t('player.keys.volume'), ['↑', '↓']],
    [t('player.keys.mute'), ['M']],
    [t('player.keys.speed'), ['<', '>']],
    [t('player.keys.fullscreen'), ['F']],
    [t('player.keys.picture'), ['P']],
    ...(hasNext ? [[t('player.keys.next'), ['N']] as [string, string[]]] : []),
    [t('player.keys.controls'), [t('player.keys.enter')]],
    [t('player.keys.back'), [t('player.keys.escape')]],
  ];
  return (
    <Dialog title={t('player.keys.title')} onClose={onClose}>
      <dl className={styles.keys}>
        {rows.map(([what, keys]) => (
          <div key={what} className={styles.row}>
            <dt>{what}</dt>
            <dd>{keys.map((key) => (key === '–' ? <span key={key}>{key}</span> : <kbd key={key}>{key}</kbd>))}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.hint}>{t('player.keys.held')}</p>
    </Dialog>
  );
}
