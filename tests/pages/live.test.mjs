// How the pages' feed tells a quiet line from a dead one (assets/web/src/app/live.ts): by the server's beats.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { beforeEach, mock, test } from "node:test";
import { fileURLToPath } from "node:url";

const path = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const { buildSync } = createRequire(path("assets/web/package.json"))("esbuild");
const { outputFiles } = buildSync({ entryPoints: [path("assets/web/src/app/live.ts")], bundle: true, format: "esm", write: false, nodePaths: [path("assets/web/node_modules")] });
const { LiveFeed } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);

const beat_ms = 15_000; // of the server
let lines = [];
let opened;
globalThis.EventSource = class extends EventTarget {
  static OPEN = 1;
  static CLOSED = 2;
  readyState = 0;
  constructor() {
    super();
    lines.push(this);
  }
  close() {
    this.readyState = 2;
  }
  says(event) {
    if (event === "open") this.readyState = 1;
    this.dispatchEvent(new Event(event));
  }
};
globalThis.addEventListener = globalThis.removeEventListener = () => undefined;
globalThis.document = Object.assign(new EventTarget(), { visibilityState: "visible" });

function open() {
  let told = 0;
  const feed = (opened = new LiveFeed("evening", () => ++told));
  lines[0].says("open");
  return { feed, told: () => told };
}

beforeEach(() => {
  opened?.close();
  lines = [];
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
});

test("a line that beats stands, however little happens", () => {
  const { feed, told } = open();
  for (let i = 0; i < 20; ++i) {
    mock.timers.tick(beat_ms);
    lines[0].says("beat");
  }
  assert.equal(feed.connected.value, true);
  assert.equal(lines.length, 1);
  assert.equal(told(), 1); // a beat is no change
});

test("one lost beat is none", () => {
  const { feed } = open();
  mock.timers.tick(2 * beat_ms);
  assert.equal(feed.connected.value, true);
});

test("a line that falls silent is away, and opened anew until one answers", () => {
  const { feed, told } = open();
  mock.timers.tick(3 * beat_ms);
  assert.equal(feed.connected.value, false);
  assert.equal(lines[0].readyState, EventSource.CLOSED);
  assert.equal(lines.length, 2);
  mock.timers.tick(3 * beat_ms); // nobody answers
  assert.equal(lines.length, 3);
  lines[2].says("open");
  assert.equal(feed.connected.value, true);
  assert.equal(told(), 2); // whatever was missed
});

test("a phone that slept looks at once, as its timers slept as well", () => {
  const { feed } = open();
  mock.timers.reset(); // none fires any more
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 100 * beat_ms });
  document.dispatchEvent(new Event("visibilitychange"));
  assert.equal(feed.connected.value, false);
  assert.equal(lines.length, 2);
});

test("a feed that was closed stays closed", () => {
  const { feed } = open();
  feed.close();
  mock.timers.tick(10 * beat_ms);
  assert.equal(lines.length, 1);
});
