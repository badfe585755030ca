// Ties the passkey forms of a page to allauth's functions, by the names in their attributes. Until
// then the button does nothing, for a form without the device's answer would only be refused.
(() => {
  const form = document.querySelector("form[data-passkey]");
  if (!form || !window.PublicKeyCredential || !window.allauth) return;
  const button = form.querySelector("#passkey_button");
  const credential = form.querySelector("input[name=credential]");
  const passwordless = form.querySelector("input[name=passwordless]");
  const problem = form.querySelector("[data-passkey-problem]");

  document.addEventListener("allauth.error", (event) => {
    event.preventDefault(); // said on the page instead of in the console
    problem.hidden = false;
  });
  button.type = "button"; // the form goes off once the device has answered
  button.addEventListener("click", () => (problem.hidden = true));
  window.allauth.webauthn.forms[form.dataset.passkey]({
    ids: {
      add: button.id,
      authenticate: button.id,
      login: button.id,
      credential: credential.id,
      passwordless: passwordless ? passwordless.id : null,
      data: "js_data",
    },
  });
  form.querySelector("[data-passkey-waiting]").hidden = true;
  button.removeAttribute("aria-describedby");
  button.disabled = false;
})();
