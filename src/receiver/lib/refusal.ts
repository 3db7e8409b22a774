/** Why a whole request is not taken: its status, and a sentence for who reads logs. */
export const REFUSALS = {
  "json-invalid": [400, "The body is no JSON."],
  "batch-invalid": [400, 'The body is no batch: expected { "batch": [events] }.'],
  "event-invalid": [400, "The body is no event."],
  "body-incomplete": [400, "The body ended before its end."],
  "encoding-invalid": [400, "The body is not what its content encoding says."],
  "id-invalid": [400, "An id has more than 256 characters."],
  "filter-invalid": [400, "A time is none: expected an ISO date."],
  "format-unknown": [400, "There is no file of this format: expected html, json or csv."],
  "user-missing": [400, "Who is asked for is not said: expected ?userId=."],
  "write-key-missing": [401, "No write key was given."],
  "write-key-unknown": [401, "The write key is none of this receiver's."],
  "secret-missing": [401, "This needs the secret key, as the user name of a Basic header."],
  "token-missing": [401, "This needs a token of the user's, as a Bearer header."],
  "token-invalid": [401, "The token is not to be believed."],
  "token-expired": [401, "The token has expired: get a fresh one."],
  "link-invalid": [401, "The link is none, its time is over, or it does not open this."],
  "origin-unknown": [403, "The page's origin is not on the list of this write key."],
  "origin-missing": [403, "The request is of no page on the list; a server needs the secret key."],
  "secret-in-page": [403, "The secret key came from a page: replace it, it is known now."],
  "delivery-missing": [404, "No delivery of this number was given up."],
  "erasure-missing": [404, "Nothing of whom is asked for is refused."],
  "plan-missing": [404, "This receiver was given no config to derive progress with."],
  "view-unknown": [404, "There is no such view of the figures."],
  "figures-missing": [404, "Nothing is known of whom is asked for."],
  "body-too-large": [413, "The body has more than 1 MB."],
  "body-too-complex": [413, "The body has more than 100,000 values, or an object of more than 5,000 keys."],
  "batch-too-large": [413, "The events have more than 4 MB with what the batch says around each of them."],
  "too-many-events": [413, "The batch has more than 2,500 events."],
  "content-type-unknown": [415, "The content type is none that is read here."],
  "encoding-unknown": [415, "The content encoding is none that is read here: expected gzip."],
  "rate-exceeded": [429, "More comes than may come at once: come again."],
  "streams-exceeded": [503, "More streams are open than this receiver serves, or than one user may have."],
  busy: [503, "Others come before this: come again."],
} as const;

export type RefusalCode = keyof typeof REFUSALS;

/** A whole request that is not taken. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    readonly code: RefusalCode,
    /** Seconds after which it may be taken. */
    readonly retryAfter?: number,
  ) {
    super(code);
  }
}
