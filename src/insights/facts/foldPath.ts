/** Forms of a segment of a path that names one thing among many. */
const IDS = [
  // A number, also with a sign of what it is: 4711, INV-2044, ord_99.
  /^\d+$/,
  /^[a-z]{1,8}[-_.]?\d{2,}$/i,
  // A day or a time.
  /^\d{4}-\d\d(-\d\d)?([t_].*)?$/i,
  // UUIDs and other long numbers to the base of 16.
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  /^(?=.*\d)[0-9a-f]{8,}$/i,
  // Letters and digits by lot: three digits or more, or in turns.
  /^(?=(?:.*\d){3})[a-z0-9_-]{12,}$/i,
  /^(?=.*[a-z]\d+[a-z])[a-z0-9]{10,}$/i,
  // With what it is in front: cus_9s6XKzkNRiz8i3.
  /^[a-z]{2,8}_(?=.*\d)[a-z0-9]{6,}$/i,
  /@/,
];

/**
 * A path in which `:id` stands for what names one thing among many: an invoice's number, a person's address. Pages of
 * one kind are one page then. Words stay, also with a digit in them (`v2`, `step-3`).
 * SOURCE: the forms that identifiers have in URLs (RFC 9562 for UUIDs); what is of none of them is kept.
 */
export const foldPath = (path: string): string => path.split("/").map(foldSegment).join("/");

function foldSegment(segment: string): string {
  const text = decode(segment);
  return IDS.some((form) => form.test(text)) ? ":id" : segment;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
