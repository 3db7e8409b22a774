import { BlockList, isIP } from "node:net";

/** What no webhook leads to: this machine, networks of one's own, and what nobody is reached at. */
const NOT_PUBLIC: ReadonlyArray<readonly [net: string, prefix: number]> = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
];
/** Of version 6 only these are given out, but for those below. An IPv4 address in another form is in none of them, or below. */
const PUBLIC_6: readonly [net: string, prefix: number] = ["2000::", 3];
const NOT_PUBLIC_6: ReadonlyArray<readonly [net: string, prefix: number]> = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
];

const blocked = new BlockList();
for (const [net, prefix] of NOT_PUBLIC) blocked.addSubnet(net, prefix, "ipv4");
for (const [net, prefix] of NOT_PUBLIC_6) blocked.addSubnet(net, prefix, "ipv6");
const given = new BlockList();
given.addSubnet(...PUBLIC_6, "ipv6");

/** Is it an address of the public internet? `false` for a text that is no address. */
export function isPublic(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !blocked.check(address, "ipv4");
  // What names an interface is of a network at hand.
  if (family === 0 || address.includes("%")) return false;
  return given.check(address, "ipv6") && !blocked.check(address, "ipv6");
}
