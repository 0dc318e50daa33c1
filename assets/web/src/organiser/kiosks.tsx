// The fleet: every paired kiosk, how it is connected, what it has still to hand over, and its printers.
import { useState } from "preact/hooks";
import { sentence_of } from "../app/sentences";
import { date_text, say, say_many } from "../app/text";
import { useAnswer } from "../parts/answer";
import { Icon } from "../parts/icon";
import { Loading } from "../parts/loading";
import { Notice } from "../parts/notice";
import { differs, much_lag_ms, much_off_ms, needs_hand, parked_in, trouble, usual_of, type Usual } from "./fleet";
import { Heading } from "./heading";
import { useKioskMessage } from "./kiosk_message";
import { event_title, KioskSheet } from "./kiosk_sheet";
import { PairSheet } from "./pair_kiosk";
import { printer_words } from "./printer_words";
import type { Kiosk, VenueStatus } from "./shapes";
import { duration_text, shared_zone } from "./times";

const refresh_ms = 5000;
// Longer ago than this, the day says more than hours.
const recent_ms = 48 * 3600_000;

const Unknown = () => <span class="quiet-text">{say("unknown")}</span>;

function Connection({ kiosk, now, zone }: { kiosk: Kiosk; now: number; zone: string | undefined }) {
  if (kiosk.revoked) return <span class="quiet-text">{say("revoked")}</span>;
  if (kiosk.connected) {
    return (
      <>
        <span class="link-state">{say("connected")}</span>
        {kiosk.stale && <span class="attention-text block">{say("silent for {duration}", { duration: duration_text(now - (kiosk.reported ?? now)) })}</span>}
      </>
    );
  }
  if (kiosk.last_seen === null) return <span class="link-state away">{say("never seen")}</span>;
  const ago = Math.max(0, now - kiosk.last_seen);
  const text = ago < recent_ms ? say("seen {duration} ago", { duration: duration_text(ago) }) : say("seen on {date}", { date: date_text(kiosk.last_seen, zone) });
  return <span class="link-state away">{text}</span>;
}

// What a kiosk that is away said last is no news: it is shown, but calls for nobody.
function Measured({ kiosk, value, much, text }: { kiosk: Kiosk; value: number | undefined; much: number; text: (value: number) => string }) {
  if (value === undefined) return <Unknown />;
  const calls = !kiosk.stale && Math.abs(value) >= much;
  return <span class={calls ? "attention-text" : kiosk.stale ? "quiet-text" : ""}>{text(value)}</span>;
}

const clock_text = (ms: number) => {
  if (Math.abs(ms) < 1000) return say("right");
  return ms > 0 ? say("{duration} ahead", { duration: duration_text(ms) }) : say("{duration} behind", { duration: duration_text(-ms) });
};

const lag_text = (ms: number) => (ms < 1000 ? say("up to date") : duration_text(ms));

function Clock({ kiosk }: { kiosk: Kiosk }) {
  if (kiosk.clock_off_ms === null) return <span class={kiosk.stale ? "quiet-text" : "attention-text"}>{say("not sure")}</span>;
  return <Measured kiosk={kiosk} value={kiosk.clock_off_ms} much={much_off_ms} text={clock_text} />;
}

function Entries({ kiosk }: { kiosk: Kiosk }) {
  const parked = parked_in(kiosk);
  return (
    <>
      <Measured kiosk={kiosk} value={kiosk.pending} much={Infinity} text={String} />
      {parked > 0 && <span class="attention-text block">{say("{count} put aside", { count: parked })}</span>}
    </>
  );
}

function Printers({ kiosk }: { kiosk: Kiosk }) {
  const { printers, stale } = kiosk;
  if (!printers) return <Unknown />;
  if (printers.length === 0) return <span class="quiet-text">{say("none")}</span>;
  return (
    <ul>
      {printers.map((printer) => (
        <li key={printer.name} class={stale ? "quiet-text" : needs_hand(printer) ? "attention-text" : ""}>
          {printer.name}: {printer_words(printer.trouble)}
          {printer.labels_left !== null && `, ${say_many("{count} label", "{count} labels", printer.labels_left)}`}
        </li>
      ))}
      {(kiosk.badges_waiting ?? 0) > 0 && <li class="quiet-text">{say_many("{count} badge waits or is being printed", "{count} badges wait or are being printed", kiosk.badges_waiting ?? 0)}</li>}
    </ul>
  );
}

// Font sets are told apart by the beginning of their hash.
const fonts_text = (font_set: string) => font_set.slice(0, 8);

function Software({ kiosk, usual }: { kiosk: Kiosk; usual: Usual }) {
  const { version, font_set } = kiosk;
  return (
    <>
      <span class={differs(version, usual.version) ? "second attention-text" : "second"}>
        {version ? say("version {version}", { version }) : say("version unknown")}
        {differs(version, usual.version) && `, ${say("others have {version}", { version: usual.version ?? "" })}`}
      </span>
      {font_set && differs(font_set, usual.font_set) && (
        <span class="second attention-text">{say("fonts {fonts}, others have {others}", { fonts: fonts_text(font_set), others: fonts_text(usual.font_set ?? "") })}</span>
      )}
    </>
  );
}

