// Who is signed in here.
import { signal } from "@preact/signals";
import { ApiError, call, session_ended, use_request_token } from "./api";

export type Role = "helper" | "staff" | "host" | "organiser";

export interface Me {
  number: number;
  name: string;
  role: Role;
  lists: string[]; // list owners whose guests are hers
  events: string[]; // ids; none: all
  request_token: string;
}

// undefined: not asked yet; null: nobody
export const me = signal<Me | null | undefined>(undefined);

// An organiser of the whole venue.
export const is_of_venue = () => me.value?.role === "organiser" && me.value.events.length === 0;

// Who was signed in here last, for a page that is loaded without the server. It proves nothing.
const remembered = "signed-in";

function take(person: Me) {
  use_request_token(person.request_token);
  localStorage.setItem(remembered, JSON.stringify({ ...person, request_token: "" }));
  session_ended.value = false;
  me.value = person;
}

export async function find_out() {
  try {
    take(await call<Me>("GET", "/me"));
  } catch (error) {
    if (error instanceof ApiError && error.failure.status === 401) me.value = null;
    else throw error;
  }
}

// Without the server: as whoever was signed in here last.
export function recall() {
  const kept = localStorage.getItem(remembered);
  if (kept && !me.value) me.value = JSON.parse(kept) as Me;
  return kept !== null;
}

export const sign_in = async (sign_in: string, password: string) => take(await call<Me>("POST", "/session", { sign_in, password }));

export const accept_invitation = async (code: string, password: string) =>
  take(await call<Me>("POST", "/invitations/accept", { code, password }));

// What is to be done first, such as handing over what only this device has, by the open page before what was there
// before it; whoever throws keeps her signed in. And what is to be left behind by nobody.
export const before_sign_out = new Set<() => Promise<void>>();
export const after_sign_out = new Set<() => Promise<void>>();

async function leave(path: string) {
  for (const first of [...before_sign_out].reverse()) await first();
  await call("DELETE", path);
  localStorage.removeItem(remembered);
  for (const last of after_sign_out) await last();
  me.value = null;
}

export const sign_out = () => leave("/session");
export const sign_out_everywhere = () => leave("/me/sessions");

// What is to be forgotten by a device of which the session was ended elsewhere: whoever holds it is nobody here.
export const when_session_ends = new Set<() => Promise<void>>();

session_ended.subscribe((ended) => {
  if (!ended) return;
  localStorage.removeItem(remembered);
  me.value = null;
  for (const forget of when_session_ends) void forget();
});
