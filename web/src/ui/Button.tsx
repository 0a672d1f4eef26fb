import type { ComponentProps, ReactNode } from 'react';
import { Link } from 'react-router';
import styles from './Button.module.css';
import { useFocusItem } from './focus';
import { Icon, type IconName } from './Icon';

type Look = 'primary' | 'secondary' | 'quiet' | 'danger';

interface Shared {
  children: ReactNode;
  look?: Look;
  icon?: IconName;
  /** Fills the width it is given. */
  wide?: boolean;
  focusKey?: string | undefined;
}

interface Busy {
  /** Work is under way: the button stays in place and focus, and does nothing. */
  busy?: boolean;
}

interface ButtonProps extends Shared, Busy, Omit<ComponentProps<'button'>, 'children' | 'ref' | 'className'> {}

export function Button({
  children,
  look = 'secondary',
  icon,
  wide,
  focusKey,
  busy = false,
  onClick,
  ...rest
}: ButtonProps) {
  const { ref } = useFocusItem<HTMLButtonElement>({ focusKey, disabled: rest.disabled });
  return (
    <button
      type="button"
      {...rest}
      ref={ref}
      className={classOf(look, wide)}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}
    >
      {busy ? <span className={styles.spinner} aria-hidden="true" /> : icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}

interface ButtonLinkProps extends Shared {
  to: string;
  state?: unknown;
  'aria-label'?: string;
}

export function ButtonLink({ children, look = 'secondary', icon, wide, focusKey, to, ...rest }: ButtonLinkProps) {
  const { ref } = useFocusItem<HTMLAnchorElement>({ focusKey });
  return (
    <Link ref={ref} to={to} className={classOf(look, wide)} {...rest}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </Link>
  );
}

interface IconButtonProps extends Busy, Omit<ComponentProps<'button'>, 'ref' | 'className' | 'children'> {
  icon: IconName;
  label: string;
  focusKey?: string;
}

export function IconButton({ icon, label, focusKey, busy = false, onClick, ...rest }: IconButtonProps) {
  const { ref } = useFocusItem<HTMLButtonElement>({ focusKey, disabled: rest.disabled });
  return (
    <button
      type="button"
      {...rest}
      ref={ref}
      className={styles.round}
      aria-label={label}
      title={label}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}
    >
      {busy ? <span className={styles.spinner} aria-hidden="true" /> : <Icon name={icon} />}
    </button>
  );
}

function classOf(look: Look, wide: boolean | undefined): string {
  return [styles.button, styles[look], wide ? styles.wide : ''].join(' ');
}
