import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { Joyride } from "react-joyride";

const say = (target, title) => ({ target, title, content: "Some words." });
const options = { skipBeacon: true, buttons: ["primary"], targetWaitTimeout: 600_000 };
const tours = [[say("#a", "One"), say("#b", "Two")], [say("#never", "One")]];
const roots = tours.map(() => createRoot(document.body.appendChild(document.createElement("div"))));
const draw = (which, run) =>
  roots[which].render(createElement(Joyride, { steps: tours[which], run, continuous: true, options }));
draw(0, false);

window.subject = {
  start: () => draw(0, true),
  // It goes on where it was unless it is made anew.
  stop: () => roots[0].render(null),
  card: () => document.querySelector(".react-joyride__tooltip"),
  next: () => document.querySelector("button[data-action=primary]"),
  wait: () => draw(1, true),
};
