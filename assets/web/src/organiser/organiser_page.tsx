// The organiser's page: events, and of the whole venue its kiosks and people. Laid out for a laptop, usable on a phone.
import { useEffect, useRef } from "preact/hooks";
import { Account } from "../account/account";
import { address } from "../app/address";
import { is_of_venue, me } from "../app/session";
import { language, say } from "../app/text";
import { Toast } from "../host/toast";
import { LanguageButton, ThemeButton } from "../parts/corner";
import { Icon, type IconName } from "../parts/icon";
import { AuditTrail } from "./audit";
import { EventPage } from "./event_page";
import { Events } from "./events";
import { Heading } from "./heading";
import { House } from "./house";
import { Kiosks } from "./kiosks";
import { NewEvent } from "./new_event";
import { People } from "./people";
import { PersonRequests } from "./person_requests";
import { place } from "./places";

interface Part {
  key: string;
  icon: IconName;
  name: string;
}

function parts(): Part[] {
  const venue: Part[] = [
    { key: "house", icon: "door", name: say("The house") },
    { key: "kiosks", icon: "kiosk", name: say("Kiosks") },
    { key: "people", icon: "people", name: say("Team and access") },
    { key: "persons", icon: "shield", name: say("Access and erasure") },
    { key: "audit", icon: "history", name: say("Audit trail") },
  ];
  return [
    { key: "events", icon: "calendar", name: say("Events") },
    ...(is_of_venue() ? venue : []),
    { key: "account", icon: "account", name: say("My account") },
  ];
}

function Rail({ current }: { current: string }) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" }); // on a phone the row moves
  }, [current, language.value]);
  return (
    <header class="rail">
      <div class="row apart">
        <span class="brand">Einlass</span>
        <span class="row tight">
          <LanguageButton />
          <ThemeButton />
        </span>
      </div>
      <nav aria-label={say("Parts of this page")}>
        <ul ref={list}>
          {parts().map(({ key, icon, name }) => (
            <li key={key}>
              <a href={place(key)} aria-current={current === key ? "page" : undefined}>
                <Icon name={icon} />
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <p class="signed-in small quiet-text">{say("Signed in as {name}.", { name: me.value?.name ?? "" })}</p>
    </header>
  );
}

function Shown({ part, path }: { part: string; path: string[] }) {
  const [first, section] = path;
  if (part === "house" && is_of_venue()) return <House />;
  if (part === "kiosks" && is_of_venue()) return <Kiosks />;
  if (part === "people" && is_of_venue()) return <People />;
  if (part === "persons" && is_of_venue()) return <PersonRequests />;
  if (part === "audit" && is_of_venue()) return <AuditTrail />;
  if (part === "account") return <><Heading title={say("My account")} under={<span class="said-by-rail">{say("Signed in as {name}.", { name: me.value?.name ?? "" })}</span>} /><Account /></>;
  if (part === "new-event" && is_of_venue()) return <NewEvent />;
  if (part === "events" && first) return <EventPage event={first} section={section ?? ""} key={first} />;
  return <Events may_add={is_of_venue()} />;
}

export function OrganiserPage() {
  const [page, part, ...path] = address.value;
  const shown = page === "account" ? "account" : ((page === "organise" && part) || "events");
  const current = shown === "new-event" ? "events" : shown;
  return (
    <div class="office">
      <Rail current={current} />
      <main>
        <Shown part={shown} path={path} />
      </main>
      <Toast />
    </div>
  );
}
