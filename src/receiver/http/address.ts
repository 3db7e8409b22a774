import type { IncomingMessage } from "node:http";
import { isIP, isIPv6 } from "node:net";

/**
 * Who a request comes from, told apart by address. In front of us are `proxies` that we trust, each of which writes
 * down, as the last one in `X-Forwarded-For`, from where it got the request; what stands before those, anybody may
 * have written. Without any, it is the other end of the connection.
 */
export function getAddress({ headers, socket }: IncomingMessage, proxies: number): string {
  const other = socket.remoteAddress ?? "";
  if (proxies === 0) return toNetwork(other);
  const said = `${headers["x-forwarded-for"] ?? ""}`.split(",").at(-proxies)?.trim() ?? "";
  const address = said.replace(/^\[(.*)\](:\d+)?$/, "$1").replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1");
  // Who did not come through all of them is known by the connection.
  return toNetwork(isIP(address) === 0 ? other : address);
}

/** Of IPv6, somebody has a whole network: its first 64 bits are one address here. */
function toNetwork(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  if (!isIPv6(plain)) return plain;
  const [head = "", tail] = new URL(`http://[${plain}]`).hostname.slice(1, -1).split("::");
  const groups = head.split(":").filter(Boolean);
  const rest = tail?.split(":").filter(Boolean) ?? [];
  const zeros = Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill("0");
  return `${[...groups, ...zeros, ...rest].slice(0, 4).join(":")}::`;
}
