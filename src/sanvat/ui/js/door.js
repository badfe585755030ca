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
  const rows = [...form.querySelectorAll("[data-words]")];
  let sending = false;
  let warning = "";

  ready(form);

  const waiting = () => JSON.parse(localStorage.getItem(place) || "[]");
  const keep = (notes) => localStorage.setItem(place, JSON.stringify(notes));
  const row = (number) => document.getElementById(`khach-${number}`);

  function mark(number, state) {
    const here = row(number);
    if (!here || here.dataset.state === "came") return;
    here.dataset.state = state;
    here.querySelector("[data-door-state]").textContent = form.dataset[state] || "";
    const count = document.querySelector("[data-door-count]");
    if (state === "came" && count) count.textContent = Number(count.textContent) + 1;
  }

  // How many wait, behind what went wrong with the last ones.
  function told() {
    const count = waiting().length;
    const waits = count ? form.dataset.waits.replace("{n}", count) : "";
    says.textContent = [warning, waits].filter(Boolean).join(" ");
    says.hidden = !says.textContent;
  }

  function warn(text) {
    warning = text;
    told();
  }

  // The number in the list of who is meant by a number or a code; "" where this page knows none.
  async function numberOf(text) {
    if (/^\d+$/.test(text)) return row(text) ? text : "";
    const code = await sign(text.replace(/\/+$/, "").split("/").pop());
    const meant = rows.find((one) => code && one.dataset.code === code);
    return meant ? meant.id.replace("khach-", "") : "";
  }

  async function note(guest, how, more = {}) {
    const text = String(guest).trim();
    if (!text && !more.name) return;
    const number = text && await numberOf(text);
    const one = { key: key(), guest: text, number, how, at: new Date().toISOString(), ...more };
    keep([...waiting(), one]);
    if (number) mark(number, "kept");
    warn(text && !number ? form.dataset.stranger.replace("{code}", shortened(text)) : "");
    send();
  }

  async function send() {
    if (sending || !waiting().length) return;
    sending = true;
    let sent = false;
    try {
      let answer = await post(form);
      if (answer.status === 403 && await renew(form)) answer = await post(form);
      const json = (answer.headers.get("Content-Type") || "").includes("json");
      if (answer.redirected || !json) {
        warn(form.dataset.signIn);
        return;
      }
      const said = await answer.json();
      if (said.refused) {
        warn(said.refused);
        return;
      }
      settle(new Map(said.done.map((one) => [one.key, one])));
      sent = said.done.length > 0;
    } catch {
      told(); // no network: tried again below
    } finally {
      sending = false;
      if (sent) send(); // what was noted meanwhile
    }
  }

  function settle(done) {
    const unknown = [];
    const said = [];
    for (const one of waiting().filter((each) => done.has(each.key))) {
      const answer = done.get(one.key);
      if (answer.is === "unknown") unknown.push(shortened(one.guest));
      if (answer.said) said.push(answer.said);
      if (answer.number) mark(answer.number, "came");
      else if (one.number) clear(one.number);
    }
    keep(waiting().filter((one) => !done.has(one.key)));
    if (unknown.length) said.push(form.dataset.unknown.replace("{code}", unknown.join(", ")));
    if (said.length) warning = said.join(" ");
    told();
  }

  function clear(number) {
    const here = row(number);
    if (!here || here.dataset.state === "came") return;
    delete here.dataset.state;
    here.querySelector("[data-door-state]").textContent = "";
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
    const { name, title, phone } = other.elements;
    note("", "walk_in", { name: name.value, title: title.value, phone: phone.value });
    other.reset();
  });

  const search = document.querySelector("[data-door-search] input[type=search]");
  search?.addEventListener("input", () => {
    const words = fold(search.value).split(" ").filter(Boolean);
    for (const one of rows) {
      one.hidden = !words.every((word) => one.dataset.words.includes(word));
    }
  });
  search?.form.addEventListener("submit", (event) => event.preventDefault());

  camera(note);
  window.addEventListener("online", send);
  setInterval(send, 20000);
  for (const one of waiting()) if (one.number) mark(one.number, "kept");
  told();
  send();
}

// A page is kept by the worker only when it passes through it: the first time it came before it.
async function ready(form) {
  if (!("serviceWorker" in navigator)) return;
  const worker = navigator.serviceWorker;
  try {
    await worker.register(form.dataset.worker, { scope: form.dataset.scope });
    if (!worker.controller) {
      await new Promise((done) => {
        worker.addEventListener("controllerchange", done, { once: true });
      });
      const looks = performance.getEntriesByType("resource").map((one) => one.name)
        .filter((name) => name.startsWith(`${location.origin}/static/`));
      await Promise.all([location.pathname, ...new Set(looks)].map((each) => fetch(each)));
    }
    document.querySelector("[data-door-ready]").hidden = false;
  } catch {
    // This telephone keeps no page: with a network it works as before.
  }
}

// As the page names the code of each guest, without holding the code itself.
async function sign(code) {
  if (!window.crypto.subtle) return "";
  const digest = await window.crypto.subtle.digest("SHA-256", new TextEncoder().encode(code));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("")
    .slice(0, 16);
}

function shortened(text) {
  return text.length > 24 ? `…${text.slice(-20)}` : text;
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
