// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A citizen shows where something is: on a picture that is a button, on a map to pull, with the keyboard, or in words.
import assert from "node:assert/strict";
import { test } from "node:test";
import { answerPage } from "../lib/applicant.mjs";
import { accessibility, demonstration, overflow, screenshot, visitor } from "../lib/browser.mjs";
import { logIn, login } from "../lib/console.mjs";

const house = demonstration();
const service = "/coesfeld/antrag/sondernutzung";
// As in packages/sondernutzung/tests/wege.yaml, without the place.
const answers = {
  grund: "strasse", anliegen: "neu", betrieb_name: "Café am Markt",
  betrieb_anschrift: { street: "Markt", house_number: "4", postcode: "48653", place: "Coesfeld" },
  alkohol: false, lage: "platz", laenge: "4,5", breite: "2", nachbar: false, tische: "4", stuehle: "12", schirme: "2",
  windschutz: false, heizstrahler: false, monate: "6", schluss: "bis_schluss", wer: "person",
  person: { given_names: "Ada", family_name: "Brüning" },
  anschrift: { street: "Süringstraße", house_number: "12a", postcode: "48653", place: "Coesfeld" }, email: "ada@example.org",
};
const start = new Date(Date.now() + 60 * 86_400_000);
answers.von = start.toISOString().slice(0, 10);

async function toTheMap(page) {
  await page.goto(service);
  await page.getByRole("button", { name: "Antrag beginnen" }).click();
  for (let steps = 0; steps < 20 && !page.url().endsWith("/seite/flaeche"); ++steps) await answerPage(page, answers);
  assert.match(page.url(), /\/seite\/flaeche$/);
}
const coordinates = async (page) => [
  await page.locator('[name="stelle.latitude"]').inputValue(),
  await page.locator('[name="stelle.longitude"]').inputValue(),
];
const chosen = (page) => page.locator("[data-map-status]");
const press = (page, name) => Promise.all([page.waitForNavigation(), page.getByRole("button", { name, exact: true }).click()]);

