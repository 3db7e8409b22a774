import { h } from "preact";
import { useState } from "preact/hooks";
import type { Text } from "../../sdk/domain/plan/plan.ts";
import { type Part, readWords, toChanges, type Words as Written } from "../edit.ts";
import { Copy } from "./copy.tsx";

export interface WordsProps {
  readonly part: Part;
  readonly given: { readonly title?: Text; readonly body?: Text };
  /** Puts the guide on the page in these words. */
  show(words: Written): void;
}

/** The words of a guide or a step, to be written anew; what is copied is the change of the config, as a JSON Patch. */
export function Words({ part, given, show }: WordsProps) {
  const [words, setWords] = useState(() => readWords(given));
  const changes = toChanges(part, given, words);
  const write = (key: keyof Written) => (event: { readonly currentTarget: { readonly value: string } }) =>
    setWords({ ...words, [key]: event.currentTarget.value });
  return (
    <div class="words">
      <label>
        Title
        <input value={words.title} onInput={write("title")} />
      </label>
      <label>
        Text
        <textarea rows={3} value={words.body} onInput={write("body")} />
      </label>
      {changes.length > 0 && (
        <div class="acts">
          <button type="button" class="button quiet" onClick={() => show(words)}>
            Show it so
          </button>
        </div>
      )}
      {changes.length > 0 && <Copy label="Copy the change" text={JSON.stringify(changes, null, 2)} />}
    </div>
  );
}
