// What is needed less often: seats of who has not come, the own export, signing out.
import { useState } from "preact/hooks";
import { go } from "../app/address";
import { me, sign_out } from "../app/session";
import type { EventAtDoor, GuestLine } from "../app/shapes";
import { language, moment_text, say, say_many } from "../app/text";
import { useBusy } from "../parts/busy";
import { Notice } from "../parts/notice";
import { save_file, save_pdf, save_spreadsheet } from "../parts/save_file";
import { Sheet } from "../parts/sheet";
import { guest_name } from "./acts";
import type { HostGuests } from "./guest_list";
import { ManyWishes } from "./notices";
import { OfflineState } from "../offline/state";
import { RollCallButton } from "../roll_call/start_button";
import { tell } from "./toast";

interface Unclaimed {
  released: boolean;
  seats: { line: GuestLine; excused: boolean }[];
}

function why_none({ policy, starts, time_zone }: EventAtDoor, now: number): string {
  const after = policy.release_unclaimed_after_minutes;
  if (after === null) return say("At this event only seats of excused guests are released.");
  const from = starts + after * 60_000;
  return now < from ? say("Seats of guests who have not come are released from {time} on; until then only those of excused guests.", { time: moment_text(from, time_zone) }) : "";
}

function ReleaseSheet({ guests, unclaimed, close }: { guests: HostGuests; unclaimed: Unclaimed; close: () => void }) {
  const { busy, problem, run } = useBusy();
  const release = async () => {
    const done = await run(() => guests.ask("POST", "/unclaimed-seats", { confirm: true }).then(() => guests.refresh()));
    if (done) close();
    if (done) tell(say("The seats are free for the waiting list."));
  };
  return (
    <Sheet title={say("Release seats")} on_close={close}>
      {problem && <Notice kind="danger">{problem}</Notice>}
      {unclaimed.seats.length === 0 ? (
        <p>{say("No seat can be released now.")} {why_none(guests.overview.value!.event, guests.news.value?.now ?? Date.now())}</p>
      ) : (
        <>
          <p>{say("These guests have not come. Whoever comes later takes a seat that is still free.")}</p>
          <ul>
            {unclaimed.seats.map(({ line, excused }) => (
              <li key={line.ticket}>{guest_name(line)} {excused && <span class="tag">{say("Excused")}</span>}</li>
            ))}
          </ul>
          <button class="button main" disabled={busy} onClick={release}>{say_many("Release {count} seat", "Release {count} seats", unclaimed.seats.length)}</button>
        </>
      )}
    </Sheet>
  );
}

export function MoreTab({ guests }: { guests: HostGuests }) {
  const { event, you } = guests.overview.value!;
  const [unclaimed, set_unclaimed] = useState<Unclaimed>();
  const { busy, problem, run } = useBusy();
  const download = () =>
    run(async () => {
      const { content } = await guests.ask<{ content: string }>("GET", "/guest-list");
      save_file(`${event.key}.csv`, content);
    });
  const save_table = () =>
    run(async () => {
      const { content } = await guests.ask<{ content: string }>("GET", `/guest-list?format=xlsx&language=${language.value}`);
      save_spreadsheet(`${event.key}.xlsx`, content);
    });
  const save_summary = () =>
    run(async () => {
      const { content } = await guests.ask<{ content: string }>("GET", `/guest-list/summary?language=${language.value}`);
      save_pdf(`${event.key}-summary.pdf`, content);
    });
  const print = () =>
    run(async () => {
      const { number, content } = await guests.ask<{ number: number; content: string }>("POST", "/emergency-list", { language: language.value });
      save_pdf(`${event.key}-list-${number}.pdf`, content);
    });
  return (
    <div class="padded stack">
      {problem && <Notice kind="danger">{problem}</Notice>}
      {you.may.includes("seats.release") && (
        <button class="button wide" disabled={busy} onClick={() => run(() => guests.ask<Unclaimed>("GET", "/unclaimed-seats").then(set_unclaimed))}>{say("Release seats of guests who have not come")}</button>
      )}
      {you.may.includes("guests.export") && <button class="button wide" disabled={busy} onClick={download}>{say("Save my list as a CSV file")}</button>}
      {you.may.includes("guests.export") && <button class="button wide" disabled={busy} onClick={save_table}>{say("Save my list as an Excel file")}</button>}
      {you.may.includes("guests.export") && <button class="button wide" disabled={busy} onClick={save_summary}>{say("Save the summary of my list (PDF)")}</button>}
      {you.may.includes("guests.export") && <button class="button wide" disabled={busy} onClick={print}>{say("Save my emergency list to print (PDF)")}</button>}
      <RollCallButton wide />
      {you.may.includes("notice.ask") && <ManyWishes guests={guests} />}
      <button class="button wide" onClick={() => go()}>{say("Other events")}</button>
      <button class="button wide" onClick={() => go("account")}>{say("My account")}</button>
      <button class="button wide" disabled={busy} onClick={() => run(sign_out)}>{say("Sign out")}</button>
      <OfflineState offline={guests.offline} />
      <p class="quiet-text small">{say("Signed in as {name}.", { name: me.value?.name ?? "" })}</p>
      {unclaimed && <ReleaseSheet guests={guests} unclaimed={unclaimed} close={() => set_unclaimed(undefined)} />}
    </div>
  );
}
