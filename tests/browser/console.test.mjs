// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What people of the console see of a logo and of the end of their session.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessibility, demonstration, invalidMarkup, overflow, screenshot, visitor, widths } from "../lib/browser.mjs";
import { logIn, login, logins, passLogIn } from "../lib/console.mjs";

const town = "05558012";
const house = demonstration();

// A dark sign on transparent ground, made by the browser itself.
async function arms() {
  const page = await house.browser.newPage({ viewport: { width: 300, height: 360 } });
  await page.setContent(
    `<style>body{margin:0}</style><svg width="300" height="360"><path d="M20 20h260v180q0 100-130 140Q20 300 20 200z" fill="#1b2a49"/>
     <circle cx="150" cy="150" r="70" fill="#c8102e"/></svg>`,
  );
  const image = await page.screenshot({ type: "png", omitBackground: true });
  await page.close();
  return { name: "wappen.png", mimeType: "image/png", buffer: image };
}

async function problemsOf(page, what) {
  const problems = [...(await accessibility(page)), ...(await overflow(page))];
  return problems.map((line) => `${what}: ${line}`);
}

test("a logo is uploaded, stands in header and counter sheet, and goes again", async () => {
  const page = await visitor(house.browser, { url: house.server.url });
  await logIn(page, login(house.server, "redaktion.coesfeld"));
  await page.goto(`/verwaltung/portal/${town}`);
  await screenshot(page, "console-portal", { fullPage: true });
  await page.getByRole("link", { name: "Logo oder Wappen" }).click();
  const save = () => page.getByRole("button", { name: "Speichern" }).click();
  await page.getByLabel("Bild", { exact: true }).setInputFiles({
    name: "wappen.png", mimeType: "image/png", buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
  });
  await save();
  assert.match(await page.locator("main [role=alert], main .error-summary").first().innerText(), /SVG-Datei/);
  await screenshot(page, "console-logo-refused", { fullPage: true });
  await page.getByLabel("Bild", { exact: true }).setInputFiles(await arms());
  await page.getByLabel("Was ist zu sehen?").fill("Wappen der Stadt Coesfeld");
  await save();
  await page.getByText("Das Logo ist gespeichert.").waitFor();

  const problems = [];
  for (const width of widths)
    for (const colorScheme of ["light", "dark"]) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      for (const [path, name] of [[`/verwaltung/portal/${town}/logo`, "console-logo"], ["/coesfeld/", "header-logo"], ["/coesfeld/online/aushang", "sheet-logo"]]) {
        await page.goto(path);
        problems.push(...(await problemsOf(page, `${path} ${width} ${colorScheme}`)));
        await screenshot(page, `${name}-${width}-${colorScheme}`, { fullPage: name === "console-logo" });
      }
    }
  const shown = page.getByRole("img", { name: "Wappen der Stadt Coesfeld" });
  await page.goto("/coesfeld/online/aushang");
  assert.equal(await shown.count(), 2, "in the header and on the sheet");
  assert.ok(await shown.first().evaluate((image) => image.complete && image.naturalWidth > 0));

  // As a stranger: kept for ever under its address, and answered with 304.
  const address = house.server.url + (await shown.first().getAttribute("src"));
  const image = await fetch(address);
  assert.equal(image.headers.get("content-type"), "image/png");
  assert.match(image.headers.get("cache-control"), /immutable/);
  const again = await fetch(address, { headers: { "if-none-match": image.headers.get("etag") } });
  assert.equal(again.status, 304);
  assert.equal((await fetch(address.replace(/[0-9a-f]{4}\.png/, "0000.png"))).status, 404);

  await page.goto(`/verwaltung/portal/${town}/logo`);
  await page.getByRole("button", { name: "Logo entfernen" }).click();
  await page.getByText("Das Logo ist entfernt.").waitFor();
  await page.goto("/coesfeld/");
  assert.equal(await shown.count(), 0);
  assert.equal((await fetch(address)).status, 404);
  assert.deepEqual([...problems, ...page.troubles], []);
  await page.close_all();
});

