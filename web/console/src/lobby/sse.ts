/** Server-sent events read from a fetch, because EventSource can't send the bearer header. */

export interface ServerEvent {
  event: string;
  data: string;
}

/** One event that grows beyond this is not one of ours. */
const maxEventChars = 8 * 1024 * 1024;

/** Feeds on pieces of the stream as they come and gives the events that are complete. */
export class EventParser {
  #rest = '';
  #event = '';
  #data: string[] = [];
  #size = 0;

  push(piece: string): ServerEvent[] {
    const events: ServerEvent[] = [];
    const lines = (this.#rest + piece).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        if (this.#data.length > 0) {
          events.push({ event: this.#event || 'message', data: this.#data.join('\n') });
        }
        this.#forget();
      } else {
        this.#field(line);
      }
    }
    if (this.#rest.length + this.#size > maxEventChars) {
      throw new RangeError(`a server-sent event is above ${maxEventChars} characters`);
    }
    return events;
  }

  #field(line: string): void {
    const colon = line.indexOf(':');
    if (colon === 0) return;
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'event') this.#event = value;
    if (name === 'data') {
      this.#data.push(value);
      this.#size += value.length;
    }
  }

  #forget(): void {
    this.#event = '';
    this.#data = [];
    this.#size = 0;
  }
}
