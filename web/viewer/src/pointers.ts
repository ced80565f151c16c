import type { PointerAt } from '@pillion/protocol';
import type { NodePoint, Rebuild } from '@pillion/mirror/rebuild';
import type { FromViewer, ViewerTool } from './port';
import type { Stage } from './stage';

const everyMs = 16;

/** The visitor's pointer as a cursor, and the agent's laser under their own mouse. */
export class Pointers {
  private readonly cursor = document.getElementById('pointer')!;
  private readonly laser = document.getElementById('laser')!;
  private shownAt: { x: number; y: number } | null = null;
  /** A pointer over a node that is still on its way. */
  private awaited: PointerAt | null = null;
  private tool: ViewerTool = 'none';
  private mouse: PointerEvent | null = null;
  private sentAt = -everyMs;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private silent = true;

  constructor(
    private readonly stage: Stage,
    private readonly rebuild: () => Rebuild | null,
    private readonly send: (message: FromViewer) => void,
  ) {
    const { overlay } = stage;
    overlay.addEventListener('pointermove', (event) => this.aim(event));
    overlay.addEventListener('pointerdown', (event) => this.aim(event));
    overlay.addEventListener('pointerleave', () => this.leave());
    new ResizeObserver(() => this.place()).observe(overlay);
  }

  setTool(tool: ViewerTool): void {
    this.tool = tool;
    if (tool === 'none') this.leave();
  }

  /** The visitor's pointer moved, or left the page. */
  visitor(at: PointerAt | null): void {
    this.awaited = null;
    if (!at) {
      this.shownAt = null;
      this.place();
      return;
    }
    const spot = this.rebuild()?.locate(at);
    if (!spot) {
      this.awaited = at;
      return;
    }
    // A cursor that comes back appears where it is; it does not fly in from where it left.
    if (!this.shownAt) this.cursor.style.transition = 'none';
    this.shownAt = spot;
    this.cursor.classList.toggle('pressed', at.pressed);
    this.place();
  }

  /** The picture changed: a node that a pointer waited for may be there now. */
  changed(): void {
    if (this.awaited) this.visitor(this.awaited);
  }

  reset(): void {
    this.awaited = this.shownAt = null;
    this.place();
    this.leave();
  }

  private place(): void {
    const { cursor, shownAt } = this;
    cursor.classList.toggle('shown', shownAt !== null);
    if (!shownAt) return;
    const { factor } = this.stage;
    // The tip of the drawn arrow is 2 px, 1.5 px inside its box.
    cursor.style.transform = `translate(${shownAt.x * factor - 2}px, ${shownAt.y * factor - 1.5}px)`;
    if (cursor.style.transition) requestAnimationFrame(() => (cursor.style.transition = ''));
  }

  private aim(event: PointerEvent): void {
    if (this.tool !== 'laser') return;
    this.mouse = event;
    const { left, top } = this.stage.overlay.getBoundingClientRect();
    this.laser.style.transform = `translate(${event.clientX - left}px, ${event.clientY - top}px)`;
    this.laser.classList.add('shown');
    if (this.timer !== null) return;
    const wait = this.sentAt + everyMs - performance.now();
    if (wait <= 0) this.point();
    else this.timer = setTimeout(() => this.point(), wait);
  }

  /** Says where the laser is now; the newest place counts. */
  private point(): void {
    this.timer = null;
    const { mouse } = this;
    if (!mouse) return;
    this.sentAt = performance.now();
    const spot = this.stage.toVisitor(mouse.clientX, mouse.clientY);
    const at: NodePoint | null = spot ? (this.rebuild()?.pointAt(spot.x, spot.y) ?? null) : null;
    if (at) {
      this.silent = false;
      this.send({ type: 'pointer', ...at });
    } else this.silence();
  }

  private leave(): void {
    this.mouse = null;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.laser.classList.remove('shown');
    this.silence();
  }

  private silence(): void {
    if (this.silent) return;
    this.silent = true;
    this.send({ type: 'pointer', node: null });
  }
}
