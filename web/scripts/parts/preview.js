// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The form editor's preview follows the typing: data-preview names the address that draws the page as
// it would be with what stands in the form. Nothing is kept by it.

const delay = 200;

export function preview(form) {
  let timer, request;

  async function draw() {
    request?.abort();
    request = new AbortController();
    const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    try {
      const answer = await fetch(form.dataset.preview, { method: "POST", body, signal: request.signal });
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
      document.querySelector(".editor-preview").replaceWith(fresh);
    } catch {
      // Without an answer the preview follows when the form is sent.
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(draw, delay);
  });
}
