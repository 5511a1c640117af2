// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The town by keyboard, through time without script, and what a supply line leaves bright.
import assert from "node:assert/strict";
import { test } from "node:test";
import { demonstration, overflow, screenshot, visitor } from "../lib/browser.mjs";

const town = "/coesfeld/monitor?stand=2022-12-01";
const house = demonstration();

test("arrow keys walk from house to house, the Tab key from street to street", async () => {
  const page = await visitor(house.browser, { url: house.server.url });
  await page.goto(town);
  const streets = page.locator(".town__whole [role=group][aria-label]:has(> .m-house)");
  const first = streets.nth(0).locator("> .m-house");
  const number = await first.count();
  assert.ok(number > 2);
  const has = async (house) => assert.ok(await house.evaluate((it) => it === document.activeElement));
  await page.waitForFunction(() => document.querySelectorAll('.town__whole .m-house[tabindex="-1"]').length > 50);
  await streets.nth(0).locator(".m-street").focus();
  await page.keyboard.press("Tab");
  await has(first.nth(0));
  for (const [key, place] of [["ArrowRight", 1], ["ArrowRight", 2], ["ArrowLeft", 1], ["End", number - 1], ["ArrowRight", number - 1], ["Home", 0], ["ArrowLeft", 0]]) {
    await page.keyboard.press(key);
    await has(first.nth(place));
  }
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Tab");
  await has(streets.nth(1).locator(".m-street"));
  await page.keyboard.press("Shift+Tab");
  await has(first.nth(1));
  await screenshot(page, "monitor-keyboard");
  const href = await first.nth(1).getAttribute("href");
  await page.keyboard.press("Enter");
  await page.waitForURL((address) => address.href.endsWith(href));
  assert.deepEqual(page.troubles, []);
  await page.close_all();
});

test("every window that is drawn is there: nothing refers to a shape the page lacks", async () => {
  const page = await visitor(house.browser, { url: house.server.url });
  const twins = ["", "/tabelle", "/modelle", "/aenderungen", "/vergleich", "/fristen", "/fahrplan", "/planer", "/baustein/registers",
    "/voraussetzung/ausweis-lichtbild", "/buendel/10119"];
  for (const twin of twins) {
    const answer = await page.goto(`/coesfeld/monitor${twin}`);
    assert.equal(answer.status(), 200, twin);
    const lost = await page.evaluate(() =>
      [...new Set([...document.querySelectorAll("use")].map((use) => use.getAttribute("href")))].filter((href) => !document.getElementById(href.slice(1))));
    assert.deepEqual(lost, [], twin);
  }
  assert.deepEqual(page.troubles, []);
  await page.close_all();
});

test("without script the town moves through time, by a day, a step and a column", async () => {
  for (const width of [1280, 390]) {
    const page = await visitor(house.browser, { url: house.server.url, width, script: false });
    await page.goto(town);
    const heading = () => page.locator("h1").innerText();
    const dark = await heading();
    assert.equal(await page.getByRole("button", { name: "Abspielen" }).count(), 0);
    const controls = await page.locator("form.time").boundingBox();
    assert.ok(controls.height < page.viewportSize().height / 3, `${width}: the controls are ${controls.height} px high`);
    await page.getByLabel("Die Stadt am").fill("2024-03-01");
    await page.locator("form.time").getByRole("button", { name: "Zeigen" }).click();
    await page.waitForURL(/stand=2024-03-01/);
    assert.equal(await page.getByLabel("Die Stadt am").inputValue(), "2024-03-01");
    assert.notEqual(await heading(), dark);
    await page.getByRole("link", { name: "Ein Vierteljahr weiter" }).click();
    await page.waitForURL(/stand=2024-06-01/);
    await page.locator(".track__link").last().click();
    await page.locator(".track__link").last().and(page.locator("[aria-current=date]")).waitFor();
    assert.deepEqual(await overflow(page), []);
    assert.deepEqual(page.troubles, []);
    await page.close_all();
  }
});

test("a supply line dims what does not wait for it, and the whole town comes back", async () => {
  for (const script of [true, false]) {
    const page = await visitor(house.browser, { url: house.server.url, script });
    await page.goto(town);
    const houses = page.locator(".town__whole .m-house");
    const dimmed = page.locator(".town__whole .m-house.m-dim");
    const all = await houses.count();
    assert.equal(await dimmed.count(), 0);
    await page.locator(".m-underground .m-line").filter({ hasText: "Bezahlen" }).click();
    await page.waitForURL(/baustein=payment/);
    await page.getByText("Hervorgehoben ist nur, was auf Bezahlen (ePayment) wartet.").waitFor();
    const dim = await dimmed.count();
    assert.ok(dim > 0 && dim < all, `${dim} of ${all} are dim`);
    assert.ok((await page.locator(".town__whole .m-house:not(.m-dim) .m-frees").count()) > 0);
    assert.equal(await page.locator(".town__whole .m-house.m-dim .m-frees").count(), 0);
    const opacity = await dimmed.first().evaluate((house) => Number(getComputedStyle(house).opacity));
    assert.ok(opacity < 0.5);
    await page.getByRole("link", { name: "Wieder die ganze Stadt zeigen" }).click();
    await page.waitForURL((address) => !address.search.includes("baustein"));
    assert.equal(await dimmed.count(), 0);
    assert.deepEqual(page.troubles, []);
    await page.close_all();
  }
});
