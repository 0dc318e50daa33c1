// Pictures that all badges of an event show, such as the logo.
import { useState } from "preact/hooks";
import { call } from "../app/api";
import { say } from "../app/text";
import { tell } from "../host/toast";
import { useBusy } from "../parts/busy";
import { FileChoice } from "../parts/file_choice";
import { Notice } from "../parts/notice";
import { field_name } from "./badge_words";
import { base64url_of } from "./file_text";
import type { BadgeLooks } from "./shapes";

const largest_picture = 4 * 1024 * 1024;

function Picture({ event, field, is_there, changed }: { event: string; field: string; is_there: boolean; changed: () => void }) {
  const [file_name, set_file_name] = useState("");
  const { busy, problem, run, set_problem } = useBusy();
  const name = field_name(field);
  const set = async (file: File | undefined) => {
    set_file_name(file?.name ?? "");
    if (!file) return;
    if (file.size > largest_picture) return set_problem(say("This picture is larger than 4 MiB. Save it smaller, and try again."));
    const done = await run(async () => call("PUT", `/events/${event}/badges/images`, { name: field, content: await base64url_of(file) }), () => say("That is no picture that a badge can show. Save it as PNG, JPEG or SVG, and try again."));
    set_file_name("");
    if (!done) return;
    tell(say("The picture is on all badges now: {name}.", { name }));
    changed();
  };
  const take_away = async () => {
    if (await run(() => call("DELETE", `/events/${event}/badges/images/${field}`))) changed();
  };
  return (
    <div class="stack">
      <FileChoice label={is_there ? say("Another picture: {name}", { name }) : say("Picture: {name}", { name })} accept=".png,.jpg,.jpeg,.webp,.svg,image/*" chosen={file_name} hint={say("PNG, JPEG or SVG, 4 MiB at most")} disabled={busy} choose={(file) => void set(file)} />
      {is_there && <div class="row"><span>{say("{name} is set", { name })}</span><button class="button small" disabled={busy} onClick={take_away}>{say("Take away")}<span class="only-read-aloud">: {name}</span></button></div>}
      {problem && <Notice kind="danger">{problem}</Notice>}
    </div>
  );
}

export const BadgePictures = ({ event, looks, changed }: { event: string; looks: BadgeLooks; changed: () => void }) => (
  <section class="panel stack" aria-labelledby="badge-pictures">
    <h2 id="badge-pictures">{say("Pictures")}</h2>
    <p class="quiet-text">{say("Shown on all badges, in the place meant for it. Kiosks load it by themselves.")}</p>
    {looks.image_fields.filter((field) => field !== "photo").map((field) => (
      <Picture key={field} event={event} field={field} is_there={looks.images.includes(field)} changed={changed} />
    ))}
  </section>
);
