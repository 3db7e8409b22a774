/** `de` of `de-AT`, and of `de_AT`, which pages write too. */
export const languageOf = (tag = ""): string => tag.toLowerCase().split(/[-_]/, 1)[0]!;

/** Those of the reader's locales, best first, that a plan has texts for; all of them where it does not say. */
export function getLocales(
  wanted: readonly string[],
  plan: { readonly default: string; readonly available: readonly string[] },
): string[] {
  const languages = [plan.default, ...plan.available].map(languageOf);
  const known = plan.available.length ? wanted.filter((one) => languages.includes(languageOf(one))) : wanted;
  return known.map((one) => one.replaceAll("_", "-"));
}
