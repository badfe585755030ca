// Light or dark: what the visitor chose here, else what the device asks for.
// Runs in the head, before the first paint, so that nothing flashes.
const KEY = "sanvat-theme";
const device = matchMedia("(prefers-color-scheme: dark)");
const root = document.documentElement;

const remembered = () => {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage refused: the device decides
  }
};

const remember = (theme) => {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // storage refused: the choice lasts for this page
  }
};

const chosen = remembered();
if (chosen === "dark" || chosen === "light") root.dataset.theme = chosen;

const isDark = () => (root.dataset.theme ?? (device.matches ? "dark" : "light")) === "dark";

document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("[data-theme-switch]")) {
    const show = () => button.setAttribute("aria-pressed", String(isDark()));
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      remember(root.dataset.theme);
      show();
    });
    device.addEventListener("change", show);
    show();
    button.hidden = false;
  }
});
