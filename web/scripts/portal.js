// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Improvements of pages that are complete without them.
import { live, locate, searched } from "./parts/form.js";
import { preview } from "./parts/preview.js";
import { session } from "./parts/session.js";
import { suggest } from "./parts/suggest.js";
import { play, walk } from "./parts/town.js";

// After a refused form the summary of errors is what to read first.
document.querySelector("[data-focus]")?.focus();

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const region of document.querySelectorAll("[data-session]")) session(region);

for (const input of document.querySelectorAll("input[data-suggest]")) suggest(input);

for (const button of document.querySelectorAll("[data-play]")) play(button);

for (const town of document.querySelectorAll(".town__whole[data-town-part]")) walk(town);

for (const form of document.querySelectorAll("form[data-live]")) live(form);

for (const form of document.querySelectorAll("form[data-preview]")) preview(form);

for (const select of document.querySelectorAll("select[data-searched]")) searched(select);

// Maps and buttons of a question may come later, when an answer opens it.
function points() {
  for (const button of document.querySelectorAll("[data-locate][hidden]")) locate(button);
  for (const map of document.querySelectorAll("[data-map]:not([data-map-shown])")) {
    map.dataset.mapShown = "";
    import(map.dataset.map).then(({ show }) => show(map));
  }
}
points();
document.addEventListener("kommod:fields", points);
