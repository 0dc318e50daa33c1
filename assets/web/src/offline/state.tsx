// What the page can do without a network, said where a host looks before her evening.
import { say, say_many } from "../app/text";
import { Notice } from "../parts/notice";
import type { Offline } from "./offline";
import { loads_alone } from "./start";

function sentence(offline: Offline): string {
  if (!offline.stores.value) return say("Without a network the list works as long as this page stays open: of this event no names are stored on this device.");
  if (!loads_alone.value) return say("Without a network the list works as long as this page stays open: this browser does not trust the server’s certificate.");
  return say("Without a network the list goes on working here, for hours and after a restart. What you do is handed over later.");
}

export function OfflineState({ offline }: { offline: Offline }) {
  const { kept, put_aside } = offline;
  return (
    <>
      {put_aside.value > 0 && (
        <Notice kind="attention">{say_many("The server put {count} entry of this page aside. Please tell the organiser.", "The server put {count} entries of this page aside. Please tell the organiser.", put_aside.value)}</Notice>
      )}
      {kept.value > 0 && <p>{say_many("{count} entry waits here to be handed over.", "{count} entries wait here to be handed over.", kept.value)}</p>}
      <p class="quiet-text small" data-test="offline">{sentence(offline)}</p>
    </>
  );
}
