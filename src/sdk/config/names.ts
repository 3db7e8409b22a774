/** Keys whose value (or each of its list) names another part of the config, wherever they stand. */
export const NAMES = {
  bridge: "guide or doc",
  doc: "doc",
  fallback: "guide",
  from: "milestone",
  gap: "gap",
  gaps: "gap",
  journey: "journey",
  guide: "guide",
  milestone: "milestone",
  milestones: "milestone",
  needs: "milestone",
  oneOf: "guide or doc",
  protects: "milestone",
  outcome: "outcome",
  segment: "segment",
  show: "guide or doc",
  to: "milestone",
} as const;

/** Below these keys stand the vendor's own words. */
export const FOREIGN = new Set(["where", "title", "body", "label", "thanks", "ask", "choices", "with"]);
