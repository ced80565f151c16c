// What every page does: header, theme, help, and telling Pillion who is signed in.
import './lib/rating-stars.js';
import * as cart from './lib/cart.js';
import { customer, identify } from './lib/customer.js';
import { getHelp } from './lib/help.js';
import { products } from './lib/products.js';

function showCount() {
  const badge = document.getElementById('cart-count');
  const count = cart.count();
  badge.hidden = count === 0;
  badge.textContent = String(count);
  document.getElementById('cart-link').setAttribute('aria-label', `Cart, ${count} items`);
}

cart.onChange(showCount);
showCount();

document.getElementById('theme-toggle').addEventListener('click', () => {
  const dark = document.documentElement.classList.toggle('dark');
  try {
    localStorage.setItem('tandem.theme', dark ? 'dark' : 'light');
  } catch {}
});

document.getElementById('get-help').addEventListener('click', getHelp);

customer.then(({ signedIn, name }) => {
  const link = document.getElementById('account-link');
  link.href = signedIn ? 'account.html' : 'sign-in.html';
  document.getElementById('account-name').textContent = signedIn ? name.split(' ')[0] : '';
  link.setAttribute('aria-label', signedIn ? `Account of ${name}` : 'Sign in');
});

identify().catch(() => {});

products
  .then((all) => {
    const names = all.map((product) =>
      Object.assign(document.createElement('option'), { value: product.name }),
    );
    document.getElementById('search-names').replaceChildren(...names);
  })
  .catch(() => {});
