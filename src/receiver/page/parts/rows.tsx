import { type ComponentChildren, Fragment, h, type VNode } from "preact";
import { useState } from "preact/hooks";
import { formatNumber } from "../../../insights/words/charts.ts";
import { Empty } from "./states.tsx";

const MOST = 12;

interface Props<T> {
  readonly all: readonly T[];
  readonly empty: string;
  readonly getKey: (one: T) => string;
  readonly children: (one: T) => ComponentChildren;
}

/** Things one under the other: the first twelve, and the rest for who asks. */
export function Rows<T>({ all, empty, getKey, children }: Props<T>): VNode {
  const [isWhole, setWhole] = useState(false);
  if (all.length === 0) return <Empty>{empty}</Empty>;
  const shown = isWhole ? all : all.slice(0, MOST);
  return (
    <Fragment>
      <ul class="rows">
        {shown.map((one) => (
          <li key={getKey(one)}>{children(one)}</li>
        ))}
      </ul>
      {all.length > MOST && (
        <button type="button" class="quiet" onClick={() => setWhole(!isWhole)}>
          {isWhole ? "Show fewer" : `Show ${formatNumber(all.length - MOST)} more`}
        </button>
      )}
    </Fragment>
  );
}

/** A name, and what is said of it. */
export const Line = ({
  name,
  children,
}: {
  readonly name: ComponentChildren;
  readonly children?: ComponentChildren;
}): VNode => (
  <p class="line">
    <span class="name">{name}</span>
    {children !== undefined && <span class="said">{children}</span>}
  </p>
);
