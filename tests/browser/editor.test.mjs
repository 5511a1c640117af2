// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A service manager who has never seen YAML makes a form, publishes it, takes it live and changes it while somebody is in it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { answerPage } from "../lib/applicant.mjs";
import { accessibility, demonstration, invalidMarkup, overflow, screenshot, visitor, widths } from "../lib/browser.mjs";
import { logIn, login } from "../lib/console.mjs";

const desk = "/verwaltung/dienste/05558012";
const draft = `${desk}/entwurf/fahrrad_abgeben`;
const service = `${desk}/dienst/fahrrad_abgeben`;
const portal = "/coesfeld/antrag/fahrrad_abgeben";
const house = demonstration();

// Markup, accessibility and overflow at every width, with a picture of each; what is wrong goes into `problems`.
function looker(page, problems) {
  return async (name) => {
    problems.push(...(await invalidMarkup(await page.content())).map((line) => `${name}: ${line}`));
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      problems.push(...[...(await accessibility(page)), ...(await overflow(page))].map((line) => `${name} ${width}: ${line}`));
      await screenshot(page, `editor-${name}-${width}`, { fullPage: true });
    }
    await page.setViewportSize({ width: widths[0], height: 800 });
  };
}

// A hand that counts what it does.
class Hand {
  constructor(page) {
    Object.assign(this, { page, clicks: 0, inputs: 0 });
  }
  async press(name) {
    ++this.clicks;
    await this.page.getByRole("button", { name, exact: true }).first().click();
    await this.page.waitForLoadState();
  }
  async follow(name) {
    ++this.clicks;
    await this.page.getByRole("link", { name, exact: true }).first().click();
    await this.page.waitForLoadState();
  }
  async type(label, text) {
    ++this.inputs;
    await this.page.locator("main").getByLabel(label).first().fill(text);
  }
  async choose(label, option) {
    ++this.inputs;
    await this.page.locator("main").getByLabel(label).first().selectOption(option);
  }
  async tick(label) {
    ++this.clicks;
    await this.page.locator("main").getByLabel(label).first().check();
  }
  async ask(question, kind) {
    await this.type("Neue Frage", question);
    await this.choose("Art der Antwort", kind);
    await this.press("Frage hinzufügen");
  }
}

for (const script of [true, false])
  test(`from nothing to a previewed form of eight fields with one condition (script: ${script})`, async () => {
    const page = await visitor(house.browser, { url: house.server.url, script });
    await logIn(page, login(house.server, script ? "redaktion.coesfeld" : "redaktion"));
    const place = script ? desk : "/verwaltung/dienste/verbund";
    const problems = [];
    const look = script ? looker(page, problems) : async () => {};
    const hand = new Hand(page);
    await page.goto(place);
    await hand.follow("Neuer Dienst");
    await look("new");
    await hand.press("Dienst anlegen");
    assert.match(await page.locator("main").innerText(), /Wie heißt der Dienst\? Zum Beispiel/);
    await look("new-wrong");
    await hand.type("Wie heißt der Dienst?", "Fahrrad abgeben");
    await hand.type("Rechtsgrundlage", "§ 965 BGB");
    await hand.type("Leistung im Katalog", "Fundsache");
    await hand.press("Leistung suchen");
    ++hand.clicks;
    await page.locator('[name="leistung"]').first().check();
    await hand.press("Dienst anlegen");
    await look("draft");
    // The name is there already: seven more.
    await hand.follow("Ihre Angaben");
    await hand.ask("Ihre E-Mail-Adresse", "email");
    await hand.ask("Ihre Telefonnummer", "phone");
    await hand.follow("Entwurf: Fahrrad abgeben");
    await hand.type("Neue Seite", "Was haben Sie gefunden?");
    await hand.press("Seite hinzufügen");
    await hand.follow("Was haben Sie gefunden?");
    await hand.ask("Art des Fahrrads", "choice");
    await hand.follow("Art des Fahrrads");
    await hand.type("Antworten, je Zeile eine", "Stadtrad\nRennrad\nE-Bike");
    await hand.press("Speichern");
    await look("field");
    await hand.follow("Zurück zur Seite");
    await hand.ask("Ist der Akku dabei?", "yes_no");
    await hand.ask("Fundtag", "date");
    await hand.ask("Fundort", "text");
    await hand.ask("Beschreibung", "long_text");
    // One condition: the battery is asked for an e-bike only.
    await hand.follow("Ist der Akku dabei?");
    await hand.choose("Nur wenn", { label: "Art des Fahrrads: ist „E-Bike“" });
    await hand.press("Speichern");
    await look("condition");
    assert.match(await page.locator("main").innerText(), /nur wenn „Art des Fahrrads“ ist „E-Bike“/);
    await hand.follow("Zurück zur Seite");
    await look("page");
    const preview = await page.locator(".editor-preview").innerText();
    for (const words of ["Was haben Sie gefunden?", "Art des Fahrrads", "E-Bike", "Ist der Akku dabei?", "Fundtag", "Fundort", "Beschreibung"])
      assert.ok(preview.includes(words), `${words} in ${preview}`);
    assert.ok(hand.clicks <= 40 && hand.inputs <= 30, `${hand.clicks} clicks, ${hand.inputs} inputs`);
    console.log(`${hand.clicks} clicks, ${hand.inputs} inputs`);
    assert.deepEqual(problems.concat(page.troubles), []);
    await page.close_all();
  });

