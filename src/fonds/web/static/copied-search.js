// Search in a copy made of files: words by Pagefind, an index a language; facets from the table of papers.
// Where no file can be fetched (a folder of the disk), only the table is searched.
"use strict";

(() => {
  const { facets, languages, papers } = self.fondsPapers;
  const names = Object.keys(facets);
  const base = document.querySelector('script[src$="papers.js"]').src;
  const fetches = location.protocol !== "file:";
  const PAGE = 10, FEW = 6, MANY = 24;
  const asked = new URLSearchParams(location.search);
  const query = (asked.get("q") ?? "").trim();
  const page = Math.max(1, Number.parseInt(asked.get("page") ?? "1", 10) || 1);
  const sort = asked.get("sort") ?? (query ? "relevance" : "date");
  const filters = new Map(names.map((name) => [name, asked.getAll(name)]).filter(([, values]) => values.length));
  const at = (id) => document.getElementById(id);
  const shown = (facet, value) => {
    const label = facet === "language" ? languages[value] ?? value : value;
    return label.charAt(0).toUpperCase() + label.slice(1);
  };

  const make = (tag, text, attributes = {}) => {
    const element = document.createElement(tag);
    if (text != null) element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const address = (change) => {
    const next = new URLSearchParams(asked);
    next.delete("page");
    for (const [name, values] of Object.entries(change)) {
      next.delete(name);
      for (const value of values) next.append(name, value);
    }
    return `${location.pathname}?${next}`;
  };
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  // Signs of Chinese and Japanese are words by themselves in the index; several in a row are asked for as they stand.
  const sign = "[\\u3005\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}]";
  const signs = new RegExp(`(?<=${sign})(?=\\S)|(?<=\\S)(?=${sign})`, "gu");
  const parted = query.replace(signs, " ");
  const words = parted !== query && !/["\s]/.test(query) ? `"${parted}"` : parted;
  const set = "[\\u3000-\\u303f\\uff00-\\uffef“”‘’…—\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}]";
  const gap = new RegExp(`(?<=${set}(?:</?mark>)*) (?=(?:</?mark>)*${set})`, "gu");
  const joined = (text) => text.replace(gap, "");

  // The papers that hold the words: [number, score, how to get a passage], best first.
  async function wording() {
    if (!query) return papers.map((_, n) => [n, 0, null]);
    if (!fetches) return inTable();
    const owner = new Map();
    const found = new Map();
    papers.forEach((paper, n) => paper[7].forEach((piece) => owner.set(piece, n)));
    const indexes = [...new Set([...owner.keys()].map((piece) => piece.split("/")[0]))];
    const own = document.documentElement.lang;
    for (const language of indexes) {
      const index = await import(new URL(`words/${language}/pagefind.js`, base).href);
      // By this Pagefind cuts a query into words; ours are cut.
      document.documentElement.lang = ["zh", "ja"].includes(language) ? "und" : language;
      try {
        await index.options({ noWorker: true, excerptLength: 40 });
        await index.init();
      } finally {
        document.documentElement.lang = own;
      }
      for (const result of (await index.search(words)).results) {
        const n = owner.get(`${language}/${result.id}`);
        if (n !== undefined && !(found.get(n)?.[1] >= result.score)) found.set(n, [n, result.score, () => result.data()]);
      }
    }
    return [...found.values()].sort((a, b) => b[1] - a[1]);
  }

  function inTable() {
    const words = fold(query.replace(/["*]/g, " ")).split(/\s+/).filter(Boolean);
    const found = [];
    papers.forEach((paper, n) => {
      const title = fold(paper[1]);
      const all = fold([...paper.slice(0, 6), ...names.map((name, i) => paper[6][i].map((v) => facets[name][v]).join(" "))].join(" "));
      if (words.every((word) => all.includes(word))) found.push([n, words.filter((word) => title.includes(word)).length, null]);
    });
    return found.sort((a, b) => b[1] - a[1]);
  }

  // Whether a paper has one of the values asked for; years also as 1950..1953.
  function holds(n, facet, values) {
    const own = papers[n][6][names.indexOf(facet)].map((value) => facets[facet][value]);
    return values.some((value) => {
      const [first, last] = facet === "year" ? value.split("..") : [];
      return last ? own.some((year) => first <= year && year <= last) : own.includes(value);
    });
  }

  function narrow(found, without) {
    return found.filter(([n]) => [...filters].every(([facet, values]) => facet === without || holds(n, facet, values)));
  }

  function showFacets(found) {
    names.forEach((facet, i) => {
      const counts = new Map();
      for (const [n] of narrow(found, facet)) for (const value of papers[n][6][i]) counts.set(value, (counts.get(value) ?? 0) + 1);
      const order = facet === "year"
        ? ([a], [b]) => (facets.year[a] < facets.year[b] ? -1 : 1)
        : ([a, x], [b, y]) => y - x || (facets[facet][a] < facets[facet][b] ? -1 : 1);
      const chosen = filters.get(facet) ?? [];
      const section = document.querySelector(`[data-facet="${facet}"]`);
      const items = [...counts].sort(order).slice(0, facet === "year" ? 400 : MANY).map(([value, count]) => {
        const name = facets[facet][value];
        const selected = chosen.includes(name);
        const link = make("a", null, { href: address({ [facet]: selected ? chosen.filter((v) => v !== name) : [...chosen, name] }) });
        if (selected) link.setAttribute("aria-current", "true");
        link.append(make("span", shown(facet, name)), make("span", String(count), { class: "tally" }));
        const item = make("li");
        item.append(link);
        return item;
      });
      section.hidden = !items.length;
      section.querySelector("ul").replaceChildren(...items.slice(0, FEW));
      if (items.length > FEW) {
        const more = make("details");
        const list = make("ul");
        list.append(...items.slice(FEW));
        more.append(make("summary", `${items.length - FEW} more`), list);
        section.append(more);
      }
    });
  }

  // Pagefind's passages are escaped text with <mark> around what was found; they are taken apart, never set as mark-up.
  function passage(excerpt) {
    const element = make("p", null, { class: "passage" });
    const text = (piece) => new DOMParser().parseFromString(piece, "text/html").documentElement.textContent;
    for (const piece of excerpt.split(/(<mark>.*?<\/mark>)/s))
      element.append(piece.startsWith("<mark>") ? make("mark", text(piece)) : text(piece.replaceAll(" ", "\u00a0")).replaceAll("\u00a0", " "));
    return element;
  }

  async function hit([n, , data]) {
    const [id, title, date, byline, mark, summary, own] = papers[n];
    const item = make("li");
    const kicker = make("p", null, { class: "kicker" });
    const type = facets.type[own[0][0]];
    kicker.append(make("span", !type || type === "other" ? "Document" : shown("type", type)), make("span", date));
    if (mark) kicker.append(make("span", shown("classification", mark), { class: "stamp" }));
    const heading = make("h2");
    heading.append(make("a", title, { href: new URL(`../d/${id}/index.html`, base).href }));
    item.append(kicker, heading, make("p", byline, { class: "byline" }));
    if (data) item.append(passage(joined((await data()).excerpt)));
    else if (summary) item.append(make("p", summary, { class: "passage" }));
    return item;
  }

  async function show() {
    for (const input of document.querySelectorAll(".ask input")) input.value = query;
    if (query) at("understood").textContent = query;
    at("note").textContent = query && !fetches
      ? "This copy is read from a disk: titles, summaries, names, places and years are searched, not the full texts."
      : /\w:\S|\.\./.test(query) ? "This copy searches words and phrases; persons, places and years are chosen at the side." : "";
    at("chosen").replaceChildren(...[...filters].flatMap(([facet, values]) => values.map((value) => {
      const title = document.querySelector(`[data-facet="${facet}"] h2`).textContent;
      const item = make("li");
      item.append(make("a", `${title}: ${shown(facet, value)}`, {
        href: address({ [facet]: values.filter((other) => other !== value) }), "aria-label": `Take off ${title}: ${shown(facet, value)}`,
      }));
      return item;
    })));
    const all = await wording();
    const found = narrow(all);
    if (sort === "date") found.sort(([a], [b]) => a - b);
    if (sort === "-date") found.sort(([a], [b]) => b - a);
    at("count").textContent = found.length === 1 ? "1 document" : `${String(found.length).replace(/\B(?=(\d{3})+$)/g, "\u2009")} documents`;
    at("sorts").after(...[["relevance", "best fit"], ["date", "oldest first"], ["-date", "newest first"]]
      .filter(([key]) => query || key !== "relevance")
      .map(([key, label]) => make("a", label, { href: address({ sort: [key] }), ...(sort === key ? { "aria-current": "true" } : {}) })));
    showFacets(all);
    const pages = Math.max(1, Math.ceil(found.length / PAGE));
    const here = Math.min(page, pages);
    at("hits").start = (here - 1) * PAGE + 1;
    at("hits").replaceChildren(...await Promise.all(found.slice((here - 1) * PAGE, here * PAGE).map(hit)));
    if (pages > 1) {
      at("pager").append(make("span", `Page ${here} of ${pages}`, { class: "here" }));
      if (here > 1) at("pager").append(make("a", "← previous page", { href: address({ page: [here - 1] }), rel: "prev" }));
      if (here < pages) at("pager").append(make("a", "next page →", { href: address({ page: [here + 1] }), rel: "next" }));
    }
    at("copied-search").dataset.done = "";
  }
  show().catch((fault) => {
    at("note").textContent = "The index of words could not be read. The lists of people, places, holdings and collections still lead to every document.";
    at("count").textContent = "";
    throw fault;
  });
})();
