// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Follows the links within one installation, a few of each kind of page.

// The kind of a page: its path with keys, numbers and the municipality's name taken out, and the names of its parameters.
export function kindOf(address) {
  const { pathname, searchParams } = new URL(address);
  const path = pathname
    .split("/")
    .map((part, index) => (index === 1 && !/^(verwaltung|vorschau|healthz|readyz|static)$/.test(part) && part ? "{town}" : part))
    .map((part) => (/^(\d{5,}.*|[0-9a-f-]{24,}|lokal.*|\d+)$/.test(decodeURIComponent(part)) ? "{id}" : part))
    .join("/")
    .replace(/\/lebenslagen\/[^/]+$/, "/lebenslagen/{id}");
  return `${path}?${[...new Set(searchParams.keys())].sort().join("&")}`;
}

// Addresses of pages: at most `each` of one kind, at most `most` together, `start` first.
// `fetchPage(address)` answers {status, type, links}.
export async function crawl(start, fetchPage, { each = 2, most = 60, skip = () => false } = {}) {
  const queue = [...start];
  const seen = new Set(queue);
  const kinds = new Map();
  const pages = [];
  const broken = [];
  while (queue.length > 0 && pages.length < most) {
    const address = queue.shift();
    const kind = kindOf(address);
    if ((kinds.get(kind) ?? 0) >= each) continue;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    const { status, type, links } = await fetchPage(address);
    if (status >= 400) broken.push(`${status} ${address}`);
    if (!type.startsWith("text/html")) continue;
    pages.push(address);
    for (const link of links) {
      const target = new URL(link, address);
      target.hash = "";
      if (target.origin !== new URL(address).origin || seen.has(target.href) || skip(target)) continue;
      seen.add(target.href);
      queue.push(target.href);
    }
  }
  return { pages, broken, kinds };
}

export function linksIn(html) {
  return [...html.matchAll(/<a\b[^>]*?\bhref="([^"]*)"/g)].map(([, href]) =>
    href.replace(/&amp;/g, "&").replace(/&#39;/g, "'").replace(/&quot;/g, '"'),
  );
}
