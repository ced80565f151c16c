import { ProtocolError } from '../src';

export function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The code of the ProtocolError that `act` throws; anything else fails the test. */
export function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (fault) {
    if (fault instanceof ProtocolError) return fault.code;
    throw fault;
  }
  throw new Error('nothing was refused');
}

export async function codeOfAsync(act: Promise<unknown>): Promise<string> {
  try {
    await act;
  } catch (fault) {
    if (fault instanceof ProtocolError) return fault.code;
    throw fault;
  }
  throw new Error('nothing was refused');
}
