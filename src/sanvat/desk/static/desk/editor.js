// What is written in the editor is saved by itself half a second after the last change. A button
// that is pressed while that is under way waits for it, and one that is pressed sooner sees that it
// does not begin: sent beside it, a new article would be made twice, and of one that is there the
// editor would say that somebody changed it.
"use strict";

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const saving = window.wagtail?.app?.getControllerForElementAndIdentifier(form, "w-autosave");
  if (!saving) return;
  if (!saving.submitPromise) {
    const isActive = saving.activeValue;
    saving.activeValue = false;
    // Where the form is not sent after all, it is saved by itself again.
    setTimeout(() => { if (event.defaultPrevented) saving.activeValue = isActive; });
    return;
  }
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
