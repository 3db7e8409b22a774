/** On a kit's page whatever is pressed becomes the target, and a guide points at it from the side that was chosen. */
interface Guiding {
  start(guide: string): void;
  end(): void;
}

const host = window as unknown as { milepost?: Guiding };
const side = document.querySelector<HTMLSelectElement>("#side")!;

document.addEventListener(
  "click",
  (event) => {
    const pressed = event.target as Element;
    const { milepost } = host;
    if (!milepost || !("start" in milepost) || pressed.closest("milepost-root,[data-kits]")) return;
    event.preventDefault();
    document.querySelector("[data-here]")?.removeAttribute("data-here");
    pressed.setAttribute("data-here", "");
    milepost.end();
    milepost.start(`here-${side.value}`);
  },
  { capture: true },
);
