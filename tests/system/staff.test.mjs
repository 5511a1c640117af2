// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The console: the first operator, the second factor, and strangers in front of every door.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Installation, codeOf, demonstrationLogin, engines, source } from "../lib/program.mjs";
import { totp } from "../lib/totp.mjs";
import { Visitor, formFields } from "../lib/visitor.mjs";

// Every route below /verwaltung, read from the source: a new page is tested without anybody thinking of it.
function consoleRoutes() {
  const routes = [];
  const files = execFileSync("git", ["ls-files", "src"], { cwd: source, encoding: "utf8" }).split("\n");
  for (const name of files.filter((file) => /\.cpp$/.test(file) && !/_test\.cpp$/.test(file))) {
    const text = readFileSync(join(source, name), "utf8");
    for (const [, pattern] of text.matchAll(/"(\/verwaltung[^"?]*)"/g)) routes.push(pattern.replace(/\/$/, "").replace(/\{[^}]*\}/g, "x"));
  }
  return [...new Set(routes)].sort();
}
const forEverybody = ["/verwaltung/anmelden", "/verwaltung/abmelden"];

async function isStopped(answer, what) {
  const location = answer.headers.get("location") ?? "";
  assert.ok(
    [401, 403, 404, 405].includes(answer.status) || (answer.status === 303 && location.startsWith("/verwaltung/anmelden")),
    `${what}: ${answer.status} ${location}`,
  );
  assert.doesNotMatch(await answer.text(), /Demo Betrieb|leitung\.coesfeld/);
}

