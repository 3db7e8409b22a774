/** Texts of a log that are JSON each, if they are any, and in which lines they begin. */
export interface Texts {
  readonly texts: readonly string[];
  /** Counted from 1. */
  readonly lines: readonly number[];
}

/** Takes a text piece by piece, and cuts it into values. */
export interface ValueSplitter {
  /** The values that end in this piece. */
  take(piece: string): Texts;
  /** What is left, where the text ends within a value. */
  end(): Texts;
}

const NEWLINE = 10;
const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const BYTE_ORDER_MARK = 0xfeff;

const isSpace = (code: number): boolean => code <= 32 || code === BYTE_ORDER_MARK;

/** A value that has begun. */
interface Value {
  /** The line in which it did. */
  readonly line: number;
  /** What earlier pieces have of it. */
  readonly parts: string[];
  /** Brackets that are open in it. */
  readonly open: number[];
  inText: boolean;
  isEscaped: boolean;
  /** It is none, and goes to the end of its line; within an array to the next comma. */
  isBroken: boolean;
  /** Its last character that is no space. */
  last: number;
}

const begin = (line: number, isBroken: boolean): Value => ({
  line,
  parts: [],
  open: [],
  inText: false,
  isEscaped: false,
  isBroken,
  last: 0,
});

/** May an object or array begin here? */
function mayOpen({ open, last }: Value): boolean {
  const around = open[open.length - 1];
  if (around === undefined) return last === 0;
  return around === OPEN_LIST ? last === OPEN_LIST || last === COMMA : last === COLON;
}

/** Takes a character that is no space, outside of a text; the result says whether the value ends with it. */
function step(value: Value, code: number): boolean {
  if (code === QUOTE) value.inText = true;
  else if (code === OPEN_LIST || code === OPEN_OBJECT) {
    value.isBroken ||= !mayOpen(value);
    value.open.push(code);
  } else if (code === CLOSE_LIST || code === CLOSE_OBJECT)
    value.isBroken ||= value.open.pop() !== (code === CLOSE_LIST ? OPEN_LIST : OPEN_OBJECT);
  value.last = code;
  return value.open.length === 0 && !value.isBroken && !value.inText;
}

/** Takes a character of a text. */
function stepInText(value: Value, code: number): void {
  if (value.isEscaped) value.isEscaped = false;
  else if (code === BACKSLASH) value.isEscaped = true;
  else if (code === QUOTE) value.inText = false;
}

/**
 * Cuts JSON over several lines, one value after the other or in one array, into its values: an array's elements one by
 * one. A value that is cut off ends where JSON cannot go on as it does: at the end of a line within a text, or at a line
 * that begins with an object where none can stand. So what is broken costs itself and not what comes after it.
 */
export function createValueSplitter(): ValueSplitter {
  let line = 1;
  let isLineStart = true;
  /** Is an array open around the values? */
  let isListed = false;
  let value: Value | undefined;
  let texts: string[] = [];
  let lines: number[] = [];

  function finish(rest: string): void {
    texts.push(value!.parts.join("") + rest);
    lines.push(value!.line);
    value = undefined;
  }

  function flush(): Texts {
    const cut = { texts, lines };
    texts = [];
    lines = [];
    return cut;
  }

  /** Takes a character between values; the result says whether a value begins with it. */
  function skip(code: number): boolean {
    if (code === COMMA) return false;
    if (code === OPEN_LIST && !isListed) isListed = true;
    else if (code === CLOSE_LIST && isListed) isListed = false;
    else return true;
    return false;
  }

  function take(piece: string): Texts {
    let from = 0;
    for (let at = 0; at < piece.length; at++) {
      const code = piece.charCodeAt(at);
      if (code === NEWLINE) {
        if (value && (value.inText || value.isBroken)) finish(piece.slice(from, at));
        line++;
        isLineStart = true;
        continue;
      }
      if (value?.inText && !value.isBroken) stepInText(value, code);
      else if (!isSpace(code)) {
        if (value && isLineStart && code === OPEN_OBJECT && !value.isBroken && !mayOpen(value))
          finish(piece.slice(from, at));
        isLineStart = false;
        if (!value) {
          if (!skip(code)) continue;
          from = at;
          value = begin(line, code !== OPEN_OBJECT && code !== OPEN_LIST);
        }
        if (value.isBroken && isListed && (code === COMMA || code === CLOSE_LIST)) {
          finish(piece.slice(from, at));
          skip(code);
        } else if (!value.isBroken && step(value, code)) finish(piece.slice(from, at + 1));
      }
    }
    value?.parts.push(piece.slice(from));
    return flush();
  }

  return {
    take,
    end() {
      if (value) finish("");
      return flush();
    },
  };
}
