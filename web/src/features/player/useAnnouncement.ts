import { useTranslation } from 'react-i18next';
import type { Phase } from './phase';
import type { Stage } from './stages';
import { useStageText } from './useStageText';

/** What a screen reader is told, and only when it changes: steps and turns, no percentages. */
export function useAnnouncement(phase: Phase, stage: Stage, isStarting: boolean, isStalled: boolean): string {
  const { t } = useTranslation();
  const says = useStageText();
  if (phase.kind === 'failed') return ''; // the failure is an alert of its own
  if (isStarting) return stage.says === 'buffering' ? t('player.steps.2') : says(stage);
  if (isStalled) return t(phase.kind === 'waiting' ? 'player.status.waiting' : 'player.status.again');
  if (phase.kind === 'paused' || phase.kind === 'ended') return t(`player.status.${phase.kind}`);
  return t('player.status.playing');
}
