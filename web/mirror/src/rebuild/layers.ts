import type { LayerMode } from '../wire/ops';
import { MirrorError } from '../wire/reader';
import { dom } from './dom';

const full = 'pillion-fullscreen';

/** Opens and closes dialogs and popovers, in the top layer, without taking the focus. */
export function setLayer(element: Element, mode: LayerMode): void {
  if (dom.namespace(element) !== 'http://www.w3.org/1999/xhtml') {
    throw new MirrorError('only HTML elements open as layers');
  }
  const dialog = dom.localName(element) === 'dialog' ? (element as HTMLDialogElement) : null;
  if (!dialog && (mode === 'dialog' || mode === 'modal')) {
    throw new MirrorError('only a dialog opens as a dialog');
  }
  close(element as HTMLElement, dialog);
  if (mode === 'dialog') dom.setAttribute(element, 'open', '');
  else if (mode === 'modal') unfocused(element as HTMLElement, () => dialog?.showModal());
  else if (mode === 'popover' || mode === 'fullscreen') {
    if (mode === 'fullscreen') dom.setAttribute(element, full, '');
    dom.setAttribute(element, 'popover', 'manual');
    unfocused(element as HTMLElement, () => (element as HTMLElement).showPopover());
  }
}

function close(element: HTMLElement, dialog: HTMLDialogElement | null): void {
  // An attribute that is taken away leaves a modal dialog in the top layer, where it makes all else
  // inert; only `close` takes it out.
  if (dialog?.open) dialog.close();
  if (element.matches(':popover-open')) element.hidePopover();
  if (dom.attribute(element, full) === null) return;
  dom.removeAttribute(element, full);
  dom.removeAttribute(element, 'popover');
}

/**
 * Showing a dialog moves the focus into it, which would take it from the console. What has no box can't
 * be focused, so it has none for that moment; an inert frame does not help, since a modal dialog
 * escapes the inertness of what is around it.
 */
function unfocused(element: HTMLElement, show: () => void): void {
  const style = dom.attribute(element, 'style');
  dom.style(element).setProperty('display', 'none', 'important');
  try {
    show();
  } catch (refusal) {
    throw new MirrorError(String(refusal));
  } finally {
    dom.setAttribute(element, 'style', style ?? '');
    if (style === null) dom.removeAttribute(element, 'style');
  }
}
