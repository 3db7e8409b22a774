import {
  type Bag,
  EMPTY,
  type FaultCode,
  isBag,
  isType,
  type SpecEvent,
  type SpecFault,
  TYPES,
  toId,
  toText,
} from "./specEvent.ts";
import { parseTime } from "./time.ts";

/**
 * Reads a call of the Segment spec, as Segment's libraries, RudderStack's and Milepost itself send it. What another tool
 * calls otherwise, `toSegment` has brought into this form before.
 */
export function readSpecEvent(raw: Bag): SpecEvent | SpecFault {
  const { type, event } = raw;
  if (!isType(type)) return createFault("type-unknown", "type", type, TYPES.join(", "));
  const name = type === "track" ? event : (event ?? raw.name);
  if (!isTextOrNothing(name) || (type === "track" && !name))
    return createFault("event-missing", "event", name, "a text");
  if (!isEachField(raw)) return findFault(raw);
  const userId = toId(raw.userId);
  const anonymousId = toId(raw.anonymousId);
  const previousId = toId(raw.previousId);
  if (userId === undefined && anonymousId === undefined)
    return createFault("identity-missing", "userId", raw.userId, "a userId or an anonymousId");
  const field = isNothing(raw.timestamp) ? "originalTimestamp" : "timestamp";
  const at = readTime(raw, field);
  if (Number.isNaN(at)) return createFault("time-invalid", field, raw[field], "an ISO date");
  const context = (raw.context ?? EMPTY) as Bag;
  const traits = (raw.traits ?? EMPTY) as Bag;
  return {
    type,
    name: toText(name),
    messageId: raw.messageId,
    userId,
    anonymousId,
    previousId,
    groupId: toId(raw.groupId) ?? toId(context.groupId),
    at,
    properties: (raw.properties ?? EMPTY) as Bag,
    // RudderStack has them in the context.
    traits: type === "identify" && isBag(context.traits) ? { ...context.traits, ...traits } : traits,
    context,
  };
}

/** Epoch milliseconds, `undefined` where nothing stands there, NaN where that is no time. */
export function readTime(raw: Bag, field: "timestamp" | "originalTimestamp" | "sentAt"): number | undefined {
  return isNothing(raw[field]) ? undefined : parseTime(raw[field]);
}

const IDS = ["userId", "anonymousId", "previousId", "groupId"] as const;
const BAGS = ["properties", "traits", "context"] as const;

/** Each by its name: to look fields up by a variable takes longer than all else here. */
const isEachField = (raw: Bag): boolean =>
  isIdOrNothing(raw.userId) &&
  isIdOrNothing(raw.anonymousId) &&
  isIdOrNothing(raw.previousId) &&
  isIdOrNothing(raw.groupId) &&
  isBagOrNothing(raw.properties) &&
  isBagOrNothing(raw.traits) &&
  isBagOrNothing(raw.context);

/** The first field that is not what it has to be. */
function findFault(raw: Bag): SpecFault {
  const id = IDS.find((field) => !isIdOrNothing(raw[field]));
  if (id) return createFault("identity-invalid", id, raw[id], "a text or a number");
  const bag = BAGS.find((field) => !isBagOrNothing(raw[field]))!;
  return createFault("invalid", bag, raw[bag], "an object");
}

const isNothing = (value: unknown): boolean => value === undefined || value === null || value === "";
const isTextOrNothing = (value: unknown): boolean =>
  value === undefined || value === null || typeof value === "string";
const isBagOrNothing = (value: unknown): boolean => value === undefined || value === null || isBag(value);
const isIdOrNothing = (value: unknown): boolean => isTextOrNothing(value) || typeof value === "number";

const createFault = (code: FaultCode, field: string, value: unknown, expected: string): SpecFault => ({
  code,
  field,
  value,
  expected,
});
