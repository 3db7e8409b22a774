/** What a user does, by the names of its events. Dragging of files is left out: who drops one on us drops it on the page. */
const DEEDS = [
  ..."keydown keyup keypress beforeinput input compositionstart compositionupdate compositionend".split(" "),
  ..."copy cut paste focusin focusout wheel click dblclick auxclick contextmenu".split(" "),
  ..."pointerdown pointerover pointerout touchstart touchmove touchend touchcancel".split(" "),
  ..."mousedown mouseover mouseout".split(" "),
];
/** These may end a drag that has begun in the page, which waits for them. */
const ENDS = "pointermove pointerup pointercancel mousemove mouseup".split(" ");
const PRESSES = ["pointerdown", "mousedown", "touchstart"];
const FIELDS = "input,textarea,select,label";

/** A card of ours whose target has opened a list, or is an entry of one: `keepPosition` says so. */
const isBesideList = (one: EventTarget): boolean =>
  one instanceof HTMLElement && one.matches(".card[data-beside-list]");

/** Another click in its place, which does not leave our elements: nobody outside hears of either. */
const clickBesideList = (event: MouseEvent): void => {
  const path = event.composedPath();
  if (!path.some(isBesideList)) return;
  const control = (path[0] as Element).closest("button,a");
  // What a field does of itself it would do twice.
  if (!control) return;
  event.stopImmediatePropagation();
  event.preventDefault();
  const { ctrlKey, metaKey, shiftKey } = event;
  const how = { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey };
  control.dispatchEvent(new MouseEvent("click", how));
};

/**
 * Keeps what a user does in our elements from the page: its shortcuts would take the letters of an answer, a library that
 * scrolls smoothly would take the wheel, and a dialog would close for a press that it holds for one beside it. What listens
 * in the capture phase is before us and hears of it, but for a press in a card beside an open list: menus listen in that
 * phase for what is pressed or clicked beside them, and would close. An Esc that closes nothing of ours goes on to the page.
 * @returns what keeps the events of one element, until another signal ends that.
 */
export const createOwnEvents = (signal: AbortSignal): ((host: Element, until: AbortSignal) => void) => {
  /** Where the last press was, from the inside out. */
  let press: readonly EventTarget[] = [];
  const notePress = (event: Event) => {
    press = event.composedPath();
    if (!press.some(isBesideList)) return;
    event.stopImmediatePropagation();
    // The focus stays in the list: many close when it leaves them.
    if (event.type === "mousedown" && !(press[0] as Element).closest(FIELDS)) event.preventDefault();
  };
  for (const type of PRESSES) window.addEventListener(type, notePress, { capture: true, signal });
  window.addEventListener("click", clickBesideList, { capture: true, signal });

  return (host, until) => {
    const isForeign = ({ type, buttons }: MouseEvent) =>
      (buttons > 0 || /up|cancel/.test(type)) && press.length > 0 && !press.includes(host);
    const keep = (event: Event) => {
      if ((event as KeyboardEvent).key !== "Escape") event.stopPropagation();
    };
    const keepOwn = (event: MouseEvent) => {
      if (!isForeign(event)) event.stopPropagation();
    };
    // Passive where a scroll would wait for it, and nowhere else: zone.js makes one listener of all that an element has
    // of a type, with the options of the first, and in a passive one nobody can prevent anything.
    const listen = (type: string, listener: (event: MouseEvent) => void) =>
      host.addEventListener(type, listener as EventListener, {
        passive: /wheel|touch/.test(type),
        signal: until,
      });
    for (const type of DEEDS) listen(type, keep);
    for (const type of ENDS) listen(type, keepOwn);
  };
};
