// A search field suggests while one types, as the combobox pattern of ARIA has it. The server makes
// the list with its words; without scripts, or while nothing comes, the field searches as ever.
const PAUSE = 120;
const MOST_KEPT = 50;

const combobox = (field, number) => {
  const form = field.form;
  const status = Object.assign(document.createElement("span"), { className: "for-readers" });
  status.setAttribute("role", "status");
  const place = Object.assign(document.createElement("div"), { className: "suggest", hidden: true });
  const row = field.closest("label").parentElement;
  row.append(place, status);
  row.classList.add("has-suggest");
  const id = `suggested-${number}`;
  const kept = new Map();
  let timer, asking, chosen = null, shown = "";

  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", id);
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("autocomplete", "off");

  const options = () => [...place.querySelectorAll("[role=option]")];

  const choose = (option) => {
    chosen?.setAttribute("aria-selected", "false");
    chosen = option ?? null;
    if (!chosen) return field.removeAttribute("aria-activedescendant");
    chosen.setAttribute("aria-selected", "true");
    field.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  };

  const show = (isShown) => {
    place.hidden = !isShown;
    field.setAttribute("aria-expanded", String(isShown));
    if (!isShown) {
      choose(null);
      status.textContent = "";
    }
  };

  const close = () => {
    clearTimeout(timer);
    asking?.abort();
    show(false);
  };

  const fill = (text, query) => {
    const list = new DOMParser().parseFromString(text, "text/html").querySelector("[role=listbox]");
    if (!list || document.activeElement !== field) return;
    choose(null);
    list.id = id;
    place.replaceChildren(list);
    options().forEach((option, at) => { option.id = `${id}-${at}`; });
    shown = query;
    show(options().length > 0);
    status.textContent = list.dataset.said;
  };

  const ask = async () => {
    const query = new URLSearchParams(new FormData(form)).toString();
    if (field.value.trim().length < 2) return close();
    if (query === shown && options().length) return show(true);
    if (kept.has(query)) return fill(kept.get(query), query);
    asking?.abort();
    const mine = (asking = new AbortController());
    try {
      const answer = await fetch(`${field.dataset.suggest}?${query}`, { signal: mine.signal });
      if (!answer.ok) return close();
      const text = await answer.text();
      if (kept.size >= MOST_KEPT) kept.clear();
      kept.set(query, text);
      if (asking === mine) fill(text, query);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  };

  const move = (step) => {
    const all = options();
    const at = all.indexOf(chosen);
    // Beyond either end stands the field itself.
    const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step;
    choose(all[next]);
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    choose(null);
    timer = setTimeout(ask, PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (place.hidden) ask();
      else if (event.altKey) show(false);
      else move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape" && !place.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && chosen) {
      event.preventDefault();
      location.assign(chosen.dataset.href);
    } else if (event.key === "Tab") close();
  });
  field.addEventListener("blur", close);
  place.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps focus
  place.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.href);
  });
  form.addEventListener("submit", close);
};

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("input[data-suggest]").forEach(combobox);
});
