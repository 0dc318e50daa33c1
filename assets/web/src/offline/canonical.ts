// The canonical bytes of an entry and its hashes: the second implementation beside core/wire/entry_json.h, held to the
// same golden entries by tests/pages/journal.test.mjs (docs/journal.md, Canonical bytes, hash and chain).
import { blake2b } from "@noble/hashes/blake2b";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils";

export type Json = string | number | boolean | readonly Json[] | { readonly [name: string]: Json | undefined };

// RFC 8785: keys in the order of their UTF-16 units, no blanks. Members that are undefined are left out. TypeError: what
// no entry holds, such as a fraction, null, or half of a pair of surrogates.
export function canonical(value: Json): string {
  if (typeof value === "string") return canonical_text(value);
  if (typeof value === "number") return canonical_number(value);
  if (typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
  if (typeof value !== "object" || value === null) throw new TypeError("An entry holds texts, numbers, lists and objects only.");
  const object = value as Record<string, Json | undefined>;
  const names = Object.keys(object).filter((name) => object[name] !== undefined).sort();
  return "{" + names.map((name) => canonical_text(name) + ":" + canonical(object[name]!)).join(",") + "}";
}

// ECMAScript's own escapes are those of RFC 8785 (§3.2.2.2), but for half pairs, which have no UTF-8.
function canonical_text(text: string): string {
  try {
    encodeURIComponent(text); // the only function of ES2022 that stops at a half pair
  } catch {
    throw new TypeError("A text holds half a character.");
  }
  return JSON.stringify(text);
}

function canonical_number(number: number): string {
  if (!Number.isSafeInteger(number)) throw new TypeError("An entry holds whole numbers only.");
  return String(number);
}

const hash = (bytes: Uint8Array) => bytesToHex(blake2b(bytes, { dkLen: 32 }));

// BLAKE2b (RFC 7693), 32 bytes, no key: what the next entry names as `previous`.
export const entry_hash = (canonical_entry: string) => hash(utf8ToBytes(canonical_entry));

export interface PrivatePart {
  salt: string; // 16 random bytes, base64url
  content: string; // canonical JSON of an object
}

export function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

export function bytes_of_base64url(text: string): Uint8Array {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (digit) => digit.charCodeAt(0));
}

export function private_hash({ salt, content }: PrivatePart): string {
  return hash(Uint8Array.from([...bytes_of_base64url(salt), ...utf8ToBytes(content)]));
}

export function private_part(fields: { readonly [name: string]: Json }): PrivatePart {
  return { salt: base64url(crypto.getRandomValues(new Uint8Array(16))), content: canonical(fields) };
}
