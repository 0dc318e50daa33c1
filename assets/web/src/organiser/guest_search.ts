// Guests by a part of their name or company, among all of an event.
import { call } from "../app/api";
import type { GuestLine, GuestList } from "../app/shapes";
import { folded } from "../host/find";

const part_of_list = 2000;

// `event`: encoded for an address.
export async function all_guests(event: string): Promise<GuestLine[]> {
  const guests: GuestLine[] = [];
  let after = "";
  for (let more = true; more; ) {
    const part = await call<GuestList>("GET", `/events/${event}/guests?limit=${part_of_list}${after}`);
    guests.push(...part.guests);
    more = part.more;
    after = `&after=${part.guests.at(-1)?.ticket}`;
  }
  return guests;
}

export const found_in = (guests: GuestLine[], typed: string) => {
  const words = folded(typed).split(" ");
  return guests.filter((line) => {
    const text = folded(`${line.name} ${line.company}`);
    return words.every((word) => text.includes(word));
  });
};
