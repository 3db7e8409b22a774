// What is done and looked at within a page. Its own looks come after each frame, when all is laid out anyway.
const subject = () => window.subject;
const nextFrame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

/** How a card stands: nothing where it cannot be seen. */
function look(card, word) {
  if (!card?.isConnected || !card.textContent.includes(word)) return "";
  const { x, y, width, height } = card.getBoundingClientRect();
  const isIn = x < innerWidth && y < innerHeight && x + width > 0 && y + height > 0;
  if (!isIn || getComputedStyle(card).visibility !== "visible") return "";
  let opacity = 1;
  for (let at = card; at; at = at.parentElement ?? at.getRootNode().host ?? null)
    opacity *= getComputedStyle(at).opacity;
  return opacity > 0 ? [x, y, width, height, opacity * 100].map(Math.round).join(" ") : "";
}

/** So long nothing may move any more, in milliseconds. */
const STILL = 300;
const PATIENCE = 10_000;

/** Milliseconds from `begin` to the first frame in which the card is seen, and to the one in which it comes to rest. */
async function watch(begin, word) {
  const from = performance.now();
  let shown;
  let settled;
  let last = "";
  begin();
  for (;;) {
    await nextFrame();
    const now = performance.now();
    const next = look(subject().card(), word);
    if (next) shown ??= now;
    if (next !== last) settled = now;
    last = next;
    if (next && now - settled > STILL) return { shown: shown - from, settled: settled - from };
    if (now - from > PATIENCE) throw new Error(`found no card that says "${word}" within ${PATIENCE} ms`);
  }
}

async function until(holds) {
  const from = performance.now();
  while (!holds()) {
    await nextFrame();
    if (performance.now() - from > PATIENCE) throw new Error(`nothing came of it within ${PATIENCE} ms`);
  }
}

window.bench = {
  async show() {
    const first = await watch(() => subject().start(), "One");
    const next = await watch(() => subject().next().click(), "Two");
    if (!subject().stop) return { first, next };
    subject().stop();
    await until(() => !look(subject().card(), "Two"));
    await new Promise((resolve) => setTimeout(resolve, 500));
    const again = await watch(() => subject().start(), "One");
    return { first, next, again };
  },
  async begin(what) {
    if (what === "wait") subject().wait();
    else await watch(() => subject().start(), "One");
  },
  /** Rows come and go at each frame for so many milliseconds. */
  async churn(ms, rows) {
    const list = document.querySelector("main");
    const end = performance.now() + ms;
    while (performance.now() < end) {
      const batch = Array.from({ length: rows }, (_, i) => {
        const row = Object.assign(document.createElement("div"), { className: "row", hidden: i === 0 });
        row.append(Object.assign(document.createElement("button"), { textContent: `Row ${i}` }));
        return row;
      });
      list.append(...batch);
      await new Promise(requestAnimationFrame);
      for (const row of batch) row.remove();
    }
  },
  async rounds(count) {
    for (let round = 0; round < count; round++) {
      subject().start();
      await until(() => look(subject().card(), "One"));
      subject().stop();
      await until(() => !look(subject().card(), "One"));
    }
  },
  /** Each call in a task of its own, as after a press. Microseconds until each returns. */
  async track(calls) {
    const times = [];
    for (let i = 0; i < calls; i++) {
      await new Promise((resolve) => setTimeout(resolve));
      const start = performance.now();
      subject().track(`Event ${i % 200}`, { total: 40, plan: "team" });
      times.push((performance.now() - start) * 1000);
    }
    return times;
  },
};
