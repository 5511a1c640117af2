// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The console in a browser: the demonstration's people and the way in.

// Name and password of each, as the server prints them.
export const logins = (server) =>
  [...server.child.output.matchAll(/^ {2}([a-z.]+)\s+(demo-\S+)/gm)].map(([, user, password]) => ({ user, password }));
export const login = (server, user) => logins(server).find((one) => one.user === user);

// From wherever the log-in is asked for, through both factors.
export async function passLogIn(page, { user, password }) {
  await page.getByLabel("Benutzername").fill(user);
  await page.getByLabel("Passwort", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Weiter" }).click();
  const asked = page.url();
  // A code is good once: who logs in again at once has to wait for the next.
  for (let tries = 0; tries < 8; tries++) {
    const [code] = (await page.locator("main").innerText()).match(/\b\d{6}\b/);
    await page.getByLabel("Code aus Ihrer App").fill(code);
    await page.getByRole("button", { name: "Anmelden" }).click();
    await page.waitForLoadState();
    if (!/\/anmelden\/code/.test(page.url())) return;
    await new Promise((done) => setTimeout(done, 8000));
    await page.goto(asked);
  }
}

export async function logIn(page, person) {
  await page.goto("/verwaltung");
  await passLogIn(page, person);
  await page.waitForURL(/\/verwaltung($|\?)/);
}
