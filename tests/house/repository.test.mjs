// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The repository as a house: licences, documents, dependencies and lock files say what is true.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { source } from "../lib/program.mjs";

const files = execFileSync("git", ["ls-files", "-z"], { cwd: source, encoding: "utf8", maxBuffer: 1 << 26 })
  .split("\0")
  .filter((name) => name && existsSync(join(source, name)));
const read = (name) => readFileSync(join(source, name), "utf8");
const lines = (name) => read(name).split("\n").filter((line) => line && !line.startsWith("#"));

// In two pieces, else `reuse lint` takes this line for a licence.
const licenceTag = new RegExp("SPDX-License-" + "Identifier: (.*)");

// The patterns of REUSE.toml: "**" crosses folders, "*" does not.
function annotated() {
  const patterns = [...read("REUSE.toml").matchAll(/path = \[([^\]]*)\]/g)].flatMap((match) =>
    [...match[1].matchAll(/"([^"]+)"/g)].map((quoted) => quoted[1]),
  );
  const expressions = patterns.map(
    (pattern) =>
      new RegExp(
        "^" +
          pattern
            .replace(/[.+^${}()|[\]\\]/g, "\\$&")
            .replace(/\*\*\//g, "\u0001")
            .replace(/\*\*/g, "\u0002")
            .replace(/\*/g, "[^/]*")
            .replace(/\u0001/g, "(.*/)?")
            .replace(/\u0002/g, ".*") +
          "$",
      ),
  );
  return (name) => expressions.some((expression) => expression.test(name));
}

test("every file says its licence", () => {
  const covered = annotated();
  const silent = files.filter(
    (name) =>
      !name.startsWith("LICENSES/") &&
      !covered(name) &&
      !licenceTag.test(read(name).slice(0, 1000)),
  );
  assert.deepEqual(silent, [], "put an SPDX header into these files or name them in REUSE.toml");
});

test("every licence that is named has its text", () => {
  for (const name of ["MIT", "EUPL-1.2"]) assert.ok(existsSync(join(source, "LICENSES", `${name}.txt`)), name);
  // `reuse lint` takes everything up to the line's end, or the comment's, for the licence.
  const odd = files.filter((name) => {
    const [, licence] = read(name).slice(0, 1000).match(licenceTag) ?? [];
    return licence && !existsSync(join(source, "LICENSES", `${licence.replace(/\s*(-->|\*\/|}})?\s*$/, "")}.txt`));
  });
  assert.deepEqual(odd, [], "the licence must stand alone in its line");
});

test("every source of C++ stays under 500 lines", () => {
  const long = files.filter((name) => /^(src|bench|fuzz)\/.*\.(cpp|h)$/.test(name) && read(name).split("\n").length > 500);
  assert.deepEqual(long, []);
});

// Texts of the demonstration are pages: their links are followed by tests/browser.
test("links in the documents lead somewhere", () => {
  const dead = [];
  for (const name of files.filter((file) => file.endsWith(".md") && !file.startsWith("demonstration/"))) {
    for (const [, target] of read(name).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^(https?:|mailto:|#)/.test(target)) continue;
      if (!existsSync(join(source, dirname(name), target.split("#")[0]))) dead.push(`${name}: ${target}`);
    }
  }
  assert.deepEqual(dead, []);
});

test("every dependency has its reason in docs/dependencies.md", () => {
  const reasons = read("docs/dependencies.md");
  const packages = ["tools/packages.build", "tools/packages.test"].flatMap(lines);
  const npm = ["web/package.json", "tests/package.json"].flatMap((name) => {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(read(name));
    return [...Object.keys(dependencies), ...Object.keys(devDependencies)];
  });
  assert.deepEqual(
    [...packages, ...npm].filter((name) => !reasons.includes(`\`${name}\``)),
    [],
  );
});

test("lock files name no host, and versions are exact", () => {
  for (const name of ["web/package-lock.json", "tests/package-lock.json"])
    assert.doesNotMatch(read(name), /"resolved": "http/, name);
  for (const name of ["web/package.json", "tests/package.json"]) {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(read(name));
    for (const [dependency, version] of Object.entries({ ...dependencies, ...devDependencies }))
      assert.match(version, /^\d+\.\d+\.\d+$/, `${name}: ${dependency}`);
  }
});

test("a template holds no script, no style and no handler", () => {
  for (const name of files.filter((file) => file.startsWith("web/templates/") && file.endsWith(".html"))) {
    assert.doesNotMatch(read(name), /<style|\sstyle=|\son[a-z]+=|javascript:/i, name);
    for (const [, attributes] of read(name).matchAll(/<script([^>]*)>/g)) {
      const data = /type="application\/ld\+json"/.test(attributes);
      assert.ok(data || /src=/.test(attributes), `${name}: inline script`);
    }
  }
});

test("a migration is named by number and room, without gaps", () => {
  const folders = new Map();
  for (const name of files.filter((file) => /\/schema\/.*\.sql$/.test(file))) {
    const folder = dirname(name);
    const [, number] = name.match(/\/(\d{4})_[a-z0-9_]+(\.sqlite|\.postgresql)?\.sql$/) ?? assert.fail(name);
    folders.set(folder, new Set([...(folders.get(folder) ?? []), Number(number)]));
  }
  for (const [folder, numbers] of folders)
    assert.deepEqual([...numbers].sort((a, b) => a - b), Array.from({ length: numbers.size }, (_, index) => index + 1), folder);
});

test("the picture of the rooms is drawn from the links that are there", () => {
  const drawn = execFileSync(process.execPath, [join(source, "tools/draw-rooms")], { encoding: "utf8" });
  assert.equal(read("docs/images/rooms.svg"), drawn, "run: tools/draw-rooms > docs/images/rooms.svg");
});
