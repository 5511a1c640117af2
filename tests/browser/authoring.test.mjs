// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A service manager takes a service live, changes nothing of what citizens are in the middle of, withdraws it and opens it again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { answerPage, fillIn } from "../lib/applicant.mjs";
import { accessibility, demonstration, invalidMarkup, overflow, screenshot, visitor, widths } from "../lib/browser.mjs";
import { logIn, login } from "../lib/console.mjs";

const desk = "/verwaltung/dienste/05558012";
const service = `${desk}/dienst/hundesteuer`;
const portal = "/coesfeld/antrag/hundesteuer";
const house = demonstration();
// As in packages/hundesteuer/tests/abmelden.yaml.
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

// What the Monitor says of the service that this package makes possible.
async function window_of(town) {
  const answer = await fetch(`${house.server.url}/${town}/monitor`, { headers: { Accept: "application/json" } });
  return (await answer.json()).services.find((service) => service.name === "Hundehaltung Anmeldung");
}

test("a service goes live when its tasks are done, its window lights, and an emergency loses nothing", async () => {
  const page = await visitor(house.browser, { url: house.server.url });
  await logIn(page, login(house.server, "redaktion.coesfeld"));
  const problems = [];
  const look = async (name) => {
    problems.push(...(await invalidMarkup(await page.content())).map((line) => `${name}: ${line}`));
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      problems.push(...[...(await accessibility(page)), ...(await overflow(page))].map((line) => `${name} ${width}: ${line}`));
      await screenshot(page, `authoring-${name}-${width}`, { fullPage: true });
    }
    // A click must not meet a page that is still being laid out for another width.
    await page.setViewportSize({ width: widths[0], height: 800 });
  };
  await page.goto(desk);
  await look("services");
  await page.getByRole("link", { name: /^Hund/ }).click();
  await look("tasks");

  // Not before everything is done.
  await page.getByRole("button", { name: "Online nehmen" }).click();
  await page.getByText("Zu dieser Fassung sind noch Aufgaben offen").first().waitFor();

  await page.goto(`${service}/angaben`);
  await page.getByLabel("Welches Amt bearbeitet die Anträge?").selectOption("");
  await page.locator('[name="steuer_ein_hund"]').fill("viel");
  await page.getByRole("button", { name: "Speichern" }).click();
  await page.getByText("Wählen Sie das Amt").first().waitFor();
  assert.equal(await page.locator('[name="steuer_ein_hund"]').inputValue(), "viel");
  await look("parameters-wrong");
  await page.locator('[name="steuer_ein_hund"]').fill("90,00");
  await page.getByLabel("Welches Amt bearbeitet die Anträge?").selectOption({ index: 1 });
  await page.getByRole("button", { name: "Speichern" }).click();
  await page.getByText("Die Angaben sind gespeichert.").waitFor();

  await page.goto(`${service}/datenschutz`);
  await look("privacy");
  await page.getByRole("button", { name: "Ja, das stimmt so" }).click();

  await page.goto(`${service}/probelauf`);
  await look("trial");
  await page.getByRole("button", { name: "Probelauf beginnen" }).click();
  assert.match(await page.locator("main").innerText(), /Es wird nichts gesendet/);
  while (!page.url().endsWith("/pruefen")) await answerPage(page, answers);
  await declare(page);
  await page.getByRole("heading", { name: "Ihr Antrag ist eingegangen" }).waitFor();
  await page.goto(service);
  await look("ready");
  assert.doesNotMatch(await page.locator(".kern-task-list").innerText(), /offen/);
  const dark = await window_of("coesfeld");
  assert.ok(!dark.solutions.includes("paket-hundesteuer"));

  await page.getByRole("button", { name: "Online nehmen" }).click();
  await page.getByText("Der Dienst geht an dem Tag online.").waitFor();
  assert.equal((await fetch(house.server.url + portal)).status, 200);
  const lit = await window_of("coesfeld");
  assert.ok(lit.solutions.includes("paket-hundesteuer") && lit.level > dark.level, JSON.stringify([dark, lit]));

  // Somebody begins, the manager withdraws, opens again: everything is still there.
  const citizen = await visitor(house.browser, { url: house.server.url, width: 390, script: false });
  await citizen.goto(portal);
  await citizen.getByRole("button", { name: "Antrag beginnen" }).click();
  await answerPage(citizen, answers);
  await answerPage(citizen, answers);
  const middle = citizen.url();
  await page.goto(`${service}/zurueckziehen`);
  await page.getByRole("button", { name: "Jetzt zurückziehen" }).click();
  await page.getByText("Sagen Sie in einem Satz").first().waitFor();
  await page.getByLabel("Was sollen die Leute wissen?").fill("Wir prüfen einen Fehler bei der Steuer. **Morgen** geht es weiter.");
  await look("withdraw");
  await page.getByRole("button", { name: "Jetzt zurückziehen" }).click();
  await page.getByText("Der Dienst ist zurückgezogen. Das lesen die Leute").waitFor();
  await look("withdrawn");
  await citizen.goto(middle);
  assert.match(await citizen.locator("main").innerText(), /Morgen geht es weiter/);
  assert.match(await citizen.locator("main").innerText(), /Hund abmelden|abmelden/i);
  await page.getByRole("button", { name: "Wieder öffnen" }).click();
  await citizen.goto(middle);
  while (!citizen.url().endsWith("/pruefen")) await answerPage(citizen, answers);
  await declare(citizen);
  await citizen.getByRole("heading", { name: "Ihr Antrag ist eingegangen" }).waitFor();
  assert.deepEqual(problems.concat(page.troubles), []);
  await page.close_all();
  await citizen.close_all();
});
