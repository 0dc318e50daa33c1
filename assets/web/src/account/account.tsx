// One's own account: password and sessions. The same for everybody who signs in here (docs/pages.md, Signing in).
import { useState } from "preact/hooks";
import { address_of } from "../app/address";
import { ApiError, call } from "../app/api";
import { sentence_of } from "../app/sentences";
import { sign_out, sign_out_everywhere } from "../app/session";
import { date_text, say, time_text } from "../app/text";
import { useAnswer } from "../parts/answer";
import { useBusy } from "../parts/busy";
import { Confirm } from "../parts/confirm";
import { Field, Form } from "../parts/field";
import { Loading } from "../parts/loading";
import { Notice } from "../parts/notice";
import { shortest_password } from "../sign_in/invitation";

interface Session {
  label: string;
  address: string;
  since: number;
  last_used: number;
  is_this: boolean;
}

const explain = (error: unknown) =>
  error instanceof ApiError && error.failure.status === 400
    ? say("The old password is wrong, or the new one is easy to guess. Please try again.")
    : sentence_of(error);

function PasswordForm({ changed }: { changed: () => void }) {
  const [old, set_old] = useState("");
  const [wished, set_wished] = useState("");
  const [saved, set_saved] = useState(false);
  const { busy, problem, run } = useBusy();
  const too_short = wished !== "" && [...wished].length < shortest_password;
  const save = async () => {
    set_saved(false);
    if (too_short || !(await run(() => call("PUT", "/me/password", { old, new: wished }), explain))) return;
    set_old("");
    set_wished("");
    set_saved(true);
    changed();
  };
  return (
    <Form on_send={save}>
      {problem && <Notice kind="danger">{problem}</Notice>}
      {saved && <Notice kind="success">{say("The new password counts from now on. All other devices were signed out.")}</Notice>}
      <Field label={say("Old password")} type="password" value={old} on_input={set_old} autocomplete="current-password" required />
      <Field
        label={say("New password")}
        type="password"
        value={wished}
        on_input={set_wished}
        autocomplete="new-password"
        hint={say("At least {count} characters, for example three words that do not belong together.", { count: shortest_password })}
        wrong={too_short && !busy ? say("Please take at least {count} characters.", { count: shortest_password }) : undefined}
        required
      />
      <button class="button main" disabled={busy}>{busy ? say("One moment…") : say("Change the password")}</button>
    </Form>
  );
}

const SessionLine = ({ session }: { session: Session }) => (
  <li class="session">
    <span class="grow">
      <strong>{session.label}</strong>
      {session.is_this && <span class="tag success">{say("this device")}</span>}
    </span>
    <span class="small quiet-text">
      {say("{address}, last used {date}, {time}", { address: session.address, date: date_text(session.last_used), time: time_text(session.last_used) })}
    </span>
  </li>
);

export function Account() {
  const { answer: sessions, failure, again } = useAnswer<Session[]>("/me/sessions");
  const [ending, set_ending] = useState(false);
  const { busy, problem, run } = useBusy();
  return (
    <div class="account">
      <section class="stack" aria-labelledby="account-password">
        <h2 id="account-password">{say("Password")}</h2>
        <PasswordForm changed={() => void again()} />
      </section>
      <section class="stack" aria-labelledby="account-sessions">
        <h2 id="account-sessions">{say("Where you are signed in")}</h2>
        {failure !== undefined && <Notice kind="attention">{sentence_of(failure)}</Notice>}
        {problem && <Notice kind="danger">{problem}</Notice>}
        {!sessions && failure === undefined && <Loading lines={2} />}
        <ul class="sessions">{sessions?.map((session) => <SessionLine key={`${session.since} ${session.address} ${session.label}`} session={session} />)}</ul>
        <div class="acts">
          <button class="button" disabled={busy} onClick={() => run(sign_out)}>{say("Sign out on this device")}</button>
          <button class="button danger" onClick={() => set_ending(true)}>{say("Sign out everywhere")}</button>
        </div>
      </section>
      <section class="stack" aria-labelledby="account-certificate">
        <h2 id="account-certificate">{say("This server’s certificate")}</h2>
        <p>{say("If your browser warns you about these pages, it does not know who vouches for this server.")}</p>
        <p><a href={address_of("certificate")}>{say("What that means, and what can be done")}</a></p>
      </section>
      {ending && (
        <Confirm title={say("Sign out everywhere?")} act={say("Sign out everywhere")} work={sign_out_everywhere} close={() => set_ending(false)}>
          {say("All your devices are signed out, this one too. Your password stays.")}
        </Confirm>
      )}
    </div>
  );
}
