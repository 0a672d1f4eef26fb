import type { ComponentProps } from 'react';
import { Field } from '@/ui';

export const LONGEST_PIN = 8;

interface PinFieldProps extends Pick<
  ComponentProps<typeof Field>,
  'label' | 'hint' | 'focusKey' | 'required' | 'disabled'
> {
  value: string;
  onPin: (pin: string) => void;
}

/** Four to eight digits; anything else that is typed does not arrive. */
export function PinField({ value, onPin, ...rest }: PinFieldProps) {
  return (
    <Field
      type="password"
      name="pin"
      inputMode="numeric"
      pattern="[0-9]{4,8}"
      autoComplete="off"
      maxLength={LONGEST_PIN}
      value={value}
      onChange={(event) => onPin(event.target.value.replace(/\D/g, ''))}
      {...rest}
    />
  );
}
