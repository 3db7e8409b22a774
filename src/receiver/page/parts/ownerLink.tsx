import { h, type VNode } from "preact";
import { useRef, useState } from "preact/hooks";
import { tellLink } from "../guided.ts";

/** What a shell hands on as it is written. */
const PLAIN = /^[\w.@+-]+$/;
const toWord = (text: string): string => (PLAIN.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

const COMMAND = "npx milepost receive";

/** The command that makes a link to what is an owner's. It is signed where the password is, so no page can make it. */
export function OwnerLink({ owner }: { readonly owner: string }): VNode {
  const [isCopied, setCopied] = useState(false);
  const code = useRef<HTMLElement>(null);
  const word = toWord(owner);
  async function copy(): Promise<void> {
    tellLink();
    try {
      await navigator.clipboard.writeText(`${COMMAND} --link ${word}`);
      setCopied(true);
    } catch {
      // Where the browser lets no page copy, it is marked for who presses the keys.
      if (code.current) getSelection()?.selectAllChildren(code.current);
    }
  }
  return (
    <p class="command">
      A link of their own:{" "}
      <code ref={code}>
        {COMMAND} <span class="whole">--link</span> {word}
      </code>{" "}
      <button type="button" class="quiet" onClick={() => void copy()}>
        {isCopied ? "Copied" : "Copy"}
        <span class="unseen"> the command for {owner}</span>
      </button>
    </p>
  );
}
