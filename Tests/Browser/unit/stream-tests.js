import { MessageSplitter, parseMessage } from "../stream.js";
import { equal, test, throws, truthy } from "./harness.js";
import { delta, framed, heartbeat, record, snapshot, status } from "./make-messages.js";

const bodies = [
  status({ kind: "status", title: "Ésïœ <b>" }), snapshot(7, 1000, [record({ number: 1 }), record({ number: 2 })]),
  heartbeat(7, 1500), delta(8, 2000, 7, [record({ number: 1 })], [2]),
];

test("messages are found whatever the chunks are", () => {
  const bytes = framed(...bodies);
  for (const size of [1, 2, 3, 5, 16, 47, 49, 100, bytes.length]) {
    const splitter = new MessageSplitter();
    const found = [];
    for (let offset = 0; offset < bytes.length; offset += size) found.push(...splitter.push(bytes.subarray(offset, offset + size)));
    equal(found.map((body) => body.length), bodies.map((body) => body.length), `chunks of ${size}:`);
    equal([...found[3]], [...bodies[3]], `last body, chunks of ${size}:`);
  }
});

test("an empty body passes and does not stall the next", () => {
  const found = new MessageSplitter().push(framed(new Uint8Array(0), heartbeat(1, 0)));
  equal(found.map((body) => body.length), [0, 16]);
});

test("fields are read as the format page says", () => {
  const message = parseMessage(bodies[3]);
  equal([message.type, message.number, message.previous, message.timeMs], [2, 8, 7, 2000]);
  equal(message.removed, [2]);
  equal(message.records.byteLength, 48);
  equal(parseMessage(bodies[0]).value.title, "Ésïœ <b>");
});

test("times of this century keep their milliseconds", () => {
  equal(parseMessage(heartbeat(1, 1795218845123)).timeMs, 1795218845123);
});

test("a longer record of a later version is stepped over", () => {
  const body = snapshot(1, 0, []);
  const long = new Uint8Array(20 + 2 * 56);
  long.set(body);
  const view = new DataView(long.buffer);
  view.setUint16(2, 56, true);
  view.setUint32(16, 2, true);
  equal(parseMessage(long).records.byteLength, 112);
});

test("an unknown type is passed over", () => {
  const body = heartbeat(1, 0);
  body[0] = 99;
  equal(parseMessage(body), null);
});

test("what is cut short or boasts of more than it has is refused", () => {
  throws(() => parseMessage(new Uint8Array(3)), "short header");
  throws(() => parseMessage(bodies[1].subarray(0, 60)), "cut snapshot");
  throws(() => parseMessage(bodies[3].subarray(0, bodies[3].length - 2)), "cut delta");
  const huge = snapshot(1, 0, []);
  new DataView(huge.buffer).setUint32(16, 0xffffffff, true);
  throws(() => parseMessage(huge), "count beyond the body");
  throws(() => new MessageSplitter().push(new Uint8Array([255, 255, 255, 255])), "length beyond reason");
  const version = heartbeat(1, 0);
  version[1] = 2;
  throws(() => parseMessage(version), "other version");
  throws(() => parseMessage(bodies[0].subarray(0, bodies[0].length - 1)), "cut JSON");
});

test("random bytes throw or parse, and never hang", () => {
  let seed = 1;
  const random = () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff;
  let refused = 0;
  for (let round = 0; round < 2000; round += 1) {
    const body = Uint8Array.from({ length: Math.floor(random() * 120) }, () => Math.floor(random() * 256));
    if (body.length > 1) body[1] = 1;
    if (body.length > 0) body[0] = 1 + Math.floor(random() * 4);
    try {
      parseMessage(body);
    } catch {
      refused += 1;
    }
  }
  truthy(refused > 1000, `${refused} of 2000 refused`);
});