test("without a script the picture is a button that comes nearer, and words will do (390 px)", async () => {
  const page = await visitor(house.browser, { url: house.server.url, width: 390, script: false });
  const troubles = [];
  const look = async (name) => {
    for (const wide of await overflow(page)) troubles.push(`${name}: ${wide}`);
    await screenshot(page, `map-${name}-390`, { fullPage: true });
  };
  await toTheMap(page);
  await page.locator('[name="laenge"]').fill("4,5");
  await look("overview");
  const picture = page.locator(".map__picture");
  // Somewhere in the middle, then again what was missed.
  await Promise.all([page.waitForNavigation(), picture.click({ position: { x: 165, y: 150 } })]);
  assert.match(page.url(), /karte=stelle:\d\d\/51\.\d{5},7\.\d{5}#stelle$/);
  assert.equal(await page.locator('[name="laenge"]').inputValue(), "4,5", "what was typed is kept");
  const first = await coordinates(page);
  await look("first-click");
  await Promise.all([page.waitForNavigation(), picture.click({ position: { x: 170, y: 170 } })]);
  await Promise.all([page.waitForNavigation(), picture.click({ position: { x: 160, y: 160 } })]);
  const second = await coordinates(page);
  assert.notDeepEqual(second, first);
  await look("near");
  assert.match(await chosen(page).innerText(), /^(Gewählt, nahe: |Stelle gewählt\.)/);

  // The buttons move the picture, not the place; the keyboard presses them like any other.
  const before = await picture.getAttribute("src");
  await press(page, "Nach Osten");
  assert.notEqual(await picture.getAttribute("src"), before);
  assert.deepEqual(await coordinates(page), second);
  await press(page, "Mitte der Karte wählen");
  const middle = await coordinates(page);
  assert.ok(Number(middle[1].replace(",", ".")) > Number(second[1].replace(",", ".")), "east of it");
  await page.locator(".map__picture").focus();
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  assert.deepEqual(await coordinates(page), middle, "pressed by keyboard it chooses the middle");

  // Beyond the boundary is told, and refused when it matters.
  for (let step = 0; step < 6; ++step) await press(page, "Karte verkleinern");
  await Promise.all([page.waitForNavigation(), page.locator(".map__picture").click({ position: { x: 5, y: 5 } })]);
  assert.match(await chosen(page).innerText(), /außerhalb unseres Gebiets/);
  await look("outside");
  await press(page, "Weiter");
  assert.match(await page.locator(".kern-alert--danger").innerText(), /außerhalb unseres Gebiets/);
  await look("refused");
  await press(page, "Stelle entfernen");
  assert.deepEqual(await coordinates(page), ["", ""]);

  // Wrong coordinates are said at their input; words alone are enough.
  await page.locator("summary", { hasText: "Koordinaten" }).click();
  await page.locator('[name="stelle.latitude"]').fill("51,9");
  for (const [name, value] of Object.entries({ laenge: "4,5", breite: "2" })) await page.locator(`[name="${name}"]`).fill(value);
  await page.locator('[name="lage"][value="platz"]').check();
  await page.locator('[name="nachbar"][value="nein"]').check();
  await press(page, "Weiter");
  assert.match(await page.locator(".kern-alert--danger").innerText(), /Geografische Länge/);
  assert.ok(await page.locator('[name="stelle.longitude"]').isVisible(), "what is wrong is not folded away");
  await page.locator('[name="stelle.latitude"]').fill("");
  await page.locator('[name="stelle.description"]').fill("Südseite des Marktes");
  await press(page, "Weiter");
  assert.doesNotMatch(page.url(), /flaeche/);
  assert.deepEqual(troubles.concat(page.troubles), []);
  await page.close_all();
});

test("with a script it is a map to pull, for the mouse and for the keyboard (1280 px)", async () => {
  const page = await visitor(house.browser, { url: house.server.url, width: 1280 });
  const troubles = [];
  const look = async (name) => {
    for (const wide of await overflow(page)) troubles.push(`${name}: ${wide}`);
    for (const violation of await accessibility(page)) troubles.push(`${name}: ${violation}`);
    await screenshot(page, `map-${name}-1280`, { fullPage: true });
  };
  await toTheMap(page);
  const ground = page.locator(".map__ground");
  await ground.locator(".leaflet-tile-loaded").first().waitFor();
  await look("script");
  const box = await ground.boundingBox();
  await ground.click({ position: { x: box.width / 2 + 20, y: box.height / 2 - 10 } });
  await page.locator(".map__pin").waitFor();
  const clicked = await coordinates(page);
  assert.match(clicked[0], /^51,\d{5}$/);
  await ground.focus();
  for (let step = 0; step < 4; ++step) {
    await page.keyboard.press("+");
    await page.waitForTimeout(400);
  }
  await page.keyboard.press("ArrowRight");
  await page.waitForTimeout(400);
  await page.keyboard.press("Enter");
  await page.waitForFunction((old) => document.querySelector('[name="stelle.longitude"]').value !== old, clicked[1]);
  assert.match(await chosen(page).innerText(), /^(Gewählt|Stelle gewählt)/);
  await page.waitForTimeout(500);
  await look("script-near");

  // Typed coordinates are followed; the button takes them away.
  await page.locator("summary", { hasText: "Koordinaten" }).click();
  await page.locator('[name="stelle.latitude"]').fill("51,94460");
  await page.locator('[name="stelle.longitude"]').fill("7,16790");
  await page.locator('[name="stelle.longitude"]').blur();
  await page.waitForFunction(() => /Marktstraße/.test(document.querySelector("[data-map-status]").textContent));
  await page.getByRole("button", { name: "Stelle entfernen" }).click();
  assert.deepEqual(await coordinates(page), ["", ""]);
  await page.getByRole("button", { name: "Mitte der Karte wählen" }).click();
  const middle = await coordinates(page);
  // To a pixel of the map.
  assert.match(middle.join(" "), /^51,944[56]\d 7,167[89]\d$/, "the map went where the coordinates were");
  await page.locator('[name="stelle.description"]').fill("neben dem Brunnen");
  await answerPage(page, answers);
  assert.doesNotMatch(page.url(), /flaeche/);
  for (let steps = 0; steps < 10 && !page.url().endsWith("/pruefen"); ++steps) await answerPage(page, answers);
  assert.match(await page.locator("main").innerText(), /neben dem Brunnen \(51,944\d*° N, 7,167\d*° O\)/);
  for (const confirm of await page.locator('form input[type=checkbox]:not([name="bestaetigung"])').all()) await confirm.check();
  await page.getByRole("button", { name: "Jetzt absenden" }).click();
  await page.getByRole("heading", { name: "Ihr Antrag ist eingegangen" }).waitFor();
  const reference = (await page.locator("main").innerText()).match(/\d{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/)[0];

  // The office sees the place in words and on the map.
  const office = await visitor(house.browser, { url: house.server.url, width: 1280 });
  await logIn(office, login(house.server, "bearbeitung.coesfeld"));
  await office.goto(`/verwaltung/antraege/05558012/vorgang/${reference}`);
  assert.match(await office.locator("main").innerText(), /neben dem Brunnen \(51,944\d*° N, 7,167\d*° O\)/);
  assert.match(await office.locator(".map__shown").innerText(), /nahe Marktstraße/);
  await screenshot(office, "map-office-1280", { fullPage: true });
  assert.deepEqual(troubles.concat(page.troubles, office.troubles), []);
  for (const each of [page, office]) await each.close_all();
});

test("pictures and squares are there for everybody, and nowhere else", async () => {
  const page = await visitor(house.browser, { url: house.server.url, width: 390, script: false });
  const status = async (path) => (await page.request.get(path)).status();
  const picture = await page.request.get("/coesfeld/karte/bild.svg?mitte=51.9446,7.1679&zoom=16&breite=400&hoehe=300&punkt=51.9446,7.1679");
  assert.equal(picture.headers()["content-type"], "image/svg+xml");
  assert.match(await picture.text(), /width="400" height="300".*Marktstraße/s);
  assert.equal(await status("/coesfeld/karte/14/8518/5415.svg"), 200);
  for (const path of ["/coesfeld/karte/14/0/0.svg", "/coesfeld/karte/14/8518/5415.png", "/coesfeld/karte/3/4/2.svg",
    "/coesfeld/karte/14/99999999999/1.svg", "/coesfeld/karte/stelle.json", "/coesfeld/karte/stelle.json?punkt=x",
    "/duelmen/karte/bild.svg", "/duelmen/karte/14/8518/5415.svg"]) assert.equal(await status(path), 404, path);
  const place = await (await page.request.get("/coesfeld/karte/stelle.json?punkt=51.9446,7.1679")).json();
  assert.deepEqual(place, { inside: true, street: "Marktstraße" });
  await page.close_all();
});
