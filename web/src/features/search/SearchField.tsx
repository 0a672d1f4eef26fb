import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { usesArrows } from '@/lib/spatial';
import { Icon, IconButton, useFocusItem } from '@/ui';
import styles from './SearchField.module.css';

interface SearchFieldProps {
  value: string;
  onChange: (value: string) => void;
}

export function SearchField({ value, onChange }: SearchFieldProps) {
  const { t } = useTranslation();
  const { ref } = useFocusItem<HTMLInputElement>({ focusKey: 'search:field' });
  useEffect(() => {
    // A remote would bring up the on-screen keyboard before it is wanted.
    if (!usesArrows()) ref.current?.focus({ preventScroll: true });
  }, [ref]);
  return (
    <div role="search" className={styles.search}>
      <Icon name="search" size="1.5rem" />
      <input
        ref={ref}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        aria-label={t('search.label')}
        placeholder={t('search.placeholder')}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          // Escape empties the field first; only then does it lead back.
          if (event.key !== 'Escape' || value === '') return;
          event.preventDefault();
          onChange('');
        }}
      />
      {value !== '' && <IconButton icon="close" label={t('search.clear')} onClick={() => onChange('')} />}
    </div>
  );
}
