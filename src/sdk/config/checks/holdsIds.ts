/** Parts that are told apart by ids, which may be any words: also those of keys that mean something elsewhere. */
const BY_ID = new Set(["milestones", "outcomes", "journeys", "gaps", "guides"]);

export const holdsIds = (path: readonly string[]): boolean => path.length === 1 && BY_ID.has(path[0]!);
