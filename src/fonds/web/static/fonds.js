// What a reader gains with scripts: tabs without a reload, copy buttons, citing in place, suggestions,
// facts and words that light up together, years chosen by dragging. Every page works without this file.
"use strict";

document.documentElement.classList.add("js");

const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

async function fetchPage(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  // In a copy made of files, links start from the page they stand on.
  for (const name of ["href", "src"])
    for (const element of page.querySelectorAll(`[${name}]`)) {
      const given = element.getAttribute(name);
      if (!given.startsWith("#")) element.setAttribute(name, new URL(given, answer.url).href);
    }
  for (const image of page.querySelectorAll("[srcset]"))
    image.srcset = image.getAttribute("srcset").replace(/[^\s,]+(?=\s+[\d.]+x)/g, (given) => new URL(given, answer.url).href);
  return page;
}

// --- tabs and the evidence switch: the document is exchanged, the place on the page is kept ---------

async function swap(address, focus) {
  const page = await fetchPage(address);
  const [old, fresh] = [$("#document"), $("#document", page)];
  if (!old || !fresh) throw new Error("no document");
  old.replaceWith(fresh);
  document.title = page.title;
  setNotes();
  if (focus) $(focus)?.focus({ preventScroll: true });
}

addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[data-swap]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const address = link.href;
  const focus = link.classList.contains("switch") ? ".switch" : ".tabs [aria-current], .sides + * [aria-current]";
  try {
    await swap(address, focus);
    history.pushState({ swap: true }, "", address);
  } catch {
    location.assign(address);
  }
});

addEventListener("popstate", (event) => {
  if ($("#document") && !location.hash) swap(location.href).catch(() => location.reload());
});

// --- notes beside their lines, where the page has room for them ---------------------------------------

const room = matchMedia("(min-width: 76rem)");

function setNotes() {
  const paper = $("#document");
  const notes = $$(".footnotes li", paper ?? document);
  const beside = paper && !paper.classList.contains("wide") && room.matches && notes.length
    && notes.every((note) => document.getElementById(`nr${note.id.slice(1)}`));
  paper?.classList.toggle("noted", Boolean(beside));
  if (!beside) return notes.forEach((note) => (note.style.top = ""));
  const origin = $("#text").getBoundingClientRect().top;
  let free = 0;
  for (const note of notes) {
    const line = document.getElementById(`nr${note.id.slice(1)}`).getBoundingClientRect().top - origin;
    const top = Math.max(line - 4, free);
    note.style.top = `${top}px`;
    free = top + note.offsetHeight + 12;
  }
}
room.addEventListener("change", setNotes);
addEventListener("resize", setNotes);
addEventListener("load", setNotes);
document.fonts?.ready.then(setNotes);

// --- copying ------------------------------------------------------------------------------------

addEventListener("click", async (event) => {
  const button = event.target.closest?.("button[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  const text = source.textContent.trim();
  const label = button.firstChild;
  try {
    await navigator.clipboard.writeText(text);
    label.data = "Copied";
  } catch {
    const range = document.createRange();
    range.selectNodeContents(source);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    label.data = "Selected";
  }
  button.setAttribute("aria-live", "polite");
  setTimeout(() => (label.data = "Copy"), 2000);
});

// --- citing in place ------------------------------------------------------------------------------

addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[data-dialog]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  try {
    const part = $(link.dataset.dialog, await fetchPage(link.href));
    const heading = $("h1", part);
    const title = document.createElement("h2");
    title.id = "dialog-title";
    title.textContent = heading.textContent;
    heading.replaceWith(title);
    const dialog = document.createElement("dialog");
    dialog.setAttribute("aria-labelledby", "dialog-title");
    const shut = document.createElement("button");
    shut.className = "shut";
    shut.textContent = "Close";
    shut.addEventListener("click", () => dialog.close());
    dialog.append(part, shut);
    dialog.addEventListener("close", () => dialog.remove());
    dialog.addEventListener("click", (e) => e.target === dialog && dialog.close());
    document.body.append(dialog);
    dialog.showModal();
  } catch {
    location.assign(link.href);
  }
});

// A menu shuts when the reader turns elsewhere.
addEventListener("click", (event) => {
  for (const menu of $$(".actions details[open]")) if (!menu.contains(event.target)) menu.open = false;
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape") for (const menu of $$(".actions details[open]")) { menu.open = false; $("summary", menu).focus(); }
});

// --- evidence: words and facts light up together -----------------------------------------------------

