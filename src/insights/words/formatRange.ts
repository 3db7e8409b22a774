import { formatShare } from "./charts.ts";

/** As `-2 % to 5 %`. */
export const formatRange = ([lower, upper]: readonly [number, number]): string =>
  `${formatShare(lower)} to ${formatShare(upper)}`;

export const withRange = (share: number, range: readonly [number, number] | null): string =>
  range ? `${formatShare(share)} (${formatRange(range)})` : formatShare(share);