test("the end of a session is said in time, put off, and a form survives it", async () => {
  const page = await visitor(house.browser, { url: house.server.url });
  await logIn(page, login(house.server, "redaktion.coesfeld"));
  await page.clock.install();
  await page.goto(`/verwaltung/portal/${town}`);
  const notice = page.locator("[data-session]");
  assert.equal(await notice.innerText(), "");
  await page.clock.fastForward("25:30");
  const stay = page.getByRole("button", { name: "Weiterarbeiten" });
  await stay.waitFor();
  assert.match(await notice.innerText(), /endet um \d\d:\d\d Uhr/);
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    await screenshot(page, `session-warning-${width}`);
    assert.deepEqual(await overflow(page), []);
  }
  await page.emulateMedia({ colorScheme: "dark" });
  await screenshot(page, "session-warning-dark");
  await stay.click();
  await page.getByText("Sie sind angemeldet bis").waitFor();

  // The cookie goes, as if half an hour had passed; a new log-in in another window makes the form whole again.
  await page.getByLabel("Hinweis auf allen Seiten").fill("Morgen geschlossen");
  await page.context().clearCookies();
  await page.clock.fastForward("31:00");
  const [second] = await Promise.all([page.context().waitForEvent("page"), page.getByRole("link", { name: "Neu anmelden" }).click()]);
  await passLogIn(second, login(house.server, "redaktion.coesfeld"));
  await second.getByRole("heading", { name: "Ihre Sitzung" }).waitFor();
  await second.getByText("Sie sind angemeldet bis").first().waitFor();
  await screenshot(second, "session-page");
  await page.getByRole("link", { name: "Neu anmelden" }).waitFor({ state: "detached" });
  await page.locator("form", { has: page.getByLabel("Hinweis auf allen Seiten") }).getByRole("button").click();
  await page.getByText("Der Störungshinweis steht auf allen Seiten.").waitFor();
  assert.deepEqual(page.troubles.filter((line) => !/401/.test(line)), []);
  await page.close_all();
});

for (const script of [true, false])
  test(`after its end the log-in leads back, and what was typed is shown (script: ${script})`, async () => {
    const page = await visitor(house.browser, { url: house.server.url, width: 390, script });
    await logIn(page, login(house.server, "redaktion"));
    const stale = { name: "kommod_session", value: "x".repeat(43), url: house.server.url };
    await page.goto(`/verwaltung/portal/${town}/texte/impressum`);
    assert.match(await page.locator(".site-staff").innerText(), /angemeldet bis \d\d:\d\d Uhr/);
    await page.locator("[name=text]").fill("Ein langer Text,\nden niemand zweimal schreiben will.");
    await page.context().addCookies([stale]);
    await page.locator("main form [type=submit]").last().click();
    await page.getByText("Das hatten Sie eingegeben").waitFor();
    assert.match(await page.getByLabel("Text", { exact: true }).inputValue(), /niemand zweimal/);
    assert.deepEqual(await overflow(page), []);
    await screenshot(page, `session-late-${script ? "script" : "plain"}`, { fullPage: true });
    await page.getByRole("link", { name: "Neu anmelden" }).click();
    assert.equal(await page.locator("[name=weiter]").inputValue(), `/verwaltung/portal/${town}/texte/impressum`);

    await page.goto(`/verwaltung/portal/${town}/farben`);
    await page.getByText("Ihre Sitzung ist beendet.").waitFor();
    await screenshot(page, `session-ended-${script ? "script" : "plain"}`, { fullPage: true });
    await passLogIn(page, login(house.server, "redaktion"));
    await page.waitForURL(/\/farben$/);
    await screenshot(page, `console-theme-${script ? "script" : "plain"}`, { fullPage: true });
    await page.close_all();
  });

test("every person of the demonstration gets in, and sees pages that fit", async () => {
  const problems = [];
  assert.ok(logins(house.server).length >= 9);
  for (const person of logins(house.server)) {
    const page = await visitor(house.browser, { url: house.server.url, width: 390 });
    await logIn(page, person);
    problems.push(...(await problemsOf(page, person.user)));
    for (const line of await invalidMarkup(await page.content())) problems.push(`${person.user}: ${line}`);
    await page.close_all();
  }
  assert.deepEqual(problems, []);
});
