// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Every kind of public page: valid, accessible, in every width, light and dark, with and without script.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessibility, invalidMarkup, launch, overflow, screenshot, visitor, widths } from "../lib/browser.mjs";
import { crawl, kindOf, linksIn } from "../lib/crawl.mjs";
import { Installation } from "../lib/program.mjs";

let server, browser, pages, broken;

before(async () => {
  server = await (await Installation.demonstration()).serve(["--demonstration"]);
  browser = await launch();
  const start = ["/", "/coesfeld/", "/coesfeld/leistungen?q=hund+anmelden", "/coesfeld/leistungen?q=xyzzyq",
    "/coesfeld/leistungen/99008001012000",
    "/coesfeld/monitor?stand=2022-12-01", "/coesfeld/monitor/tabelle?stand=2022-12-01", "/vorschau", "/nottuln/"];
  ({ pages, broken } = await crawl(
    start.map((path) => server.url + path),
    async (address) => {
      const answer = await fetch(address, { redirect: "follow" });
      const type = answer.headers.get("content-type") ?? "";
      return { status: answer.status, type, links: type.startsWith("text/html") ? linksIn(await answer.text()) : [] };
    },
    { each: 2, most: 70 },
  ));
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test("no link is dead", () => {
  assert.deepEqual(broken, []);
  assert.ok(pages.length > 15, `only ${pages.length} pages were found`);
});

test("every page is valid HTML", async () => {
  const problems = [];
  for (const address of pages) {
    const html = await (await fetch(address)).text();
    for (const problem of (await invalidMarkup(html)).slice(0, 5)) problems.push(`${address.slice(server.url.length)}: ${problem}`);
  }
  assert.deepEqual(problems, []);
});

test("every page carries the protecting headers", async () => {
  for (const address of pages) {
    const { headers } = await fetch(address);
    const policy = headers.get("content-security-policy") ?? "";
    assert.match(policy, /default-src 'none'|default-src 'self'/, address);
    assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval|\*/, address);
    assert.equal(headers.get("x-content-type-options"), "nosniff", address);
    assert.ok(headers.get("referrer-policy"), address);
    assert.match(policy + (headers.get("x-frame-options") ?? ""), /frame-ancestors|DENY|SAMEORIGIN/, address);
  }
});

// One page of each kind is enough for the dear tests.
const oneOfEach = () => [...new Map([...pages].reverse().map((address) => [kindOf(address), address])).values()].reverse();

for (const scheme of ["light", "dark"]) {
  for (const width of widths) {
    test(`accessible and without sideways scrolling: ${width} px, ${scheme}`, async () => {
      const page = await visitor(browser, { url: server.url, width, scheme });
      const problems = [];
      for (const address of oneOfEach()) {
        const path = address.slice(server.url.length);
        await page.goto(address, { waitUntil: "load" });
        for (const line of await accessibility(page)) problems.push(`${path}: ${line}`);
        for (const line of await overflow(page)) problems.push(`${path}: reaches out of the window: ${line}`);
      }
      problems.push(...page.troubles);
      await page.close_all();
      assert.deepEqual([...new Set(problems)], []);
    });
  }
}

test("accessible without script", async () => {
  const page = await visitor(browser, { url: server.url, width: 390, script: "blocked" });
  const problems = [];
  for (const address of oneOfEach()) {
    await page.goto(address, { waitUntil: "load" });
    for (const line of await accessibility(page)) problems.push(`${address.slice(server.url.length)}: ${line}`);
    for (const line of await overflow(page)) problems.push(`${address.slice(server.url.length)}: ${line}`);
  }
  problems.push(...page.troubles);
  await page.close_all();
  assert.deepEqual(problems, []);
});

test("a first visit takes less than 120 kB", async () => {
  const page = await visitor(browser, { url: server.url, width: 390 });
  const client = await page.context().newCDPSession(page);
  await client.send("Network.enable");
  let bytes = 0;
  client.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto("/coesfeld/", { waitUntil: "networkidle" });
  await page.close_all();
  assert.ok(bytes < 120_000, `${bytes} bytes`);
});

test("the keyboard reaches the content first, and the focus is seen", async () => {
  const page = await visitor(browser, { url: server.url });
  await page.goto("/coesfeld/");
  await page.keyboard.press("Tab");
  const target = await page.evaluate(() => document.activeElement?.getAttribute("href"));
  assert.match(target ?? "", /^#/, "the first stop is the skip link");
  // It comes into sight with the next frame.
  await page.waitForFunction(() => document.activeElement.getBoundingClientRect().bottom > 0, null, { timeout: 2000 });
  for (let stop = 0; stop < 12; ++stop) {
    await page.keyboard.press("Tab");
    const seen = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return "nothing";
      const box = element.getBoundingClientRect();
      if (box.width === 0) return `${element.outerHTML.slice(0, 120)} is invisible`;
      const style = getComputedStyle(element);
      const marked = style.outlineStyle !== "none" || style.boxShadow !== "none";
      // The search field and its button share one frame, which is marked as a whole.
      const frame = element.closest(".search__row");
      if (frame && getComputedStyle(frame).outlineStyle !== "none") return "";
      const inner = [...element.querySelectorAll("*")].some((child) => getComputedStyle(child).outlineStyle !== "none");
      return marked || inner ? "" : `${element.outerHTML.slice(0, 120)} has no visible focus`;
    });
    assert.equal(seen, "");
  }
  await page.close_all();
});

for (const [width, scheme] of [[1280, "light"], [1280, "dark"], [390, "light"], [320, "light"]]) {
  test(`pictures to look at: ${width} px, ${scheme}`, async () => {
    const page = await visitor(browser, { url: server.url, width, scheme });
    for (const [name, path] of [["association", "/"], ["start", "/coesfeld/"], ["search", "/coesfeld/leistungen?q=hund+anmelden"],
      ["all-services", "/coesfeld/leistungen"], ["online", "/coesfeld/online"], ["monitor", "/coesfeld/monitor?stand=2022-12-01"],
      ["monitor-table", "/coesfeld/monitor/tabelle?stand=2022-12-01"], ["feedback", "/coesfeld/barriere-melden"], ["preview", "/vorschau"]]) {
      await page.goto(path);
      await screenshot(page, `${name}-${width}-${scheme}`, { fullPage: true });
    }
    assert.deepEqual(page.troubles, []);
    await page.close_all();
  });
}
