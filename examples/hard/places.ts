const LATE_MS = 800;
const AGAIN_MS = 800;
const ROW_PX = 40;
const ROWS = 10_000;

const find = (selector: string): HTMLElement => document.querySelector<HTMLElement>(selector)!;

const create = (tag: string, attributes: Readonly<Record<string, string>>, text = ""): HTMLElement => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
};

/** Makes the page as hard as it says; the answer is what happens when one of its places is shown. */
export function startPlaces(): Readonly<Record<string, () => void>> {
  fillPayments();
  defineComponents();
  const virtual = find("#virtual");
  const draw = () => drawRows(virtual);
  virtual.addEventListener("scroll", draw);
  draw();
  return {
    late: () => {
      find("#late-place").replaceChildren();
      setTimeout(() => find("#late-place").append(create("button", { id: "late" }, "Here I am")), LATE_MS);
    },
    dialog: () => (find("#dialog") as HTMLDialogElement).showModal(),
    popover: () => find("#popover").showPopover(),
    again: () => {
      const place = find("#again-place");
      place.replaceChildren(create("button", { id: "again" }, "First"));
      setTimeout(() => {
        place.replaceChildren();
        setTimeout(() => place.append(create("p", {}, "New"), create("button", { id: "again" }, "Second")));
      }, AGAIN_MS);
    },
    growing: () => {
      find("#growing").className = "";
      setTimeout(() => find("#growing").classList.add("grown"), AGAIN_MS);
    },
    virtual: () => virtual.scrollTo({ top: 4998 * ROW_PX, behavior: "instant" }),
  };
}

function fillPayments(): void {
  for (let i = 1; i <= 40; i++) {
    const row = create("li", {}, `Invoice ${i}`);
    row.append(create("button", { id: `pay-${i}` }, "Pay"));
    find("#payments").append(row);
  }
}

/** The rows that are seen, and two beside them, as lists of many rows do. Nodes are used again for other rows. */
function drawRows(list: HTMLElement): void {
  const from = Math.max(0, Math.floor(list.scrollTop / ROW_PX) - 2);
  const count = Math.min(ROWS - from, Math.ceil(list.clientHeight / ROW_PX) + 4);
  const box = list.firstElementChild!;
  while (box.childElementCount < count) {
    const row = create("li", {});
    row.append(create("span", {}), create("button", {}, "Call"));
    box.append(row);
  }
  [...box.children].forEach((row, i) => {
    (row as HTMLElement).style.translate = `0 ${(from + i) * ROW_PX}px`;
    row.setAttribute("data-row", String(from + i));
    row.firstElementChild!.textContent = `Customer ${from + i}`;
  });
}

function defineComponents(): void {
  const define = (name: string, fill: (shadow: ShadowRoot) => void): void =>
    customElements.define(
      name,
      class extends HTMLElement {
        connectedCallback() {
          if (!this.shadowRoot) fill(this.attachShadow({ mode: "open" }));
        }
      },
    );
  define("acme-meter", (shadow) => {
    const look = new CSSStyleSheet();
    look.replaceSync(
      "button{font:inherit;padding:4px 12px;border:1px solid;border-radius:8px;background:none;color:inherit}",
    );
    shadow.adoptedStyleSheets = [look];
    shadow.append(create("button", { id: "upgrade" }, "Upgrade"));
  });
  define("acme-panel", (shadow) =>
    shadow.append(create("p", {}, "8 of 10 seats"), document.createElement("acme-meter")),
  );
}
