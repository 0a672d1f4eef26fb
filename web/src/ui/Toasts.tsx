import { useSyncExternalStore } from 'react';
import { Icon } from './Icon';
import styles from './Toasts.module.css';

interface Toast {
  id: number;
  text: string;
}

const SHOWN_MS = 4000;

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function show(next: readonly Toast[]): void {
  toasts = next;
  listeners.forEach((listener) => listener());
}

/** Say in passing that something worked; screen readers say it too. Troubles stay where they happened instead. */
export function say(text: string): void {
  const id = ++lastId;
  show([...toasts, { id, text }]);
  setTimeout(() => show(toasts.filter((toast) => toast.id !== id)), SHOWN_MS);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <output className={styles.toasts}>
      {shown.map((toast) => (
        <span key={toast.id} className={styles.toast}>
          <Icon name="check" />
          {toast.text}
        </span>
      ))}
    </output>
  );
}
