import { fromJson } from "../domain/lib/json.ts";

/**
 * What a body of at most `longest` bytes says as JSON; `undefined` where it says nothing, or more. Of what goes on
 * without an end no more is read: all of it would fill the page's memory.
 * Rejects where it breaks off: what it would have said is not known.
 */
export async function readJson({ body }: Response, longest: number): Promise<unknown> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for (let part = await reader?.read(); part?.value; part = await reader!.read()) {
    bytes += part.value.length;
    if (bytes > longest) return reader!.cancel();
    text += decoder.decode(part.value, { stream: true });
  }
  try {
    return fromJson(text);
  } catch {
    return undefined;
  }
}
