// Runs before the first paint: the theme the person chose here before, else the system's.
(() => {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => localStorage.getItem("theme");
  const current = () => chosen() ?? (system.matches ? "dark" : "light");

  const apply = () => {
    const theme = current();
    document.documentElement.dataset.theme = theme;
    for (const sheet of document.querySelectorAll("link[data-theme-sheet]"))
      sheet.media = sheet.dataset.themeSheet === theme ? "all" : "not all";
  };

  apply();
  system.addEventListener("change", apply);
  document.addEventListener("click", event => {
    if (!event.target.closest("[data-theme-toggle]"))
      return;
    localStorage.setItem("theme", current() === "dark" ? "light" : "dark");
    apply();
  });
})();
