import { Scope } from '../scope';
import { millisecondsUntil, untilText } from '../ui/clock';
import { h, icon, onPress } from '../ui/dom';
import { borrowFocus } from '../ui/focus';

/** What the session code lends to a part that is loaded later. */
export const kit = {
  newScope: () => new Scope(),
  h,
  icon,
  onPress,
  borrowFocus,
  millisecondsUntil,
  untilText,
};

export type Kit = typeof kit;
