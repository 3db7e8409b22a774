/** Names of ids, classes and attributes: which of them a build or a library has made, so that the next one makes another. */

/** What libraries put before the names that they make. */
const MADE =
  /^(css|sc|jss|emotion|svelte|astro|makeStyles|jsx|_?ng|data-v|radix|headlessui|react-aria|reach|mui|mantine|chakra|ember|ext-gen|yui|v|el-id|bits|reka|downshift|floating-ui|aria)[-_:]+.*(\d|:)|^:|^«|_r_\w+_|^_[\w-]+_\w+_\d+$/;

/** What styled components, Emotion, Svelte and CSS modules make of a class, where it has no digit to be told by either. */
const MADE_CLASS =
  /^(?:(?:css|sc|svelte)-[a-zA-Z\d]{5,}|[A-Za-z][\w-]*__?[A-Za-z][\w-]*_{1,3}(?=[\w-]*[A-Z\d])[\w-]{5,})$/;

/** Whether nobody has written `name`, as far as it can be told from it. */
export const isGenerated = (name: string): boolean =>
  MADE.test(name) || MADE_CLASS.test(name) || name.split(/[-_:./]+/).some(isRandom);

/** Values of attributes: an address has dots, too. */
const IN_QUOTES = /"[^"]*"|'[^']*'/g;

/** Names of ids and classes in a selector that nobody has written. */
export const findGenerated = (selector: string): string[] =>
  [...selector.replaceAll(IN_QUOTES, "").matchAll(/[.#]((?:\\.|[\w-])+)/g)]
    .map(([, name]) => name!.replaceAll("\\", ""))
    .filter(isGenerated);

/** Whether a number in `name` counts things, as `tab-3`: where one is added, another thing has that name. */
export const isCounted = (name: string): boolean => name.split(/[-_:./]+/).some((part) => /^\d+$/.test(part));

function isRandom(part: string): boolean {
  if (/\d{3,}/.test(part) || /[a-z]\d+[a-z]/i.test(part)) return true;
  if (part.length < 5) return false;
  const isMixed = /\d/.test(part) && /[a-z]/i.test(part) && !/^[a-z]+\d{1,2}$/i.test(part);
  // Words have vowels, and capitals where one of them begins.
  return isMixed || /[bcdfghjklmnpqrstvwxz]{6,}/i.test(part) || /[a-z][A-Z]{1,2}[a-z]?[A-Z]/.test(part);
}

/** What a vendor says must not be used: names with `*` for any letters. */
export function createAvoid(patterns: readonly string[]): (name: string) => boolean {
  const tests = patterns.map((pattern) => {
    const parts = pattern.split("*").map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/g, "\\$&"));
    return new RegExp(`^${parts.join(".*")}$`);
  });
  return (name) => tests.some((test) => test.test(name));
}
