// What will be saved, before it is.
import { say } from "../../app/text";
import { Notice } from "../../parts/notice";
import { Sheet } from "../../parts/sheet";

export interface Change {
  key: string;
  name: string;
  before: string;
  after: string;
}

interface Props {
  changes: Change[];
  under_way: boolean;
  busy: boolean;
  save: () => void;
  close: () => void;
}

export const ChangesSheet = ({ changes, under_way, busy, save, close }: Props) => (
  <Sheet title={say("What changes")} on_close={close}>
    {under_way && <Notice kind="attention">{say("The doors are open. The changes count from the next scan on.")}</Notice>}
    <dl class="changes">
      {changes.map(({ key, name, before, after }) => (
        <div key={key}>
          <dt>{name}</dt>
          <dd><span class="small quiet-text">{say("so far: {value}", { value: before })}</span></dd>
          <dd><strong>{after}</strong></dd>
        </div>
      ))}
    </dl>
    <div class="acts">
      <button class="button" onClick={close}>{say("Back")}</button>
      <button class="button main" disabled={busy} onClick={save}>{busy ? say("One moment…") : say("Save")}</button>
    </div>
  </Sheet>
);
