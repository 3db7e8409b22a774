/** Does `text` fit a pattern in which `*` stands for any characters? */
export function fits(pattern: string, text: string): boolean {
  const parts = pattern.split("*");
  const last = parts.pop()!;
  if (parts.length === 0) return text === last;
  if (!text.startsWith(parts[0]!)) return false;
  let from = 0;
  for (const part of parts) {
    const found = text.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}
