// Ids that the page mints, as the server writes them: 128 random bits as 32 hexadecimal digits.
export function new_id(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
