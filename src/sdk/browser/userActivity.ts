import type { Target } from "../domain/plan/plan.ts";
import { SESSION_MS } from "../domain/time/spans.ts";
import type { Clock, Undo, UserActivity } from "../ports.ts";
import type { UsedPages } from "./pages.ts";
import { createSubscribable } from "./subscribable.ts";

export interface UserActivityOptions {
  readonly page: Window & typeof globalThis;
  readonly pages: Pick<UsedPages, "visible" | "lastUse">;
  readonly clock: Clock;
  /** All elements that a target leads to. */
  findAll(target: Target): Element[];
}

/** How long after a key or press nothing opens, in milliseconds. */
const SETTLED_MS = 1000;
/** How long after a key somebody in a field still counts as typing: a pause to think is no end. */
const TYPING_MS = 3000;
/** Who has not touched the page for this long, and does so again, has come back. */
const BACK_MS = 60_000;
/** However much a page changes, it is looked at no oftener. */
const APART_MS = 100;

const MODAL = ":is(dialog:modal,[aria-modal=true],:popover-open:not([popover=manual]))";
const FIELD =
  "textarea,select,[role=textbox],input:not([type=button],[type=submit],[type=reset],[type=image],[type=checkbox],[type=radio],[type=range],[type=color],[type=file])";

export function createUserActivity({ page, pages, clock, findAll }: UserActivityOptions): UserActivity {
  const { document } = page;
  /** Milliseconds since the user did something of this sort. */
  const since = (kind: "key" | "press" | "touch"): number => page.performance.now() - pages.lastUse()[kind];

  function isTyping(): boolean {
    const focus = getFocus(document);
    if (!focus || !(focus.isContentEditable || focus.matches(FIELD))) return false;
    // Of the keys in a frame nothing is heard here.
    return pages.lastUse().isComposing || since("key") < TYPING_MS || focus.ownerDocument !== document;
  }

  const isBehindDialog = (target: Target | undefined): boolean => {
    const dialogs = getDialogs(document);
    if (!dialogs.length) return false;
    const found = target ? findAll(target) : [];
    return !found.some((element) => dialogs.every((dialog) => holds(dialog, element)));
  };

  return {
    getPointer: () => pages.lastUse().at,
    getBusy(target) {
      if (!pages.visible()) return "hidden";
      if (document.fullscreenElement) return "full-screen";
      if (since("touch") > SESSION_MS) return "idle";
      if (isTyping()) return "typing";
      if (pages.lastUse().isHeld || Math.min(since("key"), since("press")) < SETTLED_MS) return "acting";
      return isBehindDialog(target) ? "dialog" : undefined;
    },
    onChange: createSubscribable((tell, on, end) => {
      let wakes = Number.POSITIVE_INFINITY;
      let callOff: Undo | undefined;
      const wakeIn = (ms: number): void => {
        const at = clock.now() + Math.ceil(ms);
        if (at >= wakes) return;
        callOff?.();
        wakes = at;
        callOff = clock.wake(at, () => {
          wakes = Number.POSITIVE_INFINITY;
          tell();
          if (!end.aborted) wait();
        });
      };
      /** Until time alone changes something. */
      const wait = (): void => {
        const rests = [
          TYPING_MS - since("key"),
          SETTLED_MS - since("key"),
          SETTLED_MS - since("press"),
        ].filter((rest) => rest > 0);
        if (rests.length) wakeIn(Math.min(...rests));
      };
      const look = (): void => wakeIn(APART_MS);
      for (const type of [
        "visibilitychange",
        "fullscreenchange",
        "focusin",
        "focusout",
        "toggle",
        "transitionend",
        "pointerup",
        "touchend",
        "compositionend",
      ])
        on(document, type, look);
      // Whoever comes back to an idle page wakes it.
      let touched = Number.NEGATIVE_INFINITY;
      for (const type of ["pointerdown", "pointermove", "keydown"])
        on(page, type, ({ timeStamp }) => {
          if (timeStamp - touched > BACK_MS) look();
          touched = timeStamp;
        });
      const observer = new page.MutationObserver(look);
      observer.observe(document, { subtree: true, childList: true, attributes: true });
      end.addEventListener("abort", () => {
        observer.disconnect();
        callOff?.();
      });
      wait();
    }),
  };
}

/** Seen through the borders of shadow roots and of frames of the same origin. */
function getFocus(document: Document): HTMLElement | null {
  let focus = document.activeElement;
  for (let inner = focus; inner; inner = getInside(inner)?.activeElement ?? null) focus = inner;
  return focus as HTMLElement | null;
}

function getInside(element: Element): Document | ShadowRoot | null {
  return element.shadowRoot ?? (element as Partial<HTMLIFrameElement>).contentDocument ?? null;
}

/** Modal dialogs and what closes by a press beside it. One in a shadow root is only known by the focus, which it keeps. */
function getDialogs(document: Document): Element[] {
  const found = [...document.querySelectorAll(MODAL)];
  for (let one: Element | null = getFocus(document); one; one = getParent(one))
    if (one.matches(MODAL)) found.push(one);
  return found.filter(
    (one) => one.checkVisibility?.({ checkOpacity: true, checkVisibilityCSS: true }) ?? true,
  );
}

/** What stands in a component by a slot is in the dialog that the component has around the slot. */
const getParent = (element: Element): Element | null =>
  element.assignedSlot ??
  element.parentElement ??
  (element.getRootNode() as Partial<ShadowRoot>).host ??
  element.ownerDocument.defaultView?.frameElement ??
  null;

function holds(dialog: Element, element: Element): boolean {
  for (let one: Element | null = element; one; one = getParent(one)) if (one === dialog) return true;
  return false;
}
