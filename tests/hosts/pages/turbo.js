import "./drawn.js";
import { visit } from "@hotwired/turbo";

window.redraw = async () => {
  const drawn = new Promise((resolve) => document.addEventListener("turbo:load", resolve, { once: true }));
  visit(location.href, { action: "replace" });
  await drawn;
};
