/** What is at least as light as this counts as light, in relative luminance. */
const LIGHT = 0.4;
/** And what is as dark as this as dark. */
const DARK = 0.06;

/** What browsers have said of colours as they write them; each question is a look at a page's styles. */
const known = new Map<string, { readonly y: number; readonly isSeen: boolean }>();
/** Of so many colours at most: a page may fade from one over to another. */
const MOST = 100;

/**
 * Whether the page looks dark around `element`. Products say so by a class, an attribute, a media query or
 * `color-scheme`, each by a name of its own; what all of them change is the colour of the text, or what is behind it.
 *
 * @param probe An element of ours that nobody sees: its colour is how a browser is asked for a luminance, as colours are
 * written in many ways.
 */
export const looksDark = (element: Element, probe: HTMLElement): boolean => {
  const luminance = (color: string) => {
    const told = known.get(color) ?? ask(color);
    if (known.size < MOST) known.set(color, told);
    return told;
  };
  const ask = (color: string) => {
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

/**
 * Calls `look` whenever the page may look otherwise, until `signal` ends it.
 * @param look answers with the elements whose classes and attributes may say so.
 */
export const followScheme = (look: () => Iterable<Element>, signal: AbortSignal): void => {
  let around: ReadonlySet<Element> = new Set();
  const again = () => {
    around = new Set(look());
    observer.disconnect();
    for (const one of around) observer.observe(one, { attributes: true });
  };
  const observer = new MutationObserver(again);
  signal.addEventListener("abort", () => observer.disconnect());
  matchMedia("(prefers-color-scheme:dark)").addEventListener("change", again, { signal });
  // Where colours fade over, they are the old ones until that ends.
  const onEnd = ({ target }: Event) => around.has(target as Element) && again();
  document.addEventListener("transitionend", onEnd, { signal });
  again();
};
