// An invitation, shown this once: the server keeps only its hash.
import { call } from "../app/api";
import { date_text, say } from "../app/text";
import { CopyText } from "../parts/copy_text";
import { Qr } from "../parts/qr";
import type { PersonInvited } from "./shapes";

const certificate_address = (link: string) => `${new URL(link).origin}/#/certificate`;

export const invite = (number: number) => call<PersonInvited>("POST", `/people/${number}/invitation`, {});

export const InvitationShown = ({ invitation, close }: { invitation: PersonInvited; close: () => void }) => (
  <>
    <p>{say("Give this link or QR code to {name} and to nobody else: whoever uses it first chooses the password. It works once, until {date}, and is not shown again.", { name: invitation.name, date: date_text(invitation.expires) })}</p>
    <Qr rows={invitation.qr} label={say("Invitation as QR")} />
    <CopyText text={invitation.link} label={say("Invitation as link")} />
    <dl class="facts">
      <dt>{say("Sign-in name")}</dt>
      <dd>{invitation.sign_in}</dd>
    </dl>
    <p class="small quiet-text">{say("Does the browser warn about this server? This page says why, and what can be done:")} <a href={certificate_address(invitation.link)} target="_blank" rel="noreferrer">{certificate_address(invitation.link)}</a></p>
    <button class="button main" onClick={close}>{say("Done")}</button>
  </>
);
