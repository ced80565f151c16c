import { read, write } from './storage.js';

const KEY = 'tandem.cart';
export const MOST = 20;

const isLine = (line) =>
  line !== null &&
  typeof line === 'object' &&
  typeof line.id === 'string' &&
  Number.isInteger(line.quantity);

/** Lines of `{id, colour, size, quantity}`; what is the same but for its quantity is one line. */
export function lines() {
  return read(localStorage, KEY, [], Array.isArray)
    .filter(isLine)
    .map((line) => ({ ...line, quantity: clamp(line.quantity) }));
}

export function add(item) {
  const all = lines();
  const same = all.find((line) => keyOf(line) === keyOf(item));
  if (same) same.quantity = clamp(same.quantity + item.quantity);
  else all.push({ ...item, quantity: clamp(item.quantity) });
  save(all);
}

export function setQuantity(key, quantity) {
  save(
    lines().map((line) => (keyOf(line) === key ? { ...line, quantity: clamp(quantity) } : line)),
  );
}

export function remove(key) {
  save(lines().filter((line) => keyOf(line) !== key));
}

export const clear = () => save([]);
export const count = () => lines().reduce((sum, line) => sum + line.quantity, 0);
export const keyOf = (line) => [line.id, line.colour ?? '', line.size ?? ''].join('|');

/** Calls `listener` after every change, in this tab or another one. */
export function onChange(listener) {
  addEventListener('cart', listener);
  addEventListener('storage', (event) => event.key === KEY && listener());
}

export function clamp(quantity) {
  return Math.min(MOST, Math.max(1, Math.round(Number(quantity)) || 1));
}

function save(all) {
  write(localStorage, KEY, all);
  dispatchEvent(new Event('cart'));
}
