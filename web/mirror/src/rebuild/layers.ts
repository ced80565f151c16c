import type { LayerMode } from '../wire/ops';
import { MirrorError } from '../wire/reader';
import { dom } from './dom';

/**
 * Opens and closes dialogs and popovers. Showing a dialog moves the focus into it, which would take it
 * from the console, so the frame is inert for that moment: nothing inside can then be focused.
 */
export class Layers {
  constructor(private readonly frame: HTMLIFrameElement) {}

  set(element: Element, mode: LayerMode): void {
    if (dom.namespace(element) !== 'http://www.w3.org/1999/xhtml') {
      throw new MirrorError('only HTML elements open as layers');
    }
    const dialog = dom.localName(element) === 'dialog' ? (element as HTMLDialogElement) : null;
    this.quietly(() => {
      this.close(element as HTMLElement, dialog);
      if (mode === 'closed') return;
      if (mode === 'popover') {
        dom.setAttribute(element, 'popover', 'manual');
        (element as HTMLElement).showPopover();
      } else if (!dialog) throw new MirrorError('only a dialog opens as a dialog');
      else if (mode === 'modal') dialog.showModal();
      else dom.setAttribute(dialog, 'open', '');
    });
  }

  private close(element: HTMLElement, dialog: HTMLDialogElement | null): void {
    // An attribute that is taken away leaves a modal dialog in the top layer, where it makes all else
    // inert; only `close` takes it out.
    if (dialog?.open) dialog.close();
    if (element.matches(':popover-open')) element.hidePopover();
  }

  private quietly(action: () => void): void {
    const { frame } = this;
    const before = frame.inert;
    frame.inert = true;
    try {
      action();
    } catch (problem) {
      throw problem instanceof MirrorError ? problem : new MirrorError(String(problem));
    } finally {
      frame.inert = before;
    }
  }
}
