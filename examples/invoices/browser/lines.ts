import type { Line } from "./book.ts";
import { element } from "./dom.ts";

const MOST = 20;

/** The editable lines of an invoice. */
export interface LineEditor {
  /** Adds a line, empty if none is given. */
  add(line?: Line): HTMLLIElement | undefined;
  /** Those with a description or an amount. */
  read(): readonly Line[];
}

/** Edits lines in `list`, up to 20. `onTotal` is told when a line that counts was changed and left. */
export function createLineEditor(list: HTMLOListElement, onTotal: () => void): LineEditor {
  const add = (line?: Line) => {
    if (list.children.length === MOST) return undefined;
    const item = drawLine(line);
    const amount = item.querySelector<HTMLInputElement>("[name=amount]");
    amount?.addEventListener("change", onTotal);
    item.querySelector("button")?.addEventListener("click", () => {
      item.remove();
      const next = list.lastElementChild ?? add();
      next?.querySelector("input")?.focus();
      if (amount?.value) onTotal();
    });
    list.append(item);
    return item;
  };
  return { add, read: () => [...list.children].map(readLine).filter((line) => line !== undefined) };
}

function drawLine(line?: Line): HTMLLIElement {
  const what = element("input", {
    name: "what",
    maxlength: "120",
    autocomplete: "off",
    "aria-label": "Description",
  });
  const amount = element("input", {
    name: "amount",
    type: "number",
    inputmode: "decimal",
    min: "0",
    step: "0.01",
    "aria-label": "Amount of this line",
  });
  what.value = line?.what ?? "";
  amount.value = line?.amount.toFixed(2) ?? "";
  const remove = { type: "button", class: "button quiet", "aria-label": "Remove this line" };
  return element("li", {}, what, amount, element("button", remove, "✕"));
}

function readLine(item: Element): Line | undefined {
  const [what, amount] = item.querySelectorAll("input");
  if (!what?.value.trim() && !amount?.value) return undefined;
  return { what: what?.value.trim() || "Services", amount: amount?.valueAsNumber || 0 };
}
