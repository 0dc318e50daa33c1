// The page's script writes the same bytes and hashes as core/wire: the golden entries and the examples of
// docs/journal.md, for every kind that a page writes; and it refuses what it does not know.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import test from "node:test";
import { fileURLToPath } from "node:url";

const root = new URL("../../", import.meta.url);
const path = (name) => fileURLToPath(new URL(name, root));
const { buildSync } = createRequire(path("assets/web/package.json"))("esbuild");

async function script(name) {
  const { outputFiles } = buildSync({ entryPoints: [path(`assets/web/src/offline/${name}`)], bundle: true, format: "esm", write: false });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);
}
const { canonical_entry } = await script("entry.ts");
const { canonical, entry_hash, private_hash, private_part } = await script("canonical.ts");

const written_here = ["admission_undone", "admitted", "departed", "excused", "guest_registered", "host_decided", "lease_returned", "noted"];
const golden = new Map(readdirSync(path("tests/core/wire/golden")).map((file) => [file.replace(".json", ""), readFileSync(path(`tests/core/wire/golden/${file}`), "utf-8").trim()]));

// Members in another order, as an object that was put together anyhow has them.
const shuffled = (value) =>
  value === null || typeof value !== "object" ? value : Array.isArray(value) ? value.map(shuffled) : Object.fromEntries(Object.entries(value).reverse().map(([name, each]) => [name, shuffled(each)]));

test("golden entries of every kind that a page writes have their bytes", () => {
  for (const kind of written_here) assert.equal(canonical_entry(shuffled(JSON.parse(golden.get(kind)))), golden.get(kind), kind);
});

test("kinds that only servers and kiosks write are refused", () => {
  const others = [...golden.keys()].filter((kind) => !written_here.includes(kind));
  assert.ok(others.length > 20);
  for (const kind of others) assert.throws(() => canonical_entry(JSON.parse(golden.get(kind))), TypeError, kind);
});

test("what is no entry is refused", () => {
  const broken = (change) => {
    const entry = JSON.parse(golden.get("admitted"));
    change(entry);
    return entry;
  };
  const changes = {
    "another format": (entry) => (entry.format = 2),
    "an unknown field": (entry) => (entry.mood = "good"),
    "an unknown field of the fact": (entry) => (entry.fact.mood = "good"),
    "an unknown word": (entry) => (entry.fact.how = "swim"),
    "null": (entry) => (entry.guest = null),
    "a lower-case id": (entry) => (entry.ticket = entry.ticket.toLowerCase()),
    "the nil id": (entry) => (entry.guest = "0".repeat(26)),
    "a fraction": (entry) => (entry.time.venue += 0.5),
    "an empty door": (entry) => (entry.place.door = ""),
    "operator 0": (entry) => (entry.operator = 0),
    "zeros before the first": (entry) => (entry.previous = "0".repeat(64)),
    "a lease without its id": (entry) => (entry.fact.seat = { source: "lease" }),
    "an own seat with a lease": (entry) => (entry.fact.seat.source = "own"),
    "sequence 0": (entry) => (entry.sequence = 0),
    "half a character": (entry) => (entry.place.name = "\ud83d"),
  };
  for (const [name, change] of Object.entries(changes)) assert.throws(() => canonical_entry(broken(change)), TypeError, name);
});

const document = readFileSync(path("docs/journal.md"), "utf-8");

test("the examples of docs/journal.md have their bytes and hashes, and chain", () => {
  const examples = [...document.matchAll(/```json\n(\{"alone".*)\n```\n\nIts hash: `([0-9a-f]{64})`/g)];
  assert.equal(examples.length, 2);
  for (const [, text, hash] of examples) {
    assert.equal(canonical_entry(shuffled(JSON.parse(text))), text);
    assert.equal(entry_hash(text), hash);
  }
  assert.equal(JSON.parse(examples[1][1]).previous, entry_hash(examples[0][1]));
  const part = JSON.parse(/```json\n(\{"content":.*)\n```/.exec(document)[1]);
  assert.equal(private_hash(part), JSON.parse(examples[1][1]).private_hash);
});

test("the two parted kiosks of docs/journal.md", () => {
  const examples = [...document.matchAll(/^ {4}(\{"alone".*)$/gm)];
  assert.equal(examples.length, 2);
  for (const [, text] of examples) assert.equal(canonical_entry(shuffled(JSON.parse(text))), text);
});

test("texts are escaped as RFC 8785 has it", () => {
  assert.equal(canonical({ note: "Ä\u0007\n\"\\/\u2028\u007f😀" }), '{"note":"Ä\\u0007\\n\\"\\\\/\u2028\u007f😀"}');
  assert.equal(canonical({ "b": 1, "a": [true, "x"], "gone": undefined }), '{"a":[true,"x"],"b":1}');
});

// BLAKE2b of another implementation: Python's, over the bytes that a new private part has.
test("the hash of a new private part is BLAKE2b of salt and content", () => {
  const part = private_part({ full_name: "Zoë Łukasz", company: "Åse & Söhne" });
  const program = "import sys,base64,hashlib;s,c=sys.argv[1:];print(hashlib.blake2b(base64.urlsafe_b64decode(s+'==')+c.encode(),digest_size=32).hexdigest())";
  assert.equal(private_hash(part), execFileSync("python3", ["-c", program, part.salt, part.content], { encoding: "utf-8" }).trim());
  assert.notEqual(part.salt, private_part({}).salt);
});
