import "./base.css";
import { note } from "./shared.js";

/** For pages that a server draws: what is pressed is noted, and a loading screen comes and goes. */
document.addEventListener("click", ({ target }) => {
  const [what, how] = target.closest?.("[data-does]")?.dataset.does.split(" ") ?? [];
  if (what) note(what, how);
  if (target.closest?.("#load")) load();
});

const load = () => {
  const loader = document.createElement("div");
  loader.className = "loader";
  loader.textContent = "Loading";
  document.body.append(loader);
  window.loaded = () => loader.remove();
};
