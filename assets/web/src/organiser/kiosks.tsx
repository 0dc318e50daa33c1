// The fleet: every paired kiosk, how it is connected, what it has still to hand over, and its printers.
import { useState } from "preact/hooks";
import { sentence_of } from "../app/sentences";
import { date_text, say, say_many } from "../app/text";
import { useAnswer } from "../parts/answer";
import { Icon } from "../parts/icon";
import { Loading } from "../parts/loading";
import { Notice } from "../parts/notice";
import { Heading } from "./heading";
import { KioskSheet } from "./kiosk_sheet";
import { PairSheet } from "./pair_kiosk";
import type { Kiosk, VenueStatus } from "./shapes";
import { duration_text } from "./times";

const refresh_ms = 5000;
// From here on a clock shows the wrong minute, or a kiosk's entries come late.
const much_off_ms = 5000;
const much_lag_ms = 30_000;

// Longer ago than this, the day says more than hours.
const recent_ms = 48 * 3600_000;

const Unknown = () => <span class="quiet-text">{say("unknown")}</span>;

// Only what is certain is said: a server that does not know whether a kiosk is connected tells when it was last heard of.
function Connection({ kiosk, now }: { kiosk: Kiosk; now: number }) {
  if (kiosk.revoked) return <span class="quiet-text">{say("revoked")}</span>;
  if (kiosk.connected) return <span class="link-state">{say("connected")}</span>;
  if (kiosk.last_seen === null) return <span class="link-state away">{say("never seen")}</span>;
  const ago = Math.max(0, now - kiosk.last_seen);
  const text = ago < recent_ms ? say("seen {duration} ago", { duration: duration_text(ago) }) : say("seen on {date}", { date: date_text(kiosk.last_seen) });
  return <span class={`link-state ${kiosk.connected === undefined ? "unsure" : "away"}`}>{text}</span>;
}

function Measured({ value, much, text }: { value: number | null | undefined; much: number; text: (value: number) => string }) {
  if (value === undefined || value === null) return <Unknown />;
  return <span class={Math.abs(value) >= much ? "attention-text" : ""}>{text(value)}</span>;
}

const clock_text = (ms: number) => {
  if (Math.abs(ms) < 1000) return say("right");
  return ms > 0 ? say("{duration} ahead", { duration: duration_text(ms) }) : say("{duration} behind", { duration: duration_text(-ms) });
};

const lag_text = (ms: number) => (ms < 1000 ? say("up to date") : duration_text(ms));

const parked_in = (kiosk: Kiosk) => kiosk.parked?.reduce((sum, each) => sum + each.entries, 0);

function Entries({ kiosk }: { kiosk: Kiosk }) {
  const parked = parked_in(kiosk);
  return (
    <>
      {kiosk.pending === undefined || kiosk.pending === null ? <Unknown /> : kiosk.pending}
      {parked !== undefined && parked > 0 && <span class="attention-text block">{say("{count} put aside", { count: parked })}</span>}
    </>
  );
}

export const printer_text = (state: string) => {
  switch (state) {
    case "ready":
      return say("ready");
    case "attention":
      return say("needs attention");
    case "down":
      return say("does not print");
    default:
      return state;
  }
};

function Printers({ kiosk }: { kiosk: Kiosk }) {
  const { printers } = kiosk;
  if (!printers) return <Unknown />;
  if (printers.length === 0) return <span class="quiet-text">{say("none")}</span>;
  return (
    <ul>
      {printers.map((printer) => (
        <li key={printer.name} class={printer.state === "ready" ? "" : "attention-text"}>
          {printer.name}: {printer_text(printer.state)}
          {printer.labels_left !== null && `, ${say_many("about {count} label", "about {count} labels", printer.labels_left)}`}
        </li>
      ))}
    </ul>
  );
}

