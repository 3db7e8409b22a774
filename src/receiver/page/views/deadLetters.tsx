import { Fragment, h, type VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { formatNumber } from "../../../insights/words/charts.ts";
import type { DeadDelivery } from "../../database/deliveries.ts";
import { Card } from "../parts/card.tsx";
import { Line, Rows } from "../parts/rows.tsx";

const PATH = "/v1/webhooks/dead";
const DEFINITION =
  "An event that a webhook was to be told of, and that it did not take in three days of attempts, or refused for good. It is kept until somebody tries it again, or the customer is deleted.";

/** What has become of another attempt that was asked for. */
type Retry = "asked" | "failed";

/** Webhooks that were given up, each with another attempt. Nothing where there is none, as with a receiver without webhooks. */
export function DeadLetters(): VNode | null {
  const [dead, setDead] = useState<readonly DeadDelivery[]>([]);
  const [retries, setRetries] = useState<Readonly<Record<string, Retry>>>({});
  useEffect(() => {
    let isGone = false;
    load().then((all) => !isGone && setDead(all));
    return () => {
      isGone = true;
    };
  }, []);
  async function retry(id: string): Promise<void> {
    setRetries((all) => ({ ...all, [id]: "asked" }));
    const isAsked = await ask(`${PATH}/${encodeURIComponent(id)}/retry`, { method: "POST" });
    if (isAsked === undefined) setRetries((all) => ({ ...all, [id]: "failed" }));
  }
  if (dead.length === 0) return null;
  return (
    <Card
      title="Webhooks that were given up"
      about={{ definition: DEFINITION, counted: `${formatNumber(dead.length)} deliveries` }}
      cells={[
        ["Event", "webhook", "since", "attempts", "why"],
        ...dead.map((one) => [one.event, one.webhook, one.made, formatNumber(one.tries), one.failure]),
      ]}
    >
      <Rows all={dead} empty="" getKey={({ id }) => id}>
        {(one) => (
          <Fragment>
            <Line name={`${one.event}, to ${one.webhook}`}>
              <Again of={one} retry={retries[one.id]} onRetry={retry} />
            </Line>
            <p class="note">{describe(one)}</p>
          </Fragment>
        )}
      </Rows>
    </Card>
  );
}

interface AgainProps {
  readonly of: DeadDelivery;
  readonly retry: Retry | undefined;
  readonly onRetry: (id: string) => Promise<void>;
}

function Again({ of: { id, event, made }, retry, onRetry }: AgainProps): VNode {
  if (retry === "asked") return <span role="status">It is tried again now.</span>;
  return (
    <button type="button" class="quiet" onClick={() => void onRetry(id)}>
      {retry === "failed" ? "That did not work: try again" : "Try again"}
      <span class="unseen">
        : {event} of {made}
      </span>
    </button>
  );
}

const describe = ({ made, tries, failure }: DeadDelivery): string =>
  `Of ${made.slice(0, 10)}, ${tries === 1 ? "one attempt" : `${formatNumber(tries)} attempts`}: ${failure}.`;

async function load(): Promise<readonly DeadDelivery[]> {
  const reply = await ask(PATH, {});
  const said = reply && ((await reply.json()) as { readonly dead?: readonly DeadDelivery[] });
  return said?.dead ?? [];
}

/** `undefined` where the receiver does not do it. */
async function ask(path: string, request: RequestInit): Promise<Response | undefined> {
  const reply = await fetch(path, request).catch(() => undefined);
  return reply?.ok ? reply : undefined;
}
