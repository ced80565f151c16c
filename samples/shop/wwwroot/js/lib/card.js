import { money } from './money.js';
import { stockText } from './products.js';

/** Fills the page's template of a product card. */
export function card(product) {
  const item = document.getElementById('product-card').content.firstElementChild.cloneNode(true);
  const article = item.querySelector('.card');
  article.dataset.product = product.id;
  article.dataset.tint = product.category;
  const image = item.querySelector('img');
  image.src = product.image;
  image.alt = product.alt;
  const link = item.querySelector('.card-link');
  link.href = `product.html?id=${encodeURIComponent(product.id)}`;
  link.textContent = product.name;
  item.querySelector('.price').textContent = money(product.price);

  const badge = item.querySelector('.badge');
  if (product.stock < 4) {
    badge.hidden = false;
    badge.textContent = stockText(product.stock);
    badge.classList.toggle('out', product.stock === 0);
  }
  const blurb = item.querySelector('.blurb');
  if (blurb) blurb.textContent = product.blurb;
  const stars = item.querySelector('rating-stars');
  stars?.setAttribute('value', product.rating);
  stars?.setAttribute('count', product.reviews.length);
  const button = item.querySelector('.add-to-cart');
  if (button) {
    button.disabled = product.stock === 0;
    button.setAttribute('aria-label', `Add ${product.name} to cart`);
  }
  return item;
}

/** What goes into the cart when somebody does not choose. */
export function plainest(product) {
  return { id: product.id, colour: product.colours[0].name, size: product.sizes?.[0], quantity: 1 };
}
