import { money } from './lib/money.js';
import { products } from './lib/products.js';
import { read } from './lib/storage.js';
import { toast } from './lib/toast.js';

const element = (id) => document.getElementById(id);
const order = read(sessionStorage, 'tandem.order', null, (value) => Array.isArray(value?.lines));

if (order) show(await products);
else element('no-order').hidden = false;

function show(all) {
  element('order-name').textContent = order.name.split(' ')[0];
  element('order-number').textContent = order.number;
  element('order-delivery').textContent =
    order.totals.delivery === 0 ? 'Free' : money(order.totals.delivery);
  element('order-total').textContent = money(order.totals.total);
  element('order-lines').append(
    ...order.lines.map((line) => {
      const product = all.find((one) => one.id === line.id);
      const item = document.createElement('li');
      const image = Object.assign(new Image(40, 30), { src: product.image, alt: '' });
      const text = Object.assign(document.createElement('span'), {
        textContent: `${line.quantity} × ${product.name}`,
      });
      item.append(image, text);
      return item;
    }),
  );
  if (order.gift) {
    element('order-gift').hidden = false;
    element('order-gift').textContent = `With a card that says: “${order.gift}”`;
  }
  element('order').hidden = false;
}

element('copy-number').addEventListener('click', async () => {
  try {
    await navigator.clipboard.writeText(order.number);
    toast(`${order.number} is in your clipboard.`);
  } catch {
    toast(`Your browser keeps the clipboard closed; the number is ${order.number}.`);
  }
});
