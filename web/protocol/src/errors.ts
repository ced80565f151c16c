/** Why bytes were refused. The codes are shared with vectors.json. */
export type ProtocolErrorCode =
  | 'truncated'
  | 'kind'
  | 'flags'
  | 'varint'
  | 'too_large'
  | 'order'
  | 'parts'
  | 'deflate'
  | 'json'
  | 'payload';

export class ProtocolError extends Error {
  readonly code: ProtocolErrorCode;

  constructor(code: ProtocolErrorCode, message: string) {
    super(message);
    this.name = 'ProtocolError';
    this.code = code;
  }
}
