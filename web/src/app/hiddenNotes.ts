/** Which troubles of the house somebody has put aside in this tab, until it is closed or they come anew. */
export interface HouseProblem {
  code: string;
  message: string;
  fix: string;
}

const KEPT_AS = 'miauflix.hidden-notes';

/** The same trouble, whatever details follow the colon: a provider that fails in another way still fails. */
export function nameOf({ code, message }: HouseProblem): string {
  return `${code} ${message.split(':')[0]}`;
}

export function hidden(): ReadonlySet<string> {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEPT_AS) ?? '[]');
    return new Set(Array.isArray(kept) ? kept.map(String) : []);
  } catch {
    return new Set();
  }
}

export function hide(problem: HouseProblem): ReadonlySet<string> {
  return keep(new Set([...hidden(), nameOf(problem)]));
}

/** Those that have passed are forgotten, so that they are told when they come again. */
export function withoutPast(problems: readonly HouseProblem[]): ReadonlySet<string> {
  const present = new Set(problems.map(nameOf));
  return keep(new Set([...hidden()].filter((name) => present.has(name))));
}

function keep(names: ReadonlySet<string>): ReadonlySet<string> {
  sessionStorage.setItem(KEPT_AS, JSON.stringify([...names]));
  return names;
}
