import { createRebuild, type Rebuild } from '@pillion/mirror/rebuild';
import { Follower } from './follow';
import { Pointers } from './pointers';
import type { FromViewer, ToViewer, ViewerConnect, ViewerHello } from './port';
import { Stage } from './stage';

const stage = new Stage();
let rebuild: Rebuild | null = null;
let port: MessagePort | null = null;
let following: Follower | null = null;
let newPicture = false;

const send = (message: FromViewer) => port?.postMessage(message);
const pointers = new Pointers(stage, () => rebuild, send);

function connect({ assets, theme }: ViewerConnect, fresh: MessagePort): void {
  if (rebuild) rebuild.setAssets(assets);
  else {
    rebuild = createRebuild({
      frame: stage.frame,
      assets,
      onViewport(viewport) {
        stage.setViewport(viewport);
        send({ type: 'viewport', width: viewport.width, height: viewport.height });
      },
      onPicture: () => void painted(),
      // A picture without one sheet or image is still worth showing; the browser says why in its log.
      onProblem: (problem) => console.warn(problem.message),
      onLost: ({ drift }) => following?.mend(drift ? 'drift' : 'damaged'),
    });
  }
  stage.setTheme(theme);
  pointers.setTool('none');
  stage.setTool('none');
  port?.close();
  port = fresh;
  // A new port begins with whatever the console has; what was followed before is over.
  const follower = (following = follow(rebuild));
  fresh.onmessage = ({ data }: MessageEvent<ToViewer>) => hear(data, follower);
  send({ type: 'ready' });
}

function follow(page: Rebuild): Follower {
  return new Follower({
    apply(payload, keyframe, newEpoch) {
      if (keyframe && newEpoch) {
        newPicture = true;
        pointers.reset();
      }
      page.apply(payload);
      pointers.changed();
    },
    applied: (epoch, seq) => send({ type: 'applied', epoch, seq }),
    pointer: (at) => pointers.visitor(at),
    needKeyframe: (reason, times) => send({ type: 'needKeyframe', reason, times }),
  });
}

/** The first picture of an epoch counts when it has been painted, not when it was built. */
async function painted(): Promise<void> {
  stage.show();
  if (!newPicture) return;
  newPicture = false;
  await new Promise<void>((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
    // A hidden tab paints nothing, and its console must not wait for that.
    setTimeout(resolve, 500);
  });
  send({ type: 'rendered' });
}

function hear(message: ToViewer, follower: Follower): void {
  switch (message.type) {
    case 'frame':
      follower.push(message.bytes);
      return;
    case 'tool':
      stage.setTool(message.tool);
      pointers.setTool(message.tool);
      return;
    case 'zoom':
      stage.setZoom(message.zoom);
      return;
    case 'state':
      stage.setState(message.state);
      return;
    case 'theme':
      stage.setTheme(message.theme);
  }
}

function announce(): void {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="pillion-console"]');
  const origin = meta?.content ?? '';
  if (window.parent === window || !/^https?:\/\//.test(origin)) return;
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    // Both checks: the right page, and in the right window.
    if (event.origin !== origin || event.source !== window.parent) return;
    const data = event.data as Partial<ViewerConnect> | null;
    const [fresh] = event.ports;
    if (data?.type !== 'pillion:connect' || typeof data.assets !== 'string' || !fresh) return;
    const theme = data.theme === 'dark' ? 'dark' : 'light';
    connect({ type: 'pillion:connect', assets: data.assets, theme }, fresh);
  });
  const hello: ViewerHello = { type: 'pillion:viewer-ready' };
  window.parent.postMessage(hello, origin);
}

announce();
