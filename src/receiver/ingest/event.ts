import { z } from "zod";

/** The Segment spec's calls; `screen` is a page of a mobile app, `alias` joins two ids. */
export const TYPES = ["track", "identify", "group", "page", "screen", "alias"] as const;

/** Characters of an id. */
export const LONGEST_ID = 256;

/** Some sources send numbers as ids, and `null` for what they do not know. */
const id = z
  .union([z.string(), z.number().transform(String)])
  .pipe(z.string().max(LONGEST_ID))
  .nullish()
  .transform((value) => value || undefined);
const bag = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((value) => value ?? {});
const time = z
  .string()
  .transform((value) => Date.parse(value))
  .pipe(z.number())
  .nullish()
  .transform((value) => value ?? undefined);

const shape = z.object({
  messageId: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/),
  type: z.enum(TYPES),
  event: z.string().min(1).max(256).nullish(),
  name: z.string().max(256).nullish(),
  userId: id,
  anonymousId: id,
  previousId: id,
  groupId: id,
  timestamp: time,
  originalTimestamp: time,
  sentAt: time,
  properties: bag,
  traits: bag,
  context: bag,
});

/** What is wrong with an event, by the field that says so; none of it gets better by sending it again. */
const CODES = {
  messageId: "id-invalid",
  type: "type-unknown",
  event: "event-missing",
  timestamp: "time-invalid",
  originalTimestamp: "time-invalid",
  sentAt: "time-invalid",
  userId: "identity-invalid",
  anonymousId: "identity-invalid",
  previousId: "identity-invalid",
  groupId: "identity-invalid",
} as const;

/** Why one event is refused, and its neighbours are not. */
export const REJECTIONS = [
  ...Object.values(CODES),
  "identity-missing",
  "user-foreign",
  "token-expired",
  "too-large",
  "too-deep",
  "invalid",
  "unstorable",
] as const;
export type RejectionCode = (typeof REJECTIONS)[number];

export type SentEvent = z.infer<typeof shape>;

/** The event, checked and in its types, or why not. */
export function parseEvent(raw: unknown): SentEvent | RejectionCode {
  const parsed = shape.safeParse(raw);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path[0];
    return CODES[field as keyof typeof CODES] ?? "invalid";
  }
  const event = parsed.data;
  if (event.userId === undefined && event.anonymousId === undefined) return "identity-missing";
  if (event.type === "track" && !event.event) return "event-missing";
  return event;
}
