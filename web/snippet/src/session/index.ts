import { createCapture } from '@pillion/mirror/capture';
import type { Link, Side } from '../link';
import { Visit } from './visit';

/** For a page in a frame that the page around it asks to show itself. */
export { createCapture };

/** The loader calls this once it has a reason to: an offer, a session, or a wish for a join code. */
export function attach(link: Link): Side {
  return new Visit(link, createCapture);
}
