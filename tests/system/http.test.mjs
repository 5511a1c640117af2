// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The server as the open net meets it: framing, caching, headers, tenants, floods.
import assert from "node:assert/strict";
import { connect } from "node:net";
import { after, before, test } from "node:test";
import { Installation, freePort } from "../lib/program.mjs";

let server;
before(async () => {
  server = await (await Installation.demonstration()).serve(["--demonstration"]);
});
after(() => server?.stop());

// Sends bytes as they are; answers everything that came back until the connection ended or went quiet.
function raw(bytes, quiet = 1500) {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, "127.0.0.1");
    let answer = "";
    socket.setTimeout(quiet, () => socket.destroy());
    socket.on("data", (data) => (answer += data.toString("latin1")));
    socket.on("error", (error) => (error.code === "ECONNRESET" ? resolve(answer) : reject(error)));
    socket.on("close", () => resolve(answer));
    socket.write(bytes);
  });
}
const status = async (bytes) => Number((await raw(bytes)).match(/^HTTP\/1\.1 (\d{3})/)?.[1] ?? 0);

test("ambiguous framing is refused", async () => {
  const host = "Host: localhost\r\n";
  const cases = [
    ["GET / HTTP/1.1\r\n\r\n", [400]],
    [`GET / HTTP/1.1\r\n${host}${host}\r\n`, [400]],
    [`GET / HTTP/1.1\r\n${host}X-Y: a\r\n  b\r\n\r\n`, [400]],
    [`POST / HTTP/1.1\r\n${host}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`, [400, 501]],
    [`POST / HTTP/1.1\r\n${host}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, [400]],
    [`POST / HTTP/1.1\r\n${host}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc`, [400]],
    [`POST / HTTP/1.1\r\n${host}Content-Length: -1\r\n\r\n`, [400, 413]],
    [`GET / HTTP/1.1\r\n${host}A : b\r\n\r\n`, [400]],
    [`GET /%00 HTTP/1.1\r\n${host}\r\n`, [400]],
    [`GET /%zz HTTP/1.1\r\n${host}\r\n`, [400]],
    [`GET / HTTP/1.1\r\n${host}X-Y: ${"a".repeat(40_000)}\r\n\r\n`, [431]],
    [`POST /coesfeld/barriere-melden HTTP/1.1\r\n${host}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 999999999\r\n\r\n`, [413]],
    [`BREW / HTTP/1.1\r\n${host}\r\n`, [405, 501]],
  ];
  for (const [bytes, expected] of cases) assert.ok(expected.includes(await status(bytes)), `${bytes.slice(0, 90)} → ${await status(bytes)}`);
});

test("a path does not leave the house", async () => {
  for (const path of ["/../../etc/passwd", "/static/../../../etc/passwd", "/static/%2e%2e/%2e%2e/etc/passwd", "/coesfeld/%2e%2e%2fverwaltung"])
    assert.ok([400, 404].includes(await status(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`)), path);
});

test("slow visitors do not keep others out", async () => {
  const slow = Array.from({ length: 200 }, () => {
    const socket = connect(server.port, "127.0.0.1");
    socket.on("error", () => {});
    socket.write("GET / HTTP/1.1\r\nHost: loc");
    return socket;
  });
  await new Promise((wake) => setTimeout(wake, 300));
  const started = Date.now();
  assert.equal((await fetch(`${server.url}/coesfeld/`)).status, 200);
  assert.ok(Date.now() - started < 1000, `${Date.now() - started} ms`);
  slow.forEach((socket) => socket.destroy());
});

test("a page is known again by its ETag, and HEAD has no body", async () => {
  const first = await fetch(`${server.url}/coesfeld/`);
  const etag = first.headers.get("etag");
  assert.ok(etag);
  assert.equal((await fetch(`${server.url}/coesfeld/`, { headers: { "if-none-match": etag } })).status, 304);
  const head = await fetch(`${server.url}/coesfeld/`, { method: "HEAD" });
  assert.equal(head.status, 200);
  assert.equal(await head.text(), "");
});

test("assets have immutable names, are compressed, and are sent in parts", async () => {
  const html = await (await fetch(`${server.url}/coesfeld/`)).text();
  const assets = [...html.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map(([, path]) => path);
  assert.ok(assets.length > 0);
  for (const path of assets) {
    const answer = await fetch(server.url + path, { headers: { "accept-encoding": "br" } });
    assert.equal(answer.status, 200, path);
    assert.match(answer.headers.get("cache-control"), /immutable/, path);
    if (/\.(css|js)$/.test(path)) assert.equal(answer.headers.get("content-encoding"), "br", path);
  }
  const part = await fetch(server.url + assets[0], { headers: { range: "bytes=0-9", "accept-encoding": "identity" } });
  assert.equal(part.status, 206);
  assert.equal((await part.arrayBuffer()).byteLength, 10);
  assert.equal((await fetch(server.url + assets[0], { headers: { range: "bytes=999999999-" } })).status, 416);
});

test("only a trusted proxy is believed", async () => {
  const answer = await fetch(`${server.url}/coesfeld/`, { headers: { "x-forwarded-proto": "https", "x-forwarded-host": "evil.example" } });
  assert.equal(answer.headers.get("strict-transport-security"), null);
  assert.doesNotMatch(await answer.text(), /evil\.example/);
});

test("behind TLS the browser is told to stay there, and cookies are secure", async () => {
  const proxied = await (await Installation.demonstration()).serve(["--demonstration"], { KOMMOD_TRUSTED_PROXIES: "127.0.0.1" });
  const answer = await fetch(`${proxied.url}/coesfeld/barriere-melden`, { headers: { "x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.7" } });
  assert.match(answer.headers.get("strict-transport-security") ?? "", /max-age=\d{7,}/);
  for (const cookie of answer.headers.getSetCookie()) assert.match(cookie, /Secure/i);
  await proxied.stop();
});

test("a town that is not there is not found, and what is reserved is nobody's town", async () => {
  for (const path of ["/atlantis/", "/static/", "/%00/"]) assert.ok([400, 404].includes((await fetch(server.url + path)).status), path);
});

test("metrics are not on the public address", async () => {
  assert.equal((await fetch(`${server.url}/metrics`)).status, 404);
});

test("metrics on their own address count requests and name no person", async () => {
  const here = await Installation.demonstration();
  const port = await freePort();
  const measured = await here.serve(["--demonstration"], { KOMMOD_METRICS_PORT: String(port) });
  await fetch(`${measured.url}/coesfeld/leistungen?q=geheimes+wort`);
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  assert.match(text, /^# TYPE /m);
  assert.match(text, /kommod_[a-z_]+/);
  assert.doesNotMatch(text, /geheimes|127\.0\.0\.1/);
  await measured.stop();
});

test("logs are JSON and hold no search words and no addresses", async () => {
  const here = await Installation.demonstration();
  const logged = await here.serve(["--demonstration"], { KOMMOD_LOG_LEVEL: "debug" });
  await fetch(`${logged.url}/coesfeld/leistungen?q=geheimes+wort`, { headers: { "user-agent": "Lauscher/1" } });
  await logged.stop();
  const lines = logged.child.output.split("\n").filter((line) => line.startsWith("{"));
  assert.ok(lines.length > 0);
  for (const line of lines) {
    assert.doesNotThrow(() => JSON.parse(line), line);
    assert.doesNotMatch(line, /geheimes|Lauscher/);
  }
});
