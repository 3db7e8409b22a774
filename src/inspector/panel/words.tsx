import { h } from "preact";
import { useState } from "preact/hooks";
import type { GuidePlan } from "../../sdk/domain/plan/plan.ts";
import { nameOf } from "../words.ts";
import { Copy } from "./copy.tsx";

/** A guide's words, to be written anew; what is copied is the change of the config, as a JSON Patch (RFC 6902). */
export function Words({ plan }: { readonly plan: GuidePlan }) {
  const [title, setTitle] = useState(nameOf(plan.title) ?? "");
  const [body, setBody] = useState(nameOf(plan.body) ?? "");
  const patch = [...toChange(plan, "title", title), ...toChange(plan, "body", body)];
  return (
    <details class="words">
      <summary>Its words</summary>
      <label>
        Title
        <input value={title} onInput={({ currentTarget }) => setTitle(currentTarget.value)} />
      </label>
      <label>
        Text
        <textarea rows={3} value={body} onInput={({ currentTarget }) => setBody(currentTarget.value)} />
      </label>
      {patch.length > 0 && <Copy label="Copy the change" text={JSON.stringify(patch, null, 2)} />}
    </details>
  );
}

/** A `~` and a `/` in a key have signs of their own in a path of a patch. */
const toPart = (key: string): string => key.replaceAll("~", "~0").replaceAll("/", "~1");

function toChange(plan: GuidePlan, key: "title" | "body", value: string): object[] {
  const given = plan[key];
  if (value === (nameOf(given) ?? "")) return [];
  const language = typeof given === "object" ? `/${toPart(Object.keys(given)[0]!)}` : "";
  const path = `/guides/${toPart(plan.id)}/${key}${language}`;
  return [{ op: given === undefined ? "add" : "replace", path, value }];
}
