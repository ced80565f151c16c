// node run.mjs ENGINE [--only TEXT] [--verbose]: prints {engine, passed, failed[]} as JSON.
import { engines } from './engines/index';
import { groups } from './probes/index';
import { score } from './score';
import { Stage } from './stage';

const [name = 'pillion', ...rest] = process.argv.slice(2);
const engine = engines[name];
if (!engine) {
  console.error(`usage: run.mjs ${Object.keys(engines).join('|')} [--only TEXT] [--verbose]`);
  process.exit(2);
}
const only = rest.includes('--only') ? rest[rest.indexOf('--only') + 1] : undefined;
const verbose = rest.includes('--verbose');

const stage = await Stage.start(engine);
try {
  const results = await score(stage, groups, {
    patience: 3_000,
    atOnce: 3,
    only,
    onResult({ group, name, live, late, broken }) {
      const bad = broken ?? live ?? late;
      if (verbose && bad) {
        const kind = broken ? 'BROKEN' : live ? 'live' : 'late';
        console.error(`${kind} ${group}: ${name}: ${bad}`);
      }
    },
  });
  const of = (list: typeof results) => list.map(({ group, name }) => `${group}: ${name}`).sort();
  const failed = results.filter(({ live }) => live);
  const failedLate = results.filter(({ live, late }) => !live && late);
  console.log(
    JSON.stringify({
      engine: name,
      probes: results.length,
      passed: results.length - failed.length,
      failed: of(failed),
      passedLate: results.length - failed.length - failedLate.length,
      failedLate: of(failedLate),
      broken: of(results.filter(({ broken }) => broken)),
    }),
  );
} finally {
  await stage.stop();
}
