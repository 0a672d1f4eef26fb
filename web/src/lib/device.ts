/** A browser's name for itself, in words. A guess for people: nothing may depend on it. */
const BROWSERS: [RegExp, string][] = [
  [/Tizen|SMART-TV/, 'Samsung TV'],
  [/Web0S|webOS/, 'LG TV'],
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\/|FxiOS/, 'Firefox'],
  [/Chrome\/|CriOS/, 'Chrome'],
  [/Safari\//, 'Safari'],
  [/curl\//, 'curl'],
  [/python|httpx/i, 'Python'],
];

const SYSTEMS: [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux|X11/, 'Linux'],
];

export function deviceName(userAgent: string): string {
  const browser = BROWSERS.find(([mark]) => mark.test(userAgent))?.[1];
  const system = SYSTEMS.find(([mark]) => mark.test(userAgent))?.[1];
  if (browser?.endsWith(' TV')) return browser;
  return [browser, system].filter(Boolean).join(' · ') || userAgent.slice(0, 40) || '?';
}
