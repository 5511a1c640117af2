// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A real clamd that knows one signature, our own: the published ones are hundreds of megabytes, and none is needed to see that
// the scanner is asked and obeyed.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./program.mjs";

export const virus = "KOMMOD-TEST-SIGNATURE-7f3a";
const program = ["/usr/sbin/clamd", "/usr/bin/clamd"].find(existsSync);
export const needsClamd = program ? {} : { skip: "clamd is not installed; tools/install test does it" };

// {address, stop()}; resolves when it answers.
export async function startClamd() {
  const folder = temporaryFolder();
  const signatures = join(folder, "signatures");
  mkdirSync(signatures);
  writeFileSync(join(signatures, "kommod.ndb"), `Kommod.Test:0:*:${Buffer.from(virus).toString("hex")}\n`);
  const socket = join(folder, "clamd.ctl");
  writeFileSync(join(folder, "clamd.conf"),
    [`DatabaseDirectory ${signatures}`, `LocalSocket ${socket}`, `TemporaryDirectory ${folder}`, "Foreground yes", "MaxThreads 2"].join("\n") + "\n");
  const child = spawn(program, ["--config-file", join(folder, "clamd.conf")], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes) => (output += bytes));
  process.on("exit", () => child.kill("SIGKILL"));
  const started = Date.now();
  while (!existsSync(socket)) {
    if (child.exitCode !== null || Date.now() - started > 60_000) throw new Error(`clamd does not start: ${output}`);
    await new Promise((done) => setTimeout(done, 100));
  }
  return {
    address: `unix:${socket}`,
    stop: () => new Promise((done) => {
      child.on("exit", done);
      child.kill("SIGTERM");
    }),
  };
}
