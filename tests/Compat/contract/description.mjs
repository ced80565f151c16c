import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const json = 'application/json';

/** Operations that are there to refuse: a vendor's SDK has them, and the answer says what to use instead. */
export const neverServed = new Set(['postConversationParticipantReplaceQueue']);

/** The operations of an OpenAPI file, each with what is needed to send requests and to judge answers. */
export function operationsOf(file) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addFormat('int32', true).addFormat('int64', true).addFormat('double', true);
  ajv.addSchema({ $id: 'file', components: closed(file.components) });

  return Object.entries(file.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      id: operation.operationId,
      method: method.toUpperCase(),
      path,
      parameters: operation.parameters ?? [],
      body: operation.requestBody?.content?.[json]?.schema,
      examples: Object.values(operation.requestBody?.content?.[json]?.examples ?? {}).map(
        (example) => example.value,
      ),
      streams: Object.values(operation.responses).some(
        (answer) => 'text/event-stream' in (answer.content ?? {}),
      ),
      fault: judge(ajv, operation),
    })),
  );
}

/** A schema with its reference followed. */
export function resolved(file, schema) {
  return schema?.$ref
    ? resolved(file, file.components.schemas[schema.$ref.split('/').at(-1)])
    : schema;
}

// Says what is wrong with an answer by the words of the description; undefined when nothing is.
function judge(ajv, operation) {
  const validators = new Map();
  for (const [status, answer] of Object.entries(operation.responses)) {
    const schema = answer.content?.[json]?.schema;
    validators.set(status, schema ? ajv.compile(absolute(schema)) : undefined);
  }

  return ({ status, body, text }) => {
    const key = [`${status}`, `${Math.floor(status / 100)}XX`].find((candidate) =>
      validators.has(candidate),
    );
    if (!key) {
      return `the status ${status} is not described`;
    }

    const validate = validators.get(key);
    if (!validate) {
      return text === '' ? undefined : `a body came with ${status}, and none is described`;
    }

    return validate(body) ? undefined : ajv.errorsText(validate.errors, { separator: '; ' });
  };
}

function absolute(schema) {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"file#/'));
}

// A field that is not described is a fault here, although readers of the file are told to expect new ones.
function closed(components) {
  return JSON.parse(JSON.stringify(components), (_, value) =>
    value?.type === 'object' && value.properties && value.additionalProperties === undefined
      ? { ...value, additionalProperties: false }
      : value,
  );
}
