/**
 * The look of everything Pillion shows. `:host` is all `!important`: between a page's important rules
 * and those of a shadow tree, the shadow tree's win, so a page can't hide or restyle what says that it
 * is shared. Variables live below the host, out of the page's reach.
 */
export const css = `
:host {
  all: initial !important;
  display: block !important;
  position: fixed !important;
  inset: 0 !important;
  width: auto !important;
  height: auto !important;
  margin: 0 !important;
  padding: 0 !important;
  border: 0 !important;
  overflow: visible !important;
  background: none !important;
  pointer-events: none !important;
  z-index: 2147483647 !important;
  direction: ltr !important;
}
:host::backdrop { display: none !important; }
.p {
  --accent: #5b5bd6;
  --accent-strong: #4b4bc4;
  --on-accent: #fff;
  --away: #5f5f6e;
  --bg: #fff;
  --ink: #1a1a21;
  --soft: #5c5c69;
  --line: #e4e4ec;
  --field: #d4d4df;
  --tint: #f3f3fc;
  --on-tint: #4b4bc4;
  --shadow: 0 0 0 1px rgb(20 20 50 / .06), 0 2px 6px rgb(20 20 50 / .06), 0 18px 50px rgb(20 20 50 / .2);
  color-scheme: light dark;
  color: var(--ink);
  font: 400 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif;
  -webkit-font-smoothing: antialiased;
  text-align: left;
}
@media (prefers-color-scheme: dark) {
  .p {
    --accent-strong: #6e6ede;
    --away: #6a6a79;
    --bg: #1c1c22;
    --ink: #f2f2f5;
    --soft: #a7a7b5;
    --line: #2e2e38;
    --field: #45454f;
    --tint: #2a2a42;
    --on-tint: #c3c3fb;
    --shadow: 0 0 0 1px rgb(255 255 255 / .09), 0 2px 6px rgb(0 0 0 / .3), 0 18px 50px rgb(0 0 0 / .55);
  }
}
@media (prefers-contrast: more) {
  .p { --soft: var(--ink); --line: var(--ink); --field: var(--ink); }
}
*, *::before, *::after { box-sizing: border-box; }
h2, h3, p, ul { margin: 0; padding: 0; font: inherit; }
[hidden] { display: none !important; }
.live { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.icon { width: 20px; height: 20px; flex: none; fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; }

.card {
  position: fixed;
  right: 24px;
  bottom: 24px;
  width: 412px;
  max-width: calc(100vw - 32px);
  max-height: calc(100dvh - 48px);
  display: flex;
  flex-direction: column;
  background: var(--bg);
  border-radius: 18px;
  box-shadow: var(--shadow);
  pointer-events: auto;
  outline: 0;
  overflow: hidden;
  animation: rise .28s cubic-bezier(.2, .8, .2, 1);
}
.scroll { overflow-y: auto; overscroll-behavior: contain; padding: 24px 24px 4px; }
.head { display: flex; align-items: center; gap: 14px; }
.avatar {
  flex: none;
  width: 46px;
  height: 46px;
  border-radius: 50%;
  display: grid;
  place-items: center;
  background: var(--accent);
  color: var(--on-accent);
  font-size: 16px;
  font-weight: 600;
  letter-spacing: .02em;
}
h2 { font-size: 17px; line-height: 1.35; font-weight: 650; letter-spacing: -.01em; overflow-wrap: anywhere; text-wrap: balance; }
.meta { margin-top: 3px; font-size: 13px; line-height: 1.4; color: var(--soft); overflow-wrap: anywhere; }
.meta span + .until::before { content: "\\00b7"; margin: 0 6px; }
.until { font-variant-numeric: tabular-nums; white-space: nowrap; }
.center { text-align: center; }
.soft { color: var(--soft); }
.reason { margin-top: 20px; padding: 12px 16px; border-radius: 12px; background: var(--tint); overflow-wrap: anywhere; }
.label { display: block; font-size: 12px; line-height: 1.5; font-weight: 600; color: var(--on-tint); }
.facts { display: grid; gap: 18px; margin: 22px 0 16px; }
.fact { display: flex; gap: 14px; font-size: 14px; }
.fact .icon { margin-top: 1px; color: var(--on-tint); }
h3 { font-size: 14px; font-weight: 600; }
ul { list-style: none; display: grid; gap: 2px; }
.foot { padding: 16px 24px 20px; border-top: 1px solid var(--line); }
.buttons { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; gap: 12px; }
.small { margin-top: 12px; font-size: 12.5px; text-align: center; color: var(--soft); }
button { font: inherit; color: inherit; cursor: pointer; -webkit-tap-highlight-color: transparent; }
.button {
  display: inline-flex;
  align-items: center;
  justify-content: center;
  gap: 8px;
  min-height: 46px;
  padding: 10px 18px;
  border: 1px solid var(--field);
  border-radius: 12px;
  background: none;
  font-weight: 600;
  transition: background-color .15s, border-color .15s;
}
.button:hover { background: var(--tint); }
.button.primary { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
.button.primary:hover { border-color: var(--accent-strong); background: var(--accent-strong); }
.button[aria-disabled=true] { opacity: .6; cursor: default; }
.button .icon { width: 18px; height: 18px; }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.card:focus-visible { box-shadow: var(--shadow), 0 0 0 2px rgb(91 91 214 / .6); }

.code { padding: 24px; width: 380px; }
.code .head { justify-content: space-between; }
.code > .soft { margin-top: 6px; padding-right: 12px; font-size: 14px; }
.close { flex: none; display: grid; place-items: center; width: 36px; height: 36px; margin: -8px -8px -8px 0; padding: 0; border: 0; border-radius: 10px; background: none; color: var(--soft); }
.close:hover { background: var(--tint); color: var(--ink); }
.digits {
  display: flex;
  justify-content: center;
  gap: .42em;
  margin: 22px 0 10px;
  padding: 18px 8px;
  border-radius: 14px;
  background: var(--tint);
  font-size: 44px;
  line-height: 1.1;
  font-weight: 600;
  letter-spacing: .06em;
  font-variant-numeric: tabular-nums;
  user-select: all;
}
.digits.loading { color: transparent; animation: breathe 1.4s ease-in-out infinite; }
.digits.stale { color: var(--soft); text-decoration: line-through; text-decoration-thickness: 2px; opacity: .55; }
.code .buttons { margin-top: 18px; }

.frame {
  position: fixed;
  inset: 0;
  border: 3px solid var(--accent);
  box-shadow: inset 0 0 0 1px rgb(255 255 255 / .55);
  animation: appear .3s ease-out;
  transition: border-color .2s;
}
.pill {
  position: fixed;
  left: 50%;
  bottom: max(14px, env(safe-area-inset-bottom));
  translate: -50% 0;
  display: flex;
  align-items: center;
  gap: 12px;
  max-width: calc(100vw - 24px);
  padding: 6px 6px 6px 18px;
  border-radius: 999px;
  background: var(--accent);
  color: var(--on-accent);
  box-shadow: 0 0 0 1px rgb(255 255 255 / .3), 0 8px 28px rgb(20 20 50 / .32);
  font-size: 14px;
  pointer-events: auto;
  animation: rise .28s cubic-bezier(.2, .8, .2, 1);
  transition: background-color .2s;
}
.words { display: flex; flex-wrap: wrap; column-gap: 8px; min-width: 0; line-height: 1.35; font-weight: 550; overflow-wrap: anywhere; }
.hint { font-weight: 400; opacity: .85; }
.hint:empty { display: none; }
.dot { position: relative; flex: none; width: 8px; height: 8px; border-radius: 50%; background: currentColor; }
.dot::after { content: ""; position: absolute; inset: 0; border-radius: 50%; background: currentColor; animation: pulse 2.4s ease-out infinite; }
.end {
  flex: none;
  min-width: 68px;
  min-height: 36px;
  padding: 6px 16px;
  border: 0;
  border-radius: 999px;
  background: #fff;
  color: #3d3dae;
  font-weight: 650;
}
.end:hover { background: #ececfb; }
.end:focus-visible { outline-color: #fff; }
.frame.away { border-color: var(--away); }
.pill.away { background: var(--away); }
.pill.away .end { color: #32323c; }
.away .dot { background: none; border: 2px solid currentColor; border-right-color: transparent; width: 12px; height: 12px; animation: turn 1s linear infinite; }
.away .dot::after { display: none; }

.toasts { position: fixed; left: 50%; bottom: calc(max(14px, env(safe-area-inset-bottom)) + 62px); translate: -50% 0; display: grid; justify-items: center; gap: 8px; width: max-content; max-width: calc(100vw - 32px); }
.toast { padding: 11px 18px; border-radius: 12px; background: #24242c; color: #f5f5f8; box-shadow: 0 0 0 1px rgb(255 255 255 / .1), 0 8px 28px rgb(0 0 0 / .28); font-size: 14px; line-height: 1.4; overflow-wrap: anywhere; animation: rise .25s cubic-bezier(.2, .8, .2, 1); }

.laser { position: fixed; left: 0; top: 0; transition: transform 50ms linear, opacity .25s; }
.laser.idle { opacity: 0; transition: transform 50ms linear, opacity .6s; }
.spot { position: absolute; left: -8px; top: -8px; width: 16px; height: 16px; border-radius: 50%; background: var(--accent); border: 2.5px solid #fff; box-shadow: 0 0 0 6px rgb(91 91 214 / .28), 0 2px 8px rgb(20 20 50 / .35); transition: box-shadow .15s; }
.pressed .spot { box-shadow: 0 0 0 14px rgb(91 91 214 / .3), 0 2px 8px rgb(20 20 50 / .35); }
.name { position: absolute; left: 14px; top: 12px; max-width: 160px; padding: 3px 10px; border-radius: 4px 12px 12px; background: var(--accent); color: #fff; font-size: 12.5px; line-height: 1.5; font-weight: 600; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; box-shadow: 0 0 0 1.5px #fff, 0 2px 8px rgb(20 20 50 / .3); }
.name:empty { display: none; }
.flip .name { left: auto; right: 14px; border-radius: 12px 4px 12px 12px; }

@media (max-width: 560px) {
  .card { left: 0; right: 0; bottom: 0; width: auto; max-width: none; max-height: calc(100dvh - 20px); border-radius: 20px 20px 0 0; }
  .scroll { padding: 22px 20px 2px; }
  .foot { padding: 14px 20px max(18px, env(safe-area-inset-bottom)); }
  .code { padding: 22px 20px max(22px, env(safe-area-inset-bottom)); }
  .button { min-height: 48px; }
  .pill { width: max-content; }
  .end { min-height: 40px; }
}
@media (max-height: 560px) {
  .facts { gap: 12px; margin: 14px 0 10px; }
  .reason { margin-top: 12px; }
}
@media (max-height: 560px) and (min-width: 561px) {
  .card { bottom: 8px; max-height: calc(100dvh - 16px); }
}
@media (prefers-contrast: more) {
  .card { border: 2px solid var(--ink); }
  .frame { border-width: 5px; }
}
@media (forced-colors: active) {
  .card, .pill, .toast, .name { border: 2px solid CanvasText; }
  .avatar, .reason, .digits { border: 1px solid CanvasText; }
  .fact .icon { color: CanvasText; }
  .button.primary { forced-color-adjust: none; background: Highlight; color: HighlightText; border-color: Highlight; }
  .frame { border-color: Highlight; }
  .button, .end, .close { border: 1px solid ButtonText; }
  .spot, .dot { forced-color-adjust: none; background: Highlight; }
  .dot::after { display: none; }
}
@media (prefers-reduced-motion: reduce) {
  *, *::after { animation: none !important; transition: none !important; }
}
@keyframes rise { from { opacity: 0; transform: translateY(14px); } }
@keyframes appear { from { opacity: 0; } }
@keyframes breathe { 50% { opacity: .5; } }
@keyframes pulse { from { opacity: .7; } to { opacity: 0; transform: scale(2.6); } }
@keyframes turn { to { transform: rotate(1turn); } }
`;
