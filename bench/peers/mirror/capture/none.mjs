// No engine at all: what the page costs by itself.
import { drive } from '../driver.mjs';

drive({ name: 'none', async start() {}, async keyframe() {}, stop() {} });
