/**
 * Leaves a picture of `box` behind in `root` for 100 ms (80 with reduced motion), so that it goes as it came. It is out of
 * reach and unread.
 */
export const fadeOut = (box: Element, root: ShadowRoot): void => {
  const picture = box.cloneNode(true) as HTMLElement;
  if (typeof picture.animate !== "function") return;
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  picture.inert = true;
  picture.setAttribute("aria-hidden", "true");
  root.append(picture);
  picture.animate(
    { opacity: [1, 0] },
    { duration: isCalm ? 80 : 100, easing: "ease-out", fill: "forwards" },
  ).onfinish = () => picture.remove();
};
