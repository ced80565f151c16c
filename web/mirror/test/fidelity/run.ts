// node run.mjs ENGINE [options]: prints what an engine scores, as JSON.
import { parseArgs } from 'node:util';
import { drift, sources, type Drift } from './drift/drift';
import { engines } from './engines/index';
import { compare, type Likeness } from './pages';
import { groups } from './probes/index';
import { score } from './score';
import { Stage } from './stage';

const usage = `usage: run.mjs ${Object.keys(engines).join('|')} [options]
  --only TEXT            only the probes whose group and name have this
  --every N              only every Nth probe
  --ticks N              ticks of each kind of drift, 40; 0 leaves them out
  --page NAME=READY=URL  a page to compare pixel by pixel; READY is a selector; may be repeated
  --pictures FOLDER      where the pictures of the pages go
  --verbose              says on standard error what both sides read`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    every: { type: 'string', default: '1' },
    ticks: { type: 'string', default: '40' },
    page: { type: 'string', multiple: true, default: [] },
    pictures: { type: 'string', default: 'artifacts/screenshots/fidelity' },
    verbose: { type: 'boolean', default: false },
  },
});
const engine = engines[positionals[0] ?? 'pillion'];
if (!engine) {
  console.error(usage);
  process.exit(2);
}

const stage = await Stage.start(engine);
try {
  const probes = await score(stage, groups, {
    patience: 3_000,
    atOnce: 3,
    only: values.only,
    every: Number(values.every),
    onResult({ group, name, live, late, broken }) {
      const bad = broken ?? live ?? late;
      if (values.verbose && bad) {
        const kind = broken ? 'BROKEN' : live ? 'live' : 'late';
        console.error(`${kind} ${group}: ${name}: ${bad}`);
      }
    },
  });
  const drifts: Drift[] = [];
  const ticks = Number(values.ticks);
  for (const source of ticks > 0 ? Object.keys(sources) : []) {
    drifts.push(...(await drift(stage, source, { ticks, patience: 1_000 })));
  }
  const pages: Likeness[] = [];
  for (const page of values.page) {
    const [name = '', ready = '', ...url] = page.split('=');
    const real = { name, ready, url: url.join('=') };
    pages.push(await compare(stage, real, { patience: 5_000, folder: values.pictures }));
  }
  const of = (list: typeof probes) => list.map(({ group, name }) => `${group}: ${name}`).sort();
  console.log(
    JSON.stringify({
      engine: engine.name,
      probes: probes.length,
      failed: of(probes.filter(({ live }) => live)),
      failedLate: of(probes.filter(({ late }) => late)),
      broken: of(probes.filter(({ broken }) => broken)),
      drifts,
      pages,
    }),
  );
} finally {
  await stage.stop();
}
