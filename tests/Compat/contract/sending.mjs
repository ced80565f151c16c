import http from 'node:http';

const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });
const longestWait = 20_000;

/**
 * Sends one request as it is, with the given token unless it has its own credentials.
 * @returns {Promise<{status: number, headers: object, text: string, body: unknown}>} `body` is what the text holds as JSON
 */
export function send(server, token, request, connections = agent) {
  const { method, path, query = [], headers = {}, body, bytes } = request;
  const search = query
    .map((pair) => pair.map((part) => encodeURIComponent(part.toWellFormed())).join('='))
    .join('&');
  const payload = bytes ?? (body === undefined ? undefined : JSON.stringify(body));
  return new Promise((resolve, reject) => {
    const sending = http.request(
      {
        agent: connections,
        host: '127.0.0.1',
        port: server.port,
        method,
        path: `${path.startsWith('/') ? path : `/${path}`}${search ? `?${search}` : ''}`,
        headers: {
          authorization: `Bearer ${token}`,
          ...(payload === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
          ...headers,
        },
        timeout: longestWait,
      },
      (answer) => {
        const chunks = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({ status: answer.statusCode, headers: answer.headers, text, body: parsed(text) });
        });
      },
    );
    sending.on('timeout', () =>
      sending.destroy(new Error(`No answer within ${longestWait} ms to ${method} ${path}`)),
    );
    sending.on('error', (lost) => {
      // A server may close a kept connection in the moment in which it is used again; a new one shows if it is there.
      if (sending.reusedSocket && lost.code === 'ECONNRESET' && connections) {
        send(server, token, request, false).then(resolve, reject);
      } else {
        reject(lost);
      }
    });
    sending.end(payload);
  });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
