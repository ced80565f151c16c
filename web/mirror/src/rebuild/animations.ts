import type { AnimationData } from '../wire/ops';
import { MirrorError } from '../wire/reader';
import { filterDeclarations } from './css';

const most = { animations: 64, frames: 256, properties: 64, value: 4_096 };
const fills = ['none', 'forwards', 'backwards', 'both', 'auto'];
const directions = ['normal', 'reverse', 'alternate', 'alternate-reverse'];
const composites = ['replace', 'add', 'accumulate', 'auto'];

/** What scripts animate on the visitor's page, animated here in the same way. */
export class Animations {
  private running = new Map<number, Animation[]>();

  /** Throws MirrorError for what no capture writes. */
  set(id: number, element: Element, json: string, base: string): void {
    const list = parse(json);
    for (const before of this.running.get(id) ?? []) before.cancel();
    this.running.delete(id);
    const started: Animation[] = [];
    for (const data of list) {
      const animation = start(element, data, base);
      if (animation) started.push(animation);
    }
    if (started.length > 0) this.running.set(id, started);
  }

  forget(id: number): void {
    this.running.delete(id);
  }

  clear(): void {
    this.running.clear();
  }
}

function parse(json: string): AnimationData[] {
  let list: unknown;
  try {
    list = JSON.parse(json);
  } catch {
    list = null;
  }
  if (!Array.isArray(list) || list.length > most.animations) throw fault();
  return list as AnimationData[];
}

function start(element: Element, data: AnimationData, base: string): Animation | null {
  if (!Array.isArray(data) || !Array.isArray(data[0]) || data[0].length > most.frames)
    throw fault();
  const [frames, timing, composite, pseudo, at, rate] = data;
  if (typeof timing !== 'object' || timing === null) throw fault();
  const { fill, direction, easing, iterations } = timing;
  const safe = frames.map((frame) => safeFrame(frame, base));
  try {
    const animation = Element.prototype.animate.call(element, safe, {
      delay: number(timing.delay),
      endDelay: number(timing.endDelay),
      duration: Math.max(0, number(timing.duration)),
      iterations: iterations === null ? Infinity : Math.max(0, number(iterations)),
      iterationStart: Math.max(0, number(timing.iterationStart)),
      easing: safeEasing(easing) ?? 'linear',
      fill: (fills.includes(`${fill}`) ? fill : 'none') as FillMode,
      direction: (directions.includes(`${direction}`) ? direction : 'normal') as PlaybackDirection,
      composite: (composites.includes(composite) ? composite : 'replace') as CompositeOperation,
      pseudoElement: /^::[a-z-]{1,32}$/.test(`${pseudo}`) ? pseudo : null,
    });
    if (rate === 0) animation.pause();
    else animation.playbackRate = number(rate) || 1;
    if (at !== null) animation.currentTime = number(at);
    return animation;
  } catch {
    // A browser that doesn't know such an animation shows the element as it is without.
    return null;
  }
}

function safeFrame(frame: unknown, base: string): Keyframe {
  if (typeof frame !== 'object' || frame === null) throw fault();
  const entries = Object.entries(frame).slice(0, most.properties);
  const safe: Keyframe = {};
  for (const [name, value] of entries) {
    if (name === 'offset') safe.offset = typeof value === 'number' ? value : null;
    else if (typeof value !== 'string' || value.length > most.value) continue;
    else if (name === 'easing') safe.easing = safeEasing(value) ?? 'linear';
    else if (name === 'composite') {
      if (composites.includes(value)) safe.composite = value as CompositeOperation;
    } else if (/^(?:[a-z][A-Za-z]{1,63}|--[\w-]{1,128})$/.test(name)) {
      safe[name] = filterDeclarations(value, base);
    }
  }
  return safe;
}

function safeEasing(value: unknown): string | null {
  return typeof value === 'string' && /^[a-z-]{1,32}(?:\([\w\s%.,-]{0,512}\))?$/.test(value)
    ? value
    : null;
}

function number(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

function fault(): MirrorError {
  return new MirrorError('an animation makes no sense');
}
