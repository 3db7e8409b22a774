/** A text, or those of a list, in lower case; all else as it is. */
export const toLowerCase = (value: unknown): unknown =>
  typeof value === "string"
    ? value.toLowerCase()
    : Array.isArray(value)
      ? value.map((one: unknown) => toLowerCase(one))
      : value;