interface RowProps {
  kiosk: Kiosk;
  usual: Usual;
  now: number;
  zone: string | undefined;
  event_name: string;
  open: () => void;
}

function KioskRow({ kiosk, usual, now, zone, event_name, open }: RowProps) {
  return (
    <tr class={kiosk.revoked ? "quiet-text" : ""}>
      <th scope="row" data-label={say("Kiosk")}>
        <button class="name-button" onClick={open} aria-haspopup="dialog">{kiosk.name}</button>
        <Software kiosk={kiosk} usual={usual} />
      </th>
      <td data-label={say("Door")} class="wide">
        {kiosk.door || "–"}
        <span class="second">{event_name || say("no event")}</span>
      </td>
      <td data-label={say("Connection")} class="narrow"><Connection kiosk={kiosk} now={now} zone={zone} /></td>
      <td data-label={say("Clock")}><Clock kiosk={kiosk} /></td>
      <td data-label={say("Lag")}><Measured kiosk={kiosk} value={kiosk.sync_lag_ms} much={much_lag_ms} text={lag_text} /></td>
      <td data-label={say("To hand over")}><Entries kiosk={kiosk} /></td>
      <td data-label={say("Printers")} class="wide"><Printers kiosk={kiosk} /></td>
    </tr>
  );
}

function Table({ status, open }: { status: VenueStatus; open: (kiosk: Kiosk) => void }) {
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  const usual = usual_of(status.kiosks);
  // What needs somebody comes first.
  const kiosks = [...status.kiosks].sort((one, other) => trouble(other, usual) - trouble(one, usual) || collator.compare(one.name, other.name));
  const names = new Map(status.events.map((event) => [event.key, event.problem ? event.key : event_title(event)]));
  const zone = shared_zone(status.events);
  const heads = [say("Kiosk"), say("Door"), say("Connection"), say("Clock"), say("Lag"), say("To hand over"), say("Printers")];
  return (
    <div class="scrolls" role="region" aria-label={say("Kiosks")} tabIndex={0}>
      <table class="fleet">
        <thead>
          <tr>{heads.map((head) => <th scope="col" key={head}>{head}</th>)}</tr>
        </thead>
        <tbody>
          {kiosks.map((kiosk) => (
            <KioskRow key={kiosk.id} kiosk={kiosk} usual={usual} now={status.time} zone={zone} event_name={kiosk.event ? (names.get(kiosk.event) ?? kiosk.event) : ""} open={() => open(kiosk)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function counts_text(kiosks: Kiosk[]): string {
  const working = kiosks.filter((each) => !each.revoked);
  const away = working.filter((each) => !each.connected).length;
  const revoked = kiosks.length - working.length;
  return [
    say_many("{count} kiosk", "{count} kiosks", kiosks.length),
    away > 0 && say("{count} not connected", { count: away }),
    revoked > 0 && say("{count} revoked", { count: revoked }),
  ].filter(Boolean).join(", ");
}

export function Kiosks() {
  const { answer: status, failure, again } = useAnswer<VenueStatus>("/status", refresh_ms);
  const zone = shared_zone(status?.events ?? []);
  const message = useKioskMessage({ zone });
  const [pairing, set_pairing] = useState(false);
  const [opened, set_opened] = useState<string>();
  const kiosk = status?.kiosks.find((each) => each.id === opened);
  const events = (status?.events ?? []).filter((event) => !event.problem && !event.closed);
  const pair = <button class="button main" onClick={() => set_pairing(true)}><Icon name="plus" />{say("Pair a kiosk")}</button>;
  return (
    <>
      <Heading title={say("Kiosks")} under={status && <span>{counts_text(status.kiosks)}</span>}>
        {status?.kiosks.some((each) => !each.revoked) && message.button}
        {pair}
      </Heading>
      {failure !== undefined && <Notice kind="attention">{sentence_of(failure)}</Notice>}
      {status && status.clock_off_ms !== 0 && (
        <Notice kind="attention">
          {say("The clock of this server is off by {duration}; Einlass does not go by it. If it is right after all, enter on the server:", { duration: duration_text(Math.abs(status.clock_off_ms)) })}
          <code class="command" tabIndex={0}>einlass venue-time accept</code>
        </Notice>
      )}
      {message.shown}
      {!status && failure === undefined && <Loading lines={8} />}
      {status?.kiosks.length === 0 && (
        <div class="empty">
          <p>{say("No kiosk is paired yet. Pair one here, and hold the code that you get up to its camera.")}</p>
        </div>
      )}
      {status && status.kiosks.length > 0 && <Table status={status} open={({ id }) => set_opened(id)} />}
      {message.sheet}
      {pairing && <PairSheet events={events} zone={zone} close={() => { set_pairing(false); void again(); }} />}
      {kiosk && status && <KioskSheet kiosk={kiosk} zone={zone} events={events} changed={again} close={() => set_opened(undefined)} />}
    </>
  );
}
