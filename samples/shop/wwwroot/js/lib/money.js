const format = new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' });
const whole = new Intl.NumberFormat('en-IE', {
  style: 'currency',
  currency: 'EUR',
  maximumFractionDigits: 0,
});

export const money = (amount) => format.format(amount);
export const wholeMoney = (amount) => whole.format(amount);
