import type { Attribute, Namespace, NodeData } from '../src/wire/ops';
import { OpWriter } from '../src/wire/writer';
import { viewport, writeNode } from './rebuild-support';

type Child = NodeData | string;

/** Writes test pages briefly; ids are given by the caller where a test names a node, else from 1000 up. */
export class Pages {
  private id = 1000;

  el(tag: string, attributes: Record<string, string>, ...children: Child[]): NodeData {
    return this.of('html', 0, tag, attributes, children);
  }

  svg(tag: string, attributes: Record<string, string>, ...children: Child[]): NodeData {
    return this.of('svg', 0, tag, attributes, children);
  }

  /** An element with an id of its own. */
  at(id: number, tag: string, attributes: Record<string, string>, ...children: Child[]): NodeData {
    return this.of('html', id, tag, attributes, children);
  }

  of(
    namespace: Namespace,
    id: number,
    tag: string,
    attributes: Record<string, string>,
    children: Child[],
  ): NodeData {
    return {
      kind: 'element',
      id: id || this.id++,
      namespace,
      tag,
      attributes: Object.entries(attributes) as Attribute[],
      children: children.map((child) => this.child(child)),
    };
  }

  child(child: Child): NodeData {
    return typeof child === 'string' ? { kind: 'text', id: this.id++, text: child } : child;
  }

  /** Document 1, html 2, head 3, body 4. */
  page(head: Child[], body: Child[], quirks = false): NodeData {
    const inner = [this.at(3, 'head', {}, ...head), this.at(4, 'body', {}, ...body)];
    return { kind: 'document', id: 1, quirks, children: [this.at(2, 'html', {}, ...inner)] };
  }
}

/** A keyframe, and what `more` writes after it in the same payload. */
export function keyframe(writer: OpWriter, root: NodeData, more?: (writer: OpWriter) => void) {
  writer.page(viewport);
  writeNode(writer, root);
  more?.(writer);
  return writer.take();
}
