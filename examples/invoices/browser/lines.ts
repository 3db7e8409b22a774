import type { Line } from "./book.ts";
import { element } from "./dom.ts";

const MOST = 20;

/** The editable lines of an invoice in `list`. `onTotal` is told when a line that counts was left. */
export interface LineEditor {
  /** Adds an empty line, and takes the focus there when the user asked for it. */
  add(options?: { readonly focus: boolean }): void;
  /** Those with a description or an amount. */
  read(): readonly Line[];
}

export function createLineEditor(list: HTMLOListElement, onTotal: () => void): LineEditor {
  const add = ({ focus } = { focus: false }) => {
    if (list.children.length === MOST) return;
    const what = element("input", {
      name: "what",
      maxlength: "120",
      autocomplete: "off",
      "aria-label": "What",
    });
    const amount = element("input", {
      name: "amount",
      type: "number",
      inputmode: "decimal",
      min: "0",
      step: "0.01",
      "aria-label": "Amount of this line",
    });
    const remove = element(
      "button",
      { type: "button", class: "button quiet", "aria-label": "Remove this line" },
      "✕",
    );
    const line = element("li", {}, what, amount, remove);
    amount.addEventListener("change", onTotal);
    remove.addEventListener("click", () => {
      const counted = amount.value !== "";
      line.remove();
      if (list.children.length === 0) add();
      list.querySelector<HTMLElement>("li:last-child input")?.focus();
      if (counted) onTotal();
    });
    list.append(line);
    if (focus) what.focus();
  };
  return { add, read: () => [...list.children].map(readLine).filter((line) => line !== undefined) };
}

function readLine(line: Element): Line | undefined {
  const [what, amount] = line.querySelectorAll("input");
  if (!what?.value.trim() && !amount?.value) return undefined;
  return { what: what?.value.trim() || "Services", amount: amount?.valueAsNumber || 0 };
}
