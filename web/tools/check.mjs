/**
 * What the linters do not see: the lock file names no registry, every language has every text, the generated client
 * fits the OpenAPI document, and the first page stays small.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const WEB = join(dirname(fileURLToPath(import.meta.url)), '..');
const INITIAL_LIMIT_KB = 200;

const read = (...path) => readFileSync(join(WEB, ...path), 'utf8');
const faults = [...lockFile(), ...languages(), ...generatedClient(), ...initialSize()];
for (const fault of faults) console.error(fault);
process.exit(faults.length === 0 ? 0 : 1);

function lockFile() {
  return read('package-lock.json').includes('://') ? ['package-lock.json names addresses: run `npm run fix`'] : [];
}

function languages() {
  const root = join('src', 'i18n');
  const folders = readdirSync(join(WEB, root), { withFileTypes: true }).filter((one) => one.isDirectory());
  const english = textsOf(join(root, 'en'));
  return folders.flatMap(({ name }) => {
    const texts = textsOf(join(root, name));
    const missing = [...english.keys()].filter((key) => !texts.has(key));
    const extra = [...texts.keys()].filter((key) => !english.has(key));
    const odd = [...english].filter(([key, text]) => texts.has(key) && holes(texts.get(key)) !== holes(text));
    return [
      ...missing.map((key) => `${name}: ${key} is not translated`),
      ...extra.map((key) => `${name}: ${key} is not an English text`),
      ...odd.map(([key]) => `${name}: ${key} has other {{values}} than in English`),
    ];
  });
}

/** "home.title" → text, over all files of one language. */
function textsOf(folder) {
  const files = readdirSync(join(WEB, folder)).filter((file) => file.endsWith('.json'));
  return new Map(files.flatMap((file) => flat(JSON.parse(read(folder, file)), file.replace('.json', ''))));
}

function flat(tree, path) {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}.${key}`, value]] : flat(value, `${path}.${key}`),
  );
}

function holes(text) {
  return [...text.matchAll(/{{\s*(\w+)/g)]
    .map(([, name]) => name)
    .toSorted()
    .join();
}

function generatedClient() {
  if (!existsSync(join(WEB, 'openapi.json'))) return [];
  const before = read('src', 'api', 'generated.ts');
  execFileSync('npm', ['run', '--silent', 'generate'], { cwd: WEB, stdio: ['ignore', 'ignore', 'inherit'] });
  return before === read('src', 'api', 'generated.ts') ? [] : ['src/api/generated.ts was out of date; it is new now'];
}

/** Everything that home loads before it shows: the entry, one language, the home chunk, and what they import. */
function initialSize() {
  const out = mkdtempSync(join(tmpdir(), 'miauflix-web-'));
  try {
    const vite = join(WEB, 'node_modules', 'vite', 'bin', 'vite.js');
    execFileSync(process.execPath, [vite, 'build', '--logLevel', 'error', '--outDir', out], {
      cwd: WEB,
      stdio: 'inherit',
    });
    const manifest = JSON.parse(readFileSync(join(out, '.vite', 'manifest.json'), 'utf8'));
    const files = new Set();
    const follow = (key) => {
      const chunk = manifest[key];
      if (files.has(chunk.file)) return;
      files.add(chunk.file);
      (chunk.imports ?? []).forEach(follow);
    };
    ['index.html', 'src/i18n/en/index.ts', 'src/features/home/index.tsx'].forEach(follow);
    const bytes = [...files].reduce(
      (sum, file) => sum + gzipSync(readFileSync(join(out, file)), { level: 9 }).length,
      0,
    );
    const kb = (bytes / 1000).toFixed(1);
    console.log(`The first page loads ${kb} kB of JavaScript (gzip), of ${INITIAL_LIMIT_KB} allowed.`);
    return bytes < INITIAL_LIMIT_KB * 1000
      ? []
      : [`${kb} kB of JavaScript before the first page: load something later`];
  } finally {
    rmSync(out, { recursive: true });
  }
}
