import type { ReactNode } from 'react';
import styles from './Form.module.css';

interface FormProps {
  children: ReactNode;
  onSubmit: () => unknown;
}

/** Fields below one another. The browser checks what it can before `onSubmit` is called. */
export function Form({ children, onSubmit }: FormProps) {
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void onSubmit();
      }}
    >
      {children}
    </form>
  );
}
