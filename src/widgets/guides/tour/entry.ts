import type { Undo } from "../../../sdk/stage.ts";

/** A pause in typing after which a value counts as entered, in milliseconds. */
const PAUSE = 600;

const FIELD =
  "input,textarea,select,[contenteditable]:not([contenteditable=false]),[role=textbox],[role=combobox]";
/** What may give a field its value without an event of the field's, as a calendar does. */
const DEEDS = ["input", "change", "click", "keyup", "focusout"];

/**
 * Calls `run` when the user has entered something into `target`: a field, or what holds or labels one, through open
 * shadow roots. While an input method composes nothing is entered. Calls `onFilled` when there is something in it that
 * they need not have entered: at once, or once a deed of theirs elsewhere has filled it.
 */
export const onEntry = (target: Element, run: () => void, onFilled: () => void): Undo => {
  const listening = new AbortController();
  const options = { capture: true, signal: listening.signal };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const enter = () => {
    clearTimeout(timer);
    listening.abort();
    run();
  };
  const wait = (event: Event) => {
    clearTimeout(timer);
    const isComposing = (event as InputEvent).isComposing && event.type === "input";
    timer = !isComposing && hasValue(event, target) ? setTimeout(enter, PAUSE) : undefined;
  };
  const end = (event: Event) => {
    if (hasValue(event, target) && (timer || event.type === "change")) enter();
  };
  for (const type of ["input", "compositionend"]) target.addEventListener(type, wait, options);
  for (const type of ["change", "blur"]) target.addEventListener(type, end, options);
  const look = () => {
    if (!listening.signal.aborted && isFilled(findField(target))) onFilled();
  };
  for (const type of DEEDS)
    target.ownerDocument.addEventListener(
      type,
      (event) => {
        // What is typed here counts as entered after a pause. Else later, when the page has done what it does then.
        if (type === "focusout" || !event.composedPath().includes(target)) setTimeout(look);
      },
      options,
    );
  look();
  return () => {
    clearTimeout(timer);
    listening.abort();
  };
};

const findField = (element: Element): Element | undefined => {
  if (element.matches(FIELD)) return element;
  const { control } = element as HTMLLabelElement;
  if (control) return control;
  for (const root of [element, element.shadowRoot]) {
    const field = root?.querySelector(FIELD);
    if (field) return field;
  }
  // A component within a component.
  for (const one of (element.shadowRoot ?? element).querySelectorAll("*")) {
    const field = one.shadowRoot && findField(one);
    if (field) return field;
  }
  return undefined;
};

/** What the event is of; within a closed root only the component's own element is known, which need not have a value. */
const hasValue = (event: Event, target: Element): boolean => {
  const field = event.composedPath()[0] as Element;
  const isClosed = field === target && !target.shadowRoot && target.localName.includes("-");
  return isFilled(field) || (isClosed && !("value" in field) && event.type !== "blur");
};

const isFilled = (element: Element | undefined): boolean => {
  if (!element) return false;
  const { type, checked, value, textContent } = element as HTMLInputElement;
  if (/^(checkbox|radio)$/.test(type)) return checked;
  return !!`${value ?? textContent ?? ""}`.trim();
};
