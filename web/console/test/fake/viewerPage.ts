/**
 * Stands in for the viewer: speaks its handshake and port, and shows the payload of each keyframe as
 * HTML. What it has seen is in `window.seen`; tests make it speak by `window.say`.
 */
export const viewerPage = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Viewer</title>
<style>
  html, body { margin: 0; height: 100%; font: 15px/1.5 system-ui, sans-serif; }
  #page { position: absolute; inset: 24px; overflow: hidden; background: #fff; border-radius: 10px;
    box-shadow: 0 8px 30px rgb(20 20 50 / .16); color: #22222a; }
</style>
<div id="page" hidden></div>
<script>
  window.seen = { connects: [], frames: [], tools: [], zooms: [], states: [], themes: [] };
  let port;
  window.applying = true;
  window.say = (message) => port.postMessage(message);
  const varint = (bytes, at) => {
    let value = 0, shift = 1;
    for (;;) {
      const byte = bytes[at++];
      value += (byte & 127) * shift;
      if (byte < 128) return { value, at };
      shift *= 128;
    }
  };
  const take = (bytes) => {
    const epoch = varint(bytes, 2), seq = varint(bytes, epoch.at), dt = varint(bytes, seq.at);
    const frame = { kind: bytes[0], last: (bytes[1] & 4) !== 0, epoch: epoch.value, seq: seq.value };
    seen.frames.push(frame);
    if (frame.kind !== 16 && frame.kind !== 17) return;
    if (!applying || !frame.last) return;
    if (frame.kind === 16) {
      const page = document.getElementById('page');
      page.hidden = false;
      page.innerHTML = new TextDecoder().decode(bytes.subarray(dt.at));
      say({ type: 'rendered' });
    }
    say({ type: 'applied', epoch: frame.epoch, seq: frame.seq });
  };
  addEventListener('message', (event) => {
    if (event.data?.type !== 'pillion:connect') return;
    seen.connects.push({ assets: event.data.assets, theme: event.data.theme, origin: event.origin });
    port = event.ports[0];
    port.onmessage = ({ data }) => {
      if (data.type === 'frame') take(new Uint8Array(data.bytes));
      if (data.type === 'tool') seen.tools.push(data.tool);
      if (data.type === 'zoom') seen.zooms.push(data.zoom);
      if (data.type === 'state') seen.states.push(data.state);
      if (data.type === 'theme') seen.themes.push(data.theme);
    };
    say({ type: 'ready' });
  });
  parent.postMessage({ type: 'pillion:viewer-ready' }, '*');
</script></html>`;
