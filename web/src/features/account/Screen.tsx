import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChangeProfileMutation } from '@/api';
import { isLanguage, LANGUAGE_NAMES, LANGUAGES, speak, type Language } from '@/i18n';
import { bandwidth, limitBandwidth } from '@/lib/decoding';
import { layoutWish, wishLayout, type LayoutWish } from '@/lib/layout';
import { useProfile, useSession } from '@/lib/session';
import { Choice, LanguageChoice, Section, TroubleLine } from '@/ui';
import styles from './Account.module.css';

/** Mbit/s: a phone on the road, a slow line, a good one, a film as it is on disc. */
const LINKS = ['any', '3', '8', '20', '50'] as const;

const LAYOUTS: readonly LayoutWish[] = ['auto', 'phone', 'desktop', 'tv'];

/** The language of titles, which follows the profile everywhere, and this device's menus and layout, which do not. */
export function Screen() {
  const { t, i18n } = useTranslation();
  const profile = useProfile();
  const { changeProfile } = useSession();
  const [change, { error }] = useChangeProfileMutation();
  const [layout, setLayout] = useState(layoutWish);
  const [link, setLink] = useState(() => LINKS.find((one) => one === String(bandwidth())) ?? 'any');

  const chooseTitles = async (language: string) => {
    if (profile === null) return;
    const answer = await change({ profileId: profile.id, profileChange: { language } });
    if (answer.data !== undefined) changeProfile(answer.data);
  };
  const chooseLink = (wish: (typeof LINKS)[number]) => {
    limitBandwidth(wish === 'any' ? null : Number(wish));
    setLink(wish);
  };
  const chooseLayout = (wish: LayoutWish) => {
    wishLayout(wish);
    setLayout(wish);
  };

  return (
    <Section title={t('account.screen')} text={t('account.screenText')}>
      <TroubleLine error={error} />
      <div className={styles.choices}>
        <Choice
          label={t('common.menusIn')}
          options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          value={isLanguage(i18n.language) ? i18n.language : 'en'}
          onChange={(language: Language) => void speak(language)}
        />
        {profile !== null && (
          <LanguageChoice value={profile.language} onChange={(language) => void chooseTitles(language)} />
        )}
        <Choice
          label={t('account.layout')}
          options={LAYOUTS.map((value) => ({ value, label: t(`account.layouts.${value}`) }))}
          value={layout}
          onChange={chooseLayout}
        />
        <Choice
          label={t('account.link')}
          options={LINKS.map((value) => ({
            value,
            label: value === 'any' ? t('account.anyLink') : t('account.megabits', { rate: value }),
          }))}
          value={link}
          onChange={chooseLink}
        />
      </div>
      <p className={styles.hint}>{t('account.linkText')}</p>
    </Section>
  );
}
