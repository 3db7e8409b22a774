import type { Properties } from "../../src/sdk/domain/state/facts.ts";

const LITERAL = /^(-?\d+(\.\d+)?|true|false|null)$/;

/**
 * Values as they are jotted down: `total: 40, by: ana, to: { city: 'New York' }, tags: [a, b]`. A text needs its quotes
 * only where it would read as something else.
 */
export function readValues(words: string): Properties {
  const json = words.replaceAll(/'([^']*)'|([^\s{}[\]:,'][^{}[\]:,']*)/g, (_, text?: string, bare = "") =>
    text === undefined && LITERAL.test(bare.trim()) ? bare : JSON.stringify(text ?? bare.trim()),
  );
  return JSON.parse(`{${json}}`) as Properties;
}
