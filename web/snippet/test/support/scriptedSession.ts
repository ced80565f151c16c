import type { Link, Side } from '../../src/link';
import { Visit } from '../../src/session/visit';
import { createCapture } from './scriptedCapture';

/** The session file with a capture that only does what a test tells it. */
export function attach(link: Link): Side {
  return new Visit(link, createCapture);
}
