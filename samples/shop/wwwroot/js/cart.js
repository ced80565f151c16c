import * as cart from './lib/cart.js';
import { money } from './lib/money.js';
import { products } from './lib/products.js';
import { stepper } from './lib/stepper.js';
import { toast } from './lib/toast.js';
import { FREE_FROM, totals } from './lib/totals.js';

const element = (id) => document.getElementById(id);
const all = await products;
const known = new Map(all.map((product) => [product.id, product]));
const rows = new Map();

function show() {
  const lines = cart.lines().filter((line) => known.has(line.id));
  element('cart').hidden = lines.length === 0;
  element('cart-empty').hidden = lines.length > 0;

  // Rows stay the same elements, so that a field keeps the focus while its total changes.
  const items = lines.map((line) => {
    const key = cart.keyOf(line);
    if (!rows.has(key)) rows.set(key, row(line, key));
    const item = rows.get(key);
    const field = item.querySelector('.quantity');
    if (field.value !== String(line.quantity)) field.value = String(line.quantity);
    item.querySelector('.minus').disabled = line.quantity <= 1;
    item.querySelector('.line-total').textContent = money(known.get(line.id).price * line.quantity);
    return item;
  });
  const list = element('cart-lines');
  const same =
    items.length === list.children.length &&
    items.every((item, index) => list.children[index] === item);
  if (!same) list.replaceChildren(...items);

  const sum = totals(lines, all);
  element('subtotal').textContent = money(sum.subtotal);
  element('delivery').textContent = sum.delivery === 0 ? 'Free' : money(sum.delivery);
  element('total').textContent = money(sum.total);
  const missing = FREE_FROM - sum.subtotal;
  element('free-delivery-text').textContent =
    missing > 0 ? `${money(missing)} more, and delivery is free.` : 'Delivery is free.';
  element('free-delivery-fill').style.setProperty(
    '--share',
    `${Math.min(100, (sum.subtotal / FREE_FROM) * 100)}%`,
  );
}

function row(line, key) {
  const product = known.get(line.id);
  const item = element('cart-line').content.firstElementChild.cloneNode(true);
  item.dataset.product = line.id;
  item.dataset.tint = product.category;
  const image = item.querySelector('img');
  image.src = product.image;
  image.alt = product.alt;
  const link = item.querySelector('a');
  link.href = `product.html?id=${encodeURIComponent(line.id)}`;
  link.textContent = product.name;
  item.querySelector('.options').textContent = [line.colour, line.size].filter(Boolean).join(' · ');
  const field = item.querySelector('.quantity');
  field.value = String(line.quantity);
  stepper({
    input: field,
    minus: item.querySelector('.minus'),
    plus: item.querySelector('.plus'),
    changed: (quantity) => cart.setQuantity(key, quantity),
  });
  item.querySelector('.remove').addEventListener('click', () => {
    cart.remove(key);
    rows.delete(key);
    toast(`${product.name} is out of your cart.`);
  });
  return item;
}

const dialog = element('clear-dialog');
element('clear-cart').addEventListener('click', () => dialog.showModal());
dialog.addEventListener('close', () => {
  if (dialog.returnValue === 'clear') cart.clear();
  dialog.returnValue = '';
});

cart.onChange(show);
show();
