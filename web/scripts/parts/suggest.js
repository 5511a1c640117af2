// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Suggestions while typing (ARIA combobox with a list box). The address in data-suggest is asked with ?q=...
// and answers a list of words, or of {"text", "href", "kind"}: with an href the page itself is opened.

const delay = 150;
const shortest = 2;
let count = 0;

export function suggest(input) {
  const list = document.createElement("ul");
  list.id = `vorschlaege-${++count}`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels?.[0]?.textContent.trim() ?? "");
  list.hidden = true;
  input.after(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  let timer, request, chosen = -1;

  const options = () => [...list.children];

  function close() {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(index) {
    const all = options();
    chosen = (index + all.length) % all.length;
    all.forEach((option, i) => option.setAttribute("aria-selected", String(i === chosen)));
    input.setAttribute("aria-activedescendant", all[chosen].id);
    all[chosen].scrollIntoView({ block: "nearest" });
  }

  function go(option) {
    if (option.dataset.href) {
      window.location.assign(option.dataset.href);
      return;
    }
    input.value = option.dataset.text;
    close();
    input.form?.requestSubmit();
  }

  function show(suggestions) {
    list.replaceChildren(...suggestions.map((suggestion, index) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${index}`;
      option.className = "suggestions__option";
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.text = suggestion.text;
      if (suggestion.href) option.dataset.href = suggestion.href;
      option.textContent = suggestion.text;
      if (suggestion.kind) {
        const kind = document.createElement("span");
        kind.className = "suggestions__kind";
        kind.textContent = suggestion.kind;
        option.append(kind);
      }
      // The field keeps the focus, so that a click does not close the list first.
      option.addEventListener("pointerdown", (event) => event.preventDefault());
      option.addEventListener("click", () => go(option));
      return option;
    }));
    if (suggestions.length === 0) return close();
    chosen = -1;
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    input.removeAttribute("aria-activedescendant");
  }

  async function ask() {
    request?.abort();
    const text = input.value.trim();
    if (text.length < shortest) return close();
    request = new AbortController();
    const address = new URL(input.dataset.suggest, document.baseURI);
    address.searchParams.set("q", text);
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" }, signal: request.signal });
      if (answer.ok) show((await answer.json()).map((entry) => (typeof entry === "string" ? { text: entry } : entry)));
    } catch {
      // No suggestions, then: the search itself works without them.
      if (!request.signal.aborted) close();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, delay);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (list.hidden) {
      return;
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      choose(chosen + 1);
    } else if (event.key === "ArrowUp") {
      event.preventDefault();
      choose(chosen < 0 ? -1 : chosen - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      go(options()[chosen]);
    }
  });
}
