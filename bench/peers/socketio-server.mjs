// Presence and relay on socket.io with rrweb as the mirror: the way in which the open peers and most
// home-made co-browsing is put together. Listens on the port in PORT.
//   GET  /            a visitor's page that shows a prompt when an offer comes
//   POST /offer       pushes an offer to that page
//   GET  /visitor.js  records whatever page it is injected into, from window.startSharing() on
//   GET  /agent       rebuilds what is recorded
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const client = readFileSync(
  new URL('node_modules/socket.io/client-dist/socket.io.min.js', import.meta.url),
);

const visitorPage = `<!doctype html><title>visitor</title><script src="/client.js"></script><script>
  const socket = io({ transports: ['websocket'], query: { room: 'visitor' } });
  socket.on('connect', () => (window.connected = true));
  socket.on('offer', () => {
    const prompt = document.createElement('dialog');
    prompt.textContent = 'Share this page?';
    document.body.append(prompt);
    prompt.show();
    requestAnimationFrame(() => (window.promptedAt = Date.now()));
  });
</script>`;

const agentPage = `<!doctype html><title>agent</title><body><script src="/agent.js"></script>`;

const visitorCode = `
  import { record } from '@rrweb/record';
  import { io } from 'socket.io-client';
  const base = new URL(document.currentScript.src).origin;
  const socket = io(base, { transports: ['websocket'], query: { room: 'visitor' } });
  socket.on('connect', () => (window.connected = true));
  window.startSharing = () => {
    window.sharedAt = Date.now();
    record({ emit: (event) => socket.emit('event', event) });
  };`;

const agentCode = `
  import { Replayer } from 'rrweb';
  import { io } from 'socket.io-client';
  const replayer = new Replayer([], { liveMode: true, root: document.body });
  replayer.startLive();
  const socket = io({ transports: ['websocket'], query: { room: 'agent' } });
  socket.on('connect', () => (window.connected = true));
  socket.on('event', (event) => replayer.addEvent(event));
  const look = () => {
    const body = replayer.iframe.contentDocument?.body;
    if (body && body.innerText.trim().length > 0) window.renderedAt = Date.now();
    else requestAnimationFrame(look);
  };
  look();`;

async function bundle(contents) {
  const { build } = await import('esbuild');
  const options = { contents, resolveDir: import.meta.dirname };
  const built = await build({
    stdin: options,
    bundle: true,
    minify: true,
    write: false,
    logLevel: 'error',
  });
  return built.outputFiles[0].contents;
}

const http = createServer(async (request, response) => {
  const send = (type, body) => response.setHeader('Content-Type', type).end(body);
  switch (`${request.method} ${request.url}`) {
    case 'GET /ready':
      return send('text/plain', 'ready');
    case 'GET /client.js':
      return send('text/javascript', client);
    case 'GET /visitor.js':
      return send('text/javascript', await bundle(visitorCode));
    case 'GET /agent.js':
      return send('text/javascript', await bundle(agentCode));
    case 'GET /agent':
      return send('text/html', agentPage);
    case 'POST /offer':
      io.to('visitor').emit('offer', { agent: 'Avery' });
      return send('application/json', '{}');
    default:
      return send('text/html', visitorPage);
  }
});
const io = new Server(http, { cors: { origin: '*' }, maxHttpBufferSize: 50e6 });
io.on('connection', (socket) => {
  socket.join(socket.handshake.query.room);
  socket.on('event', (event) => io.to('agent').emit('event', event));
});
http.listen(Number(process.env.PORT), '127.0.0.1');
