/** What is at least as light as this counts as light, in relative luminance. */
const LIGHT = 0.4;
/** And what is as dark as this as dark. */
const DARK = 0.06;

/**
 * Whether the page looks dark around `element`. Products say so by a class, an attribute, a media query or
 * `color-scheme`, each by a name of its own; what all of them change is the colour of the text, or what is behind it.
 *
 * @param probe An element of ours that nobody sees: its colour is how a browser is asked for a luminance, as colours are
 * written in many ways.
 */
export const looksDark = (element: Element, probe: HTMLElement): boolean => {
  const luminance = (color: string) => {
    probe.style.color = `color(from ${color} xyz-d65 y y y/alpha)`;
    const [, y, , , , alpha = 1] = getComputedStyle(probe).color.split(/[ )]/);
    return { y: Number(y), isSeen: Number(alpha) > 0.5 };
  };
  if (luminance(getComputedStyle(element).color).y > LIGHT) return true;
  for (let behind: Element | null = element; behind; behind = behind.parentElement) {
    const { y, isSeen } = luminance(getComputedStyle(behind).backgroundColor);
    if (isSeen) return y < DARK;
  }
  return false;
};

/** Calls `look` whenever the page may have turned from light to dark or back, until `signal` ends it. */
export const followScheme = (look: () => void, signal: AbortSignal): void => {
  const { documentElement: page, body } = document;
  const observer = new MutationObserver(look);
  // A document that is drawn anew may be without a body for a moment.
  for (const one of [page, body]) if (one) observer.observe(one, { attributes: true });
  signal.addEventListener("abort", () => observer.disconnect());
  matchMedia("(prefers-color-scheme:dark)").addEventListener("change", look, { signal });
  // Where colours fade over, they are the old ones until that ends.
  const onEnd = ({ target }: Event) => (target === page || target === body) && look();
  document.addEventListener("transitionend", onEnd, { signal });
};
