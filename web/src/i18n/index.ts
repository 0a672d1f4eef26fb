/**
 * Texts, one file per feature and language; English decides the keys (`en/index.ts`), and the check holds every other
 * language to them. Only the language in use is loaded.
 */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type en from './en';

export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

export const LANGUAGE_NAMES: Record<Language, string> = { en: 'English', de: 'Deutsch' };

const KEPT_AS = 'miauflix.language';

const texts: Record<Language, () => Promise<{ default: unknown }>> = {
  en: () => import('./en'),
  de: () => import('./de'),
};

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

export function isLanguage(value: string | null | undefined): value is Language {
  return LANGUAGES.includes(value as Language);
}

/** Whether a language was chosen on this device. */
export function isLanguageKept(): boolean {
  return isLanguage(localStorage.getItem(KEPT_AS));
}

/** What was chosen here before, else the first of the browser's languages that we speak. */
export function preferredLanguage(): Language {
  const kept = localStorage.getItem(KEPT_AS);
  if (isLanguage(kept)) return kept;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en';
}

export async function startTexts(language: Language = preferredLanguage()): Promise<void> {
  const { default: translation } = await texts[language]();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: translation as typeof en } },
    interpolation: { escapeValue: false }, // React escapes
    returnNull: false,
  });
  document.documentElement.lang = language;
}

/** What somebody chose for the menus of this device; it stays, whoever's titles are shown. */
export async function speak(language: Language): Promise<void> {
  localStorage.setItem(KEPT_AS, language);
  await change(language);
}

/** Menus in the language that a profile reads titles in, as far as we speak it and nobody chose otherwise here. */
export async function followProfile(titles: string): Promise<void> {
  const language = titles.split('-')[0];
  if (isLanguage(language) && !isLanguageKept()) await change(language);
}

async function change(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation')) {
    const { default: translation } = await texts[language]();
    i18next.addResourceBundle(language, 'translation', translation);
  }
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}
