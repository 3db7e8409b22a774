import { closeSync, createReadStream, fstatSync, openSync, readSync, writeSync } from "node:fs";
import { Transform, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import * as zlib from "node:zlib";
import { CommandError, nameFile, tryFile } from "../commandError.ts";
import { openUnnamedFile } from "./unnamedFile.ts";

/** Bytes in which a file shows what it is. */
const MAGIC = 6;

/** How what a log is packed in begins, in hex. */
const PACKED: ReadonlyArray<readonly [magic: string, unpack: () => Transform]> = [
  ["1f8b", zlib.createGunzip],
  ["28b52ffd", createUnzstd],
  ["fffe", () => createDecoder("utf-16le")],
  ["feff", () => createDecoder("utf-16be")],
  ["7b00", () => createDecoder("utf-16le")],
  ["5b00", () => createDecoder("utf-16le")],
];

/** How what is read here in no way begins. */
const FOREIGN: ReadonlyArray<readonly [magic: string, name: string]> = [
  ["504b0304", "a zip archive"],
  ["425a68", "packed with bzip2"],
  ["fd377a585a00", "packed with xz"],
  ["50415231", "a Parquet file"],
];

/**
 * Opens a log as a file of text in UTF-8 that can be read from anywhere. What is packed is unpacked on the disk first,
 * and so is what can be read but once: a pipe, or `-` for standard input.
 * @throws {CommandError} with the log's name, where it cannot be read.
 */
export async function openText(name: string): Promise<number> {
  let file = name === "-" ? 0 : tryFile(name, () => openSync(name, "r"));
  try {
    if (!fstatSync(file).isFile()) file = await replace(file);
    for (let unpack = findUnpack(file); unpack; unpack = findUnpack(file))
      file = await replace(file, unpack());
    return file;
  } catch (error) {
    throw nameFile(name, error as Error);
  }
}

/** Puts what is in a file into another one, and closes the first. */
async function replace(file: number, ...through: readonly Transform[]): Promise<number> {
  const next = openUnnamedFile();
  const from = createReadStream("", { fd: file, ...(fstatSync(file).isFile() && { start: 0 }) });
  try {
    await pipeline([from, ...through, createWriter(next)]);
    return next;
  } catch (error) {
    closeSync(next);
    throw error;
  }
}

/** Writes to a file and leaves it open. */
const createWriter = (file: number): Writable =>
  new Writable({
    write(chunk: Buffer, _, done) {
      try {
        for (let written = 0; written < chunk.length; ) written += writeSync(file, chunk, written);
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });

function findUnpack(file: number): (() => Transform) | undefined {
  const bytes = Buffer.alloc(MAGIC);
  const start = bytes.toString("hex", 0, readSync(file, bytes, 0, MAGIC, 0));
  const foreign = FOREIGN.find(([magic]) => start.startsWith(magic));
  if (foreign)
    throw new CommandError(`found ${foreign[1]}, expected JSON, plain or packed with gzip or zstd`);
  return PACKED.find(([magic]) => start.startsWith(magic))?.[1];
}

/** Node has it from 22.15 on, and its types here are those of 20. */
function createUnzstd(): Transform {
  const { createZstdDecompress: create } = zlib as { readonly createZstdDecompress?: () => Transform };
  if (create) return create();
  throw new CommandError(
    `it is packed with zstd, which Node ${process.versions.node} does not read: unpack it first, or take Node 22.15 or newer`,
  );
}

function createDecoder(encoding: string): Transform {
  const decoder = new TextDecoder(encoding);
  return new Transform({
    transform: (chunk, _, done) => done(null, decoder.decode(chunk, { stream: true })),
    flush: (done) => done(null, decoder.decode()),
  });
}
