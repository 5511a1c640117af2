// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Improvements of a form's page, which is whole without them: questions that an answer opens appear at once, long lists can
// be searched, the browser may say where one stands. What is asked is always the server's word.

// Asks the server for the questions as the answers so far make them. A question that stays keeps its inputs and the focus.
export function live(form) {
  const fields = form.querySelector("[data-live-fields]");
  const status = form.querySelector("[data-live-status]");
  let request;

  // What stays is never taken out of the page: radio buttons lose their choice on the way, and who types is interrupted.
  function exchange(fresh) {
    const old = new Map([...fields.querySelectorAll("[data-field]")].map((field) => [field.dataset.field, field]));
    const wanted = [...fresh.children].map((field) => {
      const here = old.get(field.dataset.field);
      return here && here.dataset.shape === field.dataset.shape ? here : field;
    });
    for (const field of [...fields.children]) if (!wanted.includes(field)) field.remove();
    wanted.forEach((field, place) => {
      if (fields.children[place] !== field) fields.insertBefore(field, fields.children[place] ?? null);
    });
    const added = wanted.find((field) => field.dataset.field && !old.has(field.dataset.field));
    document.dispatchEvent(new Event("kommod:fields"));
    if (added) {
      const label = added.querySelector("legend, label")?.textContent.trim().replace(/\s+/g, " ");
      status.textContent = `${form.dataset.liveNew} ${label}`;
    }
  }

  form.addEventListener("change", async (event) => {
    if (event.target.type === "file") return;
    request?.abort();
    request = new AbortController();
    const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    try {
      const answer = await fetch(form.dataset.live, { method: "POST", body, signal: request.signal });
      if (!answer.ok) return;
      exchange(new DOMParser().parseFromString(await answer.text(), "text/html").body);
    } catch {
      // Without an answer the page asks when it is sent.
    }
  });
}

// An input in front of a long list: what is typed leaves only the options that hold it.
export function searched(select) {
  const input = document.createElement("input");
  input.type = "search";
  input.className = "kern-form-input__input form-search";
  input.autocomplete = "off";
  input.setAttribute("aria-label", `${select.dataset.searched}: ${select.labels?.[0]?.textContent.trim() ?? ""}`);
  input.placeholder = select.dataset.searched;
  select.parentElement.before(input);
  const all = [...select.options];
  input.addEventListener("input", () => {
    const wanted = input.value.trim().toLowerCase();
    const kept = all.filter((option) => option.selected || !wanted || option.text.toLowerCase().includes(wanted));
    const chosen = select.value;
    select.replaceChildren(...kept);
    select.value = chosen;
  });
}

// Fills latitude and longitude in, as people here write them; undefined empties them.
export function setPlace(fieldset, latitude, longitude) {
  const comma = (degrees) => degrees?.toFixed(5).replace(".", ",") ?? "";
  for (const input of fieldset.querySelectorAll("input")) {
    if (input.name.endsWith(".latitude")) input.value = comma(latitude);
    if (input.name.endsWith(".longitude")) {
      input.value = comma(longitude);
      // Once is enough for whoever listens.
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
}

export function locate(button) {
  if (!navigator.geolocation) return;
  const status = button.parentElement.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setPlace(button.closest("fieldset"), coords.latitude, coords.longitude);
        status.textContent = "";
      },
      () => (status.textContent = button.dataset.failed),
    );
  });
}
