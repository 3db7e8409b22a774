import type { Config } from "../../sdk/config/schema.ts";
import { type Finding, type Path, warn } from "../finding.ts";
import { getTexts, type Placed, type Text } from "./parts.ts";

/** What people would read: in a language that is not theirs, with tags in it, or with a hole. */
export function checkWords(config: Config): Finding[] {
  const { default: usual = "en", available = [] } = config.locale ?? {};
  return getTexts(config).flatMap((text) => [
    ...findLocales(text, usual, available),
    ...toPieces(text).flatMap(({ path, part }) => [...findHtml(path, part), ...findHoles(path, part)]),
  ]);
}

const toPieces = ({ path, part }: Placed<Text>): ReadonlyArray<Placed<string>> =>
  typeof part === "string"
    ? [{ path, part }]
    : Object.entries(part).map(([locale, text]) => ({ path: [...path, locale], part: text }));

function findLocales({ path, part }: Placed<Text>, usual: string, available: readonly string[]): Finding[] {
  if (typeof part === "string") return [];
  const strange = Object.keys(part).filter((locale) => !isLocale(locale));
  const missing = [usual, ...available].filter(
    (locale, i, all) => !(locale in part) && all.indexOf(locale) === i,
  );
  const [first] = missing;
  return [
    ...strange.map((locale) =>
      warn([...path, locale], `found ${JSON.stringify(locale)}, expected a language like en or pt-BR`),
    ),
    ...(first === usual
      ? [
          warn(
            path,
            `found no text for the default locale ${JSON.stringify(usual)}: who reads no other of these sees one of them`,
          ),
        ]
      : missing.length > 0
        ? [
            warn(
              path,
              `found no text for ${missing.map((one) => JSON.stringify(one)).join(", ")} of locale.available`,
            ),
          ]
        : []),
  ];
}

const isLocale = (tag: string): boolean => /^[a-zA-Z]{2,3}([-_][a-zA-Z\d]{2,8})*$/.test(tag);

/** An address in angle brackets is none. */
const TAG = /<\/?[a-z][a-z\d-]*(\s[^<>]*)?\/?>|<!--/i;

function findHtml(path: Path, text: string): Finding[] {
  const [tag] = TAG.exec(text) ?? [];
  return tag
    ? [warn(path, `found ${JSON.stringify(tag)}, expected Markdown: tags are shown as they are written`)]
    : [];
}

const FIELD = /\{\{([^{}]*)\}\}/g;

function findHoles(path: Path, text: string): Finding[] {
  return [...text.matchAll(FIELD)].flatMap(([field, inner]) => {
    const [of] = inner!.trim().split(".");
    if (of !== "user" && of !== "account")
      return [
        warn(
          path,
          `found ${JSON.stringify(field)}, expected a trait of the user or the account, like {{user.name|there}}`,
        ),
      ];
    return inner!.includes("|")
      ? []
      : [
          warn(
            path,
            `found ${JSON.stringify(field)} without words for who has no such trait, expected them behind a "|", like {{user.name|there}}`,
          ),
        ];
  });
}
