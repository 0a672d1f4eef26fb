import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChangeProfileMutation } from '@/api';
import { isLanguage, LANGUAGE_NAMES, LANGUAGES, speak, type Language } from '@/i18n';
import { layoutWish, wishLayout, type LayoutWish } from '@/lib/layout';
import { useProfile, useSession } from '@/lib/session';
import { Choice, Section, TroubleLine } from '@/ui';
import styles from './Account.module.css';

const LAYOUTS: readonly LayoutWish[] = ['auto', 'phone', 'desktop', 'tv'];

/** The profile's language, which follows it everywhere, and this device's layout, which does not. */
export function Screen() {
  const { t, i18n } = useTranslation();
  const profile = useProfile();
  const { changeProfile } = useSession();
  const [change, { error }] = useChangeProfileMutation();
  const [layout, setLayout] = useState(layoutWish);

  const chooseLanguage = async (language: Language) => {
    await speak(language);
    if (profile === null) return;
    const answer = await change({ profileId: profile.id, profileChange: { language } });
    if (answer.data !== undefined) changeProfile(answer.data);
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
          label={t('common.language')}
          options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          value={isLanguage(i18n.language) ? i18n.language : 'en'}
          onChange={(language) => void chooseLanguage(language)}
        />
        <Choice
          label={t('account.layout')}
          options={LAYOUTS.map((value) => ({ value, label: t(`account.layouts.${value}`) }))}
          value={layout}
          onChange={chooseLayout}
        />
      </div>
    </Section>
  );
}
