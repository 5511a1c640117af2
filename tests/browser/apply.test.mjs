// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A citizen applies: on a phone without script, on a desktop with it; stops and goes on elsewhere; keeps the receipt.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import Ajv from "ajv";
import { answerPage, fillIn } from "../lib/applicant.mjs";
import { accessibility, demonstration, launch, overflow, visitor } from "../lib/browser.mjs";
import { source } from "../lib/program.mjs";

const house = demonstration();
const service = "/duelmen/antrag/hundesteuer";
// As in packages/hundesteuer/tests/abmelden.yaml; days lie before any day of this test.
const answers = {
  anliegen: "abmelden", fuer_wen: "ich",
  halter: { given_names: "Ada", family_name: "Brüning", date_of_birth: "1984-05-17" },
  anschrift: { street: "Süringstraße", house_number: "12a", postcode: "48653", place: "Coesfeld" },
  hund_name: "Bello", hund_rasse: "Dackel", hund_gefaehrlich: false, marke_nummer: "1234",
  grund: "gestorben", datum: new Date().toISOString().slice(0, 10), marke: "post", guthaben_iban: "DE02120300000000202051",
};

async function declare(page) {
  for (const box of await page.locator('form input[type=checkbox]:not([name="bestaetigung"])').all()) await box.check();
  await page.getByRole("button", { name: "Jetzt absenden" }).click();
}

for (const { width, script } of [{ width: 390, script: false }, { width: 1280, script: true }, { width: 320, script: "blocked" }])
  test(`a dog is deregistered (${width} px, script: ${script})`, async () => {
    const page = await visitor(house.browser, { url: house.server.url, width, script });
    const troubles = [];
    await fillIn(page, service, answers, async (name) => {
      for (const wide of await overflow(page)) troubles.push(`${name}: ${wide}`);
      if (script !== false) for (const violation of await accessibility(page)) troubles.push(`${name}: ${violation}`);
    });
    await declare(page);
    await page.getByRole("heading", { name: "Ihr Antrag ist eingegangen" }).waitFor();
    assert.match(await page.locator("main").innerText(), /\d{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/);
    const receipt = page.url();
    // Sent twice is sent once: the receipt stays the same, and nothing can be changed any more.
    const reference = (await page.locator("main").innerText()).match(/\d{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/)[0];
    await page.goto(receipt.replace("/beleg", "/pruefen"));
    assert.equal(page.url(), receipt);
    assert.ok((await page.locator("main").innerText()).includes(reference));
    const pdf = await page.request.get(`${receipt}.pdf`);
    assert.equal(pdf.status(), 200);
    assert.match((await pdf.body()).subarray(0, 5).toString(), /^%PDF-/);
    const json = await (await page.request.get(`${receipt}.json`)).json();
    assert.equal(json.reference, reference);
    const fits = new Ajv().compile(JSON.parse(readFileSync(join(source, "docs/schemas/receipt.schema.json"), "utf8")));
    assert.ok(fits(json), JSON.stringify(fits.errors));
    assert.equal(json.answers.halter.family_name, "Brüning");
    for (const wide of await overflow(page)) troubles.push(`receipt: ${wide}`);
    assert.deepEqual(troubles.concat(page.troubles), []);
    await page.close_all();
  });

test("wrong answers are named, what was typed stays, and nobody gets ahead of a gap", async () => {
  const page = await visitor(house.browser, { url: house.server.url, width: 390, script: false });
  await page.goto(service);
  // One package speaks for every town: {{municipality}} is who it is here.
  assert.match(await page.locator("main").innerHTML(), /Wer ist verantwortlich\?<\/strong> Stadt Dülmen\./);
  await page.getByRole("button", { name: "Antrag beginnen" }).click();
  await answerPage(page, answers);
  await answerPage(page, answers);
  const wrong = { ...answers, halter: { given_names: "Ada", family_name: "Brüning", date_of_birth: "2999-05-17" },
    anschrift: { ...answers.anschrift, postcode: "4865" } };
  await answerPage(page, wrong);
  assert.match(await page.title(), /^Fehler/);
  const main = await page.locator("main").innerText();
  assert.match(main, /nicht nach dem/);
  assert.match(main, /Postleitzahl mit 5 Ziffern/);
  assert.equal(await page.locator('[name="anschrift.postcode"]').inputValue(), "4865");
  await page.goto(page.url().replace(/\/seite\/.*/, "/seite/marke"));
  assert.match(page.url(), /\/seite\/halter$/, "a page that is not reached yet leads to the first gap");
  await page.close_all();
});

test("it goes on on another device, and a stranger finds nothing", async () => {
  const phone = await visitor(house.browser, { url: house.server.url, width: 390, script: false });
  await phone.goto(service);
  await phone.getByRole("button", { name: "Antrag beginnen" }).click();
  await answerPage(phone, answers);
  await answerPage(phone, answers);
  const here = phone.url();
  await phone.goto(here.replace(/\/seite\/.*/, "/spaeter"));
  const code = (await phone.locator(".apply-code").first().innerText()).trim();

  const stranger = await visitor(house.browser, { url: house.server.url, width: 1280 });
  for (const path of ["", "/seite/halter", "/pruefen", "/beleg", "/beleg.json", "/beleg.pdf", "/spaeter", "/loeschen", "/ende"]) {
    const answer = await stranger.request.get(here.replace(/\/seite\/.*/, path));
    assert.equal(answer.status(), 404, path);
  }
  await stranger.close_all();

  const desk = await visitor(house.browser, { url: house.server.url, width: 1280 });
  await desk.goto(`${service}/fortsetzen`);
  await desk.locator('input[name="code"]').fill(code.toUpperCase());
  await desk.getByRole("button", { name: "Weitermachen", exact: true }).first().click();
  assert.equal(new URL(desk.url()).pathname, new URL(here).pathname, "where the phone stopped");
  await answerPage(desk, answers);
  // The phone sees what the desk saved.
  await phone.goto(here);
  assert.equal(await phone.locator('[name="halter.family_name"]').inputValue(), "Brüning");
  for (const page of [phone, desk]) {
    assert.deepEqual(page.troubles, []);
    await page.close_all();
  }
});
