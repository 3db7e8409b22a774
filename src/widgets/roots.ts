export interface Roots {
  /** A document or shadow root that was searched, or an element that may get a shadow root later. */
  watch(node: Node): void;
  /** Ends all listening; watching may begin anew. */
  rest(): void;
}

/** Nodes may come to be seen without a change of the tree: a frame loads, a transition ends. */
const ALSO = ["load", "toggle", "transitionend", "animationend"];

/** Tells whenever something may have come, gone or changed in the roots that are watched, with one observer for all. */
export const createRoots = (onChange: () => void): Roots => {
  const observer = new MutationObserver(onChange);
  let watched = new WeakSet<Node>();
  let listening = new AbortController();
  return {
    watch(node) {
      if (watched.has(node)) return;
      watched.add(node);
      const { signal } = listening;
      const options = { capture: true, passive: true, signal };
      if (isElement(node)) {
        // A shadow root that is attached when its element is defined shows in no mutation.
        if (node.localName.includes("-"))
          customElements.whenDefined(node.localName).then(
            () => signal.aborted || onChange(),
            () => {},
          );
        return;
      }
      observer.observe(node, { subtree: true, childList: true, attributes: true, characterData: true });
      for (const type of ALSO) node.addEventListener(type, onChange, options);
      window.addEventListener("resize", onChange, options);
    },
    rest() {
      observer.disconnect();
      listening.abort();
      listening = new AbortController();
      watched = new WeakSet();
    },
  };
};

const isElement = (node: Node): node is Element => node.nodeType === 1;
