import { toMs } from "../../sdk/config/durations.ts";
import type { Config, GapConfig } from "../../sdk/config/schema.ts";
import { type Finding, fail, warn } from "../finding.ts";

/** Rungs of bridges that come in an order, or at a time, in which they do nothing. */
export const checkRungs = (config: Config): Finding[] => [
  ...findMisplaced(config),
  ...findUnheard(config),
  ...findHasty(config),
  ...findLate(config),
];

/** A page does not know whom the receiver has handed on, so nothing that it shows can wait for that. */
const findMisplaced = ({ gaps = {} }: Config): Finding[] =>
  Object.entries(gaps).flatMap(([id, { bridge = [] }]) => {
    const first = bridge.findIndex(isHand);
    if (first < 0) return [];
    return bridge.flatMap((rung, i) =>
      i < first || isHand(rung)
        ? []
        : [
            fail(
              ["gaps", id, "bridge", i],
              `found what a page shows behind what hands on, expected that at the end, as a page does not know of it`,
            ),
          ],
    );
  });

/** Whom a page tells nobody of, nobody hands on. */
const findUnheard = ({ gaps = {}, report }: Config): Finding[] =>
  report !== undefined
    ? []
    : Object.entries(gaps).flatMap(([id, { bridge = [] }]) =>
        bridge.flatMap((rung, i) =>
          isHand(rung)
            ? [
                warn(
                  ["gaps", id, "bridge", i],
                  "found what hands on in a config without a report, expected the endpoint of a receiver, which does it",
                ),
              ]
            : [],
        ),
      );

/** Where the guide before it was never shown, a hand counts from the opening: that guide may be too late for it. */
const findHasty = ({ gaps = {} }: Config): Finding[] =>
  Object.entries(gaps).flatMap(([id, { bridge = [] }]) => {
    const at = bridge.findIndex(isHand);
    const rung = bridge[at];
    const wait = addWaits(bridge.slice(0, Math.max(0, at)));
    if (rung === undefined || wait === 0 || getAfter(rung) > wait) return [];
    const found =
      getAfter(rung) === 0 ? "no time" : JSON.stringify((rung as { readonly after: string }).after);
    return [
      warn(
        ["gaps", id, "bridge", at],
        `found ${found}, which is over before the guide in front of it can come, expected a longer "after": where that was not shown, it counts from the gap's opening`,
      ),
    ];
  });

/** Rungs that come when the bridge has been judged. */
const findLate = ({ gaps = {} }: Config): Finding[] =>
  Object.entries(gaps).flatMap(([id, { target, bridge = [] }]) => {
    if (!target) return [];
    const late = bridge.findIndex((_, i) => addWaits(bridge.slice(0, i + 1)) >= toMs(target.within));
    return late < 0
      ? []
      : [
          warn(
            ["gaps", id, "bridge", late],
            `found a rung that comes when the gap's target of ${JSON.stringify(target.within)} is over, expected it sooner, or a longer target: what it does is not counted`,
          ),
        ];
  });

/** From the first rung, which waits for nothing, to when the last may come. */
const addWaits = ([, ...others]: readonly Rung[]): number =>
  others.reduce((sum, rung) => sum + getAfter(rung), 0);

const getAfter = (rung: Rung): number =>
  typeof rung === "object" && "after" in rung && rung.after !== undefined ? toMs(rung.after) : 0;

type Rung = NonNullable<GapConfig["bridge"]>[number];
const isHand = (rung: Rung): boolean => typeof rung === "object" && "hand" in rung;
