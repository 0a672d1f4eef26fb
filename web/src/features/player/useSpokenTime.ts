import { useTranslation } from 'react-i18next';
import { spokenParts } from './time';

/** "1 hour 2 minutes 5 seconds", for whoever hears the time. */
export function useSpokenTime(): (seconds: number) => string {
  const { t } = useTranslation();
  return (time_s) => {
    const { hours, minutes, seconds } = spokenParts(time_s);
    const parts = [
      hours > 0 ? t('player.spoken.hours', { count: hours }) : '',
      minutes > 0 ? t('player.spoken.minutes', { count: minutes }) : '',
      seconds > 0 || hours + minutes === 0 ? t('player.spoken.seconds', { count: seconds }) : '',
    ];
    return parts.filter((part) => part !== '').join(' ');
  };
}
