import { useTranslation } from 'react-i18next';
import type { Stage } from './stages';

export function useStageText(): (stage: Stage) => string {
  const { t } = useTranslation();
  return (stage) => {
    switch (stage.says) {
      case 'held':
        return stage.reason ?? t('player.stage.held');
      case 'connecting':
        return t('player.stage.connecting', { count: stage.known });
      case 'connected':
        return t('player.stage.connected', { count: stage.count });
      case 'buffering':
        return stage.percent > 0
          ? t('player.stage.buffering', { percent: stage.percent })
          : t('player.stage.bufferingBegun');
      default:
        return t(`player.stage.${stage.says}`);
    }
  };
}
