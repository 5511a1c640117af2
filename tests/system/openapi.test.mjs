// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The server keeps to docs/openapi.yaml.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { complaints, document } from "../lib/openapi.mjs";
import { Installation } from "../lib/program.mjs";

let server;
before(async () => {
  server = await (await Installation.demonstration()).serve(["--demonstration"]);
});
after(() => server?.stop());

async function json(path) {
  const answer = await fetch(server.url + path, { headers: { accept: "application/json" } });
  assert.match(answer.headers.get("content-type"), /^application\/json/, path);
  return { status: answer.status, value: await answer.json() };
}

test("the document is one of OpenAPI 3.1 and its references hold", () => {
  assert.match(document.openapi, /^3\.1\./);
  const look = (value) => {
    if (value === null || typeof value !== "object") return;
    if (typeof value.$ref === "string") {
      const target = value.$ref.slice(2).split("/").reduce((at, step) => at?.[step], document);
      assert.ok(target, value.$ref);
    }
    Object.values(value).forEach(look);
  };
  look(document);
});

test("search", async () => {
  for (const query of ["hund anmelden", "perso verloren", "heiraten", "sperrmüll", "xyzzyq", "%", "'; --", "a".repeat(300)]) {
    const { status, value } = await json(`/coesfeld/leistungen?q=${encodeURIComponent(query)}`);
    assert.deepEqual(complaints("/{town}/leistungen", status, value), [], query);
    assert.equal(status, 200);
    assert.ok(value.results.length <= value.total);
  }
});

test("suggestions", async () => {
  const { status, value } = await json("/coesfeld/leistungen/vorschlaege.json?q=hun");
  assert.deepEqual(complaints("/{town}/leistungen/vorschlaege.json", status, value), []);
  assert.ok(value.length > 0);
});

test("the monitor's data, on several days", async () => {
  for (const query of ["", "?stand=2022-12-01", "?stand=2023-01-15&bekannt=2022-12-01", "?stand=2030-06-30"]) {
    const { status, value } = await json(`/coesfeld/monitor/daten.json${query}`);
    assert.deepEqual(complaints("/{town}/monitor/daten.json", status, value), [], query);
    assert.equal(value.municipality, "05558012");
  }
});

test("every page has its view model", async () => {
  const twins = ["tabelle", "engpaesse", "fahrplan", "planer", "aenderungen", "fristen", "vergleich", "modelle", "woerter",
    "buendel/10119", "leistung/99008001012000", "baustein/payment", "voraussetzung/ausweis-abgleich", "einbetten"];
  for (const page of ["", "leistungen", "lebenslagen", "online", "monitor?stand=2022-12-01", "kontakt", "impressum", "barriere-melden",
    ...twins.map((twin) => `monitor/${twin}?stand=2022-12-01`)]) {
    const { status, value } = await json(`/coesfeld/${page}`);
    assert.equal(status, 200, page);
    assert.deepEqual(complaints("/{town}/{page}", status, value), [], page);
  }
});

test("an unknown page is told so, also to machines", async () => {
  const { status, value } = await json("/coesfeld/gibt-es-nicht");
  assert.equal(status, 404);
  assert.deepEqual(complaints("/{town}/{page}", status, value), []);
});

test("health and readiness", async () => {
  for (const path of ["/healthz", "/readyz"]) {
    const answer = await fetch(server.url + path);
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get("content-type"), /^text\/plain/);
  }
});
