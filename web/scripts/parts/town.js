// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The town plays through its quarters, and arrow keys walk along its streets. Both only improve what links do already.
const pause = 900;

// Fetches the page of a quarter and puts its town in place of this one; the address follows.
async function turn_to(href) {
  const answer = await fetch(href, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-town-part]")) {
    const fresh = page.querySelector(`[data-town-part="${part.dataset.townPart}"]`);
    if (fresh) part.replaceChildren(...fresh.childNodes);
  }
  document.title = page.title;
  history.replaceState(null, "", href);
}

// The button stands outside of what is replaced, so it keeps its focus and its state.
export function play(button) {
  let playing = false;
  const quarters = () => [...document.querySelectorAll(".track__link")];
  const label = () => (button.querySelector("[data-label]").textContent = playing ? button.dataset.stop : button.dataset.start);

  async function run() {
    const start = quarters().findIndex((link) => link.hasAttribute("aria-current"));
    const hrefs = quarters().map((link) => link.href);
    // At the end it begins anew.
    for (let at = start < 0 || start === hrefs.length - 1 ? 0 : start + 1; playing && at < hrefs.length; at++) {
      await turn_to(hrefs[at]);
      await new Promise((done) => setTimeout(done, pause));
    }
  }

  button.hidden = false;
  button.addEventListener("click", () => {
    playing = !playing;
    label();
    if (!playing) return;
    run()
      .catch(() => {})
      .finally(() => {
        playing = false;
        label();
      });
  });
}

// One stop of the Tab key a street; arrows go from house to house, Home and End to the ends.
export function walk(town) {
  const streets = () => [...new Set([...town.querySelectorAll('[role="group"] > .m-house')].map((house) => house.parentElement))];
  const houses = (street) => [...street.querySelectorAll(".m-house")];
  const prepare = () => {
    for (const street of streets()) houses(street).forEach((house, place) => house.setAttribute("tabindex", place === 0 ? "0" : "-1"));
  };
  const steps = { ArrowRight: (at) => at + 1, ArrowLeft: (at) => at - 1, Home: () => 0, End: (at, all) => all - 1 };
  town.addEventListener("keydown", (event) => {
    const house = event.target.closest?.(".m-house");
    const step = steps[event.key];
    if (!house || !step) return;
    const all = houses(house.parentElement);
    const next = all[Math.max(0, Math.min(all.length - 1, step(all.indexOf(house), all.length)))];
    event.preventDefault();
    house.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  });
  new MutationObserver(prepare).observe(town, { childList: true });
  prepare();
}
