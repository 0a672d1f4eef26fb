import { useTranslation } from 'react-i18next';
import type { SaidPart } from '@/api';

type Value = SaidPart['values'][string];

/**
 * What the server said by code, in the language of the menus; `null` where it said nothing that way, or something that
 * this version of the web does not know: then its English words stand.
 */
export function useSaid(): (said: readonly SaidPart[] | null | undefined) => string | null {
  const { t, i18n } = useTranslation();
  const sentence = ({ code, values }: SaidPart): string | null => {
    if (!i18n.exists(`said.${code}`)) return null;
    const words = Object.entries(values).map(([name, value]): [string, string | number | null] => [name, word(value)]);
    if (words.some(([, value]) => value === null)) return null;
    return t(`said.${code as 'no_tmdb_token'}`, Object.fromEntries(words));
  };
  const all = (said: readonly SaidPart[]): string | null => {
    const sentences = said.map(sentence);
    return sentences.includes(null) ? null : sentences.join('; ');
  };
  const word = (value: Value) => (Array.isArray(value) ? all(value) : value);
  return (said) => (said ? all(said) : null);
}
