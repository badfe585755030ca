// Small things that only make sense where scripts run.
document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.addEventListener("click", () => window.print());
    button.hidden = false;
  }
  // On a phone the links of the desk run on sideways: begin where this page is.
  const here = document.querySelector(".nav--desk [aria-current]");
  if (here) {
    const links = here.closest("ul");
    links.scrollLeft = here.getBoundingClientRect().left - links.getBoundingClientRect().left - 48;
  }
  // A second click within a second is no second wish; the page of the first is on its way.
  let sent = null;
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method !== "post") return;
    if (sent?.form === event.target && event.timeStamp - sent.at < 1000) event.preventDefault();
    else sent = { form: event.target, at: event.timeStamp };
  });
  // After a refused form: read the summary of what is wrong first.
  document.querySelector("[data-focus]")?.focus();
});
