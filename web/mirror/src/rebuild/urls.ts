/** The only addresses that a rebuilt page may name. Everything else is dropped, not rewritten. */

const assetPattern = /^asset:([0-9a-f]{64})(#[\w.:-]{0,256})?$/;
const imageData = /^data:image\/[\w.+-]{1,64}[;,]/i;
const fontData = /^data:(?:font\/|application\/(?:x-)?font-|application\/vnd\.ms-fontobject)/i;

/** Larger pictures travel as assets; this bounds what one attribute can hold. */
const maxDataUnits = 256 * 1024;

/** Where assets are: an absolute address that ends with a slash. */
export function assetBase(assets: string, page: string): string {
  const url = new URL(assets, page);
  if (url.origin !== new URL(page).origin) {
    throw new TypeError('assets are served by the origin that shows them');
  }
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
}

/** The hash of an `asset:` reference, or null. */
export function assetHash(value: string): string | null {
  return assetPattern.exec(value)?.[1] ?? null;
}

/** The address of an `asset:` reference, or null for anything else. */
export function assetUrl(value: string, base: string): string | null {
  const match = assetPattern.exec(value.trim());
  return match ? `${base}${match[1]}${match[2] ?? ''}` : null;
}

/** What an `img` may show: an asset, or a small picture that is in the address itself. */
export function imageUrl(value: string, base: string): string | null {
  const trimmed = value.trim();
  if (imageData.test(trimmed)) return trimmed.length <= maxDataUnits ? trimmed : null;
  return assetUrl(trimmed, base);
}

/** What CSS may name: an asset, an image or font in the address itself, an element of the same page. */
export function styleUrl(value: string, base: string): string | null {
  const trimmed = value.trim();
  if (isFragment(trimmed)) return trimmed;
  if (fontData.test(trimmed)) return trimmed;
  if (imageData.test(trimmed)) return trimmed;
  return assetUrl(trimmed, base);
}

/** `#name`: an element of the same tree, as SVG names gradients, masks and symbols. */
export function isFragment(value: string): boolean {
  return value.length > 1 && value.length <= 1024 && /^#[^\s"'()\\<>]+$/.test(value);
}
