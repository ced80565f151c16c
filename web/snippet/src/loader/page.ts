import type { Page } from '@pillion/protocol';

const checkEveryMs = 1000;
const maxTitle = 300;
const maxUrl = 2000;

export const inView = () => document.visibilityState === 'visible';

/**
 * The page as the server may know it: neither query nor fragment, and a title only where the site's policy
 * shows texts; one that holds a card number never does.
 */
export function readPage(titled: boolean | undefined): Page {
  return {
    url: location.href.split(/[?#]/, 1)[0]?.slice(0, maxUrl) ?? '',
    // A form named "title" takes the property's place, hence the conversion.
    title: titled
      ? `${document.title}`.replace(/(?:\d[\s.-]?){13,19}/g, '…').slice(0, maxTitle)
      : '',
    visible: inView(),
  };
}

/**
 * Calls `check` whenever the page may have another address, title or visibility. Routers call
 * `pushState`, which no event reports in older browsers, and nothing reports a title: hence a cheap
 * check each second while the tab is in view, and no patched functions.
 */
export function watchPage(check: () => void): void {
  const { navigation } = window as { navigation?: EventTarget };
  navigation?.addEventListener('currententrychange', check);
  addEventListener('popstate', check);
  addEventListener('hashchange', check);
  setInterval(() => inView() && check(), checkEveryMs);
}

/** The join code in `#pillion=<code>`, which then leaves the address bar. */
export function takeCode(): string | undefined {
  const [found, code] = /[#&]pillion=([\w-]{4,32})/.exec(location.hash) ?? [];
  if (found) {
    try {
      history.replaceState(history.state, '', location.href.replace(found, ''));
    } catch {
      // An address that can't be rewritten is no reason to lose the code.
    }
  }
  return code;
}
