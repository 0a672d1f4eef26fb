import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DIALOG, focusInside } from '@/lib/spatial';
import { IconButton } from './Button';
import styles from './Dialog.module.css';
import { FocusGroup } from './focus';

interface DialogProps {
  title: string;
  children: ReactNode;
  onClose: () => void;
  /** Focus key of what has focus when it opens. */
  first?: string;
  /** More room, for lists. */
  wide?: boolean;
}

/** The browser's own modal dialog: it keeps Tab inside, closes on Escape and gives focus back. */
export function Dialog({ title, children, onClose, first, wide = false }: DialogProps) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    void focusInside(first ?? DIALOG);
    return () => {
      if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
    };
  }, [first]);
  return (
    <dialog
      ref={dialog}
      className={`${styles.dialog} ${wide ? styles.wide : ''}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      closedby="any"
    >
      <FocusGroup focusKey={DIALOG} closed className={styles.body}>
        <div className={styles.top}>
          <h2 id={id}>{title}</h2>
          <IconButton icon="close" label={t('common.close')} onClick={onClose} />
        </div>
        {children}
      </FocusGroup>
    </dialog>
  );
}
