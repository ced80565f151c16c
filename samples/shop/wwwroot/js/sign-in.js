import { post } from './lib/customer.js';
import { showErrors } from './lib/form.js';

const element = (id) => document.getElementById(id);
const email = element('sign-in-email');
const password = element('sign-in-password');

for (const button of document.querySelectorAll('[data-email]')) {
  button.addEventListener('click', () => {
    email.value = button.dataset.email;
    password.value = element('demo-password').textContent;
    password.focus();
  });
}

element('sign-in-form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const missing = !email.value.trim() || !password.value;
  const answer = missing
    ? { ok: false, message: 'Both fields are needed.' }
    : await post('api/sign-in', { email: email.value, password: password.value });
  showErrors(element('sign-in-error'), answer.ok ? [] : [answer.message]);
  if (answer.ok) location.href = 'account.html';
});
