// A form that a weak network does not lose: what is typed and chosen is kept on the device while one
// writes, and where it cannot be sent it is sent later, once, under the key that the form carries.
// Without scripts the form is sent as any other. `data-kept` names what is kept.
const KEPT = "sanvat-kept";
const NEVER_KEPT = new Set(["csrfmiddlewaretoken", "giu", "captcha", "website"]);
const LONGEST_KEPT = 7 * 24 * 3600 * 1000;
const TOO_OLD = 45 * 60 * 1000; // a form that was opened longer ago gets a new task before it is sent
const PATIENCE = 12000;
const AGAIN = 15000;
const LARGEST_SIDE = 1600;
const LARGE = 700 * 1024; // bytes of a picture that is made smaller before it is sent

const inStore = (mode, work) =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open(KEPT, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("forms");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const step = database.transaction("forms", mode);
      const asked = work(step.objectStore("forms"));
      step.oncomplete = () => {
        database.close();
        resolve(asked.result);
      };
      step.onabort = step.onerror = () => {
        database.close();
        reject(step.error);
      };
    };
  });

const keptForms = {
  read: (name) => inStore("readonly", (store) => store.get(name)),
  write: (name, kept) => inStore("readwrite", (store) => store.put(kept, name)),
  drop: (name) => inStore("readwrite", (store) => store.delete(name)),
};

const smaller = async (file) => {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < LARGE) return file;
  try {
    const drawn = await createImageBitmap(file, { imageOrientation: "from-image" });
    const factor = Math.min(1, LARGEST_SIDE / Math.max(drawn.width, drawn.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(drawn.width * factor);
    canvas.height = Math.round(drawn.height * factor);
    canvas.getContext("2d").drawImage(drawn, 0, 0, canvas.width, canvas.height);
    const made = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.82));
    if (!made || made.size >= file.size) return file;
    return new File([made], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
  } catch {
    return file; // the server takes it as it is, or says why not
  }
};

