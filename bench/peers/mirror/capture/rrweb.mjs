import { record } from 'rrweb';
import { rrweb } from '../rrweb.mjs';

rrweb('rrweb', record);
