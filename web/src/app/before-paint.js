// Runs before the first paint, so that the chosen theme and density stand from the first frame. lib/appearance.ts keeps them later.
(() => {
  const root = document.documentElement;
  let chosen = {};
  try {
    chosen = JSON.parse(localStorage.getItem("deskbell.appearance") ?? "{}");
  } catch {
    // Storage is closed or holds something odd: the defaults are right.
  }
  const dark =
    chosen.theme === "dark" || (chosen.theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset.theme = dark ? "dark" : "light";
  root.dataset.density = chosen.density === "comfortable" ? "comfortable" : "compact";
})();
