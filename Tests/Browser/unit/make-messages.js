// Builds stream messages, to be parsed again.

export function record(fields = {}) {
  const view = new DataView(new ArrayBuffer(48));
  view.setUint32(0, fields.number ?? 1, true);
  view.setInt32(4, Math.round((fields.latitude ?? 0) * 1e7), true);
  view.setInt32(8, Math.round((fields.longitude ?? 0) * 1e7), true);
  view.setInt16(12, fields.level ?? -32768, true);
  view.setInt16(14, fields.verticalRate ?? -32768, true);
  view.setUint16(16, fields.speed ?? 65535, true);
  view.setUint16(18, fields.angle ?? 0, true);
  view.setUint16(20, fields.code ?? 65535, true);
  view.setUint8(22, fields.levelKind ?? 0);
  view.setUint8(23, fields.identity ?? 0);
  view.setUint16(24, fields.flags ?? 0, true);
  view.setUint16(26, fields.sources ?? 0, true);
  view.setUint16(28, fields.age ?? 0, true);
  view.setUint8(30, fields.page ?? 0);
  view.setInt8(31, fields.trend ?? 0);
  const callsign = (fields.callsign ?? "").padEnd(8);
  for (let index = 0; index < 8; index += 1) view.setUint8(32 + index, callsign.charCodeAt(index));
  view.setUint32(40, fields.address ?? 0xffffffff, true);
  view.setUint16(44, fields.quality ?? 0, true);
  return new Uint8Array(view.buffer);
}

function header(type, number, timeMs) {
  const view = new DataView(new ArrayBuffer(16));
  view.setUint8(0, type);
  view.setUint8(1, 1);
  view.setUint16(2, 48, true);
  view.setUint32(4, number, true);
  view.setBigInt64(8, BigInt(Math.round(timeMs)) * 1000000n, true);
  return new Uint8Array(view.buffer);
}

function words(...values) {
  return new Uint8Array(Uint32Array.from(values).buffer);
}

export function joined(...parts) {
  const out = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    out.set(part, offset);
    offset += part.length;
  }
  return out;
}

export const snapshot = (number, timeMs, records) => joined(header(1, number, timeMs), words(records.length), ...records);
export const delta = (number, timeMs, previous, changed, removed = []) => joined(
  header(2, number, timeMs), words(previous, changed.length, removed.length), ...changed, words(...removed));
export const heartbeat = (number, timeMs) => header(3, number, timeMs);
export const status = (value) => joined(header(4, 1, 0), new TextEncoder().encode(JSON.stringify(value)));
export const framed = (...bodies) => joined(...bodies.flatMap((body) => [words(body.length), body]));
