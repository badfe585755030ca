// The task of a public form: which number, behind the nonce, gives a key that begins as asked.
// Begun when somebody starts to write, so that nobody waits; nothing is asked of the reader.
// Without scripts or cryptography the server asks to read the form over instead.
const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hex = (buffer) =>
  Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

const derived = async ({ cost, keyLength }, salt, password) => {
  const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: cost };
  return hex(await crypto.subtle.deriveBits(how, key, keyLength * 8));
};

const solved = async (challenge) => {
  const { parameters } = challenge;
  const salt = bytes(parameters.salt);
  const nonce = bytes(parameters.nonce);
  const password = new Uint8Array(nonce.length + 4);
  password.set(nonce);
  const end = new DataView(password.buffer, nonce.length);
  for (let counter = 0; counter < 100000; counter += 1) {
    end.setUint32(0, counter);
    const derivedKey = await derived(parameters, salt, password);
    if (derivedKey.startsWith(parameters.keyPrefix)) {
      return btoa(JSON.stringify({ challenge, solution: { counter, derivedKey } }));
    }
  }
  return "";
};

document.addEventListener("DOMContentLoaded", () => {
  if (!globalThis.crypto?.subtle) return;
  for (const part of document.querySelectorAll("[data-captcha]")) {
    const form = part.closest("form");
    const answer = part.querySelector("input");
    const said = part.querySelector("[data-captcha-said]");
    let work;
    const begin = () => {
      work ??= solved(JSON.parse(part.dataset.captcha)).then(
        (found) => {
          answer.value = found;
        },
        () => {}, // the form goes without, and is read over
      );
      return work;
    };
    let done = false;
    form.addEventListener("focusin", begin, { once: true });
    // A form that waited too long gets another task (kept_form.js).
    part.addEventListener("captcha:renewed", () => {
      work = undefined;
      done = false;
      answer.value = "";
    });
    form.addEventListener("submit", async (event) => {
      if (done || answer.value) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      said.hidden = false;
      await begin();
      said.hidden = true;
      done = true;
      form.requestSubmit(event.submitter);
    });
  }
});
