// The door of an event: a tap or a scan is kept on the telephone and sent when there is a network.
const door = () => document.querySelector("form[data-door]");
const WAY_IN = "/tai-khoan/dang-nhap/";

document.addEventListener("DOMContentLoaded", () => {
  // Who signs out leaves no list of names behind.
  if (location.pathname === WAY_IN && "caches" in window) caches.delete("sanvat-door");
  const form = door();
  if (form) open(form);
});

function open(form) {
  const place = `sanvat-door-${form.dataset.door}`;
  const says = document.querySelector("[data-door-says]");
  let sending = false;

  if ("serviceWorker" in navigator) {
    navigator.serviceWorker.register(form.dataset.worker, { scope: form.dataset.scope })
      .catch(() => {});
  }

  const waiting = () => JSON.parse(localStorage.getItem(place) || "[]");
  const keep = (notes) => localStorage.setItem(place, JSON.stringify(notes));
  const row = (number) => document.getElementById(`khach-${number}`);

  function mark(number, state) {
    const here = row(number);
    if (!here) return;
    here.dataset.state = state;
    here.querySelector("[data-door-state]").textContent = form.dataset[state] || "";
  }

  function say(text) {
    says.hidden = !text;
    says.textContent = text;
  }

  function told() {
    const count = waiting().length;
    say(count ? form.dataset.waits.replace("{n}", count) : "");
  }

  function note(guest, how, name = "") {
    const text = String(guest).trim();
    if (!text && !name) return;
    const one = { key: key(), guest: text, how, name, at: new Date().toISOString() };
    keep([...waiting(), one]);
    if (/^\d+$/.test(text)) mark(text, "kept");
    told();
    send();
  }

  async function send() {
    if (sending || !waiting().length) return;
    sending = true;
    try {
      let answer = await post(form);
      if (answer.status === 403 && await renew(form)) answer = await post(form);
      const json = (answer.headers.get("Content-Type") || "").includes("json");
      if (answer.redirected || !json) {
        say(form.dataset.signIn);
        return;
      }
      const said = await answer.json();
      if (said.refused) {
        say(said.refused);
        return;
      }
      const done = new Map(said.done.map((one) => [one.key, one]));
      keep(waiting().filter((one) => !done.has(one.key)));
      for (const one of done.values()) if (one.number) mark(one.number, "came");
      const unknown = said.done.filter((one) => one.is === "unknown").length;
      told();
      if (unknown) say(form.dataset.unknown);
    } catch {
      told(); // no network: tried again below
    } finally {
      sending = false;
    }
  }

  function post(from) {
    const body = new FormData();
    for (const name of ["csrfmiddlewaretoken", "whose"]) {
      const field = from.elements[name];
      if (field) body.set(name, field.value);
    }
    body.set("scans", JSON.stringify(waiting().slice(0, 400)));
    return fetch(from.action, { method: "POST", body, headers: { Accept: "application/json" } });
  }

  // The sign of the form may have changed with a new session.
  async function renew(from) {
    const page = await fetch(location.pathname);
    if (!page.ok || page.redirected) return false;
    const other = new DOMParser().parseFromString(await page.text(), "text/html");
    for (const name of ["csrfmiddlewaretoken", "whose"]) {
      const field = other.querySelector(`form[data-door] [name=${name}]`);
      if (field && from.elements[name]) from.elements[name].value = field.value;
    }
    return true;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = form.elements.typed;
    if (event.submitter?.name === "guest" && event.submitter.value) {
      note(event.submitter.value, "list");
    } else if (typed?.value) {
      note(typed.value, /^\d+$/.test(typed.value.trim()) ? "list" : "scan");
      typed.value = "";
      typed.focus();
    }
  });

  const other = document.querySelector("form[data-door-walk-in]");
  other?.addEventListener("submit", (event) => {
    if (navigator.onLine || other.elements.name.value.trim() === "") return;
    event.preventDefault();
    note("", "walk_in", other.elements.name.value);
    other.reset();
  });

  const search = document.querySelector("[data-door-search] input[type=search]");
  search?.addEventListener("input", () => {
    const words = fold(search.value).split(" ").filter(Boolean);
    for (const one of form.querySelectorAll("[data-words]")) {
      one.hidden = !words.every((word) => one.dataset.words.includes(word));
    }
  });
  search?.form.addEventListener("submit", (event) => event.preventDefault());

  camera(note);
  window.addEventListener("online", send);
  setInterval(send, 20000);
  for (const one of waiting()) if (/^\d+$/.test(one.guest)) mark(one.guest, "kept");
  told();
  send();
}

// A browser that reads codes itself is asked to; every other has the list and the number.
async function camera(note) {
  const button = document.querySelector("[data-door-camera]");
  const video = document.querySelector("[data-door-video]");
  if (!button || !("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const stream = await navigator.mediaDevices
      .getUserMedia({ video: { facingMode: "environment" } }).catch(() => null);
    if (!stream) return;
    video.srcObject = stream;
    video.hidden = false;
    await video.play();
    const reader = new window.BarcodeDetector({ formats: ["qr_code"] });
    let last = "";
    const look = async () => {
      if (!video.srcObject) return;
      const codes = await reader.detect(video).catch(() => []);
      for (const code of codes) {
        if (code.rawValue !== last) {
          last = code.rawValue;
          note(last, "scan");
        }
      }
      setTimeout(look, 300);
    };
    look();
  });
}

function fold(text) {
  return text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/[\u0300-\u036f]/g, "");
}

function key() {
  if (window.crypto.randomUUID) return window.crypto.randomUUID();
  const bytes = window.crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
