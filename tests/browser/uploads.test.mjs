// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A citizen hands in files: from a phone without script, from a desktop with it; the office reads them, nobody else does.
import assert from "node:assert/strict";
import { test } from "node:test";
import { answerPage } from "../lib/applicant.mjs";
import { accessibility, demonstration, overflow, screenshot, visitor } from "../lib/browser.mjs";
import { needsClamd, startClamd, virus } from "../lib/clamd.mjs";
import { logIn, login } from "../lib/console.mjs";
import { Installation } from "../lib/program.mjs";

const house = demonstration();
const service = "/coesfeld/antrag/anregung";
// As in packages/anregung/tests/wege.yaml.
const answers = {
  wer: "ich", wohnen: "drei_monate", thema: "gemeinde", verfahren: false, art: "anregung",
  betreff: "Zebrastreifen vor der Kita", begruendung: "Morgens überqueren dort viele Kinder die Straße, und die Autos halten selten an.",
  ziel: "Die Stadt soll prüfen, ob ein Zebrastreifen möglich ist.", kontakt: false, im_rat: false,
  person: { given_names: "Ada", family_name: "Brüning" },
  anschrift: { street: "Süringstraße", house_number: "12a", postcode: "48653", place: "Coesfeld" },
  name_nennen: "nein", rede: false, mit_anlagen: true, antwort: "email", email: "ada@example.org",
};
const pdf = { name: "Verkehrszählung.pdf", mimeType: "application/pdf",
  buffer: Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n") };

// To the page that asks for files, with the first answer given.
async function toTheFiles(page, script) {
  await page.goto(service);
  await page.getByRole("button", { name: "Antrag beginnen" }).click();
  for (let steps = 0; steps < 20 && !page.url().endsWith("/seite/anlagen"); ++steps) await answerPage(page, answers);
  assert.match(page.url(), /\/seite\/anlagen$/);
  await page.locator('[name="mit_anlagen"][value="ja"]').check();
  const input = page.locator('input[type="file"]');
  if (!script) await page.getByRole("button", { name: "Weiter", exact: true }).click();
  await input.waitFor();
}
const files = (page) => page.locator(".form-files__file");
const upload = (page) => page.getByRole("button", { name: /^Hochladen/ }).click();

// A photo as a phone takes it, in two formats.
async function photos(page) {
  return [
    { name: "Kreuzung.jpeg", mimeType: "image/jpeg", buffer: await page.screenshot({ type: "jpeg" }) },
    { name: "Schild.png", mimeType: "image/png", buffer: await page.screenshot() },
  ];
}

for (const { width, script } of [{ width: 390, script: false }, { width: 1280, script: true }])
  test(`files are handed in, looked at, taken away and sent (${width} px, script: ${script})`, async () => {
    const page = await visitor(house.browser, { url: house.server.url, width, script });
    const troubles = [];
    const look = async (name) => {
      for (const wide of await overflow(page)) troubles.push(`${name}: ${wide}`);
      if (script) for (const violation of await accessibility(page)) troubles.push(`${name}: ${violation}`);
      await screenshot(page, `uploads-${name}-${width}`, { fullPage: true });
    };
    await toTheFiles(page, script);
    await look("empty");
    const [jpeg, png] = await photos(page);
    await page.locator('input[type="file"]').setInputFiles([pdf, jpeg]);
    await upload(page);
    await files(page).nth(1).waitFor();
    assert.deepEqual(await files(page).getByRole("link").allInnerTexts(), ["Verkehrszählung.pdf", "Kreuzung.jpg"]);

    // The same once more is the same.
    await page.locator('input[type="file"]').setInputFiles([pdf, png]);
    await upload(page);
    await files(page).nth(2).waitFor();
    assert.equal(await files(page).count(), 3);
    await look("three");

    const there = await page.request.get(await files(page).first().getByRole("link").getAttribute("href"));
    assert.equal((await there.body()).toString("latin1"), pdf.buffer.toString("latin1"));
    assert.match(there.headers()["content-disposition"], /^attachment; filename\*=UTF-8''Verkehrsz%C3%A4hlung\.pdf$/);
    const photo = await page.request.get(await files(page).nth(1).getByRole("link").getAttribute("href"));
    assert.equal(photo.headers()["content-type"], "image/jpeg");

    await page.getByRole("button", { name: /^Entfernen.*Schild/ }).click();
    await files(page).nth(2).waitFor({ state: "detached" });
    assert.equal(await files(page).count(), 2);

    // What cannot be taken is named; what was taken stays.
    await page.locator('input[type="file"]').setInputFiles({ name: "virus.pdf", mimeType: "application/pdf", buffer: Buffer.from("MZ program") });
    await page.getByRole("button", { name: "Weiter", exact: true }).click();
    await page.locator(".kern-alert--danger").waitFor();
    assert.match(await page.locator("main").innerText(), /„virus\.pdf“ können wir nicht annehmen.*PDF, JPEG, PNG/s);
    assert.equal(await files(page).count(), 2);
    await look("refused");

    // Leaving the page without choosing a file goes on, and the summary names both.
    await page.locator('[name="mit_anlagen"][value="ja"]').check();
    await Promise.all([page.waitForNavigation(), page.getByRole("button", { name: "Weiter", exact: true }).click()]);
    for (let steps = 0; steps < 10 && !page.url().endsWith("/pruefen"); ++steps) await answerPage(page, answers);
    const summary = await page.locator("main").innerText();
    assert.match(summary, /Verkehrszählung\.pdf/);
    assert.match(summary, /Kreuzung\.jpg/);
    const link = await there.url();
    for (const box of await page.locator('form input[type=checkbox]:not([name="bestaetigung"])').all()) await box.check();
    await page.getByRole("button", { name: "Jetzt absenden" }).click();
    await page.getByRole("heading", { name: "Ihr Antrag ist eingegangen" }).waitFor();
    const reference = (await page.locator("main").innerText()).match(/\d{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/)[0];

    // A stranger has no way to it, before or after.
    const stranger = await visitor(house.browser, { url: house.server.url, width, script: false });
    assert.equal((await stranger.request.get(link)).status(), 404);

    const office = await visitor(house.browser, { url: house.server.url, width: 1280 });
    await logIn(office, login(house.server, "bearbeitung.coesfeld"));
    await office.goto(`/verwaltung/antraege/05558012/vorgang/${reference}`);
    const attachment = office.getByRole("link", { name: "Verkehrszählung.pdf" });
    const read = await office.request.get(await attachment.getAttribute("href"));
    assert.equal((await read.body()).toString("latin1"), pdf.buffer.toString("latin1"));
    assert.equal((await stranger.request.get(new URL(await attachment.getAttribute("href"), house.server.url).href, { maxRedirects: 0 })).status(), 303);
    assert.deepEqual(troubles.concat(page.troubles, office.troubles), []);
    for (const each of [page, stranger, office]) await each.close_all();
  });

test("the Enter key goes on and removes nothing", async () => {
  const page = await visitor(house.browser, { url: house.server.url, width: 1280, script: false });
  await toTheFiles(page, false);
  await page.locator('input[type="file"]').setInputFiles(pdf);
  await upload(page);
  await files(page).first().waitFor();
  await page.locator('[name="mit_anlagen"][value="ja"]').focus();
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  assert.doesNotMatch(page.url(), /\/seite\/anlagen/);
  await page.goBack();
  assert.equal(await files(page).count(), 1);
  await page.close_all();
});

test("a scanner is asked and obeyed, and nothing is taken while it does not answer", needsClamd, async () => {
  const clamd = await startClamd();
  const here = await Installation.demonstration();
  here.environment.KOMMOD_CLAMD = clamd.address;
  const server = await here.serve(["--demonstration"]);
  assert.match(here.run("check").stdout, /clamd antwortet/);
  const page = await visitor(house.browser, { url: server.url, width: 390, script: false });
  await toTheFiles(page, false);
  const hand = async (text) => {
    await page.locator('input[type="file"]').setInputFiles({ ...pdf, buffer: Buffer.from(`%PDF-1.7 ${text} %%EOF`) });
    await Promise.all([page.waitForNavigation(), upload(page)]);
    return page.locator("main").innerText();
  };
  assert.match(await hand(virus), /hat der Virenscanner Schädliches gefunden/);
  assert.equal(await files(page).count(), 0);
  await hand("harmless");
  assert.equal(await files(page).count(), 1);
  assert.match(server.child.output, /files\.infected.*Kommod\.Test/);

  await clamd.stop();
  assert.match(await hand("harmless, too"), /kann gerade nicht geprüft werden/);
  assert.equal(await files(page).count(), 1);
  assert.match(here.run("check").stdout, /antwortet kein clamd/);
  await page.close_all();
  await server.stop();
});
