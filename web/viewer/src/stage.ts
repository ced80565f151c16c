import type { Viewport } from '@pillion/mirror/rebuild';
import type { ViewerState, ViewerTheme, ViewerTool, ViewerZoom } from './port';

/** Room around the device, for its edge and shadow; matches the margin in index.html. */
const margin = 16;
/** Browsers round; a part this large is the whole. */
const nearlyWhole = 1.02;

function part<T extends HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element as T;
}

/** The shell around the mirrored page: its size on the screen, panning, theme and state. */
export class Stage {
  readonly frame = part<HTMLIFrameElement>('page');
  readonly overlay = part('overlay');
  private readonly scroller = part('scroller');
  private readonly device = part('device');
  private readonly seen = part('seen');
  private readonly root = document.documentElement;
  private viewport: Viewport | null = null;
  private zoom: ViewerZoom = 'fit';
  private scale = 1;

  constructor() {
    new ResizeObserver(() => this.layout()).observe(this.scroller);
    this.overlay.addEventListener('pointerdown', (event) => this.pan(event));
    this.overlay.addEventListener('contextmenu', (event) => event.preventDefault());
  }

  /** On-screen pixels of one CSS pixel of the visitor. */
  get factor(): number {
    return this.scale;
  }

  setViewport(viewport: Viewport): void {
    this.viewport = viewport;
    this.layout();
  }

  setZoom(zoom: ViewerZoom): void {
    this.zoom = zoom;
    this.root.dataset['zoom'] = zoom;
    this.layout();
  }

  setTool(tool: ViewerTool): void {
    this.root.dataset['tool'] = tool;
  }

  setState(state: ViewerState): void {
    this.root.dataset['state'] = state;
  }

  setTheme(theme: ViewerTheme): void {
    this.root.dataset['theme'] = theme;
  }

  /** There is something to see. */
  show(): void {
    this.root.dataset['picture'] = '';
  }

  /** From a place in this window to the visitor's viewport; null outside of it. */
  toVisitor(clientX: number, clientY: number): { x: number; y: number } | null {
    if (!this.viewport) return null;
    const { left, top } = this.overlay.getBoundingClientRect();
    const x = (clientX - left) / this.scale;
    const y = (clientY - top) / this.scale;
    const { width, height } = this.viewport;
    return x >= 0 && y >= 0 && x < width && y < height ? { x, y } : null;
  }

  private layout(): void {
    if (!this.viewport) return;
    const { width, height } = this.viewport;
    const { clientWidth, clientHeight } = this.scroller;
    // Never larger than life: a phone's page on a large screen stays as sharp as it is.
    this.scale =
      this.zoom === 'actual' || width === 0 || height === 0
        ? 1
        : Math.max(
            Math.min((clientWidth - 2 * margin) / width, (clientHeight - 2 * margin) / height, 1),
            0.02,
          );
    this.device.style.width = `${width * this.scale}px`;
    this.device.style.height = `${height * this.scale}px`;
    this.layoutSeen(this.viewport);
    this.frame.style.transform = this.scale === 1 ? 'none' : `scale(${this.scale})`;
  }

  /** Where a pinch has brought a part closer, that is what the visitor sees; the rest is around it. */
  private layoutSeen({ width, height, scale, left, top }: Viewport): void {
    const closer = scale / 1000;
    this.root.toggleAttribute('data-pinched', closer > nearlyWhole);
    const [across, down] = [width / closer, height / closer];
    const within = (at: number, most: number) => Math.max(0, Math.min(at, most)) * this.scale;
    Object.assign(this.seen.style, {
      left: `${within(left, width - across)}px`,
      top: `${within(top, height - down)}px`,
      width: `${across * this.scale}px`,
      height: `${down * this.scale}px`,
    });
  }

  private pan(start: PointerEvent): void {
    const { scroller, overlay } = this;
    const laser = this.root.dataset['tool'] === 'laser' && start.button === 0;
    if (this.zoom !== 'actual' || laser || start.button > 1) return;
    start.preventDefault();
    overlay.setPointerCapture(start.pointerId);
    scroller.classList.add('panning');
    let { clientX, clientY } = start;
    const move = (event: PointerEvent) => {
      scroller.scrollBy(clientX - event.clientX, clientY - event.clientY);
      ({ clientX, clientY } = event);
    };
    const end = () => {
      scroller.classList.remove('panning');
      overlay.removeEventListener('pointermove', move);
      overlay.removeEventListener('lostpointercapture', end);
    };
    overlay.addEventListener('pointermove', move);
    overlay.addEventListener('lostpointercapture', end);
  }
}
