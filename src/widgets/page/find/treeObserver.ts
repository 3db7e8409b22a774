export interface TreeObserver {
  /** A document or shadow root that was searched, or an element that may get a shadow root later. */
  watch(node: Node): void;
  /** Ends all listening; watching may begin anew. */
  rest(): void;
}

/** Nodes may come to be seen without a change of the tree: a frame loads, a transition ends, something scrolls away. */
const ALSO = ["load", "toggle", "transitionend", "animationend", "scroll"];

/**
 * Tells when something may have come, gone or changed in the roots that are watched, with one observer for all. Once it
 * has told of a change it hears of no others until the roots are watched anew, as whoever searches them does: a page that
 * changes without end pays for as many searches as there are, and not for its changes.
 */
export const createTreeObserver = (onChange: () => void): TreeObserver => {
  const observer = new MutationObserver(() => {
    observer.disconnect();
    observed = new WeakSet();
    onChange();
  });
  let observed = new WeakSet<Node>();
  let heard = new WeakSet<Node>();
  let listening = new AbortController();

  const hear = (node: Node) => {
    const { signal } = listening;
    const options = { capture: true, signal };
    if (!isElement(node)) {
      for (const type of ALSO) node.addEventListener(type, onChange, options);
      window.addEventListener("resize", onChange, options);
      // A frame goes to another page: its window stays, and has another document by the next frame.
      if (node !== document) (node as Document).defaultView?.addEventListener("pagehide", onChange, options);
    } else if (node.localName.includes("-"))
      // A shadow root that is attached when its element is defined shows in no mutation.
      customElements.whenDefined(node.localName).then(
        () => signal.aborted || onChange(),
        () => {},
      );
  };
  return {
    watch(node) {
      if (!heard.has(node)) {
        heard.add(node);
        hear(node);
      }
      if (observed.has(node) || isElement(node)) return;
      observed.add(node);
      observer.observe(node, { subtree: true, childList: true, attributes: true, characterData: true });
    },
    rest() {
      observer.disconnect();
      listening.abort();
      listening = new AbortController();
      observed = new WeakSet();
      heard = new WeakSet();
    },
  };
};

const isElement = (node: Node): node is Element => node.nodeType === 1;
