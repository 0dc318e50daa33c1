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

function take(person: Me) {
  use_request_token(person.request_token);
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

export const sign_in = async (sign_in: string, password: string) => take(await call<Me>("POST", "/session", { sign_in, password }));

export const accept_invitation = async (code: string, password: string) =>
  take(await call<Me>("POST", "/invitations/accept", { code, password }));

export async function sign_out() {
  await call("DELETE", "/session");
  me.value = null;
}

session_ended.subscribe((ended) => {
  if (ended) me.value = null;
});
