import { createFault, type Fault } from "../faults.ts";
import type { Config } from "../schema.ts";

/** Gaps that no holdout touches, and that have one. */
export const checkExempt = ({ gaps = {} }: Config): Fault[] =>
  Object.entries(gaps).flatMap(([id, { exempt, holdout }]) =>
    exempt && holdout !== undefined
      ? [
          createFault(
            ["gaps", id, "holdout"],
            'a holdout beside "exempt": true',
            "one of the two, since nobody is held out of what is exempt",
          ),
        ]
      : [],
  );
