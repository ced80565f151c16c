import { fileURLToPath } from 'node:url';
import { csp } from '../../rebuild-support';
import type { Asset, Engine } from '../engine';

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));

interface PillionItem {
  kind: 'keyframe' | 'delta' | 'pointer' | 'asset';
  bytes: string;
  hash?: string;
  type?: string;
}

const pillion: Engine = {
  name: 'pillion',
  recorder: file('pillion-recorder.ts'),
  player: file('pillion-player.ts'),
  framed: file('pillion-framed.ts'),
  csp: csp("'none'"),
  assets(items) {
    const all = items as PillionItem[];
    const assets = all.filter(({ kind }) => kind === 'asset') as (PillionItem & Asset)[];
    return { items: all.filter(({ kind }) => kind !== 'asset'), assets };
  },
  begins: (item) => (item as PillionItem).kind === 'keyframe',
};

const rrweb: Engine = {
  name: 'rrweb',
  recorder: file('rrweb-recorder.ts'),
  player: file('rrweb-player.ts'),
  framed: file('rrweb-framed.ts'),
  // A meta event goes before each full snapshot.
  begins: (item) => (item as { type: number }).type === 4,
};

export const engines: Record<string, Engine> = { pillion, rrweb };
