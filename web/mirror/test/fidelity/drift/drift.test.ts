import { afterAll, beforeAll, expect, test } from 'vitest';
import { engines } from '../engines/index';
import { Stage } from '../stage';
import { drift, rates, sources } from './drift';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.start(engines['pillion']!);
});
afterAll(() => stage?.stop());

test.each(Object.keys(sources))(
  'whole trees are the same after every tick: %s',
  async (source) => {
    const found = await drift(stage, source, { ticks: 40, patience: 5_000 });
    expect(found.map(({ changes }) => changes)).toEqual(rates);
    expect(found.filter(({ drifted }) => drifted > 0)).toEqual([]);
  },
  120_000,
);
