import { record } from '@rrweb/record';
import { rrweb } from '../rrweb.mjs';

rrweb('@rrweb/record', record);
