// Keeps one picture stream open: reads, watches for silence, reconnects with growing pauses.
// It knows nothing of what it carries, so a SharedWorker can own it for several windows.

import { MessageSplitter, parseMessage } from "./stream.js";

/** Silence after which the picture counts as stale; a heartbeat comes at least every second. */
export const STALE_AFTER_MS = 3000;
/** Silence after which the connection is given up and opened anew. */
const ABANDON_AFTER_MS = 12_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5000;

export class Connection {
  #url;
  #onMessage;
  #onState;
  #pauseMs = FIRST_PAUSE_MS;
  #abort = null;
  #open = false;
  #lastMessage = null;
  #retryAt = null;
  #problem = null;

  /** `onMessage(message)` gets every parsed message, `onState(state)` the state twice a second. */
  constructor(url, onMessage, onState) {
    this.#url = url;
    this.#onMessage = onMessage;
    this.#onState = onState;
  }

  start() {
    this.#run();
    setInterval(() => this.#watch(), 500);
  }

  /** "connecting" before the first message, then "live", "stale" (silent), "lost" (no server). */
  get state() {
    const now = performance.now();
    const silentMs = this.#lastMessage === null ? null : now - this.#lastMessage;
    const silent = silentMs !== null && silentMs > STALE_AFTER_MS;
    const name = this.#retryAt !== null ? (silentMs === null || silent || this.#problem ? "lost" : "live")
      : silentMs === null ? "connecting" : silent ? "stale" : "live";
    return {
      name,
      silentSeconds: silentMs === null ? null : silentMs / 1000,
      retrySeconds: this.#retryAt === null ? null : Math.max(0, (this.#retryAt - now) / 1000),
      problem: this.#problem,
    };
  }

  #watch() {
    const silentMs = performance.now() - (this.#lastMessage ?? Infinity);
    if (this.#open && silentMs > ABANDON_AFTER_MS) this.#abort?.abort();
    this.#onState(this.state);
  }

  async #run() {
    for (;;) {
      try {
        await this.#read();
        this.#problem = "the server ended the stream";
      } catch (error) {
        this.#problem = String(error?.message ?? error);
      }
      this.#open = false;
      this.#retryAt = performance.now() + this.#pauseMs;
      this.#onState(this.state);
      await new Promise((resume) => setTimeout(resume, this.#pauseMs));
      this.#pauseMs = Math.min(LONGEST_PAUSE_MS, this.#pauseMs * 2);
      this.#retryAt = null;
    }
  }

  async #read() {
    this.#abort = new AbortController();
    const response = await fetch(this.#url, { signal: this.#abort.signal, cache: "no-store" });
    if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`);
    this.#open = true;
    const reader = response.body.getReader();
    const splitter = new MessageSplitter();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      for (const body of splitter.push(value)) this.#deliver(body);
    }
  }

  #deliver(body) {
    const message = parseMessage(body);
    this.#lastMessage = performance.now();
    this.#problem = null;
    this.#pauseMs = FIRST_PAUSE_MS;
    if (message !== null) this.#onMessage(message);
  }
}
