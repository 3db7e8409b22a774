import type { About } from "../overview/getOverview.ts";
import { element, getById } from "./dom.ts";

/** Points at figures of a year that is made up, for who has too few of their own yet. */
export function showSample({ sample }: About): void {
  const link = getById("sample");
  link.hidden = sample === undefined;
  if (sample !== undefined) link.setAttribute("href", sample);
}

/** Says that nobody in these figures is real, and how much of the year is in. */
export function showMadeUp({ madeUp }: About): void {
  const note = getById("madeUp");
  note.hidden = madeUp === undefined;
  if (madeUp === undefined) return;
  const said = "This year is made up: a small invoicing product, and customers of whom none is real.";
  const share = Math.floor(100 * madeUp);
  const parts =
    madeUp < 1
      ? [
          element("progress", { value: `${share}`, max: "100", "aria-label": "How much of the year is in" }),
          element("span", {}, `${share} % of it is in`),
        ]
      : [];
  note.replaceChildren(element("strong", {}, said), ...parts);
}
