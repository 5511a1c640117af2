// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Bundles styles and scripts, names everything by its content and compresses it ahead of time:
//   node build.mjs <web folder> <folder with node_modules>   ->   <second folder>/assets
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [source, build] = process.argv.slice(2);
const modules = join(build, "node_modules");
const out = join(build, "assets");
const esbuild = createRequire(join(build, "package.json"))("esbuild");

const types = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};
const manifest = [];

const hashOf = (bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 16);

function emit(name, bytes) {
  const ending = name.slice(name.lastIndexOf("."));
  const hash = hashOf(bytes);
  writeFileSync(join(out, name), bytes);
  if (ending !== ".woff2") {
    writeFileSync(join(out, `${name}.gz`), gzipSync(bytes, { level: 9 }));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    writeFileSync(join(out, `${name}.br`), brotliCompressSync(bytes, { params }));
  }
  manifest.push({ name, hash, type: types[ending] });
  return `../${hash}/${name}`;
}

const filesOf = (folder, ending) =>
  readdirSync(join(source, folder)).filter((name) => name.endsWith(ending)).sort();

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

// Fonts first: the styles name them by their hash, relative to their own folder.
const fontAddress = {};
for (const subset of ["latin", "latin-ext"]) {
  for (const weight of ["400", "600"]) {
    const name = `fira-sans-${subset}-${weight}-normal.woff2`;
    fontAddress[name] = emit(name, readFileSync(join(modules, "@fontsource/fira-sans/files", name)));
  }
}
for (const name of filesOf("images", ".svg")) emit(name, readFileSync(join(source, "images", name)));

const hashedFonts = {
  name: "hashed-fonts",
  setup(builder) {
    builder.onResolve({ filter: /\.woff2$/ }, ({ path }) => ({
      path: fontAddress[basename(path)],
      external: true,
    }));
  },
};

const bundled = await esbuild.build({
  entryPoints: [
    ...filesOf("styles", ".css").map((name) => join(source, "styles", name)),
    ...filesOf("scripts", ".js").map((name) => join(source, "scripts", name)),
  ],
  bundle: true,
  minify: true,
  write: false,
  outdir: out,
  format: "esm",
  target: ["chrome111", "firefox115", "safari16.4"],
  nodePaths: [modules],
  loader: { ".svg": "dataurl", ".png": "dataurl" },
  legalComments: "none",
  plugins: [hashedFonts],
  logLevel: "warning",
});
for (const file of bundled.outputFiles) emit(basename(file.path), Buffer.from(file.contents));

writeFileSync(join(out, "manifest.json"), JSON.stringify(manifest, null, 1));
