import { mediaQueries } from '../wire/ops';

/** What a page's styles see of the visitor's device, as `Viewport.media` says it. */
export class Media {
  private readonly yes = new Map<string, Set<string>>();

  constructor(bits: number) {
    mediaQueries.forEach((query, at) => {
      const [feature, value] = query.split(':') as [string, string];
      const values = this.yes.get(feature) ?? new Set();
      this.yes.set(feature, values);
      if (bits & (1 << at)) values.add(value);
    });
    // The rebuilt page has no scripts, the visitor's does.
    this.yes.set('scripting', new Set(['enabled']));
    this.neither('prefers-color-scheme', 'light');
    for (const feature of ['prefers-reduced-motion', 'prefers-contrast']) {
      this.neither(feature, 'no-preference');
    }
    this.neither('prefers-reduced-transparency', 'no-preference');
    for (const feature of ['hover', 'any-hover', 'pointer', 'any-pointer']) {
      this.neither(feature, 'none');
    }
    for (const feature of ['forced-colors', 'inverted-colors']) this.neither(feature, 'none');
    this.neither('display-mode', 'browser');
  }

  get dark(): boolean {
    return this.yes.get('prefers-color-scheme')!.has('dark');
  }

  /** Style text in which questions about the device are answered for the visitor's, not for the agent's. */
  sheet(css: string): string {
    return css
      .replace(/@(?:media|import|custom-media)[^{};]*/gi, (prelude) => this.query(prelude))
      .replace(/(color-scheme\s*:\s*)([\w\s-]+)/gi, (_all, name: string, schemes: string) => {
        return name + this.scheme(schemes);
      });
  }

  /** A list of media queries. */
  query(list: string): string {
    return list.replace(
      /\(\s*([\w-]+)\s*(?::\s*([\w-]+)\s*)?\)/g,
      (all, name: string, value?: string) => {
        const values = this.yes.get(name.toLowerCase());
        if (!values) return all;
        const holds = value
          ? values.has(value.toLowerCase())
          : ![...values].every((one) => /^no(?:ne|-preference)$/.test(one));
        return holds ? '(min-width: 0)' : '(max-width: -1px)';
      },
    );
  }

  /** Of the schemes that a page can do, the one that the visitor wants. */
  scheme(schemes: string): string {
    if (!/\blight\b/.test(schemes) || !/\bdark\b/.test(schemes)) return schemes;
    return this.dark ? ' dark ' : ' light ';
  }

  private neither(feature: string, otherwise: string): void {
    const values = this.yes.get(feature)!;
    if (values.size === 0) values.add(otherwise);
  }
}
