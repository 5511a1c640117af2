// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What a stranger does first: find "hund anmelden", read how it is done, see the town, its table; then the console, with a
// second factor. In every width, with and without script.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessibility, demonstration, invalidMarkup, overflow, screenshot, visitor, widths } from "../lib/browser.mjs";
import { logIn, logins } from "../lib/console.mjs";
import { crawl, linksIn } from "../lib/crawl.mjs";

const house = demonstration();

for (const script of [true, false]) {
  for (const width of widths) {
    const what = `${width} px, ${script ? "with" : "without"} script`;

    test(`from the start page to the service and the town (${what})`, async () => {
      const page = await visitor(house.browser, { url: house.server.url, width, script });
      await page.goto("/");
      await page.getByRole("link", { name: "Coesfeld", exact: true }).first().click();
      await page.waitForURL(/\/coesfeld\//);
      await page.getByRole("searchbox").or(page.getByRole("combobox")).or(page.locator("main input[name=q]")).first().fill("hund anmelden");
      await page.locator("main form [type=submit]").first().click();
      await page.waitForURL(/leistungen\?q=hund/);
      const results = page.locator("main .service-list a[href*='/leistungen/'], main .service-list a[href*='/buendel/']");
      assert.ok((await results.count()) > 0);
      const names = await results.allInnerTexts();
      assert.ok(names.slice(0, 3).some((name) => /hund/i.test(name)), names.slice(0, 3).join(" | "));
      await page.locator("main a[href*='/leistungen/']").filter({ hasText: /hund/i }).first().click();
      await page.getByRole("heading", { name: "So geht es heute" }).waitFor();

      await page.goto("/coesfeld/leistungen?q=perso+verloren");
      assert.match(await page.locator("main .service-list").innerText(), /ausweis/i);

      await page.goto("/coesfeld/monitor?stand=2022-12-01");
      const houses = await page.locator("main a[href*='/monitor/buendel/']").count();
      assert.ok(houses >= 114, `${houses} houses with a link`);
      await page.locator("main a[href*='/monitor/tabelle']").first().click();
      await page.waitForURL(/monitor\/tabelle/);
      assert.ok((await page.locator("main table tbody tr").count()) > 0);
      assert.deepEqual(page.troubles, []);
      await page.close_all();
    });
  }
}

test("suggestions appear while typing, by keyboard too", async () => {
  const page = await visitor(house.browser, { url: house.server.url });
  await page.goto("/coesfeld/");
  const field = page.locator("main input[name=q]").first();
  await field.pressSequentially("hunde", { delay: 60 });
  const options = page.locator("[role=option], datalist option");
  await options.first().waitFor({ state: "attached" });
  assert.ok((await options.count()) > 0);
  await screenshot(page, "suggestions");
  assert.deepEqual(page.troubles, []);
  await page.close_all();
});

test("the identity card is dark, and the page says who must act", async () => {
  const page = await visitor(house.browser, { url: house.server.url });
  await page.goto("/coesfeld/monitor?stand=2022-12-01");
  const data = await (await fetch(`${house.server.url}/coesfeld/monitor/daten.json?stand=2022-12-01`)).json();
  const card = data.services.find(({ name }) => /^personalausweis.*ausstellung/i.test(name));
  await page.goto(`/coesfeld/monitor/buendel/${encodeURIComponent(card.bundle)}?stand=2022-12-01`);
  const text = await page.locator("main").innerText();
  assert.match(text, /Bund/);
  assert.match(text, /Fingerabdr|Lichtbild|Verfälschung|Manipulation/i);
  await screenshot(page, "identity-card", { fullPage: true });
  await page.close_all();
});

test("a barrier is reported; mistakes are named and the focus is on them", async () => {
  for (const script of [true, false]) {
    const page = await visitor(house.browser, { url: house.server.url, width: 390, script });
    await page.goto("/coesfeld/barriere-melden");
    await page.waitForTimeout(3200);
    await page.locator("main form [type=submit]").click();
    const summary = page.locator("main [role=alert], main .error-summary").first();
    await summary.waitFor();
    assert.match(await summary.innerText(), /Beschreiben Sie/);
    if (script) assert.deepEqual(await accessibility(page), []);
    await screenshot(page, `error-summary-${script ? "script" : "plain"}`, { fullPage: true });
    await page.locator("[name=nachricht]").fill("Der Knopf ist zu klein.");
    await page.waitForTimeout(3200);
    await page.locator("main form [type=submit]").click();
    await page.waitForURL(/barriere-melden\/danke/);
    assert.deepEqual(page.troubles, []);
    await page.close_all();
  }
});

test("the log-in pages and the whole console are valid, accessible and fit every width", async () => {
  const problems = [];
  for (const login of logins(house.server).filter(({ user }) => ["betrieb", "leitung.coesfeld", "redaktion.coesfeld"].includes(user))) {
    const page = await visitor(house.browser, { url: house.server.url });
    await logIn(page, login);
    await screenshot(page, `console-${login.user}`, { fullPage: true });
    const session = page.context().request;
    const { pages, broken } = await crawl(
      [`${house.server.url}/verwaltung`],
      async (address) => {
        const answer = await session.get(address);
        const type = answer.headers()["content-type"] ?? "";
        return { status: answer.status(), type, links: type.startsWith("text/html") ? linksIn(await answer.text()) : [] };
      },
      { each: 2, most: 40, skip: (target) => !target.pathname.includes("/verwaltung") || target.searchParams.has("sprache") },
    );
    assert.deepEqual(broken, []);
    assert.ok(pages.length >= 4, `${login.user} sees ${pages.length} pages`);
    for (const [width, scheme] of [[1280, "light"], [1280, "dark"], [320, "light"]]) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme });
      for (const address of pages) {
        const path = `${login.user} ${width} ${scheme} ${address.slice(house.server.url.length)}`;
        await page.goto(address);
        if (width === 1280 && scheme === "light")
          for (const line of await invalidMarkup(await (await session.get(address)).text())) problems.push(`${path}: ${line}`);
        for (const line of await accessibility(page)) problems.push(`${path}: ${line}`);
        for (const line of await overflow(page)) problems.push(`${path}: ${line}`);
      }
    }
    problems.push(...page.troubles);
    await page.close_all();
  }
  assert.deepEqual([...new Set(problems)], []);
});

test("log-in and log-out without script, at 320 px", async () => {
  const page = await visitor(house.browser, { url: house.server.url, width: 320, script: false });
  await page.goto("/verwaltung/anmelden");
  await logIn(page, logins(house.server)[0]);
  await page.getByRole("button", { name: /abmelden/i }).first().click();
  await page.waitForURL(/anmelden/);
  await page.goto("/verwaltung");
  assert.match(page.url(), /anmelden/);
  assert.deepEqual(page.troubles, []);
  await page.close_all();
});
