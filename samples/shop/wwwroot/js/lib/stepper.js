import { clamp } from './cart.js';

/** Wires a number field and its two buttons; calls `changed` with every new, valid quantity. */
export function stepper({ input, minus, plus, changed = () => {} }) {
  const set = (quantity) => {
    const value = clamp(quantity);
    input.value = String(value);
    minus.disabled = value <= 1;
    changed(value);
  };
  minus.addEventListener('click', () => set(Number(input.value) - 1));
  plus.addEventListener('click', () => set(Number(input.value) + 1));
  input.addEventListener('change', () => set(input.value));
  minus.disabled = Number(input.value) <= 1;
}
