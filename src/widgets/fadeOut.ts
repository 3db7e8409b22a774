/** Leaves a picture of `box` behind in `root` for 100 ms, so that it goes as it came. It is out of reach and unread. */
export const fadeOut = (box: Element, root: ShadowRoot): void => {
  const picture = box.cloneNode(true) as HTMLElement;
  if (typeof picture.animate !== "function") return;
  picture.inert = true;
  picture.setAttribute("aria-hidden", "true");
  root.append(picture);
  picture.animate({ opacity: [1, 0] }, { duration: 100, easing: "ease-out", fill: "forwards" }).onfinish =
    () => picture.remove();
};
