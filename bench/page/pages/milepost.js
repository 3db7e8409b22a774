const within = (selector) => document.querySelector("milepost-root")?.shadowRoot.querySelector(selector);

window.subject = {
  start: () => window.milepost.start("tour"),
  stop: () => window.milepost.end("tour"),
  card: () => within("section.card"),
  next: () => within("button.primary"),
  wait: () => window.milepost.start("late"),
  track: (event, properties) => window.milepost.track(event, properties),
};
