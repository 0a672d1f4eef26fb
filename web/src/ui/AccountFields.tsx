import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from './Field';

interface AccountFieldProps extends Pick<ComponentProps<typeof Field>, 'value' | 'error' | 'focusKey'> {
  onValue: (value: string) => void;
  /** What it is called where a plain name would not do. */
  label?: string;
}

/** Which account; password managers know it by `username`. */
export function EmailField({ onValue, label, ...rest }: AccountFieldProps) {
  const { t } = useTranslation();
  return (
    <Field
      label={label ?? t('common.email')}
      type="email"
      name="email"
      autoComplete="username"
      required
      onChange={(event) => onValue(event.target.value)}
      {...rest}
    />
  );
}

/** The password the account has. */
export function PasswordField({ onValue, label, ...rest }: AccountFieldProps) {
  const { t } = useTranslation();
  return (
    <Field
      label={label ?? t('common.password')}
      type="password"
      name="password"
      autoComplete="current-password"
      required
      onChange={(event) => onValue(event.target.value)}
      {...rest}
    />
  );
}

/** A password that is being chosen; password managers offer one. */
export function NewPasswordField({ onValue, label, ...rest }: AccountFieldProps) {
  const { t } = useTranslation();
  return (
    <Field
      label={label ?? t('common.password')}
      type="password"
      name="new-password"
      autoComplete="new-password"
      required
      minLength={8}
      hint={t('common.passwordHint')}
      onChange={(event) => onValue(event.target.value)}
      {...rest}
    />
  );
}