function KioskRow({ kiosk, now, event_name, open }: { kiosk: Kiosk; now: number; event_name: string; open: () => void }) {
  return (
    <tr class={kiosk.revoked ? "quiet-text" : ""}>
      <th scope="row" data-label={say("Kiosk")}>
        <button class="name-button" onClick={open} aria-haspopup="dialog">{kiosk.name}</button>
        <span class="second">{kiosk.version ? say("version {version}", { version: kiosk.version }) : say("version unknown")}</span>
      </th>
      <td data-label={say("Door")} class="wide">
        {kiosk.door || "–"}
        <span class="second">{event_name || say("no event")}</span>
      </td>
      <td data-label={say("Connection")} class="narrow"><Connection kiosk={kiosk} now={now} /></td>
      <td data-label={say("Clock")}><Measured value={kiosk.clock_off_ms} much={much_off_ms} text={clock_text} /></td>
      <td data-label={say("Lag")}><Measured value={kiosk.sync_lag_ms} much={much_lag_ms} text={lag_text} /></td>
      <td data-label={say("To hand over")}><Entries kiosk={kiosk} /></td>
      <td data-label={say("Printers")} class="wide"><Printers kiosk={kiosk} /></td>
    </tr>
  );
}

// What needs somebody comes first.
function trouble(kiosk: Kiosk): number {
  if (kiosk.revoked) return -1;
  const is_away = kiosk.connected === false;
  const prints_not = kiosk.printers?.some((printer) => printer.state !== "ready") ?? false;
  return (is_away ? 4 : 0) + ((parked_in(kiosk) ?? 0) > 0 ? 2 : 0) + (prints_not ? 1 : 0);
}

function Table({ status, open }: { status: VenueStatus; open: (kiosk: Kiosk) => void }) {
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  const kiosks = [...status.kiosks].sort((one, other) => trouble(other) - trouble(one) || collator.compare(one.name, other.name));
  const names = new Map(status.events.map((event) => [event.key, event.name ?? event.key]));
  const heads = [say("Kiosk"), say("Door"), say("Connection"), say("Clock"), say("Lag"), say("To hand over"), say("Printers")];
  return (
    <div class="scrolls" role="region" aria-label={say("Kiosks")} tabIndex={0}>
      <table class="fleet">
        <thead>
          <tr>{heads.map((head) => <th scope="col" key={head}>{head}</th>)}</tr>
        </thead>
        <tbody>
          {kiosks.map((kiosk) => (
            <KioskRow key={kiosk.id} kiosk={kiosk} now={status.time} event_name={kiosk.event ? (names.get(kiosk.event) ?? kiosk.event) : ""} open={() => open(kiosk)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Kiosks() {
  const { answer: status, failure, again } = useAnswer<VenueStatus>("/status", refresh_ms);
  const [pairing, set_pairing] = useState(false);
  const [opened, set_opened] = useState<string>();
  const kiosk = status?.kiosks.find((each) => each.id === opened);
  const working = status?.kiosks.filter((each) => !each.revoked) ?? [];
  const away = working.filter((each) => each.connected === false).length;
  const events = (status?.events ?? []).filter((event) => !event.problem && !event.closed);
  const pair = <button class="button main" onClick={() => set_pairing(true)}><Icon name="plus" />{say("Pair a kiosk")}</button>;
  return (
    <>
      <Heading title={say("Kiosks")} under={status && <span>{say_many("{count} kiosk", "{count} kiosks", working.length)}{away > 0 && `, ${say("{count} not connected", { count: away })}`}</span>}>
        {pair}
      </Heading>
      {failure !== undefined && <Notice kind="attention">{sentence_of(failure)}</Notice>}
      {status && status.clock_off_ms !== 0 && (
        <Notice kind="attention">{say("The clock of this server is off by {duration} and is not followed. If it is right, confirm it with: einlass venue-time accept", { duration: duration_text(Math.abs(status.clock_off_ms)) })}</Notice>
      )}
      {!status && failure === undefined && <Loading lines={8} />}
      {status?.kiosks.length === 0 && (
        <div class="empty">
          <p>{say("No kiosk is paired yet. Pair one here, and hold the code that you get up to its camera.")}</p>
        </div>
      )}
      {status && status.kiosks.length > 0 && <Table status={status} open={({ id }) => set_opened(id)} />}
      {pairing && <PairSheet events={events} close={() => { set_pairing(false); void again(); }} />}
      {kiosk && status && <KioskSheet kiosk={kiosk} now={status.time} events={events} changed={again} close={() => set_opened(undefined)} />}
    </>
  );
}
