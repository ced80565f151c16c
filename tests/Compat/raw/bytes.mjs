import { connect } from 'node:net';

/**
 * Sends a request byte for byte as it is written here and reads the whole answer.
 * @param {string[]} head request line and headers; `Host` and `Connection: close` are added
 * @returns {Promise<{status: number, headers: Map<string, string>, text: string, body: unknown}>} header names keep their case
 */
export function sendBytes(server, head, body = '') {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, 'localhost');
    const chunks = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('end', () => resolve(answerOf(Buffer.concat(chunks).toString('utf8'))));
    const [line, ...headers] = head;
    socket.write(
      [line, `Host: localhost:${server.port}`, ...headers, 'Connection: close', '', body].join(
        '\r\n',
      ),
    );
  });
}

function answerOf(text) {
  const [head, ...rest] = text.split('\r\n\r\n');
  const [line, ...fields] = head.split('\r\n');
  const headers = new Map(
    fields.map((field) => [
      field.slice(0, field.indexOf(':')),
      field.slice(field.indexOf(':') + 1).trim(),
    ]),
  );
  const payload =
    headers.get('Transfer-Encoding') === 'chunked'
      ? unchunked(rest.join('\r\n\r\n'))
      : rest.join('\r\n\r\n');
  return {
    status: Number(line.split(' ')[1]),
    headers,
    text: payload,
    body: payload.startsWith('{') || payload.startsWith('[') ? JSON.parse(payload) : undefined,
  };
}

function unchunked(text) {
  const bytes = Buffer.from(text, 'utf8');
  const parts = [];
  for (let at = 0; ;) {
    const end = bytes.indexOf('\r\n', at);
    const length = parseInt(bytes.subarray(at, end).toString('latin1'), 16);
    if (!length) {
      return Buffer.concat(parts).toString('utf8');
    }

    parts.push(bytes.subarray(end + 2, end + 2 + length));
    at = end + 2 + length + 2;
  }
}
