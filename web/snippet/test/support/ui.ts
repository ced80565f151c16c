import type { CDPSession, Page } from 'playwright-core';
import { until } from './until';

interface AxNode {
  backendDOMNodeId?: number;
  ignored: boolean;
  name?: { value?: unknown };
  role?: { value?: unknown };
  properties?: { name: string; value: { value?: unknown } }[];
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
  /** The middle. */
  x: number;
  y: number;
}

/**
 * Pillion's own elements as assistive technology finds them: by role and name. They are in a closed
 * shadow root, which page scripts and locators do not see, so this asks the browser.
 */
export class Ui {
  private constructor(
    private readonly page: Page,
    private readonly cdp: CDPSession,
  ) {}

  static async of(page: Page): Promise<Ui> {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('DOM.enable');
    await cdp.send('Accessibility.enable');
    return new Ui(page, cdp);
  }

  async find(role: string, name?: string | RegExp): Promise<AxNode | undefined> {
    const { root } = await this.cdp.send('DOM.getDocument');
    const { nodes } = (await this.cdp.send('Accessibility.queryAXTree', {
      backendNodeId: root.backendNodeId,
      role,
    })) as { nodes: AxNode[] };
    return nodes.find((node) => {
      const text = String(node.name?.value ?? '');
      if (node.ignored) return false;
      return name === undefined || (typeof name === 'string' ? text === name : name.test(text));
    });
  }

  async wait(role: string, name?: string | RegExp): Promise<AxNode> {
    return until(`${role} ${name ?? ''}`, () => this.find(role, name), {
      seen: () => this.text(),
    });
  }

  async gone(role: string, name?: string | RegExp): Promise<void> {
    await until(`no ${role} ${name ?? ''}`, async () => !(await this.find(role, name)));
  }

  async box(role: string, name?: string | RegExp): Promise<Box> {
    const node = await this.wait(role, name);
    const { model } = await this.cdp.send('DOM.getBoxModel', {
      backendNodeId: node.backendDOMNodeId ?? 0,
    });
    const [left = 0, top = 0, , , right = 0, bottom = 0] = model.border;
    return { left, top, right, bottom, x: (left + right) / 2, y: (top + bottom) / 2 };
  }

  /** A real click of the mouse. */
  async press(role: string, name: string | RegExp): Promise<void> {
    await this.wait(role, name);
    await this.settled();
    const { x, y } = await this.box(role, name);
    await this.page.mouse.click(x, y);
  }

  /** Past the entrance animation, and the moment in which the prompt takes no answer yet. */
  async settled(): Promise<void> {
    await this.page.evaluate(() => new Promise((done) => setTimeout(done, 650)));
  }

  async focused(): Promise<string> {
    const { root } = await this.cdp.send('DOM.getDocument');
    const { nodes } = (await this.cdp.send('Accessibility.queryAXTree', {
      backendNodeId: root.backendNodeId,
    })) as { nodes: AxNode[] };
    const node = nodes
      .filter((one) => !one.ignored && String(one.role?.value) !== 'RootWebArea')
      .findLast((one) =>
        one.properties?.some(({ name, value }) => name === 'focused' && value.value === true),
      );
    return node ? `${node.role?.value} ${node.name?.value}` : '';
  }

  /** All text in the host's shadow root, or in what a selector finds there. */
  async text(selector = '*'): Promise<string> {
    const found = await this.#ask(selector, 'this.querySelector(selector)?.textContent');
    return String(found ?? '');
  }

  /** Where all that a selector finds in the host's shadow root is in the window, and which of two kinds it is. */
  async boxes(selector: string): Promise<{ at: DOMRect; kind: string }[]> {
    const found = await this.#ask(
      selector,
      `[...this.querySelectorAll(selector)].map((one) => ({
        at: one.getBoundingClientRect().toJSON(),
        kind: one.className === 'missing' ? 'Not shown' : 'Hidden',
      }))`,
    );
    return (found ?? []) as { at: DOMRect; kind: string }[];
  }

  async #ask(selector: string, expression: string): Promise<unknown> {
    const root = await this.#shadow();
    if (!root) return undefined;
    const { object } = await this.cdp.send('DOM.resolveNode', { backendNodeId: root });
    const { result } = await this.cdp.send('Runtime.callFunctionOn', {
      objectId: object.objectId ?? '',
      functionDeclaration: `function (selector) { return ${expression} }`,
      arguments: [{ value: selector }],
      returnByValue: true,
    });
    return result.value as unknown;
  }

  async #shadow(): Promise<number | undefined> {
    interface DomNode {
      backendNodeId: number;
      localName?: string;
      children?: DomNode[];
      shadowRoots?: DomNode[];
    }
    const { root } = (await this.cdp.send('DOM.getDocument', { depth: -1, pierce: true })) as {
      root: DomNode;
    };
    const walk = (node: DomNode): number | undefined => {
      if (node.localName === 'pillion-ui') return node.shadowRoots?.[0]?.backendNodeId;
      for (const child of node.children ?? []) {
        const found = walk(child);
        if (found) return found;
      }
      return undefined;
    };
    return walk(root);
  }
}
