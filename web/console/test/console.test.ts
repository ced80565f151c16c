/** All flows in one file, so that they share one build and one browser on a small machine. */
import './flows/signIn';
import './flows/lobby';
import './flows/inviting';
import './flows/live';
import './flows/conversation';
import './flows/gallery';
import { useBrowser } from './harness';

useBrowser();
