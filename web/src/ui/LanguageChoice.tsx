import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languagesToChoose } from '@/lib/languages';
import { Choice, Field } from './Field';
import styles from './LanguageChoice.module.css';

interface LanguageChoiceProps {
  /** A tag, as de or pt-BR. */
  value: string;
  onChange: (language: string) => void;
}

/** In which language titles and descriptions are read: one of the common ones, or any other by its name. */
export function LanguageChoice({ value, onChange }: LanguageChoiceProps) {
  const { t, i18n } = useTranslation();
  const [typed, setTyped] = useState('');
  return (
    <div className={styles.language}>
      <Choice
        label={t('common.titlesIn')}
        options={languagesToChoose(typed, value, i18n.language)}
        value={value}
        onChange={onChange}
      />
      <Field
        label={t('common.otherLanguage')}
        type="search"
        autoComplete="off"
        maxLength={40}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </div>
  );
}
