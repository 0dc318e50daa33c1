// What trusting the venue's own CA means, with its fingerprint, and how it is done (docs/certificates.md). For anybody: who
// has not signed in yet needs it most.
import { address_of } from "../app/address";
import { me } from "../app/session";
import { sentence_of } from "../app/sentences";
import { say } from "../app/text";
import { useAnswer } from "../parts/answer";
import { Corner } from "../parts/corner";
import { Icon } from "../parts/icon";
import { Loading } from "../parts/loading";
import { Notice } from "../parts/notice";
import { useTitle } from "../parts/title";
import { certificate_name, system_here, systems, type System } from "./systems";

interface Certificate {
  fingerprint: string; // "A9:B5:…", 32 pairs
  path: string;
}

// In fours, as nobody compares 32 pairs in one go.
const fours = (fingerprint: string) => fingerprint.match(/.{1,11}(?::|$)/g)?.map((four) => four.replace(/:$/, "")) ?? [];

const Fingerprint = ({ fingerprint }: { fingerprint: string }) => (
  <p class="fingerprint" data-test="fingerprint" aria-label={fingerprint.replaceAll(":", " ")} role="group">
    {fours(fingerprint).map((four, index) => <code key={index}>{four}</code>)}
  </p>
);

const SystemPart = ({ system, open }: { system: System; open: boolean }) => (
  <details class="panel" open={open}>
    <summary><h3>{system.name}</h3></summary>
    <ol class="steps">{system.steps.map((step, index) => <li key={step}>{step}{index === 0 && system.command && <code class="command" tabIndex={0}>{system.command}</code>}</li>)}</ol>
    {system.notes.map((note) => <p key={note} class="quiet-text">{note}</p>)}
    <p><strong>{say("To remove it:")}</strong> {system.removing}</p>
  </details>
);

export function CertificatePage() {
  const { answer, failure } = useAnswer<Certificate>("/certificate");
  useTitle(say("This server’s certificate"));
  const here = system_here(navigator.userAgent);
  return (
    <div class="certificate">
      <Corner />
      <main>
        <a class="back" href={address_of()}>{me.value ? say("Back") : say("To the sign-in")}</a>
        <h1>{say("Trusting this server")}</h1>
        <p>{say("Browsers do not know the certificate authority (CA) of this venue’s server, and warn of its pages. On devices of the organisation you can trust it; then the warning ends.")}</p>
        <section class="stack" aria-labelledby="meaning">
          <h2 id="meaning">{say("What trusting means")}</h2>
          <p>{say("The server made this CA at its first start. Its key is on this server, in its backups and in its recovery kit, nowhere else. A device that trusts the CA believes every certificate that this key signs, for any web site, not only for this one. So:")}</p>
          <ul class="bullets">
            <li>{say("Trust it on devices of the organisation, never because somebody asks you to on your own phone if you do not know why.")}</li>
            <li>{say("Compare the fingerprint first, letter by letter, with the one that an organiser reads to you or shows you on the server’s own screen. A page over an untrusted connection could show any fingerprint.")}</li>
            <li>{say("Remove the certificate when you no longer need it. It lasts 30 years, and a server with a new CA is a stranger again.")}</li>
          </ul>
          <p>{say("Without trusting it you can still use the pages: the browser warns once, and the connection is encrypted, but nothing proves that it is this server at the other end. Do not enter a password then, unless you can compare the certificate.")}</p>
        </section>
        <section class="stack" aria-labelledby="fingerprint">
          <h2 id="fingerprint">{say("The fingerprint")}</h2>
          {failure !== undefined && <Notice kind="attention">{sentence_of(failure)}</Notice>}
          {!answer && failure === undefined && <Loading lines={2} />}
          {answer && (
            <>
              <p>{say("SHA-256 of the CA’s certificate, named “{name}” (organisation “Einlass”):", { name: certificate_name })}</p>
              <Fingerprint fingerprint={answer.fingerprint} />
              <a class="button main" href={answer.path}><Icon name="save" />{say("Download the certificate")}</a>
            </>
          )}
        </section>
        <section class="stack" aria-labelledby="systems">
          <h2 id="systems">{say("How to do it")}</h2>
          {systems().map((system) => <SystemPart key={system.key} system={system} open={system.key === here} />)}
        </section>
      </main>
    </div>
  );
}
