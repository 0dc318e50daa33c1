import { useState } from "preact/hooks";
import { address_of } from "../app/address";
import { ApiError } from "../app/api";
import { sentence_of } from "../app/sentences";
import { sign_in } from "../app/session";
import { say } from "../app/text";
import { useBusy } from "../parts/busy";
import { Corner } from "../parts/corner";
import { Field, Form } from "../parts/field";
import { Notice } from "../parts/notice";
import { useTitle } from "../parts/title";

const explain = (error: unknown) =>
  error instanceof ApiError && error.failure.status === 401
    ? say("Sign-in name or password is wrong. Please try again, or ask the organiser for a new invitation.")
    : sentence_of(error);

export function SignIn() {
  const [name, set_name] = useState("");
  const [password, set_password] = useState("");
  const { busy, problem, run } = useBusy();
  useTitle(say("Sign in"));
  return (
    <div class="door">
      <Corner />
      <main>
        <div class="stack">
          <h1>Einlass</h1>
          <p class="quiet-text">{say("For hosts and organisers: sign in with the name that your invitation showed you.")}</p>
        </div>
        {problem && <Notice kind="danger">{problem}</Notice>}
        <Form on_send={() => run(() => sign_in(name.trim(), password), explain)}>
          <Field label={say("Sign-in name")} value={name} on_input={set_name} autocomplete="username" required />
          <Field label={say("Password")} type="password" value={password} on_input={set_password} autocomplete="current-password" required />
          <button class="button main wide" disabled={busy}>{busy ? say("One moment…") : say("Sign in")}</button>
        </Form>
        <p class="small"><a href={address_of("certificate")}>{say("Does your browser warn you about this page?")}</a></p>
      </main>
    </div>
  );
}
