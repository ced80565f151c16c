export const FREE_FROM = 150;

const DELIVERY = { standard: 6.9, express: 14.9, bicycle: 0 };
const COUPONS = { TANDEM10: { text: '10% off for riding together', share: 0.1 } };

export const coupon = (code) => COUPONS[code.trim().toUpperCase()];

/** What delivery costs for goods worth `subtotal`; only the standard way becomes free. */
export function deliveryPrice(way, subtotal) {
  return way === 'standard' && subtotal >= FREE_FROM ? 0 : DELIVERY[way];
}

/** Amounts in euros, each rounded to the cent. Lines whose product is gone count for nothing. */
export function totals(lines, products, { delivery = 'standard', code = '' } = {}) {
  const prices = new Map(products.map((product) => [product.id, product.price]));
  const subtotal = lines.reduce((sum, line) => sum + (prices.get(line.id) ?? 0) * line.quantity, 0);
  const discount = cents(subtotal * (coupon(code)?.share ?? 0));
  const sent = deliveryPrice(delivery, subtotal);
  return { subtotal, discount, delivery: sent, total: cents(subtotal - discount + sent) };
}

const cents = (amount) => Math.round(amount * 100) / 100;
