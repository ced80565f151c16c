import platform from 'purecloud-platform-client-v2';
import { seeded } from '../server.mjs';

/** Names of the operations that have been called. */
export const called = new Set();

const apis = (sdk) =>
  Object.entries(sdk)
    .filter(([name]) => name.endsWith('Api'))
    .map(([, api]) => api.prototype);
const methods = (api) => Object.getOwnPropertyNames(api).filter((name) => name !== 'constructor');

/** Names of all operations that the SDK has. */
export const operationsOfSdk = (sdk) => new Set(apis(sdk).flatMap(methods));

for (const api of apis(platform)) {
  for (const name of methods(api)) {
    const method = api[name];
    api[name] = function (...values) {
      called.add(name);
      return method.apply(this, values);
    };
  }
}

/** The vendor's SDK, logged in against a server of ours; it is listened to, and nothing but its gateway setting is changed. */
export async function logIn(server) {
  const client = platform.ApiClient.instance;
  client.setGateway({ host: 'localhost', protocol: 'http', port: server.port });
  await client.loginClientCredentialsGrant(seeded.client.id, seeded.client.secret);
  return platform;
}

/** The error that a call rejects with; a call that succeeds fails the test. */
export async function refusal(call) {
  let answer;
  try {
    answer = await call;
  } catch (error) {
    return error;
  }

  throw new Error(`The call succeeded: ${JSON.stringify(answer)}`);
}

/** Asks again until the answer is yes, for at most ten seconds. */
export async function eventually(ask) {
  const deadline = Date.now() + 10_000;
  while (!(await ask())) {
    if (Date.now() > deadline) {
      throw new Error('It did not come true within ten seconds.');
    }
  }
}
