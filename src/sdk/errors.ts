/** One base for all that Milepost reports; a literal `code` for each cause, so that handlers can tell them apart. */
export type ErrorCode =
  | "config-missing"
  | "config-invalid"
  | "chunk-missing"
  | "container-missing"
  | "root-removed"
  | "call-invalid"
  | "storage-broken"
  | "endpoint-invalid"
  | "render-broken"
  | "unexpected";

export class MilepostError extends Error {
  override readonly name = "MilepostError";

  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** By its name: a chunk has its own copy of the class. */
export const isMilepostError = (fault: unknown): fault is MilepostError =>
  (fault as MilepostError | undefined)?.name === "MilepostError";

/**
 * What a chunk brings, once it is there.
 * @throws {MilepostError} `chunk-missing`, with what it would have brought.
 */
export const whenLoaded = <T>(what: string, chunk: Promise<T>): Promise<T> =>
  chunk.catch((cause: Error) => {
    throw new MilepostError("chunk-missing", `${what} did not load: ${cause.message}`, { cause });
  });
