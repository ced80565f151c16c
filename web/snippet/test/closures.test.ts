import { transform } from 'esbuild';
import { expect, test } from 'vitest';
import { closeClasses } from '../closures.mjs';

const source = `
interface Named { readonly name: string }
const log: string[] = [];
const start = 'module';
export class Counter implements Named {
  #count = 0;
  readonly #step: number;
  limit = 10;
  readonly #seen = new Set([this.label]);
  private twice = () => this.#count * 2;
  constructor(readonly name: string, step: number, private readonly label = 'x', { start }: { start: number }) {
    this.#step = step;
    this.#count = start;
    log.push(name + step);
  }
  /** Not the constructor's. */
  where(): string { return start; }
  get count(): number { return this.#count; }
  add(): void { const { limit, name } = this; if (this.#count < limit) this.#count += this.#step; log.push(name); }
  double(): number { return this.twice(); }
  *all(): Iterable<number> { for (let at = 0; at < this.count; at += this.#step) yield at; }
  async later(): Promise<number> { return this.#both(1); }
  #both(more: number): number { return this.#count + more + this.#seen.size; }
}
export class Chain { #links = 0; add(): this { this.#links++; return this; } get links(): number { return this.#links; } }
export class Fault extends Error {}
export class Pair { #a = 1; same(other: Pair) { return other.#a === this.#a; } }
export class Once { static made = 0 }
export { log };
`;

test('a class that became a function does the same', async () => {
  const closed = closeClasses(source, 'sample.ts');
  expect(closed).not.toMatch(/class (?:Counter|Chain)/);
  for (const kept of ['Fault', 'Pair', 'Once']) expect(closed).toContain(`class ${kept}`);

  const found = [];
  for (const text of [source, closed]) {
    const { code } = await transform(text, { loader: 'ts', target: 'es2022' });
    const address = `data:text/javascript,${encodeURIComponent(code)}`;
    const { Chain, Counter, log } = (await import(/* @vite-ignore */ address)) as {
      Counter: new (name: string, step: number, label: string | undefined, at: object) => Sample;
      Chain: new () => { add(): { add(): { links: number } } };
      log: string[];
    };
    const counter = new Counter('c', 3, undefined, { start: 2 });
    counter.add();
    counter.add();
    counter.limit = 3;
    counter.add();
    found.push([
      [counter.name, counter.count, counter.limit, counter.double(), counter.where()],
      [...counter.all()],
      await counter.later(),
      new Chain().add().add().links,
      log,
    ]);
  }
  expect(found[1]).toEqual(found[0]);
  expect(found[1]?.[0]).toEqual(['c', 8, 3, 16, 'module']);
});

interface Sample {
  readonly name: string;
  readonly count: number;
  limit: number;
  add(): void;
  double(): number;
  where(): string;
  all(): Iterable<number>;
  later(): Promise<number>;
}
