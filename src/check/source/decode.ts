import type { Finding, Span } from "../finding.ts";

/** What a file says, or why that cannot be read. */
export type Decoded =
  | { readonly text: string; readonly hasMark: boolean }
  | { readonly refused: Finding & Span };

/** The text of a file in UTF-8. A page reads no other. */
export function decode(bytes: Uint8Array): Decoded {
  const isMarked = [bytes[0], bytes[1]].toSorted().join() === "254,255";
  if (isMarked) return refuse(0, "found UTF-16, expected UTF-8");
  // Each second byte of a JSON text in UTF-16 is 0, and no JSON text in UTF-8 has one.
  if (bytes.subarray(0, 4).includes(0)) return refuse(0, "found UTF-16 without a mark, expected UTF-8");
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), hasMark };
  } catch {
    const sound = new TextDecoder("utf-8").decode(bytes);
    return refuse(Math.max(0, sound.indexOf("\uFFFD")), "found bytes that are no UTF-8, expected UTF-8");
  }
}

const refuse = (offset: number, message: string): Decoded => ({
  refused: { severity: "error", path: "", message, offset, length: 1 },
});
