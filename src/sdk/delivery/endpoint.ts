/** The whole address of `endpoint` on a page at `base`; `undefined` where reports could be read on their way there. */
export function getEndpoint(endpoint: string, base: string): string | undefined {
  try {
    const { href, origin } = new URL(endpoint, base);
    return /^(https:|http:\/\/(.+\.)?(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$)/.test(origin)
      ? href
      : undefined;
  } catch {
    return undefined;
  }
}
