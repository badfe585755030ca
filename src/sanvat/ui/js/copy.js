// Copies the text of a field. Without scripts the field stands there to be marked by hand.
document.addEventListener("DOMContentLoaded", () => {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("button[data-copy]")) {
    const field = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(field.value);
      field.focus();
      field.select();
      button.setAttribute("data-copied", "");
    });
  }
});
