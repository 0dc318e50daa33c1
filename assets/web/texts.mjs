// The sources of the pages as plain JavaScript in the folder OUTPUT, for xgettext, which does not read TypeScript.
import { build } from "esbuild";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

await build({
  absWorkingDir: dirname(fileURLToPath(import.meta.url)),
  entryPoints: ["src/main.tsx"],
  outdir: process.argv[2],
  bundle: true,
  splitting: true,
  packages: "external",
  external: ["catalogue:*"],
  format: "esm",
  target: "es2022",
  charset: "utf8",
  jsx: "automatic",
  jsxImportSource: "preact",
  loader: { ".wasm": "empty", ".svg": "empty" },
  logLevel: "error",
});
