import { type Bag, isBag } from "./specEvent.ts";

/**
 * The events in a JSON value: a batch has them in `batch`, with a context that is all of theirs, an array has them
 * plain. What is neither is one by itself.
 */
export const unwrap = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value.flatMap(unwrapBatch) : unwrapBatch(value);

function unwrapBatch(value: unknown): readonly unknown[] {
  if (!isBag(value) || typeof value.type === "string" || !Array.isArray(value.batch)) return [value];
  const { batch, context } = value;
  return isBag(context) ? batch.map((event) => withContext(event, context)) : batch;
}

const withContext = (event: unknown, context: Bag): unknown =>
  isBag(event) && (event.context ?? null) === null
    ? { ...event, context }
    : isBag(event) && isBag(event.context)
      ? { ...event, context: { ...context, ...event.context } }
      : event;