function light(target, on) {
  const n = target.closest?.("[data-e]")?.dataset.e;
  if (n) for (const other of $$(`[data-e="${n}"]`)) other.classList.toggle("lit", on);
}
for (const [type, on] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]])
  addEventListener(type, (event) => light(event.target, on));

// --- suggestions ------------------------------------------------------------------------------------

// A copy made of files has nobody to ask.
if (!("copy" in document.documentElement.dataset)) $$(".ask").forEach((form, number) => {
  const input = $("input", form);
  const list = document.createElement("div");
  Object.assign(list, { id: `suggest${number}`, className: "suggest", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  form.append(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id }))
    input.setAttribute(name, value);
  let timer, chosen = -1, asked = "";

  const shut = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (n) => {
    const options = [...list.children];
    if (!options.length) return;
    chosen = (n + options.length) % options.length;
    options.forEach((option, i) => option.setAttribute("aria-selected", i === chosen));
    input.setAttribute("aria-activedescendant", options[chosen].id);
  };
  const show = (items) => {
    list.replaceChildren(...items.map((item, i) => {
      const option = document.createElement("div");
      option.id = `${list.id}-${i}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.href = item.href;
      option.append(item.text);
      const note = document.createElement("span");
      note.textContent = item.count == null ? item.kind : `${item.kind}, ${item.count}`;
      option.append(note);
      return option;
    }));
    list.hidden = !items.length;
    chosen = -1;
    input.setAttribute("aria-expanded", String(!!items.length));
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    const text = (asked = input.value.trim());
    if (text.length < 2) return shut();
    timer = setTimeout(async () => {
      try {
        const items = await (await fetch(`/suggest?q=${encodeURIComponent(text)}`)).json();
        if (asked === text && document.activeElement === input) show(items);
      } catch { shut(); }
    }, 120);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return shut();
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(event.key === "ArrowDown" ? chosen + 1 : chosen < 0 ? -1 : chosen - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.assign(list.children[chosen].dataset.href);
    }
  });
  input.addEventListener("blur", () => setTimeout(shut, 150));
  list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("[data-href]");
    if (option) { event.preventDefault(); location.assign(option.dataset.href); }
  });
});

// --- years by dragging, on the results page -----------------------------------------------------------

{
  const chart = $(".facets .years svg");
  let from = null;
  const year = (event) => {
    const bars = $$("[data-year]", chart);
    const x = event.clientX;
    const near = bars.reduce((best, bar) => {
      const box = bar.getBoundingClientRect();
      const far = Math.abs(x - (box.left + box.right) / 2);
      return best && best.far <= far ? best : { far, year: Number(bar.dataset.year) };
    }, null);
    return near?.year;
  };
  chart?.addEventListener("pointerdown", (event) => { if (!event.button) from = year(event); });
  chart?.addEventListener("dragstart", (event) => event.preventDefault());
  addEventListener("pointerup", (event) => {
    if (from == null) return;
    const to = chart.contains(event.target) ? year(event) : null;
    const start = from;
    from = null;
    if (to == null || to === start) return;
    const address = new URL(location.href);
    address.searchParams.delete("page");
    address.searchParams.set("year", `${Math.min(start, to)}..${Math.max(start, to)}`);
    location.assign(address);
  });
}

// --- the basket: what was ticked on any page of results, remembered by this browser alone -----------------

{
  const link = $(".gathered-link a");
  const read = () => {
    try {
      const ids = JSON.parse(localStorage.getItem("basket"));
      return Array.isArray(ids) ? ids.filter((id) => /^[0-9a-z]{9}$/.test(id)) : [];
    } catch { return []; }
  };
  const show = (ids) => {
    link.parentElement.hidden = !ids.length;
    link.textContent = `Basket (${ids.length})`;
    link.href = `/basket?${ids.map((id) => `id=${id}`).join("&")}`;
  };
  if (link) {
    show(read());
    for (const box of $$('input[form="basket"]')) box.checked = read().includes(box.value);
    addEventListener("change", (event) => {
      const box = event.target;
      if (!box.matches?.('input[type="checkbox"][name="id"]')) return;
      const others = read().filter((id) => id !== box.value);
      const ids = box.checked ? [...others, box.value] : others;
      try { localStorage.setItem("basket", JSON.stringify(ids)); } catch { return; }
      show(ids);
    });
    $("form#basket")?.addEventListener("submit", (event) => {
      if (!read().length) return;
      event.preventDefault();
      location.assign(link.href);
    });
  }
}
