import { hiddenIn, type Places } from './place';

/** What the mirror has no use for, and so never sends, whatever the preset. */
export const unsent: Places = hiddenIn('open', {
  'an attribute that nobody knows': '<p data-user="WORD" x-y="WORD" foo="WORD">x</p>',
  'a handler': '<p onclick="WORD()">x</p>',
  microdata: '<p itemscope itemid="WORD" itemprop="WORD" itemtype="WORD">x</p>',
  nonce: '<style nonce="WORD"></style><script nonce="WORD"></script>',
  integrity: '<link rel="preload" as="image" integrity="WORD" href="/none">',
  name: '<input name="WORD"><a name="WORD"></a><form name="WORD"></form><iframe name="WORD"></iframe>',
  'accept, pattern, list, form': '<input accept="WORD" pattern="WORD" list="WORD" form="WORD">',
  'download and ping': '<a download="WORD" ping="/WORD" hreflang="WORD" target="WORD">x</a>',
  cite: '<q cite="/WORD">x</q><time datetime="WORD">x</time><data value="WORD">x</data>',
  'path, query and fragment of a link': '<a href="/WORD?WORD#WORD">x</a>',
  'address of a letter': '<a href="mailto:WORD@example.test?subject=WORD">x</a>',
  'action of a form': '<form action="/WORD?WORD"><button formaction="/WORD">x</button></form>',
  'image that is not there': '<img src="/none/WORD.png" srcset="/none/WORD.png 2x" sizes="WORD">',
  'frame that is not there': '<iframe src="/none?WORD"></iframe>',
  'video and its poster': '<video poster="/none/WORD.png" src="/none/WORD.mp4"></video>',
  'tracks and sources':
    '<video><track label="WORD" src="/none/WORD"><source src="/none/WORD"></video>',
  'object and its parameters':
    '<object data="/none/WORD"><param name="WORD" value="WORD"></object>',
  embed: '<embed src="/none/WORD" type="text/WORD">',
  'image map': '<map name="WORD"><area alt="WORD" href="/WORD"></map><img usemap="#WORD">',
  prefetch:
    '<link rel="prefetch" href="/none/WORD"><link rel="canonical" href="/WORD" title="WORD">',
  'alternate sheet': '<link rel="alternate" title="WORD" href="/none/WORD">',
  comment: '<p><!-- WORD -->x</p>',
  'comment in a frame': '<iframe srcdoc="<!-- WORD --><p>x"></iframe>',
  'comment in a shadow root':
    '<div><template shadowrootmode="open"><!-- WORD -->x</template></div>',
  script: '<script>"WORD"</script>',
  'JSON in a script': '<script type="application/json">{"a":"WORD"}</script>',
  'script in SVG': '<svg><script>"WORD"</script><metadata></metadata></svg>',
  noscript: '<noscript>WORD</noscript>',
  template: '<template><p>WORD</p></template>',
  noframes: '<noframes>WORD</noframes><noembed>WORD</noembed>',
  meta: '<meta name="description" content="WORD"><meta property="og:title" content="WORD">',
  datalist: '<datalist><option value="WORD">WORD</datalist>',
  'option value': '<select><option value="WORD">x</select>',
  'button value': '<button value="WORD">x</button><input type="checkbox" value="WORD">',
  'frame of another origin': '<iframe src="OTHER/foreign?WORD"></iframe>',
  'srcdoc of a frame that went on': [
    '<iframe srcdoc="<p>WORD</p>"></iframe>',
    (at) => {
      // The page it had is gone before the mirror looks again; the attribute stays.
      at.querySelector('iframe')!.contentDocument!.body.remove();
    },
  ],
  'comment in a sheet': '<style>/* WORD */ .y1 { color: red /* WORD */ }</style>',
  'rule that no browser knows': '<style>@WORD "WORD"; .y2 { WORD: WORD; -x-y: "WORD" }</style>',
  'address in a sheet that nobody loads':
    '<style>.y3 { background: url("/none/WORD.png") }</style>',
  'font that nobody loads':
    '<style>@font-face { font-family: y4; src: url("/none/WORD.woff2") }</style>',
  'import that fails': '<style>@import url("/none/WORD.css?WORD");</style>',
  'source map of a sheet': '<style>.y5 { color: red } /*# sourceMappingURL=/WORD.map */</style>',
  'script that runs': ['', (_at, word) => console.debug(word)],
  'a request and its answer': [
    '',
    (_at, word) =>
      fetch(`/answer?${word}`, { method: 'POST', body: word, headers: { 'x-a': word } }),
  ],
  'local storage': ['', (_at, word) => localStorage.setItem(word, word)],
  'session storage': ['', (_at, word) => sessionStorage.setItem(word, word)],
  cookie: ['', (_at, word) => (document.cookie = `${word}=${word}`)],
  'name of the window': ['', (_at, word) => (window.name = word)],
  'state of the history': ['', (_at, word) => history.replaceState({ a: word }, '')],
  'fragment and query of the page': [
    '',
    (_at, word) => history.pushState(null, '', `?${word}#${word}`),
  ],
  'a global': ['', (_at, word) => Object.assign(window, { [word]: word })],
  'a property of an element': [
    '<p>x</p>',
    (at, word) => Object.assign(at.firstChild!, { a: word }),
  ],
  'text of a script that is added': [
    '',
    (at, word) => {
      const script = document.createElement('script');
      script.textContent = `"${word}"`;
      at.append(script);
    },
  ],
  'comment that changes': [
    '<p><!-- x --></p>',
    (at, word) => (at.querySelector('p')!.firstChild!.nodeValue = word),
  ],
  'attribute that nobody knows, set later': [
    '<p>x</p>',
    (at, word) => at.querySelector('p')!.setAttribute('data-later', word),
  ],
  'link set later': ['<a>x</a>', (at, word) => (at.querySelector('a')!.href = `/${word}`)],
  'performance marks': ['', (_at, word) => performance.mark(word)],
  'custom state and event': [
    '',
    (at, word) => at.dispatchEvent(new CustomEvent(word, { bubbles: true, detail: word })),
  ],
  'blob that is not shown': [
    '',
    (_at, word) => URL.createObjectURL(new Blob([word], { type: `text/${word}` })),
  ],
  'clone that is not in the page': [
    '',
    (_at, word) => Object.assign(document.createElement('p'), { textContent: word }),
  ],
});

// These are texts of a page that is not the mirror's: hidden because the frame's own document is.
unsent['srcdoc of a frame that went on']!.hiddenIn = 'private';
unsent['srcdoc of a frame that went on']!.unused = true;
