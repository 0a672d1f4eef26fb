import { useId, type ReactNode } from 'react';
import styles from './Section.module.css';

interface SectionProps {
  title: string;
  text?: ReactNode;
  aside?: ReactNode;
  children?: ReactNode;
}

/** A card of a page about settings: one matter each. */
export function Section({ title, text, aside, children }: SectionProps) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.top}>
        <div>
          <h2 id={id}>{title}</h2>
          {text !== undefined && <p className={styles.lead}>{text}</p>}
        </div>
        {aside}
      </div>
      {children}
    </section>
  );
}
