import type { Config } from "../../sdk/config/schema.ts";
import { getEndpoint } from "../../sdk/delivery/endpoint.ts";
import { safeHref } from "../../widgets/text/href.ts";
import { createFinding, type Finding, fail, type Path, warn } from "../finding.ts";
import { getActions, getItems, getTexts } from "./parts.ts";

/** Addresses that a page would not follow, or not send to. */
export const checkLinks = (config: Config): Finding[] => [
  ...getActions(config).flatMap(({ path, part }) => checkHref([...path, "href"], part.href)),
  ...Object.entries(config.guides ?? {}).flatMap(([id, guide]) =>
    getItems(guide).flatMap((item, i) => checkHref(["guides", id, "items", i, "href"], item.href)),
  ),
  ...(config.docs ?? []).flatMap(({ url }, i) => checkHref(["docs", i, "url"], url)),
  ...getTexts(config).flatMap(({ path, part, key }) =>
    key !== "body"
      ? []
      : typeof part === "string"
        ? checkBody(path, part)
        : Object.entries(part).flatMap(([locale, text]) => checkBody([...path, locale], text)),
  ),
  ...checkEndpoint(["report", "endpoint"], config.report?.endpoint),
  ...checkEndpoint(["report", "progress"], config.report?.progress),
];

/** Stands for the page's own address: no config names it. */
const PAGE = "https://page.invalid/";

function checkHref(path: Path, href: string | undefined): Finding[] {
  if (href === undefined || safeHref(fillFields(href), PAGE) !== undefined) return [];
  const found = `found ${JSON.stringify(href)}`;
  return /^http:/i.test(href)
    ? [warn(path, `${found}, expected https: the link works only on pages of that very origin`)]
    : [fail(path, `${found}, expected a path, or an address by https, mailto or tel: no other is followed`)];
}

/** What is merged in is encoded, so that it changes no scheme. */
const fillFields = (address: string): string => address.replace(/\{\{[^{}]*\}\}/g, "x");

const LINK = /(!?)\[[^\]]*\]\(([^()\s]+)\)/g;

/** Links and images of a text that no page follows or draws, each with its place in it. */
export const findBadLinks = (
  text: string,
): ReadonlyArray<Finding & { readonly index: number; readonly length: number }> =>
  [...text.matchAll(LINK)].flatMap(({ 0: { length }, 1: isImage, 2: address, index }) => {
    const filled = fillFields(address!);
    const isBad = isImage && URL.canParse(filled) && !filled.startsWith("https:");
    const findings = isBad
      ? [fail([], `found the image ${JSON.stringify(address)}, expected one by https`)]
      : checkHref([], address);
    return findings.map((one) => ({ ...one, index, length }));
  });

const checkBody = (path: Path, text: string): Finding[] =>
  findBadLinks(text).map(({ severity, message }) => createFinding(severity, path, message));

function checkEndpoint(path: Path, endpoint: string | undefined): Finding[] {
  if (endpoint === undefined || getEndpoint(endpoint, PAGE) !== undefined) return [];
  return [
    fail(
      path,
      `found ${JSON.stringify(endpoint)}, expected a path, or an address by https: nothing is sent there`,
    ),
  ];
}
