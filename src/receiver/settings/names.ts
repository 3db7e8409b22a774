export const EXPECTED_ORIGIN = "expected an origin like https://app.acme.example";

/** Exactly as a browser writes it: no path, no slash at the end, no capitals, no `*`. */
export const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text;

/** @throws {Error} naming the one that is no origin. */
export function readOrigins(list: string): string[] {
  const origins = split(list);
  const wrong = origins.find((one) => !isOrigin(one));
  if (wrong !== undefined)
    throw new Error(`MILEPOST_ORIGINS: found ${JSON.stringify(wrong)}, ${EXPECTED_ORIGIN}`);
  return origins;
}

/** As a browser writes it into `Host`, without the port: of a machine, or its address. */
const HOST = /^([a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])$/;

/** @throws {Error} naming the one that is no name. */
export function readHosts(list: string): string[] {
  const hosts = split(list);
  const wrong = hosts.find((one) => !HOST.test(one));
  if (wrong !== undefined || hosts.length === 0)
    throw new Error(
      `MILEPOST_HOSTS: found ${JSON.stringify(wrong ?? list)}, expected names like milepost.acme.example`,
    );
  return hosts;
}

const split = (list: string): string[] =>
  list
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean);
