import { type ComponentChildren, h, type VNode } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

interface Props {
  /** What it shows, for who listens to the page. */
  readonly label: string;
  /** Its height in pixels, by its width. */
  readonly height: number | ((width: number) => number);
  readonly children: (width: number, height: number) => ComponentChildren;
}

/** Pixels a drawing has until it is measured. */
const USUAL = 520;

/** A drawing as wide as it may be, in pixels of the page: its texts keep their size. */
export function Chart({ label, height, children }: Props): VNode {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(USUAL);
  useLayoutEffect(() => {
    const element = box.current!;
    const measure = (): void => setWidth(Math.max(240, Math.floor(element.clientWidth)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const tall = typeof height === "number" ? height : height(width);
  return (
    <div class="drawing" ref={box}>
      <svg
        class="chart"
        role="img"
        aria-label={label}
        width={width}
        height={tall}
        viewBox={`0 0 ${width} ${tall}`}
      >
        {children(width, tall)}
      </svg>
    </div>
  );
}

/** A text cut so that it fits into so many pixels of usual type. */
export function cutTo(text: string, pixels: number, each = 7): string {
  const most = Math.max(3, Math.floor(pixels / each));
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join("")}…`;
}

/** A text in two lines at most, each as long as it may be. */
export function toLines(text: string, pixels: number): string[] {
  const most = Math.max(6, Math.floor(pixels / 7.2));
  if (text.length <= most) return [text];
  const cut = text.lastIndexOf(" ", most);
  if (cut <= 0) return [cutTo(text, pixels, 7.2)];
  return [text.slice(0, cut), cutTo(text.slice(cut + 1), pixels, 7.2)];
}
