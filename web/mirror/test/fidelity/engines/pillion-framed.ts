/// <reference lib="dom" />
import { Embedded } from '../../../../snippet/src/framed/embedded';
import { createCapture } from '../../../src/capture';
import type { EmbeddingHello } from '../../../src/capture/embedding';

/** The snippet in a frame of another origin, where the server has nothing against it. */
addEventListener('message', ({ data, ports: [port] }: MessageEvent<EmbeddingHello>) => {
  if (data.pillion !== 'dev' || !port) return;
  port.postMessage({ type: 'here' });
  const policy = { version: 1, preset: 'open' as const, hide: [], show: [], readOnly: [] };
  const around = { policies: [policy], origins: [] };
  new Embedded(createCapture, data, around, port, () => Promise.resolve(around));
});
