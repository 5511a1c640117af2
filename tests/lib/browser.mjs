// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Debian's Chromium, looked at closely: script errors, refused content, foreign hosts, overflow, accessibility.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { HtmlValidate } from "html-validate";
import { after, before } from "node:test";
import { Installation, source } from "./program.mjs";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
export const output = join(source, "tests/browser/output");
mkdirSync(output, { recursive: true });

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

export const widths = [1280, 390, 320];

// A page as one visitor sees it; `page.troubles` collects what no visitor should meet. `script` is true, false, or "blocked":
// then no script of the page arrives, but axe, which needs timers, can still look at it.
export async function visitor(browser, { url, width = 1280, scheme = "light", script = true } = {}) {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height: width < 600 ? 740 : 900 },
    colorScheme: scheme,
    javaScriptEnabled: script !== false,
    locale: "de-DE",
    timezoneId: "Europe/Berlin",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.troubles = [];
  const trouble = (text) => page.troubles.push(`${new URL(page.url(), url).pathname}: ${text}`);
  page.on("console", (message) => {
    // The browser reports the status of every page it opens; tests that open error pages expect theirs.
    const status = /Failed to load resource: the server responded with a status of 4\d\d/.test(message.text());
    const own = message.location().url === page.url();
    if (["error", "warning"].includes(message.type()) && !(status && own) && !/ERR_ABORTED/.test(message.text())) trouble(message.text());
  });
  if (script === "blocked") await page.route("**/*", (route) => (route.request().resourceType() === "script" ? route.abort("aborted") : route.continue()));
  page.on("pageerror", (error) => trouble(`script: ${error.message}`));
  page.on("request", (request) => {
    const target = request.url();
    if (!target.startsWith(url) && !target.startsWith("data:") && !target.startsWith("blob:"))
      trouble(`asks a third party: ${target}`);
  });
  page.on("requestfailed", (request) => {
    if (request.failure()?.errorText !== "net::ERR_ABORTED") trouble(`failed: ${request.url()}`);
  });
  page.close_all = () => context.close();
  return page;
}

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "EN-301-549", "best-practice"];

// Violations as short lines: rule, the first elements, why.
export async function accessibility(page) {
  const loaded = await page.evaluate(() => typeof globalThis.axe !== "undefined");
  if (!loaded) await page.evaluate(axeSource);
  const found = await page.evaluate(async (only) => {
    const { violations } = await globalThis.axe.run(document, {
      runOnly: { type: "tag", values: only },
      resultTypes: ["violations"],
    });
    return violations.map((violation) => ({
      id: violation.id,
      help: violation.help,
      nodes: violation.nodes.slice(0, 3).map((node) => `${node.target.join(" ")} ${node.failureSummary?.split("\n")[1] ?? ""}`),
    }));
  }, tags);
  return found.map(({ id, help, nodes }) => `${id} (${help}): ${nodes.join(" | ")}`);
}

// Elements that reach out of the window to the right; empty when nothing scrolls sideways.
export function overflow(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    // Fractions of a pixel are rounded up, so one more is none.
    if (document.documentElement.scrollWidth <= width + 1) return [];
    const scrolled = (element) => {
      for (let up = element.parentElement; up; up = up.parentElement)
        if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(up).overflowX)) return true;
      return false;
    };
    return [...document.body.querySelectorAll("*")]
      .filter((element) => element.getBoundingClientRect().right > width + 1 && !scrolled(element))
      .slice(0, 3)
      .map((element) => `${element.tagName.toLowerCase()}.${String(element.className.baseVal ?? element.className).replace(/ /g, ".")}`)
      .concat(`${document.documentElement.scrollWidth} of ${width} px`);
  });
}

const validator = new HtmlValidate({
  extends: ["html-validate:recommended"],
  rules: {
    // How the markup is typed is not the reader's business.
    "no-trailing-whitespace": "off",
    "attribute-boolean-style": "off",
    "attribute-empty-style": "off",
    "void-style": "off",
    "doctype-style": "off",
    "no-inline-style": "error",
    "require-sri": "off",
    // HTML allows a colon in an id, and "block:payment" is what such a box stands for.
    "valid-id": ["error", { relaxed: true }],
    // A table that scrolls is a focusable <div role="region">: a <section> would be no widget.
    "prefer-native-element": ["error", { exclude: ["region"] }],
    "long-title": "off",
    // A list may have a name; several boxes of one question share theirs.
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
    "form-dup-name": ["error", { shared: ["radio", "button", "reset", "submit", "checkbox"] }],
  },
});

export async function invalidMarkup(html) {
  const report = await validator.validateString(html);
  return report.results.flatMap(({ messages }) =>
    messages.map(({ line, ruleId, message, selector }) => `line ${line}: ${ruleId}: ${message} (${selector ?? ""})`),
  );
}

export function screenshot(page, name, options = {}) {
  return page.screenshot({ path: join(output, `${name}.png`), ...options });
}

// The demonstration and a browser for all tests of a file: house.server, house.browser, there once the tests run.
export function demonstration() {
  const house = {};
  before(async () => {
    house.here = await Installation.demonstration();
    house.server = await house.here.serve(["--demonstration"]);
    house.browser = await launch();
  });
  after(async () => {
    await house.browser?.close();
    await house.server?.stop();
  });
  return house;
}
