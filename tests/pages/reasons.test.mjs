// Each sentence in which the server says why a pull or a target stopped is understood by the page, which says it in its
// own language (assets/web/src/organiser/crm_reasons.ts); another system's words are not taken for ours.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import test from "node:test";
import { fileURLToPath } from "node:url";

const path = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const { build } = createRequire(path("assets/web/package.json"))("esbuild");
globalThis.localStorage = { getItem: () => "en", setItem() {} };
const no_catalogue = {
  name: "catalogue",
  setup(all) {
    all.onResolve({ filter: /^catalogue:/ }, (asked) => ({ path: asked.path, namespace: "catalogue" }));
    all.onLoad({ filter: /.*/, namespace: "catalogue" }, () => ({ contents: "{}", loader: "json" }));
  },
};
const { outputFiles } = await build({ entryPoints: [path("assets/web/src/organiser/crm_reasons.ts")], bundle: true, format: "esm", write: false, plugins: [no_catalogue], nodePaths: [path("assets/web/node_modules")] });
const { our_reason, reason_text } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);

const literal = String.raw`((?:"(?:[^"\\]|\\.)*"\s*)+)`;
const text_in = (literals) => [...literals.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, part]) => part.replace(/\\(.)/g, "$1")).join("");

// What stands between quotation marks in errors and in a target's answers, with something for each placeholder.
function sentences(file, from = "") {
  const source = readFileSync(path(file), "utf-8");
  const part = source.slice(source.indexOf(from));
  const told = [...part.matchAll(new RegExp(literal, "g"))].map(([, found]) => text_in(found)).filter((text) => /^[A-Z{].* .*\.$/.test(text));
  const words = [...part.matchAll(new RegExp(String.raw`Fate::(?:Refused|Stopped), \.words = ${literal}`, "g"))].map(([, found]) => text_in(found));
  return [...told, ...words].map((text) => text.replace("HTTP {}", "HTTP 404").replace("more than {}", "more than 32").replace(/^\{\}/, "crm").replaceAll("{}", "/srv/x"));
}

const files = ["answer", "http_client", "pull", "targets", "sewobe_source", "datahub_source", "eventbrite_source", "cmf_target", "pretix_target", "campaign_monitor_target"];
const all = [...files.flatMap((name) => sentences(`server/crm/${name}.cpp`)), ...sentences("core/settings/connector_settings.cpp", "Result<std::string> read_key_file").filter((text) => !text.startsWith("What ")), ...sentences("server/venue/crm_desk.cpp", "CrmDesk::require_wanted(")];

test("every sentence of the server's is understood", () => {
  assert.ok(all.length >= 18, `only ${all.length} were found`);
  for (const text of all) assert.ok(our_reason(text), `not understood: ${text}`);
});

test("a sentence that was cut is understood as well", () => {
  const cut = 'The connector "crm" answered with an error of GraphQL; check that its configuration in Data';
  assert.match(our_reason(cut), /Check that its configuration/);
});

test("what is to be done depends on what happened", () => {
  const refused = (status) => our_reason(`The connector "crm" refused (HTTP ${status}): whatever.`);
  assert.match(refused(401), /key file/);
  assert.match(refused(404), /linked to/);
  assert.match(refused(301), /moved/);
  assert.match(our_reason('The connector "crm" does not answer (Timeout was reached); it is tried again later.'), /in time/);
  assert.match(our_reason('The connector "crm" does not answer (Couldn\'t connect to server); look at the network, its address and its proxy.'), /network/);
});

test("another system's words stay as they are, between quotation marks", () => {
  for (const text of ["Validation failed: Empty mandatory field [ street ]", "HTTP 404", "Invalid token.", "The connector is down"]) {
    assert.equal(our_reason(text), undefined);
    assert.equal(reason_text(text), `“${text}”`);
  }
});
