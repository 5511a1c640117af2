// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What a service manager sees of the console of the facts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessibility, demonstration, invalidMarkup, overflow, screenshot, visitor, widths } from "../lib/browser.mjs";
import { logIn, login } from "../lib/console.mjs";

const desk = "/verwaltung/steuerung/05558012";
const house = demonstration();

// The days of the demonstration lie where they lie; a year ahead is always to come.
const inMonths = (months) => {
  const day = new Date();
  day.setMonth(day.getMonth() + months, 15);
  return day.toISOString().slice(0, 10);
};

test("a planned block is postponed: preview, roadmap, feed; then it is taken back", async () => {
  const page = await visitor(house.browser, { url: house.server.url });
  await logIn(page, login(house.server, "redaktion.coesfeld"));
  await page.goto(`${desk}/tatsache/baustein/registers`);
  const record = async (planned) => {
    await page.getByLabel("Geplant für").fill(planned);
    await page.getByRole("button", { name: "Vorschau" }).click();
    await page.getByRole("heading", { name: "Vorschau" }).waitFor();
    const text = await page.locator("#tatsache, .preview").first().innerText();
    await page.getByRole("button", { name: "Festhalten" }).click();
    await page.getByText("Festgehalten. Monitor").waitFor();
    return text;
  };
  const before = await page.getByLabel("Geplant für").inputValue();
  assert.match(await record(inMonths(30)), /verschoben vom|geplant für den/);
  const feed = await (await fetch(`${house.server.url}/coesfeld/monitor/aenderungen.atom`)).text();
  assert.match(feed, /verschoben|geplant/);
  await page.goto("/coesfeld/monitor/fahrplan");
  assert.match(await page.locator("main").innerText(), /Tage später als zuerst geplant/);
  await page.goto(`${desk}/tatsache/baustein/registers`);
  await page.getByRole("link", { name: "Letzte Änderung zurücknehmen" }).click();
  await page.getByRole("button", { name: "Jetzt zurücknehmen" }).click();
  await page.getByText("Die letzte Änderung ist zurückgenommen.").waitFor();
  assert.equal(await page.getByLabel("Geplant für").inputValue(), before);
  assert.deepEqual(page.troubles, []);
  await page.close_all();
});

test("its pages are accessible, valid and fit on every screen", async () => {
  const page = await visitor(house.browser, { url: house.server.url });
  await logIn(page, login(house.server, "redaktion"));
  const problems = [];
  const look = async (name, colorScheme) => {
    // Before any screenshot: taking one writes style attributes into the page.
    problems.push(...(await invalidMarkup(await page.content())).map((line) => `${name}: ${line}`));
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      problems.push(...[...(await accessibility(page)), ...(await overflow(page))].map((line) => `${name} ${width} ${colorScheme}: ${line}`));
      await screenshot(page, `steering-${name}-${width}-${colorScheme}`, { fullPage: true });
    }
  };
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    for (const [path, name] of [
      ["", "list"],
      ["/neu/voraussetzung", "new"],
      ["/sammeln?text=hund", "mass"],
      ["/fallzahlen", "cases"],
      ["/einlesen", "import"],
      ["/szenarien/neu", "scenario"],
      ["/szenarien", "scenarios"],
    ]) {
      await page.goto(desk + path);
      await look(name, colorScheme);
    }
    await page.goto(`${desk}/neu/loesung`);
    await page.getByLabel("Adresse").fill("unsinn");
    await page.getByRole("button", { name: "Vorschau" }).click();
    await page.getByText("Eine Adresse beginnt mit").first().waitFor();
    await look("wrong", colorScheme);
    await page.goto(`${desk}/tatsache/baustein/registers`);
    await page.getByLabel("Geplant für").fill(inMonths(30));
    await page.getByRole("button", { name: "Vorschau" }).click();
    await page.getByRole("heading", { name: "Vorschau" }).waitFor();
    await look("preview", colorScheme);
  }
  assert.deepEqual(problems, []);
  assert.deepEqual(page.troubles, []);
  await page.close_all();
});
