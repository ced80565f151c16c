import type { Groups } from '../probe';
import { attributes } from './attributes';
import { drawing } from './drawing';
import { forms } from './forms';
import { frames } from './frames';
import { focus, layers, scroll } from './layers';
import { lists } from './lists';
import { animation, looks } from './looks';
import { patched } from './patched';
import { canvas, pictures } from './pictures';
import { shadow } from './shadow';
import { media, sheets } from './sheets';
import { structure } from './structure';

export const groups: Groups = {
  structure,
  attributes,
  forms,
  layers,
  scroll,
  focus,
  sheets,
  media,
  pictures,
  canvas,
  frames,
  shadow,
  drawing,
  looks,
  animation,
  patched,
  lists,
};
