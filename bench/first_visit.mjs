// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Bytes over the wire of a first visit, as Chromium with an empty cache loads it: first_visit.mjs URL
// Prints {"bytes": 81234, "files": [{"name", "bytes"}]}.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const url = process.argv[2];
const profile = mkdtempSync(join(tmpdir(), "kommod-visit-"));
const browser = spawn(process.env.CHROMIUM ?? "/usr/bin/chromium",
  ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", `--user-data-dir=${profile}`, "--remote-debugging-pipe", "about:blank"],
  { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });

let number = 0;
const waiting = new Map();
const names = new Map();
const files = [];
let loaded = () => {};

function send(method, params = {}, sessionId = undefined) {
  const id = ++number;
  browser.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
  return new Promise((done) => waiting.set(id, done));
}
function receive({ id, method, params, result }) {
  if (id !== undefined) waiting.get(id)?.(result);
  if (method === "Network.requestWillBeSent") names.set(params.requestId, new URL(params.request.url).pathname);
  if (method === "Network.loadingFinished")
    files.push({ name: names.get(params.requestId), bytes: params.encodedDataLength });
  if (method === "Page.loadEventFired") loaded();
}
let rest = "";
browser.stdio[4].on("data", (data) => {
  const messages = (rest + data).split("\0");
  rest = messages.pop();
  messages.forEach((message) => receive(JSON.parse(message)));
});

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const given_up = setTimeout(() => browser.kill("SIGKILL"), 30_000);
browser.on("exit", () => {
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  process.exit(files.length > 0 ? 0 : 1);
});
const { targetId } = await send("Target.createTarget", { url: "about:blank" });
const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
await send("Network.enable", {}, sessionId);
await send("Page.enable", {}, sessionId);
const load = new Promise((done) => (loaded = done));
await send("Page.navigate", { url }, sessionId);
await load;
await pause(1000); // for fonts and pictures that scripts or styles ask for late
clearTimeout(given_up);
console.log(JSON.stringify({ bytes: files.reduce((sum, file) => sum + file.bytes, 0), files }));
await send("Browser.close");
