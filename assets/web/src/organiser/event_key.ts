// The key of an event from its name: what addresses and commands call it. As event_setup.cpp allows: a–z, 0–9 and hyphens.
const longest = 60;

export function key_of(name: string, taken: readonly string[]): string {
  const plain = name
    .toLowerCase()
    .replace(/ä/g, "ae")
    .replace(/ö/g, "oe")
    .replace(/ü/g, "ue")
    .replace(/ß/g, "ss")
    .replace(/&/g, " and ")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const key = plain.slice(0, longest - 4).replace(/-+$/, "");
  if (key === "" || !taken.includes(key)) return key;
  for (let number = 2; ; ++number) if (!taken.includes(`${key}-${number}`)) return `${key}-${number}`;
}

export const is_key = (key: string) => /^[a-z0-9][a-z0-9-]*$/.test(key) && key.length <= longest;
