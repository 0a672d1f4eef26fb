/** Numbers and times as people read them in their language. */
import { useTranslation } from 'react-i18next';

export function useFormat() {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  return {
    /** 95 → "1 h 35 min" */
    runtime: (minutes: number) => {
      if (minutes < 60) return t('common.minutes', { count: minutes });
      if (minutes % 60 === 0) return t('common.hours', { count: minutes / 60 });
      return t('common.hoursMinutes', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
    },
    bytes: (bytes: number) => bytesIn(bytes, language),
    rate: (bytesPerSecond: number) => `${bytesIn(bytesPerSecond, language)}/s`,
    number: (value: number, digits = 0) =>
      new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value),
    percent: (fraction: number) => new Intl.NumberFormat(language, { style: 'percent' }).format(fraction),
    dateTime: (iso: string) =>
      new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso)),
    date: (iso: string) => new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(new Date(iso)),
    /** A day of the calendar, "2026-12-03", wherever on earth it is read. */
    day: (iso: string) =>
      new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso)),
    ago: (iso: string) => {
      const [at, now] = [new Date(iso), new Date()];
      const isJustNow = at <= now && now.getTime() - at.getTime() < 1000;
      return isJustNow ? t('common.justNow') : ago(at, now, language);
    },
    /** When something ends: to the nearest, so that what lasts three days does so from its first second on. */
    until: (iso: string) => until(new Date(iso), new Date(), language),
    isOver: (iso: string) => new Date(iso) <= new Date(),
  };
}

/** Whether a day of the calendar is still to come, by the clock of whoever reads it; one nobody knows is not. */
export function isAhead(day: string | null, now = new Date()): boolean {
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0'));
  return day !== null && day > today.join('-');
}

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

export function bytesIn(bytes: number, language: string): string {
  // Nobody reads single bytes; whatever is small is some kilobytes.
  const power = bytes < 1000 ? 1 : Math.min(Math.floor(Math.log10(bytes) / 3), BYTE_UNITS.length - 1);
  const value = bytes / 1000 ** power;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: BYTE_UNITS[power],
    maximumFractionDigits: value < 10 && power > 1 ? 1 : 0,
  }).format(value);
}

const AGES = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** "3 minutes ago", "in 2 days": the largest unit that fits whole. */
export function ago(at: Date, now: Date, language: string): string {
  const seconds = Math.round((at.getTime() - now.getTime()) / 1000);
  const [unit, size] = AGES.find(([, least]) => Math.abs(seconds) >= least) ?? (['second', 1] as const);
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(Math.trunc(seconds / size), unit);
}

/** "in 3 days", "in 36 hours": the largest unit of which one and a half are left. */
export function until(at: Date, now: Date, language: string): string {
  const seconds = (at.getTime() - now.getTime()) / 1000;
  const [unit, size] = AGES.find(([, least]) => seconds >= least * 1.5) ?? (['second', 1] as const);
  return new Intl.RelativeTimeFormat(language, { numeric: 'always' }).format(Math.round(seconds / size), unit);
}
