/** The write key of a `Basic` header: server libraries of the Segment spec send it as the user name. */
export function getWriteKey(request: Request): string | undefined {
  const [scheme, encoded] = (request.headers.get("authorization") ?? "").split(" ");
  if (scheme?.toLowerCase() !== "basic" || encoded === undefined) return undefined;
  return Buffer.from(encoded, "base64").toString("utf8").split(":")[0] || undefined;
}
