// The picture stream's bytes: length-prefixed messages cut out of chunks, and their fields.
// The layout is described byte by byte in docs/formats/picture-stream.md.

export const MessageType = Object.freeze({ snapshot: 1, delta: 2, heartbeat: 3, status: 4 });
export const RECORD_BYTES = 48;
const HEADER_BYTES = 16;
const VERSION = 1;
/** No honest message is longer (a snapshot of 10,000 tracks has 480,020 bytes). */
const LONGEST_BODY = 64 * 1024 * 1024;

export class StreamError extends Error {}

/** Cuts chunks of any size into message bodies. */
export class MessageSplitter {
  #prefix = new Uint8Array(4);
  #prefixFilled = 0;
  #body = null;
  #bodyFilled = 0;

  /** Takes the next chunk; returns the bodies it completes. */
  push(chunk) {
    const bodies = [];
    let offset = 0;
    while (offset < chunk.length) {
      offset = this.#body === null ? this.#takePrefix(chunk, offset) : this.#takeBody(chunk, offset);
      if (this.#body !== null && this.#bodyFilled === this.#body.length) {
        bodies.push(this.#body);
        this.#body = null;
      }
    }
    return bodies;
  }

  #takePrefix(chunk, offset) {
    this.#prefix[this.#prefixFilled] = chunk[offset];
    this.#prefixFilled += 1;
    if (this.#prefixFilled === 4) {
      const length = new DataView(this.#prefix.buffer).getUint32(0, true);
      if (length > LONGEST_BODY) throw new StreamError(`message of ${length} bytes`);
      this.#body = new Uint8Array(length);
      this.#bodyFilled = 0;
      this.#prefixFilled = 0;
    }
    return offset + 1;
  }

  #takeBody(chunk, offset) {
    const count = Math.min(chunk.length - offset, this.#body.length - this.#bodyFilled);
    this.#body.set(chunk.subarray(offset, offset + count), this.#bodyFilled);
    this.#bodyFilled += count;
    return offset + count;
  }
}

/** Nanoseconds since 1970 (signed, 64 bits, little-endian) as milliseconds. */
function millisecondsAt(view, offset) {
  return (view.getInt32(offset + 4, true) * 4294967296 + view.getUint32(offset, true)) / 1e6;
}

/**
 * The fields of a message body; null for a type this page does not know.
 * Records stay bytes (`records`, a DataView over whole records): the picture reads them in place.
 */
export function parseMessage(body) {
  if (body.length < HEADER_BYTES) throw new StreamError(`message of ${body.length} bytes, header has 16`);
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const version = view.getUint8(1);
  if (version !== VERSION) throw new StreamError(`stream version ${version}, this page reads ${VERSION}`);
  const message = {
    type: view.getUint8(0),
    recordBytes: view.getUint16(2, true),
    number: view.getUint32(4, true),
    timeMs: millisecondsAt(view, 8),
  };
  switch (message.type) {
    case MessageType.snapshot: return withSnapshot(message, view);
    case MessageType.delta: return withDelta(message, view);
    case MessageType.heartbeat: return message;
    case MessageType.status: return withStatus(message, body);
    default: return null;
  }
}

function recordsAt(message, view, offset, count) {
  const bytes = count * message.recordBytes;
  if (message.recordBytes < RECORD_BYTES || offset + bytes > view.byteLength) {
    throw new StreamError(`${count} records of ${message.recordBytes} bytes in ${view.byteLength - offset} bytes`);
  }
  return new DataView(view.buffer, view.byteOffset + offset, bytes);
}

function needBytes(view, length) {
  if (view.byteLength < length) throw new StreamError(`message of ${view.byteLength} bytes, needs ${length}`);
}

function withSnapshot(message, view) {
  needBytes(view, 20);
  message.records = recordsAt(message, view, 20, view.getUint32(16, true));
  return message;
}

function withDelta(message, view) {
  needBytes(view, 28);
  const changed = view.getUint32(20, true);
  const removed = view.getUint32(24, true);
  message.previous = view.getUint32(16, true);
  message.records = recordsAt(message, view, 28, changed);
  const start = 28 + changed * message.recordBytes;
  needBytes(view, start + removed * 4);
  message.removed = Array.from({ length: removed }, (_, index) => view.getUint32(start + index * 4, true));
  return message;
}

function withStatus(message, body) {
  try {
    message.value = JSON.parse(new TextDecoder().decode(body.subarray(HEADER_BYTES)));
  } catch (error) {
    throw new StreamError(`status message: ${error.message}`);
  }
  if (message.value === null || typeof message.value !== "object") throw new StreamError("status message: no object");
  return message;
}
