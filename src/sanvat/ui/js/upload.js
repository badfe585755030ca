// Pictures on their way: how far they are, and those from the camera leave at once.
const going = (form) => form.querySelector("[data-upload-going]");

document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form[data-upload-at-once]");
  if (form && event.target.files?.length) form.requestSubmit();
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.target.closest?.("form[data-upload]");
  if (!form) return;
  going(form).hidden = false;
  for (const button of form.querySelectorAll("button")) button.disabled = true;
});

document.addEventListener("htmx:xhr:progress", (event) => {
  const form = event.target.closest?.("form[data-upload]");
  if (!form || !event.detail.lengthComputable) return;
  const bar = going(form).querySelector("progress");
  bar.max = event.detail.total;
  bar.value = event.detail.loaded;
});

// The page could not be reached: nothing is lost, and one may send again.
for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(failure, (event) => {
    const form = event.target.closest?.("form[data-upload]");
    if (!form) return;
    going(form).hidden = true;
    for (const button of form.querySelectorAll("button")) button.disabled = false;
  });
}
