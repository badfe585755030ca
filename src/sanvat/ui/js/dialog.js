// <details data-dialog> unfolds in place by itself; here it becomes a real dialog.
const CROSS =
  '<svg class="icon icon--m" aria-hidden="true" viewBox="0 0 24 24" fill="none"' +
  ' stroke="currentColor" stroke-width="2" stroke-linecap="round"><path d="M18 6 6 18M6 6l12 12"/></svg>';

const upgrade = (details) => {
  const summary = details.querySelector("summary");
  const box = details.querySelector(".dialog__box");

  const dialog = document.createElement("dialog");
  dialog.id = details.id;
  const title = box.querySelector(".dialog__title");
  dialog.setAttribute("aria-labelledby", title.id);
  title.tabIndex = -1;
  title.autofocus = true; // reading starts at the title, not at a button
  dialog.append(...box.childNodes);

  const close = document.createElement("button");
  close.type = "button";
  close.className = "button button--quiet dialog__close";
  close.setAttribute("aria-label", details.dataset.close);
  close.innerHTML = CROSS;
  close.addEventListener("click", () => dialog.close());
  dialog.prepend(close);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // the backdrop
  });

  const opener = document.createElement("button");
  opener.type = "button";
  opener.className = summary.className;
  opener.setAttribute("aria-haspopup", "dialog");
  opener.append(...summary.childNodes);
  opener.addEventListener("click", () => dialog.showModal());

  details.replaceWith(opener, dialog);
  if (location.hash === `#${dialog.id}` || dialog.querySelector("[aria-invalid=true]")) {
    dialog.showModal();
  }
};

const upgradeAll = (root) => root.querySelectorAll("details[data-dialog]").forEach(upgrade);
document.addEventListener("DOMContentLoaded", () => upgradeAll(document));
document.addEventListener("htmx:load", (event) => upgradeAll(event.target));
