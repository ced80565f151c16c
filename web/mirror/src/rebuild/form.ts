import type { FormKind } from '../wire/ops';
import { bullets } from './base';
import { dom } from './dom';
import type { ElementPlan } from './elements';

const masked = 'pillion-masked';

/** Puts the state of a form control that no attribute holds. What does not fit is left alone. */
export function setForm(
  element: Element,
  plan: ElementPlan,
  kind: FormKind,
  value: string,
  on: boolean,
): void {
  const { tag } = plan;
  if (plan.namespace !== 'html') return;
  switch (kind) {
    case 'value':
      if (holdsText(tag)) setValue(element, value);
      return;
    case 'maskedValue':
      if (holdsText(tag)) setMasked(element, on);
      return;
    case 'checked':
      if (tag === 'input') (element as HTMLInputElement).checked = on;
      return;
    case 'indeterminate':
      if (tag === 'input') (element as HTMLInputElement).indeterminate = on;
      return;
    case 'selected':
      if (tag === 'option') setSelected(element as HTMLOptionElement, on);
      return;
    case 'open':
      if (tag === 'details') (element as HTMLDetailsElement).open = on;
  }
}

/** A list that is told that its one chosen option is not chosen would choose its first. */
function setSelected(option: HTMLOptionElement, on: boolean): void {
  const list = option.closest('select');
  if (!on && list && !list.multiple && option.selected) list.selectedIndex = -1;
  else option.selected = on;
}

function holdsText(tag: string): boolean {
  return tag === 'input' || tag === 'textarea' || tag === 'select' || tag === 'output';
}

type Valued = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement | HTMLOutputElement;

function setValue(element: Element, value: string): void {
  const control = element as Valued;
  // A file field only takes an empty value; what it holds never leaves the visitor's browser anyway.
  if (control.type === 'file') return;
  if (control.value !== value) control.value = value;
  dom.removeAttribute(element, masked);
}

/** Dots where the control can hold them, the shade of hidden things where it can't (dates, colours). */
function setMasked(element: Element, on: boolean): void {
  const control = element as Valued;
  const text = on ? bullets : '';
  if (control.type !== 'file' && !control.type.startsWith('select')) control.value = text;
  if (on) dom.setAttribute(element, masked, '');
  else dom.removeAttribute(element, masked);
}
