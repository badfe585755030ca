// Codes by which one finds again what one has sent, on one's own device where one asks for it.
const CODES = "sanvat-codes";
const MOST_CODES = 30;

const keptCodes = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(CODES) ?? "[]");
    return Array.isArray(kept) ? kept.filter((each) => each?.code && each?.pin) : [];
  } catch {
    return [];
  }
};
const keepCodes = (codes) => localStorage.setItem(CODES, JSON.stringify(codes.slice(0, MOST_CODES)));

const listCodes = (part) => {
  const list = part.querySelector("ul");
  const form = document.querySelector("form.form");
  const draw = () => {
    list.replaceChildren(
      ...keptCodes().map(({ code, pin }) => {
        const row = document.createElement("li");
        row.className = "row";
        const open = document.createElement("button");
        open.className = "button button--secondary";
        open.type = "button";
        open.textContent = code;
        open.addEventListener("click", () => {
          form.elements.code.value = code;
          form.elements.pin.value = pin;
          form.requestSubmit();
        });
        const drop = document.createElement("button");
        drop.className = "button button--quiet";
        drop.type = "button";
        drop.textContent = list.dataset.drop;
        drop.setAttribute("aria-label", `${list.dataset.drop}: ${code}`);
        drop.addEventListener("click", () => {
          keepCodes(keptCodes().filter((each) => each.code !== code));
          draw();
        });
        row.append(open, drop);
        return row;
      }),
    );
    part.hidden = !list.children.length;
  };
  draw();
};

document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("button[data-codes-save]")) {
    const { codesSave: code, pin, saved } = button.dataset;
    button.hidden = false;
    button.addEventListener("click", () => {
      keepCodes([{ code, pin }, ...keptCodes().filter((each) => each.code !== code)]);
      button.querySelector("span").textContent = saved;
    });
  }
  document.querySelectorAll("[data-codes-list]").forEach(listCodes);
});
