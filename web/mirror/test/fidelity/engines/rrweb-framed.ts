/// <reference lib="dom" />
import { record } from 'rrweb';

record({ emit: () => undefined, recordCrossOriginIframes: true });
