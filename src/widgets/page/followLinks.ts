/**
 * Hands presses on links of ours that stay with this origin to the page's own router: the address as the router knows it,
 * from its path on. What opens elsewhere, or is pressed to be opened elsewhere, stays the browser's.
 * @param navigate Where it throws, the browser follows the link.
 */
export const followLinks = (
  root: ShadowRoot,
  navigate: (url: string) => void,
  onFault: (fault: unknown) => void,
): void => {
  root.addEventListener("click", (event) => {
    const { button, metaKey, ctrlKey, shiftKey, altKey } = event as MouseEvent;
    if (button || metaKey || ctrlKey || shiftKey || altKey || event.defaultPrevented) return;
    const link = event.composedPath().find((one) => one instanceof HTMLAnchorElement);
    if (!link || link.target || link.origin !== location.origin) return;
    try {
      navigate(link.pathname + link.search + link.hash);
      event.preventDefault();
    } catch (fault) {
      onFault(fault);
    }
  });
};
