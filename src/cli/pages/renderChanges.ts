import { type Child, el, type Markup } from "../report/html/markup.ts";
import { renderPage } from "../report/html/page.ts";
import type { Change } from "./baseline.ts";

/** What has changed of how guides look and read, side by side with what was accepted: one page that needs nothing beside it. */
export const renderChanges = (product: string, changes: readonly Change[], same: number): string =>
  renderPage({
    title: `Guides in their pages: ${product}`,
    about: `${changes.length} changed, ${same} as they were accepted.`,
    first: "Is this how they are meant to look? Then milepost pages --accept keeps it.",
    body: changes.map(draw),
    hasPictures: true,
  });

function draw({ name, before, now, difference, share }: Change): Markup {
  const isRead = before.tree !== now.tree;
  return el(
    "section",
    {},
    el("h2", {}, name),
    el(
      "p",
      { class: "about" },
      `${(100 * share).toFixed(1)} % of its pixels differ. ${isRead ? "A screen reader is told something else." : "A screen reader is told the same."}`,
    ),
    el(
      "div",
      { class: "cards" },
      figure("Accepted", before.png, `${name} as it was accepted`),
      figure("Now", now.png, `${name} as it is now`),
      figure("What differs", difference, `what differs of ${name}`),
    ),
    isRead
      ? [
          el(
            "div",
            { class: "cards" },
            tree("Accepted, as a screen reader is told it", before.tree, now.tree),
            tree("Now, as a screen reader is told it", now.tree, before.tree),
          ),
        ]
      : [],
  );
}

const figure = (title: string, png: string, alt: string): Markup =>
  el(
    "section",
    { class: "card" },
    el("h3", {}, title),
    el("img", { src: `data:image/png;base64,${png}`, alt }),
  );

/** Lines that the other does not have are marked. */
function tree(title: string, own: string, other: string): Markup {
  const known = new Set(other.split("\n"));
  const lines = own
    .trimEnd()
    .split("\n")
    .map((line): Child => [known.has(line) ? line : el("mark", {}, line), "\n"]);
  return el("section", { class: "card" }, el("h3", {}, title), el("pre", {}, lines));
}
