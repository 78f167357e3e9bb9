// The keyboard and the start.

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
}

function toggleTheme() {
  setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
}

function toggleLanguage() {
  language = language === "zh" ? "en" : "zh";
  speak();
}

const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** The nearest node in a direction from the chosen one, neighbours before strangers. */
function step([dx, dy]) {
  if (!isNode(chosen)) {
    view.x -= dx * 80;
    view.y -= dy * 80;
    return move();
  }
  const neighbours = new Set(chosen.lines.filter((l) => l.shown).flatMap((l) => [l.from, l.to]));
  let best = null, least = Infinity;
  for (const node of graph.nodes) {
    const x = node.x - chosen.x, y = node.y - chosen.y;
    const ahead = x * dx + y * dy, aside = Math.abs(x * dy - y * dx);
    if (!node.shown || node === chosen || ahead <= 0 || aside > 2 * ahead) continue;
    const distance = (ahead + 2 * aside) * (neighbours.has(node.index) ? 1 : 3);
    if (distance < least) { best = node; least = distance; }
  }
  if (best) { choose(best); reveal(best); }
}

function back() {
  if (chosen || hits.size > 0) { hits = new Set(); search.value = ""; choose(null); }
  else if (wish.focus) focusOn(null, 1);
}

const keys = {
  "/": () => search.focus(), "+": () => zoom(1.3), "=": () => zoom(1.3), "-": () => zoom(1 / 1.3), "0": () => fit(),
  Escape: back, t: () => openTable(), d: toggleTheme, l: toggleLanguage, "?": () => byId("help").showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
  const target = event.target;
  if (target.tagName === "INPUT" && target.type !== "checkbox") return;
  if (event.key in directions && (target === stage || target === document.body)) {
    step(directions[event.key]);
  } else if (event.key === "Enter" && target === stage && isNode(chosen)) {
    focusOn(chosen, wish.focus === chosen ? wish.hops + 1 : 1);
  } else if (event.key in keys) {
    keys[event.key]();
  } else {
    return;
  }
  event.preventDefault();
});

byId("zoom-in").addEventListener("click", () => zoom(1.3));
byId("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
byId("fit").addEventListener("click", () => fit());
byId("theme").addEventListener("click", toggleTheme);
byId("language").addEventListener("click", toggleLanguage);
byId("help-button").addEventListener("click", () => byId("help").showModal());

setTheme(window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
speak();
show();
fit();
