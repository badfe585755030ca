// The self-scorer: marks what is answered, closes what depends on a thing the product lacks,
// shows the names at the head of the printed sheet, and offers to copy the draft's link.
// The page does all of it without us, one load later.
const answered = (fieldset) =>
  fieldset.classList.toggle("criterion--answered", Boolean(fieldset.querySelector("input:checked")));

const closeDependants = (form) => {
  for (const fieldset of form.querySelectorAll("fieldset[data-needs]")) {
    const chosen = form.elements[fieldset.dataset.needs]?.value;
    fieldset.disabled = chosen === "0";
  }
};

const offerCopy = (root) => {
  for (const input of root.querySelectorAll("input[data-copy]")) {
    if (!navigator.clipboard || input.nextElementSibling) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--secondary";
    button.textContent = input.dataset.copy;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(input.value);
      button.textContent = input.dataset.copied;
    });
    input.after(button);
  }
};

document.addEventListener("DOMContentLoaded", () => {
  offerCopy(document);
  const form = document.querySelector("form.self-score");
  if (!form) return;
  document.documentElement.classList.add("htmx-on");
  form.addEventListener("input", (event) => {
    const shown = document.querySelector(`[data-shows="${event.target.id}"]`);
    if (shown) shown.textContent = event.target.value.trim();
  });
  form.addEventListener("change", (event) => {
    const fieldset = event.target.closest("fieldset");
    if (fieldset) answered(fieldset);
    closeDependants(form);
  });
});
document.addEventListener("htmx:load", (event) => offerCopy(event.target));
