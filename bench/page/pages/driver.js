import { driver } from "driver.js";

const say = (element, title) => ({ element, popover: { title, description: "Some words." } });
const tour = driver({ showButtons: ["next", "close"], steps: [say("#a", "One"), say("#b", "Two")] });
const waiting = driver({ steps: [{ ...say("#never", "One"), waitForElement: 600_000 }] });

window.subject = {
  start: () => tour.drive(),
  stop: () => tour.destroy(),
  card: () => document.querySelector(".driver-popover"),
  next: () => document.querySelector(".driver-popover-next-btn"),
  wait: () => waiting.drive(),
};
