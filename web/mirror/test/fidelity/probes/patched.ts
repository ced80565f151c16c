import type { Probe } from '../probe';

/** Pages that change what the browser brings along. What is mirrored must be the same. */
const html = '<ul id="a"><li>1</ul><input id="i"><style id="s">.z{top:0}</style>';

const act: Probe['act'] = ({ $, d }) => {
  const item = d.createElement('li');
  item.textContent = 'added';
  $('#a').appendChild(item);
  $('#i').value = 'set';
  $('#a').className = 'z';
  $<HTMLStyleElement>('#s').sheet!.insertRule('#a{color:rgb(8,8,8)}', 0);
};

const read: Probe['read'] = ({ $, style }) =>
  $('#a').textContent + '|' + $('#i').value + '|' + $('#a').className + '|' + style('#a', 'color');

const patches: [name: string, before: NonNullable<Probe['before']>][] = [
  [
    'a MutationObserver that is wrapped, as zones do',
    ({ w }) => {
      const Native = w.MutationObserver;
      w.MutationObserver = class extends Native {
        constructor(callback: MutationCallback) {
          super((records, observer) => void w.setTimeout(() => callback(records, observer), 0));
        }
      };
    },
  ],
  [
    'a MutationObserver that is a polyfill and hears nothing',
    ({ w }) => {
      w.MutationObserver = class {
        observe() {}
        disconnect() {}
        takeRecords() {
          return [];
        }
      } as unknown as typeof MutationObserver;
    },
  ],
  [
    'events that are wrapped, and an addEventListener without options',
    ({ w }) => {
      const native = w.EventTarget.prototype.addEventListener;
      w.EventTarget.prototype.addEventListener = function (
        this: EventTarget,
        type: string,
        listener: EventListenerOrEventListenerObject | null,
        options?: boolean | AddEventListenerOptions,
      ) {
        const run = (event: Event) =>
          typeof listener === 'function'
            ? listener.call(this, event)
            : listener?.handleEvent(event);
        return native.call(this, type, run, !!options);
      };
    },
  ],
  [
    'Array.prototype.toJSON and an old Array.from',
    ({ w }) => {
      Object.assign(w.Array.prototype, {
        toJSON(this: unknown[]) {
          return this.slice();
        },
        each(this: unknown[], run: (item: unknown) => void) {
          this.forEach(run);
        },
      });
      w.Array.from = ((iterable: ArrayLike<unknown>, map?: (item: unknown) => unknown) => {
        const result: unknown[] = [];
        for (let i = 0; i < (iterable.length || 0); i++) {
          result.push(map ? map(iterable[i]) : iterable[i]);
        }
        return result;
      }) as typeof Array.from;
    },
  ],
  [
    'Object.prototype with enumerable additions',
    ({ w }) => {
      Object.assign(w.Object.prototype, {
        extend(this: object, other: object) {
          return Object.assign(this, other);
        },
        href: '',
      });
    },
  ],
  [
    'Element.prototype with methods of its own',
    ({ w }) => {
      Object.assign(w.Element.prototype, {
        remove(this: Element) {
          this.parentNode?.removeChild(this);
          return this;
        },
        hide(this: HTMLElement) {
          this.style.display = 'none';
        },
      });
    },
  ],
  [
    'a clock that stands still',
    ({ w }) => {
      const { performance, Date } = w;
      performance.now = () => 1_000;
      Date.now = () => 1_000;
    },
  ],
  [
    'Promise, Map and Set of an old library',
    ({ w }) => {
      const { Map: NativeMap, Set: NativeSet } = w;
      w.Map = class<K, V> extends NativeMap<K, V> {
        override forEach(): void {
          throw new Error('not supported');
        }
      } as MapConstructor;
      w.Set = class<T> extends NativeSet<T> {
        override forEach(): void {
          throw new Error('not supported');
        }
      } as SetConstructor;
    },
  ],
  [
    'frozen and sealed prototypes',
    ({ w }) => {
      for (const name of ['Node', 'Element', 'EventTarget', 'Document'] as const) {
        Object.freeze(w[name].prototype);
      }
    },
  ],
  [
    'a form whose fields are named like what it can do',
    ({ d }) => {
      const names = ['attributes', 'childNodes', 'parentNode', 'nodeType', 'localName', 'children'];
      d.body.insertAdjacentHTML(
        'afterbegin',
        `<form id="f">${names.map((name) => `<input name="${name}">`).join('')}</form>`,
      );
    },
  ],
];

export const patched: Probe[] = patches.map(([name, before]) => ({
  name,
  html,
  before,
  act: act!,
  read,
}));
