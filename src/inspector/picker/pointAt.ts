import type { Undo } from "../../sdk/ports.ts";

export interface PointAtOptions {
  /** Ours, which is not meant. */
  readonly host: Element;
  /** The element that is meant now, to be outlined. */
  onMeant(element: Element): void;
  /** It is chosen; `undefined`: nothing is, the user has left off. */
  onChosen(element: Element | undefined): void;
}

/**
 * Lets the user point at an element of the page: by pointer or finger, or by keys. The arrow up goes to what it is in, the
 * arrow down back into it, left and right to its neighbours; Enter chooses, Esc leaves off. The page hears of none of it.
 */
export function pointAt({ host, onMeant, onChosen }: PointAtOptions): Undo {
  const ending = new AbortController();
  const { signal } = ending;
  /** The way down by which the arrow up has come. */
  let below: Element[] = [];
  let meant: Element | undefined;

  function mean(element: Element | null | undefined): void {
    if (!element || element === meant) return;
    meant = element;
    onMeant(element);
  }

  function choose(element: Element | undefined): void {
    ending.abort();
    onChosen(element);
  }

  const isOurs = (event: Event): boolean => event.composedPath().includes(host);
  const stop = (event: Event): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const atPoint = (event: PointerEvent | MouseEvent): void => {
    const found = deepest(document, event.clientX, event.clientY);
    if (!found) return;
    below = [];
    mean(toWhole(found));
  };

  const listen = <T extends Event>(type: string, run: (event: T) => void): void =>
    window.addEventListener(type, run as (event: Event) => void, { capture: true, passive: false, signal });
  listen<PointerEvent>("pointermove", (event) => isOurs(event) || atPoint(event));
  for (const type of ["pointerdown", "pointerup", "mousedown", "mouseup", "touchstart"])
    listen(type, (event) => isOurs(event) || stop(event));
  listen<MouseEvent>("click", (event) => {
    if (isOurs(event)) return;
    stop(event);
    atPoint(event);
    choose(meant);
  });
  // A finger that is not let press makes no click.
  listen<TouchEvent>("touchend", (event) => {
    if (isOurs(event)) return;
    stop(event);
    const touch = event.changedTouches[0];
    const found = touch && deepest(document, touch.clientX, touch.clientY);
    if (found) choose(toWhole(found));
  });
  listen<KeyboardEvent>("keydown", (event) => {
    const { key } = event;
    if (key === "Escape") {
      stop(event);
      return choose(undefined);
    }
    if (key === "Enter" && meant) {
      stop(event);
      return choose(meant);
    }
    if (!key.startsWith("Arrow")) return;
    stop(event);
    if (!meant) return mean(document.querySelector("main,[role=main]") ?? document.body.firstElementChild);
    if (key === "ArrowUp") {
      const up = parentOf(meant);
      if (up && up !== document.body) {
        below.push(meant);
        mean(up);
      }
    } else if (key === "ArrowDown") mean(below.pop() ?? (meant.shadowRoot ?? meant).firstElementChild);
    else {
      below = [];
      mean(key === "ArrowRight" ? meant.nextElementSibling : meant.previousElementSibling);
    }
  });
  return () => ending.abort();
}

const parentOf = (element: Element): Element | null => {
  const root = element.getRootNode();
  return element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
};

/** What is pressed, chosen or filled in. */
const WHOLE =
  "a[href],button,summary,input,select,textarea,[role=button],[role=link],[role=tab],[role=menuitem],[role=option],[role=checkbox],[role=radio],[role=switch],[role=combobox]";

/** The thing that `element` is a part of, as a button's icon is: of a drawing never a line alone. */
export function toWhole(element: Element): Element {
  let drawing: Element | undefined;
  for (let at: Element | null = element; at; at = at.assignedSlot ?? parentOf(at)) {
    if (at.matches(WHOLE)) return at;
    if (at.localName === "svg") drawing ??= at;
  }
  return drawing ?? element;
}

/** What lies at a point, through open shadow roots; nothing where that is a guide or the inspector. */
function deepest(root: DocumentOrShadowRoot, x: number, y: number): Element | null {
  const found = root.elementFromPoint(x, y);
  if (!found || found.localName.startsWith("milepost-")) return null;
  return (found.shadowRoot && deepest(found.shadowRoot, x, y)) ?? found;
}
