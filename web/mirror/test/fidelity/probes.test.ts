import { afterAll, beforeAll, expect, test } from 'vitest';
import { engines } from './engines/index';
import { gaps } from './gaps';
import { groups } from './probes/index';
import { score } from './score';
import { Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.start(engines['pillion']!);
});
afterAll(() => stage?.stop());

const count = Object.values(groups).reduce((sum, probes) => sum + probes.length, 0);

test(`${count} probes: an agent sees what a visitor sees, at once and after joining late`, async () => {
  const results = await score(stage, groups, { patience: 5_000, atOnce: 3 });
  expect(results.length).toBe(count);
  expect(results.filter(({ broken }) => broken)).toEqual([]);
  const failed = results.filter(({ live, late }) => live ?? late);
  const unexpected = failed.filter(({ group, name }) => !(`${group}: ${name}` in gaps));
  expect(unexpected).toEqual([]);
  expect(failed.map(({ group, name }) => `${group}: ${name}`).sort()).toEqual(
    Object.keys(gaps).sort(),
  );
}, 900_000);

test('names of probes are used once', () => {
  for (const probes of Object.values(groups)) {
    const names = probes.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  }
});