test("the form is walked, published, taken live, and changed while somebody is in it", async () => {
  const page = await visitor(house.browser, { url: house.server.url });
  await logIn(page, login(house.server, "redaktion.coesfeld"));
  const problems = [];
  const look = looker(page, problems);
  const hand = new Hand(page);
  const answers = {
    person: { given_names: "Ada", family_name: "Brüning" }, ihre_e_mail_adresse: "ada@example.org", ihre_telefonnummer: "02541 939-0",
    art_des_fahrrads: "e_bike", ist_der_akku_dabei: true, fundtag: "2026-03-01", fundort: "Am Bahnhof", beschreibung: "Blau, mit Korb",
  };
  const walk = async (visit) => {
    for (let pages = 0; pages < 10 && !visit.url().endsWith("/pruefen"); ++pages) await answerPage(visit, answers);
    if (!visit.url().endsWith("/pruefen")) throw new Error(`${visit.url()}: ${await visit.locator("main").innerText()}`);
    for (const box of await visit.locator('form input[type=checkbox]:not([name="bestaetigung"])').all()) await box.check();
    await visit.getByRole("button", { name: "Jetzt absenden" }).click();
    await visit.getByRole("heading", { name: "Ihr Antrag ist eingegangen" }).waitFor();
  };

  const publish = async () => {
    await hand.press("Veröffentlichen");
    assert.match(await page.locator("main").innerText(), /Die Fassung ist veröffentlicht\./);
  };

  // The lead and the purpose are still to be written.
  await page.goto(`${draft}/texte`);
  await look("texts");
  await hand.type("Worum es geht, in einem Satz", "Geben Sie ein gefundenes Fahrrad ab.");
  const privacy = page.getByLabel("Datenschutzhinweis");
  await privacy.fill((await privacy.inputValue()).replace(/\[bitte ergänzen[^\]]*\]/, "Um die Eigentümerin oder den Eigentümer zu finden."));
  await hand.press("Speichern");
  await page.goto(`${draft}/daten`);
  await look("data");
  await page.goto(draft);
  await look("problems");
  await hand.press("Probelauf beginnen");
  assert.match(await page.locator("main").innerText(), /Es wird nichts gesendet/);
  await walk(page);
  await page.goto(`${draft}/faelle`);
  await look("cases");
  await hand.press("Letzten Probelauf als Testfall übernehmen");
  await page.getByRole("button", { name: /Entfernen.*Der einfachste Weg/ }).click();
  await page.goto(`${draft}/verlauf`);
  await look("history");
  await page.goto(`${draft}/regeln`);
  await look("rules");
  assert.match(await page.locator("main").innerText(), /„Art des Fahrrads“ ist „E-Bike“/);
  // Undo and redo.
  await page.goto(draft);
  await hand.press("Rückgängig");
  await page.getByRole("button", { name: /^Wiederholen/ }).click();
  await page.goto(`${draft}/veroeffentlichen`);
  await page.getByLabel("Was ist neu?").fill("Erste Fassung.");
  await look("publish");
  await publish();

  const office = async () => {
    await page.goto(`${service}/angaben`);
    await page.getByLabel("Welches Amt bearbeitet die Anträge?").selectOption({ index: 1 });
    await hand.press("Speichern");
  };
  const confirm = async () => {
    await page.goto(`${service}/datenschutz`);
    await hand.press("Ja, das stimmt so");
    await page.goto(`${service}/probelauf`);
    await hand.press("Probelauf beginnen");
    await walk(page);
    await page.goto(service);
    await hand.press("Online nehmen");
    await page.getByText("Der Dienst geht an dem Tag online.").waitFor();
  };
  await office();
  await confirm();

  const citizen = await visitor(house.browser, { url: house.server.url, width: 390, script: false });
  await citizen.goto(portal);
  await citizen.getByRole("button", { name: "Antrag beginnen" }).click();
  await answerPage(citizen, answers);
  const middle = citizen.url();

  // The manager takes a question away and puts another in, and it goes live at once.
  await page.goto(service);
  await hand.press("Formular und Texte ändern");
  await page.goto(`${draft}/feld/beschreibung`);
  await hand.press("Feld entfernen");
  await page.goto(`${draft}/seite/was_haben_sie_gefunden`);
  await hand.ask("Rahmennummer", "text");
  await page.goto(`${draft}/faelle`);
  await page.getByRole("button", { name: /^Entfernen/ }).first().click();
  answers.rahmennummer = "WTU 123";
  await page.goto(draft);
  await hand.press("Probelauf beginnen");
  await walk(page);
  await page.goto(`${draft}/faelle`);
  await hand.press("Letzten Probelauf als Testfall übernehmen");
  await page.goto(`${draft}/veroeffentlichen`);
  await page.getByLabel("Was ist neu?").fill("Statt der Beschreibung die Rahmennummer.");
  await publish();
  await confirm();

  // The citizen goes on where she was, with the questions that she began with.
  await citizen.goto(middle);
  assert.match(await citizen.locator("main").innerText(), /Beschreibung/);
  await walk(citizen);
  assert.match(await citizen.locator("main").innerText(), /Blau, mit Korb/);
  const next = await visitor(house.browser, { url: house.server.url, width: 390, script: false });
  await next.goto(portal);
  await next.getByRole("button", { name: "Antrag beginnen" }).click();
  await answerPage(next, answers);
  assert.match(await next.locator("main").innerText(), /Rahmennummer/);
  assert.deepEqual(problems.concat(page.troubles), []);
  for (const visit of [page, citizen, next]) await visit.close_all();
});

