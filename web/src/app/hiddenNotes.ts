/** Which troubles of the house somebody has put aside in this tab, until it is closed or they come anew. */
import { useSyncExternalStore } from 'react';

export interface HouseProblem {
  code: string;
  message: string;
  fix: string;
}

const KEPT_AS = 'miauflix.hidden-notes';
const listeners = new Set<() => void>();

/** The names of the troubles that are put aside. */
export function useHiddenNotes(): string[] {
  return read(useSyncExternalStore(subscribe, kept));
}

/** The same trouble, whatever details follow the colon: a provider that fails in another way still fails. */
export function nameOf({ code, message }: HouseProblem): string {
  return `${code} ${message.split(':')[0]}`;
}

export function hide(problem: HouseProblem): void {
  keep([...read(kept()), nameOf(problem)]);
}

/** Those that have passed are forgotten, so that they are told when they come again. */
export function forgetPast(problems: readonly HouseProblem[]): void {
  const present = new Set(problems.map(nameOf));
  keep(read(kept()).filter((name) => present.has(name)));
}

function kept(): string {
  return sessionStorage.getItem(KEPT_AS) ?? '[]';
}

function read(text: string): string[] {
  return JSON.parse(text) as string[];
}

function keep(names: string[]): void {
  sessionStorage.setItem(KEPT_AS, JSON.stringify(names));
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
