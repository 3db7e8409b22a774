/**
 * All that the product says to Milepost. Calls wait in an array until the script has come; from then on the instance
 * takes them by the same `push`. Without the script they are never read, and the product works as before.
 */
type Call = readonly [method: "track" | "identify" | "group" | "reset", ...parameters: unknown[]];

const host = globalThis as unknown as { milepost?: { push(call: Call): unknown } };
host.milepost ??= [] as Call[];

const WAITING = "acme.calls";

export function tell(...call: Call): void {
  host.milepost?.push(call);
}

/** For a call right before the page is left: the next page makes it, as nothing may be lost to the navigation. */
export function tellNextPage(...call: Call): void {
  sessionStorage.setItem(WAITING, JSON.stringify([...readWaiting(), call]));
}

/** Makes the calls that the page before has left. */
export function tellWaiting(): void {
  const calls = readWaiting();
  sessionStorage.removeItem(WAITING);
  for (const call of calls) tell(...call);
}

function readWaiting(): readonly Call[] {
  return JSON.parse(sessionStorage.getItem(WAITING) ?? "[]") as Call[];
}
