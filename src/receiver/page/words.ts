const UNITS: ReadonlyArray<readonly [ms: number, name: string]> = [
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "min"],
  [1_000, "s"],
];

/** A span in its two largest units: "1 d 4 h", "2 min". Under a second: "a second". */
export function formatSpan(ms: number): string {
  const first = UNITS.findIndex(([size]) => ms >= size);
  const [size, name] = UNITS[first] ?? [];
  if (size === undefined) return "a second";
  const [nextSize, nextName] = UNITS[first + 1] ?? [];
  const rest = nextSize === undefined ? 0 : Math.floor((ms % size) / nextSize);
  return `${Math.floor(ms / size)} ${name}${rest > 0 ? ` ${rest} ${nextName}` : ""}`;
}

/** "1 person", "1,204 people". */
export function formatCount(count: number, one: string, many: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
