// Where everything starts: who is signed in decides what is shown. The organiser's page is fetched only by organisers.
import { render, type ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { AccountPage } from "./account/account_page";
import { address } from "./app/address";
import { is_offline } from "./app/api";
import { sentence_of } from "./app/sentences";
import { find_out, me, recall } from "./app/session";
import { language, say } from "./app/text";
import "./app/theme";
import { EventChoice } from "./host/event_choice";
import { HostPage } from "./host/host_page";
import { Corner } from "./parts/corner";
import { Notice } from "./parts/notice";
import { AcceptInvitation } from "./sign_in/invitation";
import { start_offline } from "./offline/start";
import { RollCallPage } from "./roll_call/roll_call_page";
import { SignIn } from "./sign_in/sign_in";

function Unreachable({ error, again }: { error: unknown; again: () => void }) {
  return (
    <div class="door">
      <Corner />
      <main>
        <h1>Einlass</h1>
        <Notice kind="attention">{sentence_of(error)}</Notice>
        <button class="button main" onClick={again}>{say("Try again")}</button>
      </main>
    </div>
  );
}

// A part of the pages that not everybody needs is fetched when it is shown.
const lazy = (fetch_part: () => Promise<ComponentType>) =>
  function Lazy() {
    const [part, set_part] = useState<{ Shown: ComponentType }>();
    const [failed, set_failed] = useState<unknown>();
    useEffect(() => void fetch_part().then((Shown) => set_part({ Shown }), set_failed), []);
    if (part) return <part.Shown />;
    return failed === undefined ? <div class="door" aria-busy="true" /> : <Unreachable error={failed} again={() => location.reload()} />;
  };

const Organiser = lazy(() => import("./organiser/organiser_page").then(({ OrganiserPage }) => OrganiserPage));
const CertificatePage = lazy(() => import("./certificate/certificate_page").then(({ CertificatePage }) => CertificatePage));

function Page() {
  const [failed, set_failed] = useState<unknown>();
  const ask = () => find_out().then(() => set_failed(undefined), (error) => (is_offline(error) && recall() ? undefined : set_failed(error)));
  useEffect(() => void ask(), []);
  useEffect(() => {
    document.documentElement.lang = language.value;
  }, [language.value]);
  const [first, second] = address.value;
  if (first === "certificate") return <CertificatePage />;
  if (first === "invitation" && second) return <AcceptInvitation code={second} />;
  if (failed !== undefined && me.value === undefined) return <Unreachable error={failed} again={ask} />;
  if (me.value === undefined) return <div class="door" aria-busy="true" />;
  if (me.value === null) return <SignIn />;
  if (first === "roll-call") return <RollCallPage />;
  if (first === "events" && second) return <HostPage event={second} key={second} />;
  if (me.value.role === "organiser") return <Organiser />;
  return first === "account" ? <AccountPage /> : <EventChoice />;
}

start_offline();
render(<Page />, document.getElementById("page")!);
