/**
 * Keeps on `host`, until `signal` ends it, `--height` (of what is seen of the window) and `--keyboard` (how much of its
 * bottom is covered). No CSS unit knows of the keyboard: it makes the visual viewport smaller and leaves the window as it
 * is.
 */
export const followViewport = (host: HTMLElement, signal: AbortSignal): void => {
  const viewport = window.visualViewport;
  if (!viewport) return;
  const update = () => {
    const { height, offsetTop, scale } = viewport;
    // Pinched in, the user looks at a part of the page on purpose.
    const isZoomed = scale > 1.01;
    host.style.setProperty("--height", isZoomed ? "100dvh" : `${height}px`);
    host.style.setProperty(
      "--keyboard",
      isZoomed ? "0px" : `${Math.max(0, innerHeight - height - offsetTop)}px`,
    );
  };
  for (const type of ["resize", "scroll"]) viewport.addEventListener(type, update, { signal });
  update();
};
