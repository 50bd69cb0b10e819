// Sets the chosen theme before anything is drawn; without a choice the system's is used.
(() => {
  const key = "crosswire-theme";
  const root = document.documentElement;
  const chosen = () => { try { return localStorage.getItem(key); } catch { return null; } };
  const now = () => root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  if (chosen()) root.dataset.theme = chosen();
  window.crosswireTheme = () => {
    root.dataset.theme = now() === "dark" ? "light" : "dark";
    try { localStorage.setItem(key, root.dataset.theme); } catch { /* a private window keeps nothing */ }
  };
})();
