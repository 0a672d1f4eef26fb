import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Profile } from '@/api';
import { useLayout } from '@/lib/layout';
import { Button, Dialog, FocusGroup, Form, IconButton, TroubleLine } from '@/ui';
import { LONGEST_PIN, PinField } from './PinField';
import styles from './Profiles.module.css';

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

interface PinDialogProps {
  profile: Profile;
  error: unknown;
  busy: boolean;
  onPin: (pin: string) => void;
  onForgotten: () => void;
  onClose: () => void;
}

export function PinDialog({ profile, error, busy, onPin, onForgotten, onClose }: PinDialogProps) {
  const { t } = useTranslation();
  const layout = useLayout();
  const [pin, setPin] = useState('');
  const add = (digit: string) => setPin((now) => (now.length < LONGEST_PIN ? now + digit : now));
  return (
    <Dialog title={t('profiles.pinOf', { name: profile.name })} onClose={onClose} first="pin">
      <Form onSubmit={() => onPin(pin)}>
        <TroubleLine error={error} />
        <PinField label={t('profiles.pin')} focusKey="pin" required value={pin} onPin={setPin} />
        {layout === 'tv' && (
          <FocusGroup className={styles.keypad ?? ''} aria-label={t('profiles.keypad')} role="group">
            {DIGITS.map((digit) => (
              <Button key={digit} onClick={() => add(digit)}>
                {digit}
              </Button>
            ))}
            <IconButton
              icon="left"
              label={t('profiles.deleteDigit')}
              onClick={() => setPin((now) => now.slice(0, -1))}
            />
            <Button onClick={() => add('0')}>{'0'}</Button>
          </FocusGroup>
        )}
        <div className={styles.buttons}>
          <Button look="quiet" onClick={onForgotten}>
            {t('profiles.forgotten')}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" look="primary" busy={busy}>
            {t('profiles.unlock')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
