/** The catalogue, read once per page. */
export const products = fetch('data/products.json').then((answer) => {
  if (!answer.ok) throw new Error(`The catalogue answered ${answer.status}.`);
  return answer.json();
});

export async function productById(id) {
  return (await products).find((product) => product.id === id);
}

export const categoryNames = {
  bikes: 'Bikes',
  bags: 'Bags',
  safety: 'Lights & safety',
  clothing: 'Clothing',
  tools: 'Tools',
  camping: 'Camping',
};

export function stockText(stock) {
  if (stock === 0) return 'Back in spring';
  return stock < 4 ? `Only ${stock} left` : 'In stock';
}
