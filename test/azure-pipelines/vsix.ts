import { inflateRawSync } from "node:zlib";

/** A file in a package. */
interface PackedFile {
  readonly name: string;
  /** Bytes in the package. */
  readonly packedSize: number;
  readonly content: Buffer;
}

const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const DEFLATED = 8;

/**
 * The files of a zip archive, which a .vsix is.
 *
 * @throws if it is none, or larger than 4 GiB.
 */
export function filesInZip(archive: Buffer): readonly PackedFile[] {
  const end = archive.lastIndexOf(uint32(END));
  if (end < 0) throw new Error("This is no zip archive.");
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  return Array.from({ length: count }, () => {
    if (archive.readUInt32LE(at) !== CENTRAL) throw new Error("The archive's directory is broken.");
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((offset) =>
      archive.readUInt16LE(at + offset),
    ) as [number, number, number];
    const name = archive.toString("utf8", at + 46, at + 46 + nameLength);
    const packedSize = archive.readUInt32LE(at + 20);
    const content = contentOf(archive, { at, packedSize });
    at += 46 + nameLength + extraLength + noteLength;
    return { name, packedSize, content };
  }).filter(({ name }) => !name.endsWith("/"));
}

function contentOf(
  archive: Buffer,
  { at, packedSize }: { at: number; packedSize: number },
): Buffer {
  const local = archive.readUInt32LE(at + 42);
  const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const packed = archive.subarray(from, from + packedSize);
  return archive.readUInt16LE(at + 10) === DEFLATED ? inflateRawSync(packed) : packed;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
