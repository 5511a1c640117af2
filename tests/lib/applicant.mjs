// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A citizen who fills in a form as a case of its package says: page by page, by what stands there.

// Puts an answer into the inputs that bear its name; true when the page had them.
async function put(page, name, answer) {
  if (answer !== null && typeof answer === "object" && !Array.isArray(answer)) {
    let found = false;
    for (const [part, value] of Object.entries(answer)) found = (await put(page, `${name}.${part}`, value)) || found;
    return found;
  }
  const inputs = page.locator(`[name="${name}"]`);
  if ((await inputs.count()) === 0) return putDay(page, name, answer);
  const first = inputs.first();
  await first.evaluate((element) => element.closest("details")?.setAttribute("open", ""));
  const kind = await first.evaluate((element) => (element.tagName === "SELECT" ? "select" : element.type));
  if (kind === "radio" || kind === "checkbox") {
    const values = answer === true ? ["ja"] : answer === false ? ["nein"] : [answer].flat();
    for (const value of values) await page.locator(`[name="${name}"][value="${value}"]`).check();
  } else if (kind === "select") await first.selectOption(String(answer));
  else await first.fill(String(answer));
  return true;
}

async function putDay(page, name, answer) {
  const day = page.locator(`[name="${name}.day"]`);
  if ((await day.count()) === 0 || !/^\d{4}-\d\d-\d\d$/.test(answer)) return false;
  const [year, month, date] = answer.split("-");
  await day.fill(date);
  await page.locator(`[name="${name}.month"]`).fill(month);
  await page.locator(`[name="${name}.year"]`).fill(year);
  return true;
}

// Fills in what this page asks and goes on. Groups are filled item by item.
export async function answerPage(page, answers) {
  for (const [name, answer] of Object.entries(answers)) {
    if (Array.isArray(answer) && typeof answer[0] === "object") continue;
    await put(page, name, answer);
  }
  const items = page.locator(".apply-items");
  if (await items.count()) {
    const group = Object.entries(answers).find(([name, answer]) => Array.isArray(answer) && typeof answer[0] === "object" && page.url().includes(name));
    const [, list] = group ?? Object.entries(answers).find(([, answer]) => Array.isArray(answer) && typeof answer[0] === "object");
    for (const item of list) {
      await items.locator("a.kern-btn").click();
      await answerPage(page, item);
    }
  }
  // The next page may have the same address, so its arrival is waited for, not its name.
  await Promise.all([page.waitForNavigation(), page.getByRole("button", { name: /^(Weiter|Speichern und zurück)/ }).click()]);
}

// From the start page to the summary; `seen` is called on every page.
export async function fillIn(page, start, answers, seen = async () => {}) {
  await page.goto(start);
  await seen("start");
  await page.getByRole("button", { name: "Antrag beginnen" }).click();
  for (let steps = 0; steps < 40 && !page.url().endsWith("/pruefen"); ++steps) {
    const here = page.url();
    await seen(here.split("/seite/")[1] ?? "seite");
    await answerPage(page, answers);
    const complaint = page.locator(".kern-alert--danger");
    if (await complaint.count()) throw new Error(`${here}: ${await complaint.innerText()}`);
  }
  await seen("pruefen");
}
