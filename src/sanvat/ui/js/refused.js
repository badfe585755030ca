// What htmx sent and the server did not take: its sentence stands before the form.
const WORD = "data-refused";

const removeWord = () => document.querySelector(`[${WORD}]`)?.remove();

document.addEventListener("htmx:beforeRequest", removeWord);

document.addEventListener("htmx:responseError", (event) => {
  const answer = event.detail.xhr;
  if (!answer.getResponseHeader("Content-Type")?.startsWith("application/json")) return;
  const { error } = JSON.parse(answer.responseText);
  if (!error) return;
  removeWord();
  const word = document.createElement("div");
  word.className = "notice notice--bad";
  word.setAttribute("role", "alert");
  word.setAttribute(WORD, "");
  word.append(Object.assign(document.createElement("p"), { textContent: error }));
  event.target.before(word);
});
