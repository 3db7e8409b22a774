import { useEffect, useRef } from "preact/hooks";

/** For an element to which an address leads: it is brought to the eye, and has the focus, once it is meant. */
export function useMeant<E extends HTMLElement>(isMeant: boolean) {
  const element = useRef<E>(null);
  useEffect(() => {
    if (!isMeant) return;
    element.current?.scrollIntoView({ block: "start" });
    element.current?.focus({ preventScroll: true });
  }, [isMeant]);
  return element;
}
