import { useTranslation } from 'react-i18next';
import { Field } from './Field';

interface ListNameFieldProps {
  label: string;
  focusKey: string;
  value: string;
  onValue: (value: string) => void;
}

/** What a list of one's own is called: not only spaces, 80 characters at most. */
export function ListNameField({ onValue, ...rest }: ListNameFieldProps) {
  const { t } = useTranslation();
  return (
    <Field
      placeholder={t('ownLists.namePlaceholder')}
      required
      pattern=".*\S.*"
      maxLength={80}
      onChange={(event) => onValue(event.target.value)}
      {...rest}
    />
  );
}
