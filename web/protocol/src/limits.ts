/** The limits of `pillion.v1`, in bytes unless the name says otherwise. docs/internals/live-protocol.md */

/** One WebSocket message. */
export const maxMessageBytes = 320 * 1024;
/** One part of a keyframe or delta; a larger payload is sent in parts. */
export const partBytes = 256 * 1024;
/** One keyframe or delta as sent, all parts. */
export const maxOrderedBytes = 32 * 1024 * 1024;
/** One keyframe or delta after inflation. */
export const maxInflatedBytes = 64 * 1024 * 1024;
/** One asset, all parts. */
export const maxAssetBytes = 8 * 1024 * 1024;
/** One part of an asset, its hash and media type included. */
export const assetPartBytes = 64 * 1024;
/** One hello, welcome, request or event. */
export const maxJsonBytes = 64 * 1024;
/** Payloads above this are worth deflating; below it the string dictionary has done the work. */
export const deflateAboveBytes = 2 * 1024;
/** Hashes in one `have` request. */
export const maxHaveHashes = 256;
