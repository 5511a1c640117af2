// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Says five minutes before that the session ends, and extends it on demand (WCAG 2.2, 2.2.1). All windows of the console know
// of each other: working in one keeps the others quiet, and a new log-in in one makes the forms of the others whole again.
const lead = 5 * 60 * 1000;
const shown_for = 6 * 1000;

export function session(region) {
  const channel = new BroadcastChannel("kommod-session");
  const clock = new Intl.DateTimeFormat("de", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Berlin" });
  let ends, last, timer;

  function show(part) {
    const content = document.querySelector(`template[data-session-part="${part}"]`).content.cloneNode(true);
    const time = content.querySelector("[data-session-time]");
    if (time) time.textContent = `${clock.format(ends)} Uhr`;
    content.querySelector("[data-session-extend]")?.addEventListener("click", extend);
    region.replaceChildren(content);
  }

  // The next thing to say. Timers of a sleeping machine are late, so the time is looked at anew.
  function plan() {
    clearTimeout(timer);
    const left = ends - Date.now();
    if (left <= 0) return show("ended");
    if (left <= lead) show(last ? "last" : "warning");
    timer = setTimeout(plan, left > lead ? left - lead : left);
  }

  function set(seconds, can_be_extended) {
    ends = Date.now() + seconds * 1000;
    last = !can_be_extended;
    plan();
  }

  // Forms carry the token of the session they were made in.
  function renew(answer) {
    for (const field of document.querySelectorAll("input[name=csrf]")) field.value = answer.csrf;
    region.replaceChildren();
    set(answer.ends_in, answer.can_be_extended);
  }

  async function ask() {
    const response = await fetch("/verwaltung/sitzung", { headers: { accept: "application/json" } });
    return response.ok ? response.json() : null;
  }

  async function extend() {
    const answer = await ask().catch(() => undefined);
    if (answer === undefined) return; // no network: the button stays
    if (answer === null) return show("ended");
    channel.postMessage("alive");
    renew(answer);
    if (ends - Date.now() <= lead) return;
    show("extended");
    setTimeout(() => region.querySelector("[data-session-extend], a") ?? region.replaceChildren(), shown_for);
  }

  channel.addEventListener("message", async () => {
    const answer = await ask().catch(() => null);
    if (answer) renew(answer);
  });
  document.addEventListener("visibilitychange", () => document.hidden || plan());
  set(Number(region.dataset.session), !("last" in region.dataset));
  channel.postMessage("alive");
}
