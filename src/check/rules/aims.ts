import type { Config } from "../../sdk/config/schema.ts";
import { type Finding, type Path, warn } from "../finding.ts";

/** What milestones and gaps aim for, and cannot be held against. */
export const checkAims = ({ milestones, gaps = {} }: Config): Finding[] => [
  ...Object.entries(milestones).flatMap(([id, { target }]) => checkAim(["milestones", id, "target"], target)),
  ...Object.entries(gaps).flatMap(([id, { target }]) => checkAim(["gaps", id, "target"], target)),
];

interface Aim {
  readonly within?: string | undefined;
  readonly share?: number | undefined;
}

function checkAim(path: Path, target: Aim | undefined): Finding[] {
  if (!target) return [];
  const { within, share } = target;
  if (within === undefined && share === undefined)
    return [warn(path, "found nothing that is aimed for, expected a time (within), a share, or both")];
  return [
    ...(within === undefined
      ? [warn([...path, "share"], `found ${share} without a time, expected within: by when is not said`)]
      : []),
    ...(share === 0
      ? [warn([...path, "share"], "found 0, expected more: nobody at all has to get there, and it is met")]
      : []),
  ];
}