test("the preview follows the typing; checks, stops and fees are made without an expression", async () => {
  const page = await visitor(house.browser, { url: house.server.url });
  await logIn(page, login(house.server, "redaktion.coesfeld"));
  const problems = [];
  const look = looker(page, problems);
  const hand = new Hand(page);
  await page.goto(`${desk}/neu`);
  await hand.type("Wie heißt der Dienst?", "Zelt aufstellen");
  await hand.type("Rechtsgrundlage", "§ 18 StrWG NRW");
  await hand.type("Leistung im Katalog", "Sondernutzung");
  await hand.press("Leistung suchen");
  await page.locator('[name="leistung"]').first().check();
  await hand.press("Dienst anlegen");
  const home = page.url();
  await hand.follow("Ihre Angaben");
  await hand.type("Neue Frage", "Wie viele Zelte?");
  await hand.choose("Art der Antwort", "number");
  const preview = page.locator(".editor-preview");
  await preview.getByText("Wie viele Zelte?").waitFor();
  await hand.press("Frage hinzufügen");
  await hand.ask("Beginn", "date");
  await hand.ask("Ende", "date");
  await hand.follow("Wie viele Zelte?");
  await hand.type("Hinweis unter der Bezeichnung", "Auch Pavillons zählen");
  await preview.getByText("Auch Pavillons zählen").waitFor();
  await hand.follow("Seite: Ihre Angaben");
  assert.doesNotMatch(await preview.innerText(), /Auch Pavillons/);
  await page.getByText("Prüfungen und Halt auf dieser Seite").click();
  await hand.follow("Neue Prüfung");
  await hand.press("Speichern");
  assert.match(await page.locator("main").innerText(), /Schreiben Sie, woran es liegt und was zu tun ist\./);
  await hand.choose("Es muss stimmen", { label: "Ende: nicht früher als „Beginn“" });
  await hand.type("Was dasteht, wenn es nicht stimmt", "Das Ende liegt nicht vor dem Beginn.");
  await hand.tick("Ende");
  await look("check");
  await hand.press("Speichern");
  await hand.follow("Neuer Halt");
  await hand.choose("Wenn", { label: "Wie viele Zelte?: mindestens …" });
  await hand.type("Wert, wo", "20");
  await hand.type("Überschrift", "So viele gehen nur mit einem Gespräch");
  await hand.type("Woran es liegt", "Rufen Sie uns bitte an.");
  await look("stop");
  await hand.press("Speichern");
  await look("endings");
  await page.goto(home);
  await hand.follow("Gebühren");
  await hand.follow("Neue Gebühr");
  await hand.type("Wofür", "Sondernutzung");
  await hand.type("Vorgeschlagener Betrag", "12,50");
  await hand.choose("Wonach gezählt wird", { label: "je: Wie viele Zelte?" });
  await hand.type("Rechtsgrundlage", "§ 2 Sondernutzungsgebührensatzung");
  await look("fee");
  await hand.press("Speichern");
  await look("fees");
  await page.goto(`${home}/daten`);
  await look("law");
  // What each town sets stands in a text.
  await page.goto(home);
  await hand.follow("Angaben der Stadt oder Gemeinde");
  await hand.follow("Neue Angabe");
  await hand.type("Wie die Angabe heißt", "Telefon");
  await hand.type("Vorschlag", "02541 939-0");
  await look("detail");
  await hand.press("Speichern");
  await look("details");
  await page.goto(`${home}/texte`);
  await hand.type("Worum es geht, in einem Satz", "Ein Zelt in {{municipality}}: {{parameter.telefon}}.");
  await hand.press("Speichern");
  // What it has become for the people: two tents are 25 euros, an end before the beginning is told.
  await page.goto(home);
  await hand.press("Probelauf beginnen");
  assert.match(await page.locator("main").innerText(), /Ein Zelt in Stadt Coesfeld: 02541 939-0\./);
  await look("trial-start");
  await hand.press("Weiter zum Formular");
  const asked = page.url();
  await answerPage(page, { person: { given_names: "Ada", family_name: "Brüning" }, wie_viele_zelte: 2, beginn: "2027-03-02", ende: "2027-03-01" });
  assert.match(await page.locator("main").innerText(), /Das Ende liegt nicht vor dem Beginn\./);
  await answerPage(page, { ende: "2027-03-05", wie_viele_zelte: 25 });
  assert.match(await page.locator("main").innerText(), /So viele gehen nur mit einem Gespräch/);
  await page.goto(asked);
  await answerPage(page, { wie_viele_zelte: 2 });
  assert.match(await page.locator("main").innerText(), /25,00 €/);
  assert.deepEqual(problems.concat(page.troubles), []);
  await page.close_all();
});

