/** All of the SDK's operations in one file, so that it is known in the end which of them were called. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import platform from 'purecloud-platform-client-v2';
import { root } from '../server.mjs';
import './conversations.mjs';
import './media.mjs';
import './notifications.mjs';
import './people.mjs';
import { called, operationsOfSdk } from './client.mjs';

it('calls every operation that the SDK and our description have in common', () => {
  const file = JSON.parse(readFileSync(join(root, 'docs/api/openapi.json'), 'utf8'));
  const ours = Object.values(file.paths).flatMap((path) =>
    Object.values(path).map((operation) => operation.operationId),
  );
  const theirs = operationsOfSdk(platform);
  const common = ours.filter((operation) => theirs.has(operation));
  assert.ok(common.length > 80, `only ${common.length} in common`);
  assert.deepEqual(
    common.filter((operation) => !called.has(operation)),
    [],
  );
});
