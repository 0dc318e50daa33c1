// Everybody's badge, checked by the drawing that is looked at: what does not fit, is missing or cannot be read.
import { say, say_many } from "../app/text";
import { Notice } from "../parts/notice";
import { field_name, finding_text, is_picture, template_finding_text } from "./badge_words";
import type { BadgeFindings } from "./shapes";

const most_named = 50;
const few = 8; // that are seen without opening

const lacking_text = (field: string, badges: number) =>
  is_picture(field)
    ? say_many("Without a picture of its own: {field}, on {count} badge", "Without a picture of its own: {field}, on {count} badges", badges, { field: field_name(field) })
    : say_many("Empty: {field}, on {count} badge", "Empty: {field}, on {count} badges", badges, { field: field_name(field) });

export function Findings({ findings }: { findings: BadgeFindings }) {
  const { badges, templates, empty, checked } = findings;
  const to_look_at = new Set(badges.map((badge) => `${badge.ticket} ${badge.place}`)).size;
  const lacking = Object.entries(empty).filter(([, all]) => all.length > 0);
  return (
    <div class="stack" role="status">
      {to_look_at === 0 && templates.length === 0 ? (
        <Notice kind="success">{say_many("{count} badge checked: nothing to look at.", "{count} badges checked: nothing to look at.", checked)}</Notice>
      ) : (
        <Notice kind="attention">{say_many("{count} badge checked, {found} with findings.", "{count} badges checked, {found} with findings.", checked, { found: to_look_at })}</Notice>
      )}
      {templates.length > 0 && <ul class="bullets">{templates.map((finding) => <li key={`${finding.template} ${finding.text}`}>{template_finding_text(finding)}</li>)}</ul>}
      {badges.length > 0 && (
        <details open={badges.length <= few}>
          <summary>{say("Findings")}</summary>
          <ul class="bullets">
            {badges.slice(0, most_named).map((badge, index) => <li key={index}><strong>{badge.name || say("Ticket without a name")}</strong>: {finding_text(badge)}</li>)}
          </ul>
          {badges.length > most_named && <p class="quiet-text">{say_many("and {count} more", "and {count} more", badges.length - most_named)}</p>}
        </details>
      )}
      {lacking.length > 0 && (
        <p class="quiet-text">{lacking.map(([field, all]) => lacking_text(field, all.length)).join(" · ")}</p>
      )}
    </div>
  );
}
