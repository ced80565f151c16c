/** Everything that was put into the page, so that all of it can be taken out again. */
export class Scope {
  readonly #undo = new Set<() => void>();
  #closed = false;

  get closed(): boolean {
    return this.#closed;
  }

  /** Runs `undo` when the scope closes; at once when it is closed already. */
  add(undo: () => void): void {
    if (this.#closed) undo();
    else this.#undo.add(undo);
  }

  on<E extends Event>(
    target: EventTarget,
    type: string,
    handler: (event: E) => void,
    options?: AddEventListenerOptions,
  ): void {
    const listener = handler as EventListener;
    target.addEventListener(type, listener, options);
    this.add(() => target.removeEventListener(type, listener, options));
  }

  every(ms: number, run: () => void): void {
    if (this.#closed) return;
    const timer = setInterval(run, ms);
    this.add(() => clearInterval(timer));
  }

  after(ms: number, run: () => void): void {
    if (this.#closed) return;
    const undo = () => clearTimeout(timer);
    const timer = setTimeout(() => {
      this.#undo.delete(undo);
      run();
    }, ms);
    this.#undo.add(undo);
  }

  /** A scope that closes with this one, or before. */
  child(): Scope {
    const child = new Scope();
    const undo = () => child.close();
    this.add(undo);
    child.add(() => this.#undo.delete(undo));
    return child;
  }

  close(): void {
    this.#closed = true;
    const undo = [...this.#undo].reverse();
    this.#undo.clear();
    for (const step of undo) step();
  }
}
