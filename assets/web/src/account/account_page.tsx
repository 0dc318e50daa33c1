// The own account of who is no organiser; an organiser's stands within her page.
import { go } from "../app/address";
import { me } from "../app/session";
import { say } from "../app/text";
import { LanguageButton, ThemeButton } from "../parts/corner";
import { useTitle } from "../parts/title";
import { Account } from "./account";

export function AccountPage() {
  useTitle(say("My account"));
  return (
    <div class="host">
      <header>
        <div class="row apart">
          <h1 class="grow">{say("My account")}</h1>
          <LanguageButton />
          <ThemeButton />
        </div>
        <p class="quiet-text">{say("Signed in as {name}.", { name: me.value?.name ?? "" })}</p>
      </header>
      <main class="padded">
        <Account />
      </main>
      <nav class="padded" aria-label={say("Parts of this page")}>
        <button class="button wide" onClick={() => go()}>{say("Your events")}</button>
      </nav>
    </div>
  );
}
