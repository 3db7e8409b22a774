import type { Undo } from "../ports.ts";

/** Listens to a target until nobody wants to be told any more. */
export type On = (target: EventTarget, type: string, listener: (event: Event) => void) => void;

/**
 * The first subscriber starts listening, the last one stops.
 *
 * @param start Given what tells all subscribers, a way to listen that ends by itself, and the signal of that end.
 */
export function createSubscribable<T = void>(
  start: (tell: (message: T) => void, on: On, end: AbortSignal) => void,
): (listener: (message: T) => void) => Undo {
  const subscribers = new Set<(message: T) => void>();
  let end: AbortController;
  const tell = (message: T) => {
    for (const subscriber of [...subscribers]) subscriber(message);
  };
  const on: On = (target, type, listener) =>
    target.addEventListener(type, listener, { signal: end.signal, capture: true });
  return (listener) => {
    // Its own, so that a listener may be given twice.
    const subscriber = (message: T) => listener(message);
    subscribers.add(subscriber);
    if (subscribers.size === 1) start(tell, on, (end = new AbortController()).signal);
    return () => {
      if (subscribers.delete(subscriber) && !subscribers.size) end.abort();
    };
  };
}
