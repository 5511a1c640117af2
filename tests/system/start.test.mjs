// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Starting and stopping: what is wrong is said in a sentence, at once, and the process ends.
import assert from "node:assert/strict";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { Installation, engines, source, temporaryFolder } from "../lib/program.mjs";

// The command must end by itself, with status 1, a sentence on standard error and no stack of words.
function refused(result, pattern) {
  assert.equal(result.status, 1, result.stdout + result.stderr);
  assert.match(result.stderr, pattern);
  assert.doesNotMatch(result.stderr, /terminate called|core dumped|Assertion|Sanitizer/);
}

test("a taken port", async () => {
  const holder = createServer().listen(0, "127.0.0.1");
  await new Promise((ready) => holder.once("listening", ready));
  const { port } = holder.address();
  const child = new Installation().spawn(["serve", "--port", String(port)]);
  const { status } = await child.ended;
  holder.close();
  assert.equal(status, 1);
  assert.match(child.output, new RegExp(String(port)));
});

test("bad settings name file, line and what was meant", () => {
  const here = new Installation();
  const file = join(temporaryFolder(), "kommod.yaml");
  for (const [content, pattern] of [
    ["port: 99999\n", /Zeile 1.*port/],
    ["port: 8080\nprot: 1\n", /Zeile 2.*prot.*port/s],
    ["port: [1, 2]\n", /Zeile 1/],
    ["port: 80\n  data: x: y\n", /Zeile \d/],
    ["database: mysql://x\n", /postgresql:/],
  ]) {
    writeFileSync(file, content);
    refused(here.run("check", "--config", file), pattern);
  }
  refused(here.run("check", "--config", "/gibt/es/nicht.yaml"), /nicht\.yaml/);
  refused(here.run("check", { environment: { KOMMOD_PORT: "achtzig" } }), /KOMMOD_PORT/);
});

test("a data folder that is a file, or may not be written", () => {
  const here = new Installation();
  const file = join(temporaryFolder(), "data");
  writeFileSync(file, "");
  refused(here.run("check", "--data", file), /data/);
  if (process.getuid() !== 0) {
    const locked = join(temporaryFolder(), "locked");
    mkdirSync(locked);
    chmodSync(locked, 0o500);
    refused(here.run("check", "--data", locked), /locked/);
  }
});

test("a database file that is none", async () => {
  const here = await Installation.demonstration();
  const { readdirSync, statSync } = await import("node:fs");
  const files = readdirSync(here.folder, { recursive: true }).map(String).filter((name) => /m05558012.*\.(db|sqlite3?)$/.test(name));
  assert.equal(files.length, 1, "one file for the municipality");
  const path = join(here.folder, files[0]);
  writeFileSync(path, Buffer.alloc(statSync(path).size, "x"));
  refused(here.run("check"), /m05558012|05558012/);
});

test("a PostgreSQL server that is not there", () => {
  const here = new Installation();
  refused(here.run("check", "--database", "postgresql://kommod@127.0.0.1:1/kommod"), /PostgreSQL|database|Datenbank/i);
});

test("an unknown command or option ends with status 2", () => {
  const here = new Installation();
  for (const argument of [["gibt-es-nicht"], ["serve", "--gibt-es-nicht"], ["monitor"], []]) assert.equal(here.run(...argument).status, 2, argument.join(" "));
  assert.match(here.ok("--version").stdout, /^\d+\.\d+\.\d+/);
  assert.match(here.ok("--help").stdout, /serve/);
});

test("docs/settings.md holds the table that the program prints", () => {
  const table = new Installation().ok("settings").stdout.trim();
  assert.ok(readFileSync(join(source, "docs/settings.md"), "utf8").includes(table), "put the output of `kommod settings` into docs/settings.md");
});

for (const engine of engines) {
  test(`check tells what is missing, in words and as JSON (${engine.name})`, { skip: engine.skip }, async () => {
    const here = await Installation.demonstration(engine);
    const { stdout } = here.ok("check");
    assert.match(stdout, /Datenbank/);
    const findings = here.json("check", "--json");
    assert.ok(findings.every(({ weight, topic, text }) => ["fine", "warning", "problem"].includes(weight) && topic && text));
    assert.ok(findings.some(({ text }) => text.includes(engine.url ? "PostgreSQL" : "SQLite")));
    assert.ok(findings.some(({ topic, weight }) => topic === "Pflichttexte" && weight === "warning"), "empty mandatory texts are a warning");
  });

  test(`SIGTERM ends it gracefully, and the next start is quick (${engine.name})`, { skip: engine.skip }, async () => {
    const here = await Installation.demonstration(engine);
    const started = Date.now();
    const server = await here.serve(["--demonstration"]);
    const seconds = (Date.now() - started) / 1000;
    const page = fetch(`${server.url}/coesfeld/monitor?stand=2022-12-01`);
    assert.equal((await page).status, 200);
    const { status } = await server.stop();
    assert.equal(status, 0);
    assert.ok(seconds < 4, `${seconds} s until it was ready; the aim is 2`);
  });
}
