import * as cart from './lib/cart.js';
import { customer } from './lib/customer.js';
import { explain, labelOf, showErrors } from './lib/form.js';
import { money } from './lib/money.js';
import { brand, digits, expiry, grouped, isCardNumber, isFuture, pay } from './lib/payment.js';
import { products } from './lib/products.js';
import { read, write } from './lib/storage.js';
import { coupon, deliveryPrice, totals } from './lib/totals.js';

const DRAFT = 'tandem.checkout';
// What somebody would hate to type again; a card is never written down.
const KEPT = ['email', 'name', 'street', 'postcode', 'city', 'country', 'phone', 'gift-message'];

const element = (id) => document.getElementById(id);
const form = element('checkout-form');
const all = await products;
let code = '';

const lines = () => cart.lines().filter((line) => all.some((product) => product.id === line.id));
const delivery = () => new FormData(form).get('delivery');

function showOrder() {
  const own = lines();
  element('checkout').hidden = own.length === 0;
  element('checkout-empty').hidden = own.length > 0;
  element('order-lines').replaceChildren(...own.map(orderLine));

  const sum = totals(own, all, { delivery: delivery(), code });
  element('order-subtotal').textContent = money(sum.subtotal);
  element('order-delivery').textContent = sum.delivery === 0 ? 'Free' : money(sum.delivery);
  element('order-total').textContent = money(sum.total);
  element('discount-label').hidden = element('order-discount').hidden = sum.discount === 0;
  element('order-discount').textContent = `−${money(sum.discount)}`;
  element('place-order').textContent = `Pay ${money(sum.total)}`;
  for (const price of form.querySelectorAll('[data-delivery]')) {
    const amount = deliveryPrice(price.dataset.delivery, sum.subtotal);
    price.textContent = amount === 0 ? 'Free' : money(amount);
  }
}

function orderLine(line) {
  const product = all.find((one) => one.id === line.id);
  const item = document.createElement('li');
  const image = Object.assign(new Image(40, 30), { src: product.image, alt: '' });
  const text = Object.assign(document.createElement('span'), {
    textContent: `${line.quantity} × ${product.name}`,
  });
  const price = Object.assign(document.createElement('span'), {
    className: 'price',
    textContent: money(product.price * line.quantity),
  });
  item.append(image, text, price);
  return item;
}

/** Why this field can't stay as it is; empty when it can. */
function fault(field) {
  const value = field.value.trim();
  if (field.required && !value) return `${labelOf(field)} is missing.`;
  if (field.id === 'email' && field.validity.typeMismatch) return 'This is not an email address.';
  if (field.id === 'card-number' && !isCardNumber(digits(value)))
    return 'This is not a card number; check its digits.';
  if (field.id === 'card-expiry' && !isFuture(value))
    return 'The card has expired, or this is not a month and a year.';
  if (field.id === 'card-cvc' && !/^\d{3,4}$/.test(value))
    return 'Three or four digits, on the back of the card.';
  return '';
}

const fields = () => [...form.querySelectorAll('.field input, .field select')];

form.addEventListener('input', (event) => {
  const field = event.target;
  if (field.id === 'card-number') {
    field.value = grouped(field.value);
    element('card-brand').textContent = brand(digits(field.value));
  }
  if (field.id === 'card-expiry') field.value = expiry(field.value);
  if (field.id === 'card-cvc') field.value = digits(field.value).slice(0, 4);
  if (field.id === 'gift') element('gift-box').hidden = !field.checked;
  if (field.id === 'gift-message') {
    element('gift-count').textContent = `${200 - field.value.length} characters left`;
  }
  if (field.hasAttribute('aria-invalid')) explain(field, fault(field));
  if (KEPT.includes(field.id)) keep();
  if (field.name === 'delivery') showOrder();
});

form.addEventListener('focusout', ({ target }) => {
  if (target.closest('.field') && target.matches('input') && target.value)
    explain(target, fault(target));
});

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const wrong = fields().map((field) => [field, fault(field)]);
  for (const [field, message] of wrong) explain(field, message);
  const faults = wrong.filter(([, message]) => message);
  if (faults.length) {
    const text = faults.length === 1 ? faults[0][1] : `${faults.length} fields need another look.`;
    showErrors(element('form-errors'), [text]);
    faults[0][0].focus();
    return;
  }
  const paid = pay(digits(element('card-number').value));
  showErrors(element('form-errors'), paid.ok ? [] : [paid.message]);
  if (!paid.ok) {
    explain(element('card-number'), 'Declined.');
    element('form-errors').focus();
    return;
  }
  finish();
});

function finish() {
  const own = lines();
  write(sessionStorage, 'tandem.order', {
    number: `TC-${20_000 + Math.floor(Math.random() * 9000)}`,
    name: element('name').value.trim(),
    delivery: delivery(),
    gift: element('gift').checked ? element('gift-message').value.trim() : '',
    lines: own,
    totals: totals(own, all, { delivery: delivery(), code }),
  });
  cart.clear();
  location.href = 'confirmation.html';
}

element('coupon-form').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = element('coupon').value;
  const found = coupon(text);
  code = found ? text : '';
  element('coupon-message').textContent = found
    ? found.text
    : text.trim()
      ? 'We don’t know this coupon.'
      : '';
  element('coupon-message').classList.toggle('bad', !found);
  showOrder();
});

function keep() {
  write(sessionStorage, DRAFT, Object.fromEntries(KEPT.map((id) => [id, element(id).value])));
}

async function fill() {
  const draft = read(
    sessionStorage,
    DRAFT,
    {},
    (value) => value !== null && typeof value === 'object',
  );
  for (const id of KEPT) if (typeof draft[id] === 'string') element(id).value = draft[id];
  if (!(await customer).signedIn) return;
  const answer = await fetch('api/account');
  if (!answer.ok) return;
  const { name, email, phone, address } = await answer.json();
  const own = {
    name,
    email,
    phone,
    street: address.street,
    postcode: address.postcode,
    city: address.city,
    country: address.country,
  };
  for (const [id, value] of Object.entries(own)) if (!element(id).value) element(id).value = value;
}

cart.onChange(showOrder);
showOrder();
fill().catch(() => {});
