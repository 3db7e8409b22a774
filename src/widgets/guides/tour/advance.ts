import type { Advance, Undo } from "../../../sdk/stage.ts";

/** A pause in typing after which a value counts as entered, in milliseconds. */
const PAUSE = 600;

/**
 * Calls `run` when the user does to `target` what carries the tour on. It only listens: in the capture phase, so that a
 * page which stops the event does not stop the tour, and without preventing anything. What the engine notices by itself
 * (events, milestones, pages) is not listened for.
 */
export const onAdvance = (target: Element, advance: Advance | undefined, run: () => void): Undo => {
  const listening = new AbortController();
  const options = { capture: true, passive: true, signal: listening.signal };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const enter = () => {
    clearTimeout(timer);
    listening.abort();
    run();
  };
  if (advance?.on === "click") target.addEventListener("click", run, options);
  if (advance?.on === "input") {
    const onInput = (event: Event) => {
      clearTimeout(timer);
      timer = isFilled(event) ? setTimeout(enter, PAUSE) : undefined;
    };
    const onEnd = (event: Event) => {
      if (isFilled(event) && (timer || event.type === "change")) enter();
    };
    target.addEventListener("input", onInput, options);
    target.addEventListener("change", onEnd, options);
    target.addEventListener("blur", onEnd, options);
  }
  return () => {
    clearTimeout(timer);
    listening.abort();
  };
};

const isFilled = ({ target }: Event): boolean => {
  const field = target as HTMLInputElement;
  return !!(field.value ?? field.textContent)?.trim();
};
