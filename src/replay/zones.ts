/** Tells time zones from texts that are none; each is asked for once. */
export function createZones(): (zone: string) => boolean {
  const known = new Map<string, boolean>();
  return (zone) => {
    const answer = known.get(zone) ?? isZone(zone);
    known.set(zone, answer);
    return answer;
  };
}

export function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).format(0) !== "";
  } catch {
    return false;
  }
}
