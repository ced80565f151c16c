import * as cart from './lib/cart.js';
import { card } from './lib/card.js';
import { money } from './lib/money.js';
import { categoryNames, products, stockText } from './lib/products.js';
import { stepper } from './lib/stepper.js';
import { toast } from './lib/toast.js';

const element = (id) => document.getElementById(id);
const id = new URLSearchParams(location.search).get('id');
const all = await products;
const product = all.find((one) => one.id === id);
const state = { colour: product?.colours[0], size: product?.sizes?.[0], quantity: 1 };

if (product) show();
else element('product-missing').hidden = false;

function show() {
  document.title = `${product.name} · Tandem & Co`;
  const crumb = element('crumb-category');
  crumb.textContent = categoryNames[product.category];
  crumb.href = `./?category=${product.category}`;
  element('product-image').src = product.image;
  element('product-image').alt = product.alt;
  element('product-name').textContent = product.name;
  element('product-rating').setAttribute('value', product.rating);
  element('product-rating').setAttribute('count', product.reviews.length);
  element('product-blurb').textContent = product.blurb;
  element('product-description').textContent = product.description;
  element('stock').textContent = stockText(product.stock);
  element('stock').classList.toggle('out', product.stock === 0);
  element('add-to-cart').disabled = product.stock === 0;
  element('facts').append(
    ...Object.entries(product.facts).flatMap(([name, value]) => [
      make('dt', name),
      make('dd', value),
    ]),
  );
  element('reviews').append(...product.reviews.map(review));
  choices(
    'colours',
    'colour',
    product.colours.map((colour) => colour.name),
    (name) => {
      state.colour = product.colours.find((colour) => colour.name === name);
      update();
    },
  );
  for (const [index, colour] of product.colours.entries()) {
    element('colours').children[index].style.setProperty('--swatch', colour.hex);
  }
  if (product.sizes) {
    element('sizes-box').hidden = false;
    element('size-guide-open').hidden = product.category !== 'bikes';
    choices('sizes', 'size', product.sizes, (size) => {
      state.size = size;
    });
  }
  related();
  update();
  element('product').hidden = false;
}

function update() {
  element('price').textContent = money(product.price);
  element('colour-name').textContent = state.colour.name;
  element('product').style.setProperty('--stage', state.colour.hex);
  const sum = product.price * state.quantity;
  element('together').textContent =
    state.quantity > 1 ? `${state.quantity} pieces, ${money(sum)} together.` : '';
}

function choices(box, name, values, chosen) {
  element(box).replaceChildren(
    ...values.map((value, index) => {
      const label = make('label');
      const input = Object.assign(document.createElement('input'), { type: 'radio', name, value });
      input.id = `${name}-${index}`;
      input.checked = index === 0;
      input.addEventListener('change', () => chosen(value));
      label.append(input, make('span', value));
      return label;
    }),
  );
}

function review({ by, rating, text }) {
  const figure = element('review').content.firstElementChild.cloneNode(true);
  figure.querySelector('rating-stars').setAttribute('value', rating);
  figure.querySelector('blockquote').textContent = text;
  figure.querySelector('figcaption').textContent = by;
  return figure;
}

function related() {
  const others = all.filter(
    (one) => one.id !== product.id && one.category !== product.category && one.stock > 0,
  );
  const start = all.indexOf(product) % others.length;
  const four = [...others.slice(start), ...others].slice(0, 4);
  element('related').append(...four.map(card));
  element('related-box').hidden = false;
}

function make(name, text = '') {
  return Object.assign(document.createElement(name), { textContent: text });
}

stepper({
  input: element('quantity'),
  minus: element('quantity-minus'),
  plus: element('quantity-plus'),
  changed(quantity) {
    state.quantity = quantity;
    update();
  },
});

element('buy').addEventListener('submit', (event) => {
  event.preventDefault();
  cart.add({
    id: product.id,
    colour: state.colour.name,
    size: state.size,
    quantity: state.quantity,
  });
  toast(`${state.quantity} × ${product.name}, ${state.colour.name}.`, {
    href: 'cart.html',
    text: 'See the cart',
  });
});

element('size-guide-open').addEventListener('click', () => {
  element('size-guide').showModal();
  advise();
});
element('height').addEventListener('input', advise);

function advise() {
  const height = Number(element('height').value);
  const size = height < 172 ? 'S' : height < 183 ? 'M' : 'L';
  element('height-value').value = `${height} cm`;
  element('size-advice').textContent = `We would put you on a ${size}.`;
  for (const row of element('size-guide').querySelectorAll('[data-size]')) {
    row.classList.toggle('chosen', row.dataset.size === size);
  }
}
