import { createScanner, type ParseErrorCode, printParseErrorCode } from "jsonc-parser";
import type { Span } from "../finding.ts";
import { countLines } from "./lines.ts";
import type { SourceFile } from "./part.ts";

export interface SyntaxFault extends Span {
  readonly message: string;
  /** What was meant is clear all the same, so that the rest can be looked at. */
  readonly isMild: boolean;
}

/** More levels than anybody writes; the parser of a page has an end too. */
const DEEPEST = 200;

/** The brackets of a text, in order. */
function* findBrackets(text: string): Generator<readonly [bracket: string, offset: number]> {
  const scanner = createScanner(text, true);
  for (scanner.scan(); scanner.getTokenOffset() < text.length; scanner.scan()) {
    const offset = scanner.getTokenOffset();
    if (/[{}[\]]/.test(text[offset]!)) yield [text[offset]!, offset];
  }
}

/** What of a text is too deep for a parser: looked for without going down itself. */
export function findDepth(text: string): SyntaxFault | undefined {
  let depth = 0;
  for (const [bracket, offset] of findBrackets(text)) {
    depth += /[{[]/.test(bracket) ? 1 : -1;
    if (depth <= DEEPEST) continue;
    const message = `found ${depth} levels of lists and objects in each other, expected at most ${DEEPEST}`;
    return { offset, length: 1, message, isMild: false };
  }
  return undefined;
}

/** The brackets that nothing closes, the innermost last. */
function findOpen(text: string): ReadonlyArray<readonly [bracket: string, offset: number]> {
  const open: Array<readonly [string, number]> = [];
  for (const one of findBrackets(text)) {
    if (/[{[]/.test(one[0])) open.push(one);
    else open.pop();
  }
  return open;
}

const MESSAGES: Readonly<Record<string, string>> = {
  InvalidNumberFormat: "expected a number like 12 or 0.5",
  PropertyNameExpected: "expected a key in double quotes",
  ValueExpected: "expected a value",
  ColonExpected: 'expected a ":" between a key and its value',
  CommaExpected: 'expected a "," before the next entry',
  CloseBraceExpected: 'expected a "}"',
  CloseBracketExpected: 'expected a "]"',
  EndOfFileExpected: "expected nothing more: the config has ended",
  UnexpectedEndOfString: "expected a double quote where the text ends, on the same line",
  UnexpectedEndOfNumber: "expected a number like 12 or 0.5",
  InvalidUnicode: 'expected four hexadecimal digits after "\\u"',
  InvalidEscapeCharacter: 'expected one of " \\ / b f n r t u after "\\"',
  InvalidCharacter: 'expected a line break written as "\\n", a tab as "\\t"',
  InvalidSymbol: "expected a text in double quotes, a number, true, false or null",
};

/** What the library says of a place, in words. */
export function describeFault(
  file: SourceFile,
  { error, offset, length }: Span & { readonly error: ParseErrorCode },
): SyntaxFault {
  const { text } = file;
  const name = printParseErrorCode(error);
  const before = text.slice(0, offset).trimEnd();
  const isClosing = /[}\]]/.test(text[offset] ?? "");
  const isName = name === "PropertyNameExpected";
  if (isClosing && before.endsWith(",") && (isName || name === "ValueExpected")) {
    const message = `found a comma with nothing behind it, expected none before "${text[offset]}"`;
    return { offset: before.length - 1, length: 1, message, isMild: true };
  }
  if (name === "InvalidCommentToken") {
    const message = "found a comment, expected none: JSON has no comments, and a page refuses them";
    return { offset, length, message, isMild: true };
  }
  const isCutOff = name === "UnexpectedEndOfString" && offset + length >= text.length;
  if (offset >= text.trimEnd().length || isCutOff) {
    const [bracket, at] = findOpen(text).at(-1) ?? [];
    const where = at === undefined ? "" : ` for the "${bracket}" of line ${countLines(file, at)}`;
    const closing = bracket === "[" ? "]" : "}";
    const expected = at === undefined ? "a config" : `a "${closing}"${where}`;
    const end = Math.max(0, text.trimEnd().length - 1);
    return {
      offset: end,
      length: 1,
      message: `found the end of the file, expected ${expected}`,
      isMild: false,
    };
  }
  const found = JSON.stringify(text.slice(offset, offset + Math.max(1, Math.min(length, 30))));
  const isKey = name === "InvalidSymbol" && /^\s*:/.test(text.slice(offset + length));
  const expected = MESSAGES[isKey ? "PropertyNameExpected" : name] ?? "expected JSON";
  return {
    offset,
    length,
    message: `found ${found}, ${expected}`,
    isMild: false,
  };
}
