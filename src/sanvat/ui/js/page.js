// Small things that only make sense where scripts run.
document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.addEventListener("click", () => window.print());
    button.hidden = false;
  }
  // After a refused form: read the summary of what is wrong first.
  document.querySelector("[data-focus]")?.focus();
});
