// What still holds somebody who was erased, and that nobody reaches from here: to be destroyed by hand.
import { moment_text, say } from "../app/text";
import { Notice } from "../parts/notice";
import type { ErasedCopies } from "./shapes";

function unlisted_text({ unlisted }: ErasedCopies, zone: string | undefined): string | undefined {
  if (!unlisted) return undefined;
  return say("Backups that were made before {time} are not all known here, as this venue was restored then.", { time: moment_text(unlisted.until, zone) });
}

// `zone`: where an event alone is erased, its own. Of one person nothing can be repeated: nobody is found any more.
export function StillHeld({ erased, zone, may_repeat = false }: { erased: ErasedCopies; zone?: string; may_repeat?: boolean }) {
  const lines = [
    ...erased.out_of_reach.map(({ folder, made }) => say("Backup of {time}: {folder}", { time: moment_text(made, zone), folder })),
    ...erased.packed.map(({ event, at, label }) => say("Packed file of {time}, {event}: {label}", { time: moment_text(at, zone), event, label: label || "–" })),
    unlisted_text(erased, zone),
  ].filter((line): line is string => Boolean(line));
  const later = erased.unfinished && <Notice kind="attention">{say("Traces are left on the server’s disk until it writes its files anew, which it does by itself within a day.")}</Notice>;
  if (lines.length === 0) return later || null;
  return (
    <section class="panel stack" aria-labelledby="still-held">
      {later}
      <h2 id="still-held">{say("Still to be destroyed by hand")}</h2>
      <Notice kind="attention">{say("These backups and files are out of reach and still hold names. Delete them wherever they are kept.")}</Notice>
      <ul class="bullets">{lines.map((line) => <li key={line}>{line}</li>)}</ul>
      {may_repeat && erased.out_of_reach.length > 0 && <p class="small quiet-text">{say("A backup that is put back in its place can be rewritten instead: then choose “Erase again” below.")}</p>}
    </section>
  );
}
