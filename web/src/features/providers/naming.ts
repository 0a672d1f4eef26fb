import { useTranslation } from 'react-i18next';

/** How further providers of a kind are called: the kind, a hyphen, and a label of small letters and digits. */

const LABEL = /^[a-z0-9]{1,18}$/;

/** Null where the label is none. Capitals and spaces around it are forgiven. */
export function nameOf(kind: string, label: string): string | null {
  const tidy = label.trim().toLowerCase();
  return LABEL.test(tidy) ? `${kind}-${tidy}` : null;
}

/** The first number from 2 on that nobody has. */
export function freeLabel(kind: string, known: readonly { name: string }[]): string {
  const taken = new Set(known.map(({ name }) => name));
  let number = 2;
  while (taken.has(`${kind}-${number}`)) number += 1;
  return String(number);
}

/** "Torznab (Prowlarr, Jackett)"; of a further one, its name behind it. */
export function useProviderTitle(): (provider: { name: string; kind: string; title: string }) => string {
  const { t } = useTranslation();
  return ({ name, kind, title }) => {
    const words = t(`providers.kinds.${kind as 'yts'}`, { defaultValue: title });
    return name === kind ? words : `${words} · ${name}`;
  };
}
