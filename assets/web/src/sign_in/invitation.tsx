import { useEffect, useState } from "preact/hooks";
import { ApiError, call } from "../app/api";
import { address_of, go, replace } from "../app/address";
import { sentence_of } from "../app/sentences";
import { accept_invitation } from "../app/session";
import { date_text, say } from "../app/text";
import { useBusy } from "../parts/busy";
import { Corner } from "../parts/corner";
import { Field, Form } from "../parts/field";
import { Notice } from "../parts/notice";
import { useTitle } from "../parts/title";

interface Invitation {
  name: string;
  sign_in: string;
  role: string;
  expires: number;
}

export const shortest_password = 10;

const gone = (error: unknown) =>
  error instanceof ApiError && error.failure.status === 404
    ? say("This invitation has been used or has ended. Please ask the organiser for a new one.")
    : sentence_of(error);

const weak = (error: unknown) =>
  error instanceof ApiError && error.failure.status === 400
    ? say("This password is easy to guess. Please choose another one, such as three words that do not belong together.")
    : gone(error);

export function AcceptInvitation({ code }: { code: string }) {
  const [invitation, set_invitation] = useState<Invitation>();
  const [password, set_password] = useState("");
  const { busy, problem, run, set_problem } = useBusy();
  useTitle(say("Your invitation"));
  useEffect(() => {
    run(async () => set_invitation(await call<Invitation>("POST", "/invitations/look", { code })), gone);
  }, [code]);

  const send = async () => {
    if ([...password].length < shortest_password) return set_problem(say("Please take at least {count} characters.", { count: shortest_password }));
    if (await run(() => accept_invitation(code, password), weak)) replace();
  };
  return (
    <div class="door">
      <Corner />
      <main>
        <h1>{invitation ? say("Welcome, {name}", { name: invitation.name }) : "Einlass"}</h1>
        {problem && <Notice kind="danger">{problem}</Notice>}
        {invitation && (
          <>
            <p>{say("Choose a password. Next time you sign in with it and this name:")} <strong>{invitation.sign_in}</strong></p>
            <Form on_send={send}>
              <input type="text" class="only-read-aloud" tabIndex={-1} aria-hidden="true" autocomplete="username" value={invitation.sign_in} readOnly />
              <Field
                label={say("New password")}
                type="password"
                value={password}
                on_input={set_password}
                autocomplete="new-password"
                hint={say("At least {count} characters, for example three words that do not belong together.", { count: shortest_password })}
                required
              />
              <button class="button main wide" disabled={busy}>{busy ? say("One moment…") : say("Save and sign in")}</button>
            </Form>
            <p class="quiet-text small">{say("This invitation ends on {date}.", { date: date_text(invitation.expires) })}</p>
          </>
        )}
        <p class="small"><a href={address_of("certificate")}>{say("The browser warns of this page?")}</a></p>
        {!invitation && !busy && <button class="button wide" onClick={() => go()}>{say("To the sign-in")}</button>}
      </main>
    </div>
  );
}
