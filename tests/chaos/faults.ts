/** What becomes of a request on its way to the receiver. */
export type Fault =
  | { readonly kind: "pass" }
  /** Answered before the receiver sees it. */
  | { readonly kind: "status"; readonly status: number; readonly retryAfter?: number }
  /** Never answered. */
  | { readonly kind: "hang" }
  /** The connection breaks before the receiver sees it. */
  | { readonly kind: "reset" }
  /** The receiver commits, and the connection breaks before its reply is back. */
  | { readonly kind: "lost" };

/** An event as it came, as far as it is looked at here. */
export interface Sent {
  readonly messageId: string;
  readonly userId?: string;
  readonly anonymousId?: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly context: {
    readonly replica?: string;
    readonly delivery?: {
      readonly seq?: number;
      readonly storage?: string;
      readonly dropped?: Readonly<Record<string, number>>;
    };
  };
}

export interface Arriving {
  readonly batch: readonly Sent[];
  readonly token?: string;
  /** Requests of this run before it. */
  readonly before: number;
}

export type Decide = (request: Arriving) => Fault;

export const PASS: Fault = { kind: "pass" };

/** A share of all requests fails, in each of the ways in which servers and networks do. */
export function createWeather(share: number, random: () => number): Decide {
  const faults: readonly Fault[] = [
    { kind: "status", status: 429, retryAfter: 2 },
    { kind: "status", status: 429 },
    { kind: "status", status: 500 },
    { kind: "status", status: 503, retryAfter: 1 },
    { kind: "hang" },
    { kind: "reset" },
    { kind: "lost" },
  ];
  return () => (random() < share ? faults[Math.floor(random() * faults.length)]! : PASS);
}
