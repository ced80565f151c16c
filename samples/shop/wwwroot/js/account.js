import { customer, post } from './lib/customer.js';
import { showErrors } from './lib/form.js';
import { money } from './lib/money.js';
import { read, write } from './lib/storage.js';
import { toast } from './lib/toast.js';

const element = (id) => document.getElementById(id);
const PROFILE = ['profile-name', 'profile-email', 'profile-phone', 'profile-language'];

const answer = (await customer).signedIn ? await fetch('api/account') : null;
if (answer?.ok) show(await answer.json());
else location.replace('sign-in.html');

function show(account) {
  const key = `tandem.profile.${account.email}`;
  element('account-first-name').textContent = account.name.split(' ')[0];
  element('orders').append(...account.orders.map(order));
  element('loyalty-number').textContent = account.loyaltyNumber;
  element('date-of-birth').value = account.dateOfBirth;
  const { street, postcode, city, country } = account.address;
  element('private-address').textContent = `${street}, ${postcode} ${city}, ${country}`;

  element('profile-name').value = account.name;
  element('profile-email').value = account.email;
  element('profile-phone').value = account.phone;
  const kept = read(localStorage, key, {}, (value) => value !== null && typeof value === 'object');
  for (const id of PROFILE) if (typeof kept[id] === 'string') element(id).value = kept[id];
  element('profile-newsletter').checked = kept['profile-newsletter'] === true;

  element('profile-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const values = Object.fromEntries(PROFILE.map((id) => [id, element(id).value]));
    write(localStorage, key, {
      ...values,
      'profile-newsletter': element('profile-newsletter').checked,
    });
    toast('Saved. The demo keeps it in this browser.');
  });
  element('account').hidden = false;
}

function order({ number, placed, status, total, lines }) {
  const box = element('order-row').content.firstElementChild.cloneNode(true);
  box.dataset.order = number;
  box.querySelector('b').textContent = number;
  box.querySelector('.order-date').textContent = new Date(placed).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  box.querySelector('.badge').textContent = status;
  box.querySelector('.price').textContent = money(total);
  box.querySelector('ul').append(
    ...lines.map(({ product, name, quantity }) => {
      const item = document.createElement('li');
      const link = Object.assign(document.createElement('a'), {
        href: `product.html?id=${encodeURIComponent(product)}`,
        textContent: name,
      });
      item.append(
        Object.assign(new Image(40, 30), { src: `images/${product}.svg`, alt: '' }),
        `${quantity} × `,
        link,
      );
      return item;
    }),
  );
  return box;
}

/** 0 to 4: one point each for length, more length, mixed case, and digits or signs. */
function strength(text) {
  return [
    text.length >= 10,
    text.length >= 14,
    /[a-z]/.test(text) && /[A-Z]/.test(text),
    /[^A-Za-z]/.test(text),
  ].filter(Boolean).length;
}

element('password-new').addEventListener('input', (event) => {
  element('password-strength').value = strength(event.target.value);
});

element('password-form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const [current, fresh, repeat] = ['current', 'new', 'repeat'].map(
    (name) => element(`password-${name}`).value,
  );
  const result =
    fresh === repeat
      ? await post('api/password', { current, new: fresh })
      : { ok: false, message: 'The new password is not the same both times.' };
  showErrors(element('password-error'), result.ok ? [] : [result.message]);
  if (!result.ok) return;
  element('password-form').reset();
  element('password-strength').value = 0;
  toast(result.message);
});

element('sign-out').addEventListener('click', async () => {
  await post('api/sign-out');
  location.href = './';
});
