/** Digits in groups of four, as they stand on the card. */
export const grouped = (text) =>
  digits(text)
    .slice(0, 19)
    .replace(/(.{4})(?=.)/g, '$1 ');

/** `1227` becomes `12 / 27` while it is typed. */
export function expiry(text) {
  const only = digits(text).slice(0, 4);
  return only.length > 2 ? `${only.slice(0, 2)} / ${only.slice(2)}` : only;
}

export const digits = (text) => text.replace(/\D/g, '');

export function brand(number) {
  if (/^4/.test(number)) return 'Visa';
  if (/^(5[1-5]|2[2-7])/.test(number)) return 'Mastercard';
  return /^3[47]/.test(number) ? 'Amex' : '';
}

/** The check digit of ISO/IEC 7812 (Luhn): every second digit from the right counts double. */
export function isCardNumber(number) {
  if (number.length < 12) return false;
  const sum = [...number].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** True for a card that is good until the end of a month that is not over. */
export function isFuture(text, now = new Date()) {
  const [month, year] = [Number(digits(text).slice(0, 2)), Number(digits(text).slice(2))];
  if (digits(text).length !== 4 || month < 1 || month > 12) return false;
  return new Date(2000 + year, month, 1) > now;
}

/** What the demo's bank says. */
export function pay(number) {
  return number === '4000000000000002'
    ? { ok: false, message: 'Your bank declined this card. Try another one.' }
    : { ok: true };
}
