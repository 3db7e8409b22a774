import Shepherd from "shepherd.js";

const create = (...steps) => {
  const tour = new Shepherd.Tour({ useModalOverlay: true });
  for (const [element, title, more] of steps)
    tour.addStep({
      attachTo: { element, on: "bottom" },
      title,
      text: "Some words.",
      buttons: [{ text: "Next", action: () => tour.next() }],
      ...more,
    });
  return tour;
};
const tour = create(["#a", "One"], ["#b", "Two"]);
const waiting = create(["#never", "One", { waitForElement: 600_000 }]);

window.subject = {
  start: () => tour.start(),
  stop: () => tour.cancel(),
  // It keeps the elements of steps that are over.
  card: () => document.querySelector(".shepherd-element:not([hidden])"),
  next: () => document.querySelector(".shepherd-element:not([hidden]) .shepherd-button"),
  wait: () => waiting.start(),
};
