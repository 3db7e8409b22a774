import "./drawn.js";
import { createFocusTrap } from "focus-trap";

for (const kind of ["dialog", "drawer"]) {
  const box = document.getElementById(kind);
  const trap = createFocusTrap(box, {
    clickOutsideDeactivates: true,
    onDeactivate: () => {
      box.hidden = true;
    },
  });
  document.getElementById(`${kind}-open`).addEventListener("click", () => {
    box.hidden = false;
    trap.activate();
  });
}
