// What is started once per page: the worker that lets it load without a network, and leaving nothing behind at sign-out.
import { signal } from "@preact/signals";
import { ApiError, unreached } from "../app/api";
import { after_sign_out, before_sign_out, when_session_ends } from "../app/session";
import { say_many } from "../app/text";
import { retire_journals } from "./author";
import { count_unsent, forget_names, wipe } from "./shelf";

// Whether a reload without a network works. Browsers refuse the worker where they do not trust the certificate.
export const loads_alone = signal(false);

async function register_worker() {
  try {
    await navigator.serviceWorker.register("/worker.js");
    await navigator.serviceWorker.ready;
    loads_alone.value = true;
  } catch {
    loads_alone.value = false;
  }
}

// Open pages have handed over what they could. What is left is lost with her word only.
async function ask_what_is_left() {
  const unsent = await count_unsent().catch(() => 0);
  const question = say_many("{count} entry on this device was not handed over and would be lost. Sign out all the same?", "{count} entries on this device were not handed over and would be lost. Sign out all the same?", unsent);
  if (unsent > 0 && !confirm(question)) throw new ApiError(unreached);
}

export function start_offline() {
  if ("serviceWorker" in navigator) {
    void register_worker();
    after_sign_out.add(register_worker); // the server's answer has the browser forget the worker, too
  }
  before_sign_out.add(retire_journals);
  before_sign_out.add(ask_what_is_left);
  after_sign_out.add(() => wipe().catch(() => undefined));
  when_session_ends.add(() => forget_names().catch(() => undefined));
}
