import { type ComponentChildren, Fragment, h, type VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Known } from "../figures.ts";

/** Milliseconds after which waiting is shown: what comes sooner would only flicker. */
const PATIENCE = 300;

export interface WaitProps<T> {
  readonly known: Known<T>;
  readonly onRetry: () => void;
  readonly children: (value: T) => ComponentChildren;
}

/** Draws what is known, or says what keeps it. */
export function Wait<T>({ known, onRetry, children }: WaitProps<T>): VNode {
  switch (known.state) {
    case "known":
      return <Fragment>{children(known.value)}</Fragment>;
    case "waiting":
      return <Skeleton />;
    case "failed":
      return <Failure status={known.status} message={known.message} onRetry={onRetry} />;
    default:
      return known satisfies never;
  }
}

function Skeleton(): VNode {
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div class="card skeleton" role="status">
      <span class="unseen">{isShown ? "Counting" : ""}</span>
      {isShown && [0, 1, 2].map((line) => <span key={line} class="line" />)}
    </div>
  );
}

interface FailureProps {
  readonly status: number;
  readonly message: string;
  readonly onRetry: () => void;
}

function Failure({ status, message, onRetry }: FailureProps): VNode {
  const [title, advice] =
    status === 0
      ? ["Not connected", "See that the receiver runs, and that this page can reach it."]
      : status === 401
        ? ["This link opens nothing", "Its time may be over. Ask who gave it to you for a new one."]
        : status === 404
          ? [
              "Nothing is known of that",
              "See that the id is whole, and whether it is a person's or an account's.",
            ]
          : ["No figures", "Try again in a moment. If it stays so, the receiver's log says why."];
  return (
    <section class="card" role="alert">
      <h2>{title}</h2>
      {status !== 404 && <p>{message}</p>}
      <p class="note">{advice}</p>
      {/* What nobody knows is not known a moment later either. */}
      {status !== 404 && (
        <p>
          <button type="button" class="quiet" onClick={onRetry}>
            Try again
          </button>
        </p>
      )}
    </section>
  );
}

/** Nothing to show, and what to do so that there is. */
export const Empty = ({ children }: { readonly children: ComponentChildren }): VNode => (
  <p class="empty">{children}</p>
);
