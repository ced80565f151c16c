const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  :host { display: inline-flex; align-items: center; gap: 0.5ch; font-size: 0.9rem; color: var(--muted); }
  .stars { position: relative; letter-spacing: 0.1em; line-height: 1; color: color-mix(in srgb, var(--muted) 35%, transparent); }
  .filled { position: absolute; inset: 0 auto 0 0; width: var(--share); overflow: hidden; white-space: nowrap; color: var(--saffron); }
`);

/** `<rating-stars value="4.7" count="12">`: five stars filled to the value, and how many people gave it. */
class RatingStars extends HTMLElement {
  static observedAttributes = ['value', 'count'];

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet];
    root.innerHTML =
      '<span class="stars" role="img">★★★★★<span class="filled" aria-hidden="true">★★★★★</span></span><span class="text"></span>';
  }

  connectedCallback() {
    this.render();
  }

  attributeChangedCallback() {
    this.render();
  }

  render() {
    const value = Math.min(5, Math.max(0, Number(this.getAttribute('value')) || 0));
    const count = this.getAttribute('count');
    const stars = this.shadowRoot.querySelector('.stars');
    stars.style.setProperty('--share', `${value * 20}%`);
    stars.setAttribute('aria-label', `${value} of 5 stars`);
    this.shadowRoot.querySelector('.text').textContent =
      count === null ? '' : `${value} (${count})`;
  }
}

customElements.define('rating-stars', RatingStars);
