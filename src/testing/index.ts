/** `milepost/testing`: tests of your own guides, with no browser and no waiting, in any test runner. */

export type { Outgoing as Sent } from "../sdk/delivery/envelope.ts";
export type { Progress } from "../sdk/domain/engine/progress.ts";
export { MilepostError } from "../sdk/errors.ts";
export type { Milepost } from "../sdk/milepost.ts";
export { createStorage, type TestStorage } from "./createStorage.ts";
export { createVisitor } from "./createVisitor.ts";
export { createTestClock as createClock, type TestClock } from "./testClock.ts";
export type { Visitor, VisitorOptions } from "./visitor.ts";
