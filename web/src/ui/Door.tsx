import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isLanguage, LANGUAGE_NAMES, LANGUAGES, speak } from '@/i18n';
import { focusInside, hasActed, PAGE, usesArrows } from '@/lib/spatial';
import styles from './Door.module.css';
import { Choice } from './Field';
import { FocusGroup } from './focus';
import { Wordmark } from './Logo';

interface DoorProps {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
  /** More room, for choosing among several things. */
  wide?: boolean;
}

/** The pages one passes before being inside: setup, login, invitation, who is watching. */
export function Door({ title, lead, children, wide = false }: DoorProps) {
  const { t, i18n } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${t('common.appName')}`;
    if (usesArrows()) void focusInside(PAGE);
    // The button that led here is gone, and the focus with it.
    else if (hasActed() && document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, [title, t]);
  return (
    <div className={styles.door}>
      <div className={styles.night} aria-hidden="true">
        <Cat />
      </div>
      <FocusGroup as="main" focusKey={PAGE} restore={false} className={`${styles.main} ${wide ? styles.wide : ''}`}>
        <header className={styles.brand}>
          <Wordmark />
        </header>
        <div className={styles.body}>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead !== undefined && <p className={styles.lead}>{lead}</p>}
          {children}
        </div>
        <footer className={styles.foot}>
          <Choice
            label={t('common.language')}
            hideLabel
            options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
            value={isLanguage(i18n.language) ? i18n.language : 'en'}
            onChange={(language) => void speak(language)}
          />
        </footer>
      </FocusGroup>
    </div>
  );
}

/** A cat on the back of a sofa, looking at a screen's light. */
function Cat() {
  return (
    <svg viewBox="0 0 600 900" preserveAspectRatio="xMidYMid slice" className={styles.cat}>
      <defs>
        <radialGradient id="light" cx="0.5" cy="0.42" r="0.62">
          <stop offset="0" stopColor="#ffb65c" stopOpacity="0.95" />
          <stop offset="0.35" stopColor="#e07f6d" stopOpacity="0.55" />
          <stop offset="0.7" stopColor="#5a2f6b" stopOpacity="0.35" />
          <stop offset="1" stopColor="#120d18" stopOpacity="0" />
        </radialGradient>
      </defs>
      <rect width="600" height="900" fill="#1a1126" />
      <rect width="600" height="900" fill="url(#light)" />
      <rect x="120" y="290" width="360" height="214" rx="18" fill="#ffe9c9" opacity="0.16" />
      <rect x="132" y="302" width="336" height="190" rx="10" fill="#ffe3b8" opacity="0.24" />
      <path d="M276 352v90c0 10 11 16 19 10l70-45c8-5 8-15 0-20l-70-45c-8-5-19 0-19 10z" fill="#fff3df" opacity="0.7" />
      <path d="M0 726c90-26 190-34 300-34s210 8 300 34v174H0z" fill="#0d0812" />
      <path
        d="M194 716c-4-46 4-90 32-122-12-18-19-42-18-66l-9-76c-1-9 9-14 17-9l52 42c20-6 44-6 64 0l52-42c8-5 18 0 17 9l-9 76c1 24-6 48-18 66 28 32 36 76 32 122z"
        fill="#0d0812"
      />
      <path
        d="M384 706c54 6 96-8 104-46 7-34-22-52-42-38-14 10-12 30 2 34"
        fill="none"
        stroke="#0d0812"
        strokeWidth="22"
        strokeLinecap="round"
      />
    </svg>
  );
}
