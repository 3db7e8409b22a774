import type { Seek, Target } from "../domain/plan/plan.ts";
import type { SeekConfig, TargetConfig } from "./conditionSchema.ts";

export const compileTarget = (target: TargetConfig): Target =>
  (Array.isArray(target) ? target : [target]).map(compileSeek);

const compileSeek = (seek: SeekConfig): Seek => (typeof seek === "string" ? { css: seek } : seek);
