// Phones of hosts that may let guests in without the network: who has one, when it last spoke, and which seats it holds.
// One that will never come back is given up here, like a lost kiosk.
import { useEffect, useState } from "preact/hooks";
import { sentence_of } from "../app/sentences";
import { say, say_many, time_text } from "../app/text";
import { Confirm } from "../parts/confirm";
import { Notice } from "../parts/notice";
import type { EventWatch, Watched } from "./event_watch";
import { duration_text } from "./times";

interface PageJournal {
  journal: string;
  author: number;
  name: string;
  opened: number;
  met: number;
  held: number;
  seats: number;
  seats_until: number;
}

const quiet_after_ms = 10 * 60_000; // a page that is open speaks to the server every five

const who = (each: PageJournal) => each.name || say("Number {number}, no longer here", { number: each.author });

function Phone({ each, now, zone, give_up }: { each: PageJournal; now: number; zone: string; give_up: () => void }) {
  const quiet = now - each.met > quiet_after_ms;
  return (
    <li class="card row apart phone">
      <div class="grow">
        <strong>{who(each)}</strong>
        <p class="quiet-text small">
          {say("since {time}", { time: time_text(each.opened, zone) })}
          {" · "}
          <span class={quiet ? "attention-text" : ""}>{quiet ? say("silent for {duration}", { duration: duration_text(now - each.met) }) : say("in touch")}</span>
          {" · "}
          {say_many("{count} entry handed over", "{count} entries handed over", each.held)}
        </p>
        {each.seats > 0 && <p class="small">{say_many("holds {count} seat for when it has no network", "holds {count} seats for when it has no network", each.seats)}</p>}
      </div>
      {quiet && <button class="button" onClick={give_up}>{say("Declare lost")}<span class="only-read-aloud">: {who(each)}</span></button>}
    </li>
  );
}

export function PageJournals({ watch, watched }: { watch: EventWatch; watched: Watched }) {
  const [journals, set_journals] = useState<PageJournal[]>([]);
  const [problem, set_problem] = useState("");
  const [lost, set_lost] = useState<PageJournal>();
  const read = () => watch.ask<PageJournal[]>("GET", "/page-journals").then((found) => { set_journals(found); set_problem(""); }, (error) => set_problem(sentence_of(error)));
  useEffect(() => void read(), [watched.status]);
  const { now } = watched.arrivals;
  const zone = watched.at_door.time_zone;
  if (journals.length === 0 && !problem) return null;
  return (
    <section class="panel stack" aria-labelledby="phones">
      <h2 id="phones">{say("Phones at the doors")}</h2>
      {problem && <Notice kind="attention">{problem}</Notice>}
      <ul class="stack">
        {journals.map((each) => <Phone key={each.journal} each={each} now={now} zone={zone} give_up={() => set_lost(each)} />)}
      </ul>
      {lost && (
        <Confirm
          title={say("Declare the phone of {name} lost?", { name: who(lost) })}
          act={say("Declare lost")}
          work={() => watch.ask("DELETE", `/page-journals/${lost.journal}`).then(read)}
          close={() => set_lost(undefined)}
        >
          {lost.seats > 0 && <p>{say("The seats that this phone holds become free for others at {time}; until then it may still give them away.", { time: time_text(lost.seats_until, zone) })}</p>}
          <p>{say("If it reports again, its entries are kept.")}</p>
        </Confirm>
      )}
    </section>
  );
}