const keepForm = (form) => {
  const name = form.dataset.kept;
  const told = form.querySelector("[data-kept-told]");
  const said = form.querySelector("[data-kept-said]");
  const input = form.querySelector("input[type=file]");
  const shown = form.querySelector("[data-kept-files]");
  const opened = Date.now();
  let state = "writing", isDropped = false, isGoing = false, isTrying = false, timer, saving;

  const say = (what) => {
    told.hidden = false;
    if (said.textContent !== said.dataset[what]) said.textContent = said.dataset[what];
  };

  const fields = () =>
    [...new FormData(form)].filter(([key, value]) => !NEVER_KEPT.has(key) && typeof value === "string");

  const save = () => {
    if (isDropped) return Promise.resolve();
    const kept = { fields: fields(), files: [...(input?.files ?? [])], state, at: Date.now() };
    saving = keptForms.write(name, kept).catch(() => say("full"));
    return saving;
  };

  const showFiles = () => {
    if (!shown) return;
    shown.replaceChildren(
      ...[...input.files].map((file) => {
        const row = document.createElement("li");
        if (/^image\/(jpeg|png|webp|gif)$/.test(file.type)) {
          const picture = document.createElement("img");
          picture.alt = "";
          const reader = new FileReader();
          reader.onload = () => { picture.src = reader.result; };
          reader.readAsDataURL(file);
          row.append(picture);
        }
        row.append(file.name);
        return row;
      }),
    );
    shown.hidden = !input.files.length;
  };

  const putFiles = (files) => {
    if (!input || !files.length) return;
    const all = new DataTransfer();
    for (const file of files) all.items.add(file);
    input.files = all.files;
    showFiles();
    const gone = form.querySelector("[data-kept-gone]");
    if (gone) gone.hidden = true;
  };

  const put = (kept, except) => {
    const values = new Map();
    for (const [key, value] of kept.fields) values.set(key, [...(values.get(key) ?? []), value]);
    for (const field of form.elements) {
      if (!field.name || NEVER_KEPT.has(field.name) || except.has(field.name)) continue;
      if (field.type === "file" || field.type === "submit") continue;
      const given = values.get(field.name) ?? [];
      if (field.type === "checkbox" || field.type === "radio") field.checked = given.includes(field.value);
      else if (given.length) field.value = given[0];
    }
  };

  // The newest task and token, from the page as the server gives it now.
  const renew = async () => {
    const answer = await fetch(location.pathname, {
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const anew = page.querySelector(`form[data-kept="${name}"]`);
    for (const key of ["csrfmiddlewaretoken", "giu"]) {
      const [mine, theirs] = [form, anew].map((each) => each.querySelector(`[name="${key}"]`));
      if (mine && theirs) mine.value = theirs.value;
    }
    const [mine, theirs] = [form, anew].map((each) => each.querySelector("[data-captcha]"));
    if (!mine || !theirs) return;
    mine.dataset.captcha = theirs.dataset.captcha;
    mine.dispatchEvent(new Event("captcha:renewed"));
  };

  const reach = async (hasWaited) => {
    if (!navigator.onLine) return false;
    try {
      if (hasWaited || Date.now() - opened > TOO_OLD) await renew();
      else {
        await fetch(location.pathname, {
          method: "HEAD",
          cache: "no-store",
          signal: AbortSignal.timeout(PATIENCE),
        });
      }
      return true;
    } catch {
      return false;
    }
  };

  const trySending = async (submitter) => {
    if (isTrying || isGoing || isDropped) return;
    isTrying = true;
    const hasWaited = state === "waiting";
    const isThere = await reach(hasWaited);
    isTrying = false;
    if (isDropped) return;
    if (!isThere) {
      state = "waiting";
      await save();
      say("waiting");
      return;
    }
    state = "sending";
    await save();
    if (hasWaited) say("sending");
    isGoing = true;
    form.requestSubmit(submitter);
  };

  form.addEventListener("submit", (event) => {
    if (isGoing) return;
    event.preventDefault();
    trySending(event.submitter);
  });
  addEventListener("online", () => state === "waiting" && trySending());
  setInterval(() => state === "waiting" && trySending(), AGAIN);

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (state !== "waiting") say("keeping");
      save();
    }, 300);
  });
  input?.addEventListener("change", async () => {
    putFiles(await Promise.all([...input.files].map(smaller)));
    showFiles();
    save();
  });
  addEventListener("pageshow", (event) => { if (event.persisted) isGoing = false; });

  form.querySelector("[data-kept-drop]").addEventListener("click", async () => {
    isDropped = true;
    clearTimeout(timer);
    await saving;
    await keptForms.drop(name);
    location.replace(location.pathname);
  });

  const begin = async () => {
    const kept = await keptForms.read(name).catch(() => null);
    if (!kept) return;
    if (Date.now() - kept.at > LONGEST_KEPT) return keptForms.drop(name);
    if ("keptBack" in form.dataset) {
      putFiles(kept.files); // the server gave back all else
      return save();
    }
    const isChosen = new URLSearchParams(location.search).has("noi");
    put(kept, new Set(isChosen ? ["place", "unit", "latitude", "longitude"] : []));
    putFiles(kept.files);
    say("back");
    if (kept.state !== "waiting") return;
    state = "waiting";
    say("waiting");
    trySending();
  };
  return begin();
};

document.addEventListener("DOMContentLoaded", () => {
  if (!globalThis.indexedDB || !globalThis.DataTransfer || !AbortSignal.timeout) return;
  for (const form of document.querySelectorAll("form[data-kept]")) {
    keepForm(form).finally(() => form.setAttribute("data-kept-ready", ""));
  }
  for (const done of document.querySelectorAll("[data-kept-done]")) {
    keptForms.drop(done.dataset.keptDone).catch(() => {});
  }
});
