import * as cart from './lib/cart.js';
import { card, plainest } from './lib/card.js';
import { wholeMoney } from './lib/money.js';
import { products } from './lib/products.js';
import { toast } from './lib/toast.js';

const form = document.getElementById('filters');
const low = document.getElementById('price-min');
const high = document.getElementById('price-max');
const inStock = document.getElementById('in-stock');
const sort = document.getElementById('sort');
const search = document.getElementById('search');
const grid = document.getElementById('products');

const orders = {
  popular: (a, b) => b.rating - a.rating,
  'price-up': (a, b) => a.price - b.price,
  'price-down': (a, b) => b.price - a.price,
  name: (a, b) => a.name.localeCompare(b.name),
};

/** Takes the filters from the address, so that a link or a reload shows the same products. */
function readAddress() {
  const given = new URLSearchParams(location.search);
  const category = document.getElementById(`category-${given.get('category')}`);
  if (category) category.checked = true;
  search.value = given.get('q') ?? '';
  if (given.get('sort') in orders) sort.value = given.get('sort');
  inStock.checked = given.get('stock') === 'yes';
  low.value = given.get('from') ?? low.min;
  high.value = given.get('to') ?? high.max;
}

function writeAddress(wanted) {
  const given = new URLSearchParams();
  if (wanted.category !== 'all') given.set('category', wanted.category);
  if (wanted.text) given.set('q', wanted.text);
  if (wanted.from > Number(low.min)) given.set('from', wanted.from);
  if (wanted.to < Number(high.max)) given.set('to', wanted.to);
  if (wanted.inStock) given.set('stock', 'yes');
  if (sort.value !== 'popular') given.set('sort', sort.value);
  history.replaceState(null, '', given.size ? `?${given}` : location.pathname);
}

function wanted() {
  const [from, to] = [Number(low.value), Number(high.value)].sort((a, b) => a - b);
  return {
    category: new FormData(form).get('category') ?? 'all',
    text: search.value.trim().toLowerCase(),
    inStock: inStock.checked,
    from,
    to,
  };
}

function fits(product, { category, text, inStock, from, to }) {
  return (
    (category === 'all' || product.category === category) &&
    product.price >= from &&
    // The right end of the scale means "and above".
    (product.price <= to || to === Number(high.max)) &&
    (!inStock || product.stock > 0) &&
    (!text || `${product.name} ${product.blurb} ${product.category}`.toLowerCase().includes(text))
  );
}

const cards = new Map();

async function show() {
  const filter = wanted();
  const all = await products;
  const found = all.filter((product) => fits(product, filter)).sort(orders[sort.value]);
  const items = found.map((product) => {
    if (!cards.has(product.id)) cards.set(product.id, card(product));
    return cards.get(product.id);
  });
  grid.replaceChildren(...items);
  document.getElementById('no-results').hidden = found.length > 0;
  document.getElementById('result-count').textContent =
    found.length === 1 ? '1 product' : `${found.length} products`;
  document.getElementById('price-range').value =
    `${wholeMoney(filter.from)} to ${wholeMoney(filter.to)}`;
  const box = low.parentElement;
  box.style.setProperty('--from', `${(filter.from / Number(high.max)) * 100}%`);
  box.style.setProperty('--to', `${(filter.to / Number(high.max)) * 100}%`);
  for (const link of document.querySelectorAll('.categories a')) {
    const own = new URL(link.href).searchParams.get('category');
    if (own === filter.category) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
  writeAddress(filter);
}

form.addEventListener('input', show);
sort.addEventListener('change', show);
search.addEventListener('input', show);
search.form.addEventListener('submit', (event) => {
  event.preventDefault();
  show();
});
form.addEventListener('reset', () => {
  search.value = '';
  // The fields have their first values only after the event.
  queueMicrotask(show);
});
document.getElementById('no-results-reset').addEventListener('click', () => form.reset());

grid.addEventListener('click', async (event) => {
  const button = event.target.closest('.add-to-cart');
  if (!button) return;
  const id = button.closest('[data-product]').dataset.product;
  const product = (await products).find((one) => one.id === id);
  cart.add(plainest(product));
  toast(`${product.name} is in your cart.`, { href: 'cart.html', text: 'See the cart' });
});

if (matchMedia('(max-width: 900px)').matches) document.getElementById('filters-box').open = false;
readAddress();
show().catch(() => {
  document.getElementById('result-count').textContent = 'The catalogue can’t be read right now.';
});
