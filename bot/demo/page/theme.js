// theme: light or dark, set before the first paint. Loaded as a classic script in the head for that reason.
// Without a choice the page follows the system; a choice is kept in this browser only.
(() => {
  const kept = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const keep = (theme) => { try { localStorage.setItem("theme", theme); } catch { /* private window: for this visit only */ } };
  const system = matchMedia("(prefers-color-scheme: dark)");

  const show = (theme) => { document.documentElement.dataset.theme = theme; };
  const current = () => document.documentElement.dataset.theme;
  const fromSystem = () => (system.matches ? "dark" : "light");

  show(["light", "dark"].includes(kept()) ? kept() : fromSystem());
  system.addEventListener("change", () => {
    if (!kept()) { show(fromSystem()); dispatchEvent(new Event("themechange")); }
  });
  window.theme = { current, choose(theme) { keep(theme); show(theme); dispatchEvent(new Event("themechange")); } };
})();
