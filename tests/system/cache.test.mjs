// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Rendered pages stay in the cache until what they show changes: by an edit, not by what the house notes for itself.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Installation, codeOf, demonstrationLogin, engines } from "../lib/program.mjs";
import { Visitor } from "../lib/visitor.mjs";

// How often the imprint was rendered: pages from the cache are not in the log.
async function rendered(server) {
  await sleep(200);
  return server.child.output.split("\n").filter((line) => /"event":"http.request".*"route":"\/impressum"/.test(line)).length;
}

for (const engine of engines) {
  test(`a log-in and a report leave the cache alone, an edit does not (${engine.name})`, { skip: engine.skip }, async () => {
    const here = await Installation.demonstration(engine);
    const server = await here.serve(["--demonstration"]);
    const visitor = new Visitor(server.url);
    const imprint = async () => (await visitor.ask("/coesfeld/impressum", { headers: { cookie: "" } })).text();
    await imprint();
    // What the start itself wrote is noticed within a second.
    await sleep(2000);
    await imprint();
    const before = await rendered(server);
    assert.ok(before > 0, "the log tells of rendered pages");

    const editor = new Visitor(server.url);
    await editor.logIn("redaktion.coesfeld", demonstrationLogin(server, "redaktion.coesfeld"), codeOf(here, "redaktion.coesfeld"));
    assert.equal((await visitor.report("Der Kontrast ist zu schwach.")).status, 303);
    await visitor.ask("/coesfeld/leistungen?q=gibtesgewissnicht");
    await sleep(2000);
    await imprint();
    assert.equal(await rendered(server), before, "nothing that the page shows has changed");

    const path = "/verwaltung/portal/05558012/texte/impressum";
    const kept = await editor.fillIn(path, path, { text: "Neu gefasst.", speichern: "1" });
    assert.equal(kept.status, 303);
    assert.match(await imprint(), /Neu gefasst\./);
    assert.equal(await rendered(server), before + 1);
    await server.stop();
  });
}
