/** Languages that titles and descriptions are asked for in, by tag; TMDB has texts in each of them. */

/** Those that are offered before anybody looks for another. */
const COMMON = ['en', 'de', 'fr', 'es', 'it', 'pt-BR', 'nl', 'pl', 'tr', 'ja', 'ko', 'zh-CN'] as const;

const ALONE =
  'aa ab af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cv cy da de dv dz ee el en eo es et eu ' +
  'fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk ' +
  'kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ' +
  'ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ' +
  'ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu';

const OF_REGIONS =
  'ar-AE ar-SA bn-BD ca-ES cs-CZ de-AT de-CH de-DE en-AU en-CA en-GB en-IE en-NZ en-US es-AR es-CL es-ES es-MX fr-BE ' +
  'fr-CA fr-CH fr-FR it-CH ms-MY nl-BE nl-NL pt-BR pt-PT ro-MD sr-ME sv-FI ta-IN ur-PK zh-CN zh-HK zh-SG zh-TW';

const ALL = [...ALONE.split(' '), ...OF_REGIONS.split(' ')];
const MOST_SHOWN = 12;

export interface NamedLanguage {
  value: string;
  label: string;
}

/** As it is called in `tongue`; "Brazilian Portuguese" says more than a tag. */
export function nameOfLanguage(tag: string, tongue: string): string {
  return new Intl.DisplayNames(tongue, { type: 'language' }).of(tag) ?? tag;
}

/**
 * What to choose from: the common ones, or what was typed, by the name here, the name there, or the tag. The one that is
 * chosen is always among them.
 */
export function languagesToChoose(typed: string, chosen: string, tongue: string): NamedLanguage[] {
  const wanted = plain(typed);
  const found = wanted === '' ? [...COMMON] : ALL.filter((tag) => rank(tag, wanted, tongue) < NOT_MEANT);
  const named = found
    .map((value) => ({ value, label: nameOfLanguage(value, tongue) }))
    .toSorted((a, b) => rankOf(a, wanted, tongue) - rankOf(b, wanted, tongue) || a.label.localeCompare(b.label, tongue))
    .slice(0, MOST_SHOWN);
  const isAmong = named.some(({ value }) => value === chosen);
  return isAmong ? named : [{ value: chosen, label: nameOfLanguage(chosen, tongue) }, ...named];
}

const NOT_MEANT = 3;

function rankOf({ value }: NamedLanguage, wanted: string, tongue: string): number {
  return wanted === '' ? 0 : rank(value, wanted, tongue);
}

/** 0: it is called so; 1: its name begins so; 2: its name has it somewhere. */
function rank(tag: string, wanted: string, tongue: string): number {
  if (plain(tag) === wanted) return 0;
  const names = [plain(nameOfLanguage(tag, tongue)), plain(nameOfLanguage(tag, tag))];
  if (names.includes(wanted)) return 0;
  if (names.some((name) => name.startsWith(wanted))) return 1;
  return names.some((name) => name.includes(wanted)) ? 2 : NOT_MEANT;
}

/** Without case, accents and the space around it. */
function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();
}
