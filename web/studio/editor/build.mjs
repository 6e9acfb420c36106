// Writes web/static/vendor/codemirror.min.js and its licences. Run: npm ci && npm run build
import { readFile, writeFile } from "node:fs/promises";
import { build } from "esbuild";

const VENDOR = new URL("../../static/vendor/", import.meta.url);
const made = await build({
  entryPoints: ["codemirror.js"], bundle: true, minify: true, format: "iife", globalName: "CodeMirror",
  target: "es2022", charset: "utf8", legalComments: "none", metafile: true, write: false,
});
await writeFile(new URL("codemirror.min.js", VENDOR), made.outputFiles[0].contents);

const packages = [...new Set(Object.keys(made.metafile.inputs).flatMap((path) => {
  const found = path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)\//);
  return found ? [found[1]] : [];
}))].sort();
const texts = await Promise.all(packages.map(async (name) => {
  const about = JSON.parse(await readFile(`node_modules/${name}/package.json`, "utf8"));
  return `${name} ${about.version}\n\n${(await readFile(`node_modules/${name}/LICENSE`, "utf8")).trim()}\n`;
}));
await writeFile(new URL("codemirror.LICENSE", VENDOR), texts.join("\n---\n\n"));
