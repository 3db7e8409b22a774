/** Where the browser had the last answer of this address from. */
export function cameFrom(url: string): "cache" | "net" {
  const { href } = new URL(url, document.baseURI);
  const last = performance.getEntriesByName(href).at(-1) as PerformanceResourceTiming | undefined;
  // Nothing over the wire, and yet a body; another origin's sizes are hidden, and count as the network's.
  return last?.transferSize === 0 && last.decodedBodySize > 0 ? "cache" : "net";
}
