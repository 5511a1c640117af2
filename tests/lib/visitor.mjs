// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A visitor without a browser: keeps cookies, fills forms in, never follows a redirect by itself.
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";

const unescape = (text) =>
  text.replace(/&quot;/g, '"').replace(/&#0*39;/g, "'").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

// The fields of the form with this action, as a browser would send them untouched.
export function formFields(html, action) {
  for (const [, attributes, inside] of html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)) {
    if (action && unescape(attributes.match(/action="([^"]*)"/)?.[1] ?? "").split("?")[0] !== action) continue;
    const fields = {};
    for (const [, input] of inside.matchAll(/<input\b([^>]*)>/g)) {
      const name = input.match(/\bname="([^"]*)"/)?.[1];
      const type = input.match(/\btype="([^"]*)"/)?.[1];
      if (name && !(["checkbox", "radio"].includes(type) && !/\bchecked\b/.test(input)))
        fields[unescape(name)] = unescape(input.match(/\bvalue="([^"]*)"/)?.[1] ?? "");
    }
    return fields;
  }
  throw new Error(`there is no form with the action ${action}`);
}

export class Visitor {
  constructor(url) {
    this.url = url;
    this.cookies = new Map();
  }

  async ask(path, options = {}) {
    const answer = await fetch(new URL(path, this.url), {
      redirect: "manual",
      ...options,
      headers: {
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        ...options.headers,
      },
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = cookie.match(/^([^=]+)=([^;]*)/);
      if (/max-age=0|expires=Thu, 01 Jan 1970/i.test(cookie) || value === "") this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  post(path, fields) {
    return this.ask(path, { method: "POST", body: new URLSearchParams(fields), headers: { origin: this.url } });
  }

  // Opens a page, fills in the form with this action and sends it; `wait` is what a person takes to read it.
  async fillIn(path, action, fields, wait = 0) {
    const html = await (await this.ask(path)).text();
    const hidden = formFields(html, action);
    if (wait > 0) await new Promise((wake) => setTimeout(wake, wait));
    return this.post(action, { ...hidden, ...fields });
  }

  // Reports a barrier with this text, with one reading of the form for all reports of this visitor.
  async report(text) {
    const action = "/coesfeld/barriere-melden";
    if (!this.form) {
      this.form = formFields(await (await this.ask(action)).text(), action);
      await new Promise((wake) => setTimeout(wake, 3500));
    }
    return this.post(action, { ...this.form, nachricht: text });
  }

  async logIn(user, password, code) {
    const login = "/verwaltung/anmelden";
    const first = await this.fillIn(login, login, { benutzername: user, passwort: password });
    if (first.status !== 303) throw new Error(`the password was refused: ${first.status}`);
    const second = await this.fillIn(first.headers.get("location"), `${login}/code`, { code });
    if (second.status !== 303) throw new Error(`the second factor was refused: ${second.status}`);
    return second;
  }
}

// The texts of all reported barriers in Coesfeld, read from the database itself.
export async function keptReports(installation) {
  const query = "SELECT message FROM";
  if (installation.database)
    return execFileSync("psql", ["-qAt", "-d", installation.database, "-c", `${query} m05558012.feedback`], { encoding: "utf8" }).split("\n");
  const { DatabaseSync } = await import("node:sqlite");
  const file = readdirSync(installation.folder, { recursive: true }).map(String).find((name) => /m05558012\.[a-z0-9]+$/.test(name));
  const database = new DatabaseSync(join(installation.folder, file), { readOnly: true });
  const messages = database.prepare(`${query} feedback`).all().map(({ message }) => message);
  database.close();
  return messages;
}

const typed = (answer) => (answer === true ? "ja" : answer === false ? "nein" : String(answer));
// What a browser would send for the answer to a question.
function inputs(name, answer) {
  if (answer === null || typeof answer !== "object") return [[name, typed(answer)]];
  if (Array.isArray(answer)) return answer.map((one) => [name, typed(one)]);
  return Object.entries(answer).flatMap(([part, value]) => inputs(`${name}.${part}`, value));
}

// A citizen who fills in an online service page by page, without a browser.
export class Applicant extends Visitor {
  constructor(url, service, answers, address = "10.0.0.1") {
    super(url);
    Object.assign(this, { service, answers, address, at: service });
  }

  ask(path, options = {}) {
    return super.ask(path, { ...options, headers: { "x-forwarded-for": this.address, ...options.headers } });
  }

  // One page onwards; false when the summary is reached. What the server did not confirm is simply tried again.
  async step() {
    const answer = await this.ask(this.at);
    if (answer.status === 303) return this.go(answer);
    const html = await answer.text();
    if (answer.status !== 200) throw new Error(`${this.at}: ${answer.status}`);
    if (this.at.endsWith("/pruefen")) return false;
    const fields = formFields(html, this.at);
    if (this.at === this.service) await new Promise((wake) => setTimeout(wake, 3500));
    const asked = (fields.gefragt ?? "").split(" ").filter((name) => name in this.answers);
    const body = [...Object.entries(fields).filter(([name]) => ["gefragt"].includes(name) || name.startsWith("_") || !this.answers[name.split(".")[0]]), ...asked.flatMap((name) => inputs(name, this.answers[name]))];
    const sent = await this.post(this.at, body);
    if (sent.status !== 303) throw new Error(`${this.at}: ${sent.status} ${(await sent.text()).match(/kern-error[\s\S]{0,300}/)?.[0] ?? ""}`);
    return this.go(sent);
  }

  go(answer) {
    this.at = answer.headers.get("location").split("?")[0];
    return true;
  }

  // From the summary to the receipt; the reference number. Sending again what was sent already leads to the same receipt.
  async send() {
    const action = this.at.replace(/\/pruefen$/, "/absenden");
    const page = await this.ask(this.at);
    if (page.status === 200) {
      const html = await page.text();
      const declared = [...html.matchAll(/name="(erklaerung\.[a-z_]+)"/g)].map(([, name]) => [name, "ja"]);
      const sent = await this.post(action, [...Object.entries(formFields(html, action)), ...declared]);
      if (sent.status !== 303) throw new Error(`${action}: ${sent.status}`);
    }
    const receipt = await this.ask(action.replace("/absenden", "/beleg.json"));
    if (receipt.status !== 200) throw new Error(`no receipt: ${receipt.status}`);
    return (await receipt.json()).reference;
  }
}
