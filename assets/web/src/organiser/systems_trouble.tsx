// One line where other systems need a person: a target that stopped or is out of reach, rows that were refused, a source that gives nothing, or
// soon may not.
import { moment_text, say, say_many } from "../app/text";
import { Notice } from "../parts/notice";
import { place } from "./places";
import type { EventStatus, SystemsTrouble } from "./shapes";

function sentences({ stopped, unreached, refused, failing, warnings }: SystemsTrouble, zone: string): string[] {
  return [
    ...stopped.map((target) => say("Nothing goes to {target} any more.", { target })),
    ...unreached.map(({ target, since }) => say("{target} has taken nothing since {moment}; it is tried again by itself.", { target, moment: moment_text(since, zone) })),
    ...(refused > 0 ? [say_many("{count} row of the attendance was refused.", "{count} rows of the attendance were refused.", refused)] : []),
    ...failing.map(({ connector, since }) => (since === null ? say("Nothing has come from {connector} yet.", { connector }) : say("Nothing has come from {connector} since {moment}.", { connector, moment: moment_text(since, zone) }))),
    ...warnings.map(({ connector }) => say("{connector} may soon stop giving anything.", { connector })),
  ];
}

export function SystemsNotice({ status }: { status: EventStatus }) {
  const said = sentences(status.systems, status.time_zone);
  if (said.length === 0) return null;
  return <Notice kind={status.systems.stopped.length > 0 ? "danger" : "attention"}>{said.join(" ")} <a href={place("events", status.key, "crm")}>{say("See to it")}</a></Notice>;
}
