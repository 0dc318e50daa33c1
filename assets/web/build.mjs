// Builds the pages: node build.mjs OUTPUT. Names below built/ carry the hash of their content; everything that is worth it
// has a compressed copy (NAME.gz) beside it, which the server answers as it is.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import gettext from "gettext-parser";

const here = dirname(fileURLToPath(import.meta.url));
const output = process.argv[2] ?? join(here, "../../build/pages");

// {"English": "Deutsch", "{count} guest": ["…", "…"]}: what say() looks up. English is the sources' own.
async function catalogue(language) {
  const po = gettext.po.parse(await readFile(join(here, `../locale/${language}/pages.po`)));
  const texts = {};
  for (const message of Object.values(po.translations[""] ?? {})) {
    if (message.msgid === "") continue;
    texts[message.msgid] = message.msgid_plural ? message.msgstr : message.msgstr[0];
  }
  return JSON.stringify(texts);
}

const catalogues = {
  name: "catalogues",
  setup(plugins) {
    plugins.onResolve({ filter: /^catalogue:/ }, ({ path }) => ({ path: path.slice(10), namespace: "catalogue" }));
    plugins.onLoad({ filter: /.*/, namespace: "catalogue" }, async ({ path }) => ({
      contents: await catalogue(path),
      loader: "json",
      watchFiles: [join(here, `../locale/${path}/pages.po`)],
    }));
  },
};

async function compress(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const file = join(entry.parentPath ?? entry.path, entry.name);
    if (!entry.isFile() || file.endsWith(".gz")) continue;
    const content = await readFile(file);
    const smaller = gzipSync(content, { level: 9 });
    if (smaller.length + 256 < content.length) await writeFile(`${file}.gz`, smaller);
  }
}

await rm(output, { recursive: true, force: true });
await mkdir(join(output, "built"), { recursive: true });
const result = await build({
  absWorkingDir: here,
  entryPoints: { app: "src/main.tsx", page: "src/style/page.css" },
  outdir: join(output, "built"),
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  target: ["es2022", "chrome100", "firefox100", "safari15.4"],
  minify: true,
  metafile: true,
  jsx: "automatic",
  jsxImportSource: "preact",
  loader: { ".wasm": "file", ".svg": "file" },
  plugins: [catalogues],
  logLevel: "warning",
});

const built = Object.entries(result.metafile.outputs);
const name_of = (source) => {
  const found = built.find(([, made]) => made.entryPoint === source);
  return found[0].split("/").pop();
};
// What a script cannot begin without, however deep: fetched beside it, and not one after the other.
function parts_of(source, known = new Set()) {
  const follow = (made) => {
    for (const { path, kind } of made.imports) {
      if (kind !== "import-statement" || known.has(path)) continue;
      known.add(path);
      follow(result.metafile.outputs[path]);
    }
  };
  follow(built.find(([, made]) => made.entryPoint === source)[1]);
  return [...known].map((path) => path.split("/").pop());
}
let page = await readFile(join(here, "src/index.html"), "utf-8");
page = page.replace("{style}", `/built/${name_of("src/style/page.css")}`).replace("{script}", `/built/${name_of("src/main.tsx")}`);
page = page.replace("{parts}", parts_of("src/main.tsx").map((name) => `<link rel="modulepreload" href="/built/${name}">`).join("\n    "));
await writeFile(join(output, "index.html"), page);
for (const name of ["icon.svg", "manifest.webmanifest"]) await writeFile(join(output, name), await readFile(join(here, "src", name)));
await writeFile(join(output, "worker.js"), await worker());
await compress(output);
await writeFile(join(output, "../pages-sizes.json"), JSON.stringify(await sizes(output), null, 1));

// The worker keeps what the host page is made of; large parts, such as the scanner, when they are first used. Its version
// is that of the files it names.
async function worker() {
  const of_hosts = built.filter(([, made]) => !made.entryPoint?.startsWith("src/organiser/"));
  const kept = of_hosts.map(([path]) => path.split("/").pop()).filter((name) => /\.(js|css)$/.test(name));
  const files = ["/", "/icon.svg", "/manifest.webmanifest", ...kept.map((name) => `/built/${name}`)];
  const version = `einlass-${createHash("sha256").update(page).update(JSON.stringify(files)).digest("hex").slice(0, 16)}`;
  const source = await readFile(join(here, "src/offline/worker.js"), "utf-8");
  return source.replace('"{version}"', JSON.stringify(version)).replace('["{files}"]', JSON.stringify(files));
}

// What a browser fetches, compressed where there is a copy: the budget of the host page is tested against these.
async function sizes(folder) {
  const all = {};
  for (const [path, made] of built) {
    const file = join(folder, "built", path.split("/").pop());
    const compressed = await stat(`${file}.gz`).catch(() => stat(file));
    all[path.split("/").pop()] = { bytes: compressed.size, imports: made.imports.filter((i) => i.kind === "import-statement").map((i) => i.path.split("/").pop()), entry: made.entryPoint ?? "" };
  }
  return all;
}
