// The sentences of the server as its sources have them, for tests that hold a page's words against them; and a page's script.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
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

// In English.
export async function script(name) {
  const { outputFiles } = await build({ entryPoints: [path(`assets/web/src/${name}`)], bundle: true, format: "esm", write: false, plugins: [no_catalogue], nodePaths: [path("assets/web/node_modules")] });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);
}

export const literal = String.raw`((?:"(?:[^"\\]|\\.)*"\s*)+)`;
export const text_in = (literals) => [...literals.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, part]) => part.replace(/\\(.)/g, "$1")).join("");
export const source_of = (file, from = "") => {
  const source = readFileSync(path(file), "utf-8");
  return source.slice(source.indexOf(from));
};
// What stands between quotation marks, as one text where it goes on in the next line.
export const texts_in = (source) => [...source.matchAll(new RegExp(literal, "g"))].map(([, found]) => text_in(found));
