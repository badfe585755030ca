// What is written in the editor is saved by itself half a second after the last change. A button
// that is pressed sooner, or while that is under way, waits for it: sent beside it, a new article
// would be made twice, and of one that is there the editor would say that somebody changed it.
"use strict";

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const saving = window.wagtail?.app?.getControllerForElementAndIdentifier(form, "w-autosave");
  if (!saving?.submitPromise) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const pressed = event.submitter;
  while (saving.submitPromise) await saving.submitPromise.catch(() => {});
  saving.activeValue = false;
  if (!pressed) return form.requestSubmit();
  const isDisabled = pressed.disabled; // as long as it is, its name would not be sent
  pressed.disabled = false;
  form.requestSubmit(pressed);
  setTimeout(() => { pressed.disabled = isDisabled; });
}, true);
