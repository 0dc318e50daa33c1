import { useEffect, useId, useRef, useState } from "preact/hooks";
import { ApiError, call } from "../app/api";
import { address_of, go, replace } from "../app/address";
import { sentence_of } from "../app/sentences";
import { accept_invitation } from "../app/session";
import { date_text, say } from "../app/text";
import { role_name } from "../organiser/role_words";
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

type Wrong = "short" | "weak";

function wrong_text(wrong: Wrong | undefined): string | undefined {
  if (wrong === "short") return say("Please take at least {count} characters.", { count: shortest_password });
  return wrong && say("This password is easy to guess. Please choose another one, such as three words that do not belong together.");
}

const is_weak = (error: unknown) => error instanceof ApiError && error.failure.status === 400;

export function AcceptInvitation({ code }: { code: string }) {
  const [invitation, set_invitation] = useState<Invitation>();
  const [password, set_password] = useState("");
  const [shown, set_shown] = useState(false);
  const [wrong, set_wrong] = useState<Wrong>();
  const main = useRef<HTMLElement>(null);
  const id = useId();
  const { busy, problem, run } = useBusy();
  useTitle(say("Your invitation"));
  useEffect(() => {
    run(async () => set_invitation(await call<Invitation>("POST", "/invitations/look", { code })), gone);
  }, [code]);
  // The server's answer comes after the form has looked for what is wrong.
  useEffect(() => {
    if (wrong) main.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [wrong]);

  const send = async () => {
    set_wrong(undefined);
    if ([...password].length < shortest_password) return set_wrong("short");
    let refused: unknown;
    const done = await run(() => accept_invitation(code, password).catch((error) => { refused = error; throw error; }), (error) => (is_weak(error) ? "" : gone(error)));
    if (done) replace();
    else if (is_weak(refused)) set_wrong("weak");
  };
  return (
    <div class="door">
      <Corner />
      <main ref={main}>
        <h1>{invitation ? say("Welcome, {name}", { name: invitation.name }) : "Einlass"}</h1>
        {problem && <Notice kind="danger">{problem}</Notice>}
        {invitation && (
          <>
            <p class="quiet-text">{say("Your role: {role}", { role: role_name(invitation.role) })}</p>
            <p>{say("Choose a password. Next time you sign in with it and this name:")} <strong>{invitation.sign_in}</strong></p>
            <Form on_send={send}>
              <input type="text" class="only-read-aloud" tabIndex={-1} aria-hidden="true" autocomplete="username" value={invitation.sign_in} readOnly />
              <Field
                label={say("New password")}
                type={shown ? "text" : "password"}
                value={password}
                on_input={set_password}
                autocomplete="new-password"
                hint={say("At least {count} characters, for example three words that do not belong together.", { count: shortest_password })}
                wrong={wrong_text(wrong)}
                required
              />
              <div class="check">
                <input id={id} type="checkbox" checked={shown} onChange={() => set_shown(!shown)} />
                <label for={id}>{say("Show the password")}</label>
              </div>
              <button class="button main wide" disabled={busy}>{busy ? say("One moment…") : say("Save and sign in")}</button>
            </Form>
            <p class="quiet-text small">{say("This invitation is valid until {date}.", { date: date_text(invitation.expires) })}</p>
          </>
        )}
        {!invitation && !busy && <button class="button main wide" onClick={() => go()}>{say("To the sign-in")}</button>}
        <p class="small"><a href={address_of("certificate")}>{say("Does your browser warn you about this page?")}</a></p>
      </main>
    </div>
  );
}
