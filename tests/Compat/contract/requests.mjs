import { resolved } from './description.mjs';

const awkward = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  9007199254740993,
  '',
  ' ',
  'a',
  'ä',
  '\u0000',
  '💡',
  '\ud83d',
  '"',
  '<b>',
  "';--",
  '../..',
  '%00',
  'x'.repeat(5000),
  [],
  {},
  [[]],
  [null],
  [{}],
  { a: { b: { c: 1 } } },
  '2026-11-22T13:00:00',
  '5e2b0000-0000-7000-8000-000000000000',
  'cobrowse',
  'COBROWSE',
  'agent',
  'user',
  'connected',
];
const spellings = [
  (name) => name.toUpperCase(),
  (name) => name.slice(0, 1).toUpperCase() + name.slice(1),
  (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
  (name) => name.slice(0, -1) || 'x',
  (name) => `${name}s`,
  (name) => name.slice(1) + name.slice(0, 1),
];
const strangeNames = [
  'participant_ids',
  'agentId',
  'conversation_type',
  'wrap_up_code',
  'initiator',
  'customer',
  '__proto__',
  'constructor',
  '$ref',
  'a'.repeat(300),
  '',
];

/** Makes requests for operations: good ones, damaged ones, and ones that make no sense at all. */
export class Requests {
  #file;
  #world;
  #chance;

  /**
   * @param file the OpenAPI file
   * @param world knows what exists on the server: `value(name)` gives a value for a field or parameter of that name
   */
  constructor(file, world, chance) {
    this.#file = file;
    this.#world = world;
    this.#chance = chance;
  }

  /** A request that ought to be served. */
  good(operation) {
    const scene = this.#world.scene(operation.path);
    const query = operation.parameters
      .filter(
        (parameter) =>
          parameter.in === 'query' && this.#chance.maybe(parameter.required ? 1 : 0.25),
      )
      .map((parameter) => [
        parameter.name,
        this.#text(this.#fromSchema(parameter.schema, parameter.name, scene, 0)),
      ]);
    return {
      operation,
      method: operation.method,
      path: operation.path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(scene(name))),
      query,
      headers: {},
      body: operation.body ? this.#goodBody(operation, scene) : undefined,
    };
  }

  /** A good request with one to three things wrong. */
  damaged(operation) {
    const request = this.good(operation);
    for (let wounds = 1 + this.#chance.below(3); wounds > 0; wounds--) {
      this.#damage(request);
    }

    return request;
  }

  #damage(request) {
    const chance = this.#chance;
    const kinds = ['body', 'body', 'body', 'body', 'path', 'query', 'header', 'bytes', 'method'];
    switch (chance.of(kinds)) {
      case 'body':
        request.body = this.#damagedValue(request.body ?? {}, 0);
        break;
      case 'path': {
        const parts = request.path.split('/');
        const at = 3 + chance.below(Math.max(1, parts.length - 3));
        parts[at] = chance.of([
          chance.of(spellings)(parts[at] || 'x'),
          'cobrowse',
          'x',
          '%00',
          '%F0%9F',
          'a'.repeat(200),
          '..',
          '',
          `${parts[at]}/${parts[at]}`,
        ]);
        request.path = parts.join('/');
        break;
      }
      case 'query':
        request.query.push([
          chance.of([
            'pageSize',
            'pageNumber',
            'dryRun',
            'expand',
            'id',
            'sortOrder',
            'x',
            'pagesize',
            '__proto__',
          ]),
          this.#text(chance.of(awkward)),
        ]);
        break;
      case 'header':
        Object.assign(
          request.headers,
          chance.of([
            {
              'content-type': chance.of([
                'text/plain',
                'application/x-www-form-urlencoded',
                'application/xml',
                'x',
                'application/json; charset=latin1',
              ]),
            },
            { 'idempotency-key': chance.of(['a', 'b', 'x'.repeat(300), ' ']) },
            { 'if-match': chance.of(['"1"', '*', 'x', '"999"', 'W/"1"']) },
            { 'if-none-match': chance.of(['"1"', '*', 'x']) },
            { accept: chance.of(['text/html', 'application/xml', '*/*']) },
            { authorization: chance.of(['Bearer x', 'Basic ZGV2OmRldi1zZWNyZXQ=', 'x', '']) },
            { 'content-encoding': 'gzip' },
            { origin: 'https://elsewhere.test' },
          ]),
        );
        break;
      case 'bytes': {
        const text = JSON.stringify(request.body ?? {});
        const at = chance.below(text.length);
        request.bytes = chance.of([
          text.slice(0, at),
          text.slice(0, at) +
            chance.of(['“', "'", ',', '}', '\\', '\u0001', 'NaN', '//']) +
            text.slice(at),
          'null',
          '[]',
          '"text"',
          '',
          '['.repeat(1000),
          '{"a":'.repeat(50) + '1' + '}'.repeat(50),
          Buffer.from([0xff, 0xfe, 0x7b]),
        ]);
        break;
      }
      default:
        request.method = chance.of(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);
    }
  }

  #damagedValue(value, depth) {
    const chance = this.#chance;
    if (Array.isArray(value)) {
      const copy = [...value];
      const at = chance.below(copy.length + 1);
      switch (chance.below(4)) {
        case 0:
          copy.splice(at, 1);
          return copy;
        case 1:
          copy.push(chance.of(awkward));
          return copy;
        case 2:
          return copy.length > 0 ? [...copy, ...copy] : [chance.of(awkward)];
        default:
          return copy.length > 0
            ? copy.map((item, index) => (index === at ? this.#damagedValue(item, depth + 1) : item))
            : chance.of(awkward);
      }
    }

    if (value === null || typeof value !== 'object') {
      return chance.of([
        chance.of(awkward),
        typeof value === 'string' && value ? chance.of(spellings)(value) : `${value}`,
        [value],
        { value },
      ]);
    }

    const names = Object.keys(value);
    const name = names.length > 0 ? chance.of(names) : undefined;
    switch (name === undefined ? 3 : chance.below(6)) {
      case 0:
        return Object.fromEntries(Object.entries(value).filter(([known]) => known !== name));
      case 1:
        return Object.fromEntries(
          Object.entries(value).map(([known, item]) => [
            known === name ? chance.of(spellings)(known) : known,
            item,
          ]),
        );
      case 2:
        return Object.fromEntries(Object.entries(value).reverse());
      case 3:
        return { ...value, [chance.of(strangeNames)]: chance.of(awkward) };
      case 4:
        return Object.fromEntries(
          Object.entries(value).map(([known, item]) => [
            known === name ? chance.of(strangeNames) : known,
            item,
          ]),
        );
      default:
        return {
          ...value,
          [name]: depth < 4 ? this.#damagedValue(value[name], depth + 1) : chance.of(awkward),
        };
    }
  }

  #goodBody(operation, scene) {
    if (operation.examples.length > 0) {
      const example = this.#chance.of(operation.examples);
      return JSON.parse(JSON.stringify(example), (_, value) =>
        typeof value === 'string'
          ? value.replace(/\{(\w+)\}/g, (placeholder, name) => scene(name) ?? placeholder)
          : value,
      );
    }

    return this.#fromSchema(operation.body, 'body', scene, 0);
  }

  #fromSchema(given, name, scene, depth) {
    const chance = this.#chance;
    const schema = resolved(this.#file, given) ?? {};
    if (schema.enum) {
      return chance.of(schema.enum);
    }

    switch (schema.type) {
      case 'object': {
        const wanted = Object.entries(schema.properties ?? {}).filter(
          ([field]) => schema.required?.includes(field) || chance.maybe(depth > 3 ? 0 : 0.4),
        );
        return schema.properties
          ? Object.fromEntries(
              wanted.map(([field, property]) => [
                field,
                this.#fromSchema(property, field, scene, depth + 1),
              ]),
            )
          : { ticket: 'T-17' };
      }
      case 'array':
        return Array.from({ length: chance.below(3) }, () =>
          this.#fromSchema(schema.items, name, scene, depth + 1),
        );
      case 'integer':
      case 'number': {
        const least = schema.minimum ?? 0;
        return least + chance.below(Math.min(100, (schema.maximum ?? 100) - least + 1));
      }
      case 'boolean':
        return chance.maybe(0.5);
      default:
        return schema.format === 'date-time'
          ? '2026-11-22T13:00:00.000Z'
          : (scene(name) ?? chance.of(['text', 'a longer text', 'T-17']));
    }
  }

  #text(value) {
    return typeof value === 'string'
      ? value
      : Array.isArray(value)
        ? value.join(',')
        : JSON.stringify(value);
  }
}
