import { h } from "preact";
import { useState } from "preact/hooks";

/** A text with a button that copies it; where the browser refuses, it can be selected there. */
export function Copy({ label, text }: { readonly label: string; readonly text: string }) {
  const [copied, setCopied] = useState("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(text);
    } catch {
      setCopied("");
    }
  };
  return (
    <div class="copy">
      <pre>{text}</pre>
      <button type="button" class="button quiet" onClick={() => void copy()}>
        {copied === text ? "Copied" : label}
      </button>
    </div>
  );
}
