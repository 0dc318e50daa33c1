// Ids as the journal writes them: 128 bits in 26 digits of Crockford's base 32 (docs/codes-and-keys.md, Ids).
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export function id_text(bytes: Uint8Array): string {
  let bits = bytes.reduce((all, byte) => (all << 8n) | BigInt(byte), 0n);
  let text = "";
  for (let i = 0; i < 26; ++i) {
    text = alphabet[Number(bits & 31n)] + text;
    bits >>= 5n;
  }
  return text;
}

export const random_id = () => id_text(crypto.getRandomValues(new Uint8Array(16)));

const nil = "0".repeat(26);
// In the one form that entries have, and not the nil id, which is left out instead.
export const is_id = (value: unknown) => typeof value === "string" && /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(value) && value !== nil;