for (const engine of engines) {
  const options = { skip: engine.skip };

  test(`a stranger gets through no door of the console (${engine.name})`, options, async () => {
    const server = await (await Installation.demonstration(engine)).serve(["--demonstration"]);
    const stranger = new Visitor(server.url);
    const routes = consoleRoutes();
    assert.ok(routes.length > 15, `${routes.length} routes`);
    for (const route of routes.filter((path) => !forEverybody.includes(path))) {
      await isStopped(await stranger.ask(route), `GET ${route}`);
      await isStopped(await stranger.post(route, { csrf: "x", name: "x" }), `POST ${route}`);
      await isStopped(await stranger.ask(route, { headers: { accept: "application/json" } }), `GET ${route} as JSON`);
    }
    await server.stop();
  });

  test(`a password alone opens nothing, a made-up session neither (${engine.name})`, options, async () => {
    const here = await Installation.demonstration(engine);
    const server = await here.serve(["--demonstration"]);
    const half = new Visitor(server.url);
    const login = "/verwaltung/anmelden";
    const first = await half.fillIn(login, login, { benutzername: "betrieb", passwort: demonstrationLogin(server, "betrieb") });
    assert.equal(first.status, 303);
    for (const route of consoleRoutes().filter((path) => !path.startsWith(login) && !forEverybody.includes(path)))
      await isStopped(await half.ask(route), `GET ${route} with half a log-in`);
    const forger = new Visitor(server.url);
    for (const name of half.cookies.keys()) forger.cookies.set(name, "A".repeat(43));
    await isStopped(await forger.ask("/verwaltung"), "a forged session");
    await server.stop();
  });

  test(`log-in with a second factor, the console, log-out (${engine.name})`, options, async () => {
    const here = await Installation.demonstration(engine);
    const server = await here.serve(["--demonstration"]);
    const operator = new Visitor(server.url);
    const before = new Map(operator.cookies);
    await operator.logIn("betrieb", demonstrationLogin(server, "betrieb"), codeOf(here, "betrieb"));
    assert.notDeepEqual(before, operator.cookies);
    const page = await operator.ask("/verwaltung");
    assert.equal(page.status, 200);
    const html = await page.text();
    const left = await operator.post("/verwaltung/abmelden", formFields(html, "/verwaltung/abmelden"));
    assert.equal(left.status, 303);
    await isStopped(await operator.ask("/verwaltung"), "after the log-out");
    await server.stop();
  });

  test(`a form without its token changes nothing (${engine.name})`, options, async () => {
    const here = await Installation.demonstration(engine);
    const server = await here.serve(["--demonstration"]);
    const operator = new Visitor(server.url);
    await operator.logIn("betrieb", demonstrationLogin(server, "betrieb"), codeOf(here, "betrieb"));
    const before = here.json("staff", "list", "--json");
    const answer = await operator.post("/verwaltung/personal/neu", { name: "Ein Neuer", benutzername: "neuer", rolle: "reader" });
    assert.equal(answer.status, 403);
    assert.deepEqual(here.json("staff", "list", "--json"), before);
    await server.stop();
  });

  test(`the first operator is made on the command line and sets up a factor (${engine.name})`, options, async () => {
    const here = new Installation(engine);
    const { stdout } = here.ok("staff", "add", "--name", "Erika Muster", "--user", "erika", "--role", "operator");
    const [, password] = stdout.match(/: (\S{10,})$/m) ?? assert.fail(stdout);
    assert.notEqual(here.run("staff", "add", "--name", "Erika", "--user", "erika", "--role", "operator").status, 0, "a name is taken once");
    assert.notEqual(here.run("staff", "add", "--name", "X", "--user", "x", "--role", "koenig").status, 0, "no such role");

    const server = await here.serve();
    const erika = new Visitor(server.url);
    const login = "/verwaltung/anmelden";
    const first = await erika.fillIn(login, login, { benutzername: "erika", passwort: password });
    assert.match(first.headers.get("location"), /einrichten/);
    const html = await (await erika.ask(first.headers.get("location"))).text();
    const secret = html.match(/(?:[A-Z2-7]{4}[ \u00a0]){3,}[A-Z2-7]{1,4}/)?.[0] ?? assert.fail("no secret on the page");
    const codes = await erika.post(`${login}/einrichten`, { ...formFields(html, `${login}/einrichten`), code: totp(secret) });
    assert.equal(codes.status, 200, "the recovery codes are shown once");
    const chosen = await erika.fillIn(`${login}/passwort`, `${login}/passwort`, { neu: "vier richtige Wörter klammern", wiederholt: "vier richtige Wörter klammern" });
    assert.equal(chosen.status, 303);
    assert.equal((await erika.ask("/verwaltung")).status, 200);
    await server.stop();
    const [account] = here.json("staff", "list", "--json").filter(({ user }) => user === "erika");
    assert.equal(account.second_factor, true);
    assert.match(here.ok("audit", "verify").stdout, /unversehrt/);
  });

  test(`wrong passwords slow down, and lock nobody else out (${engine.name})`, options, async () => {
    const here = await Installation.demonstration(engine);
    const server = await here.serve(["--demonstration"]);
    const guesser = new Visitor(server.url);
    const login = "/verwaltung/anmelden";
    const statuses = [];
    for (let turn = 0; turn < 14; ++turn)
      statuses.push((await guesser.fillIn(login, login, { benutzername: "betrieb", passwort: `falsch${turn}` })).status);
    assert.ok(statuses.every((status) => [401, 403, 422, 429].includes(status)), statuses.join());
    assert.ok(statuses.includes(429), `nothing slowed the guesser down: ${statuses.join()}`);
    const unknown = await new Visitor(server.url).fillIn(login, login, { benutzername: "gibtesnicht", passwort: "falsch" });
    assert.ok([401, 403, 422, 429].includes(unknown.status));
    await server.stop();
  });
}

test("demonstration accounts are refused on any address but loopback", async () => {
  const here = await Installation.demonstration();
  const server = await here.serve(["--demonstration"], { KOMMOD_TRUSTED_PROXIES: "127.0.0.1" });
  const outside = new Visitor(server.url);
  const login = "/verwaltung/anmelden";
  const headers = { "x-forwarded-for": "203.0.113.7" };
  const html = await (await outside.ask(login, { headers })).text();
  const answer = await outside.ask(login, {
    method: "POST",
    body: new URLSearchParams({ ...formFields(html, login), benutzername: "betrieb", passwort: demonstrationLogin(server, "betrieb") }),
    headers: { ...headers, origin: server.url },
  });
  assert.notEqual(answer.status, 303);
  await server.stop();
});