test("a draft begins with a schema, and its rules in prose are worked off", async () => {
  const page = await visitor(house.browser, { url: house.server.url });
  await logIn(page, login(house.server, "redaktion.coesfeld"));
  const problems = [];
  const look = looker(page, problems);
  const hand = new Hand(page);
  const upload = async (name, content) => {
    await page.getByLabel("Schema", { exact: true }).setInputFiles({ name, mimeType: "text/xml", buffer: Buffer.from(content) });
    await hand.press("Entwurf anlegen");
  };
  await page.goto(`${desk}/neu`);
  await hand.follow("Mit einem Schema beginnen");
  await hand.press("Entwurf anlegen");
  assert.match(await page.locator("main").innerText(), /Wählen Sie eine Datei\./);
  const schema = await readFile(new URL("../../fuzz/seeds/xdatenfelder/hundehaltung_2.xml", import.meta.url), "utf8");
  await upload("kaputt.xml", schema.slice(0, 2000));
  assert.match(await page.locator("main").innerText(), /Zeile \d+: /);
  await look("schema-wrong");
  await upload("hundehaltung.xml", schema);
  await look("schema-draft");
  await hand.follow("Aufgaben aus dem Schema");
  await look("schema-notes");
  const open = () => page.getByRole("button", { name: /^Umgesetzt/ });
  const all = await open().count();
  assert.ok(all > 2, `${all} tasks`);
  await page.getByRole("button", { name: /^Nicht nötig/ }).first().click();
  assert.equal(await open().count(), all - 1);
  await open().first().click();
  await page.getByRole("button", { name: /^Wieder öffnen/ }).first().click();
  assert.equal(await open().count(), all - 1);
  await page.goto(page.url().replace(/\/schema.*/, "/veroeffentlichen"));
  assert.match(await page.locator("main").innerText(), /Aufgaben aus dem Schema/);
  assert.deepEqual(problems.concat(page.troubles), []);
  await page.close_all();
});

test("a package goes out as an archive and comes in again; what is broken says where", async () => {
  const page = await visitor(house.browser, { url: house.server.url });
  await logIn(page, login(house.server, "redaktion.coesfeld"));
  const problems = [];
  const look = looker(page, problems);
  const hand = new Hand(page);
  await page.goto(`${desk}/dienst/hundesteuer`);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /^Als Archiv laden/ }).first().click()]);
  assert.equal(download.suggestedFilename(), "hundesteuer-1.0.0.kommod.zip");
  const bytes = await readFile(await download.path());
  const upload = async (buffer) => {
    await page.goto(desk);
    await hand.follow("Paket eines Anbieters");
    await page.getByLabel("Archiv des Pakets").setInputFiles({ name: "hundesteuer.kommod.zip", mimeType: "application/zip", buffer });
    await hand.press("Prüfen und veröffentlichen");
  };
  const broken = Buffer.from(bytes);
  broken[Math.floor(broken.length / 3)] ^= 0xff;
  await upload(broken);
  assert.match(await page.locator("main").innerText(), /beschädigt|verändert/);
  await look("archive-wrong");
  await upload(bytes);
  assert.match(await page.locator("main").innerText(), /Die Fassung ist veröffentlicht\./);
  assert.deepEqual(problems.concat(page.troubles), []);
  await page.close_all();
});
