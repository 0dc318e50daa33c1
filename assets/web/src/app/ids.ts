// Ids as server and journal write them: 128 bits in 26 digits of Crockford's base 32 (docs/codes-and-keys.md, Ids).
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export function id_text(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("").padStart(130, "0");
  return Array.from({ length: 26 }, (_, i) => alphabet[parseInt(bits.slice(5 * i, 5 * i + 5), 2)]).join("");
}

export const new_id = () => id_text(crypto.getRandomValues(new Uint8Array(16)));

const nil = "0".repeat(26);
// In the one form that entries have, and not the nil id, which is left out instead.
export const is_id = (value: unknown) => typeof value === "string" && /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(value) && value !== nil;
