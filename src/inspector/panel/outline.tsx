import { Fragment, h } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** A frame around what is meant, and what it is: seen, and told to who does not see it. */
export function Outline({ of }: { readonly of: Element | undefined }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!of) return;
    const { top, left, width, height } = of.getBoundingClientRect();
    const { style, classList } = box.current!;
    Object.assign(style, { top: `${top}px`, left: `${left}px`, width: `${width}px`, height: `${height}px` });
    classList.toggle("low", top < 24);
  }, [of]);
  return (
    <Fragment>
      {of && (
        <div ref={box} class="outline" aria-hidden="true">
          <span>{toName(of)}</span>
        </div>
      )}
      <p role="status" class="region">
        {of && toName(of)}
      </p>
    </Fragment>
  );
}

export const toName = (element: Element): string => {
  const text = (element.textContent ?? "").replaceAll(/\s+/g, " ").trim().slice(0, 40);
  return text ? `${element.localName} "${text}"` : element.localName;
};
