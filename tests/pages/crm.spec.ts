// After an event its attendance goes to the CRM: looked at, chosen, written, refused for one, and taken back.
import { accept_by_api, ask } from "./api";
import { correct, evening, partners, people, pretix_position, summit_with_crm } from "./crm_evening";
import { expect, expect_accessible, picture, sign_in, test, type Page } from "./fixture";
import { StandIn } from "./stand_in";
import { packed_review, review, unreached_review } from "./states";
import { good_password, type Venue } from "./venue";

test.use({ viewport: { width: 1366, height: 900 }, locale: "en-GB" });

const system_words = "Validation failed: Empty mandatory field [ street ]";

const everybody = ["TICKET-900", ...people.filter(({ came }) => came).map(({ id }) => `TICKET-${id}`)];

const held = async (crm: StandIn) => (await crm.state()).activities!.map((each) => each.customerId as number).sort();
const writes = async (crm: StandIn) => (await crm.log()).filter(({ method }) => method !== "GET").map(({ method, path }) => `${method} ${path}`);
const line = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });

async function organiser_of_a_summit(page: Page, venue: Venue) {
  await venue.create_event("summit", "summit", "Future Summit");
  const organiser = await venue.invite("Olga Orga", "organiser");
  await accept_by_api(venue, organiser.code, good_password);
  await page.goto(`${venue.url}/`);
  await sign_in(page, organiser);
}

test("Attendance is written once, one row is refused, and all of it is taken back", async ({ page, venue }) => {
  const crm = await summit_with_crm(venue);
  const organiser = await venue.invite("Olga Orga", "organiser");
  const session = await accept_by_api(venue, organiser.code, good_password);
  await correct(venue, session, "Emil Ernst", { company: "Hafen 7", email: "emil@hafen.example" });
  await evening(venue, session, everybody);
  await page.goto(`${venue.url}/`);
  await sign_in(page, organiser);
  await page.goto(`${venue.url}/#/organise/events/summit/crm`);

  await expect(line(page, "Ada Lovelace")).toContainText("not written yet");
  await expect(line(page, "Nina Niemand")).toContainText("no match there");
  await expect(line(page, "Emil Ernst")).toContainText("did not come");
  await expect(line(page, "Ada Lovelace")).toContainText("partner");
  await expect(line(page, "Emil Ernst")).toContainText("not known");
  await page.getByRole("button", { name: "Members 1" }).click();
  await expect(page.locator(".review tbody tr")).toHaveCount(1);
  await page.getByRole("button", { name: /^All/ }).click();
  const told = await venue.einlass("crm", "diff", "summit", "--to", "crm");
  expect(told.split("\n")[0]).toContain("MEMBER");
  expect(told).toMatch(/Ada Lovelace +Engines +partner +attended/);
  expect(told).toMatch(/Emil Ernst +Hafen 7 +not known +no_show/);
  await expect(line(page, "Emil Ernst")).toContainText("Company here: Hafen 7 · on the list: Elbe AG");
  await expect(line(page, "Emil Ernst")).toContainText("E-mail here: emil@hafen.example · on the list: emil@firm.example");
  await expect_accessible(page);
  await picture(page, "review");
  await page.getByRole("button", { name: /^Attended/ }).click();
  await expect(line(page, "Emil Ernst")).toHaveCount(0);
  await expect(line(page, "Ada Lovelace")).toHaveCount(1);

  // All who are shown, but one; another one is poisoned there.
  await crm.fault("refuse_row", { row: 102, words: system_words });
  await page.getByRole("checkbox", { name: "Choose all that are shown" }).check();
  await page.getByRole("checkbox", { name: "Choose Dora Diehl" }).uncheck();
  await expect_accessible(page);
  await page.getByRole("button", { name: "Write 3 chosen rows" }).click();
  await expect(line(page, "Ada Lovelace")).toContainText("written", { timeout: 60_000 });
  await expect(line(page, "Cem Çelik")).toContainText("written");
  await expect(line(page, "Bea Berg")).toContainText("refused: In crm the mandatory field “street” is empty.");
  await expect(line(page, "Bea Berg")).toContainText(`“${system_words}”`);
  await expect(line(page, "Dora Diehl")).toContainText("left out");
  await expect_accessible(page);
  await picture(page, "written");
  expect(await held(crm)).toEqual([101, 103]);

  // Once more, without the poison: whoever was refused follows, and nobody is there twice.
  await crm.clear_faults();
  await page.getByRole("button", { name: /^Attended/ }).click();
  await page.getByRole("checkbox", { name: "Choose Bea Berg" }).check();
  await page.getByRole("button", { name: "Write 1 chosen row" }).click();
  await expect(line(page, "Bea Berg")).toContainText("written", { timeout: 60_000 });
  await expect(line(page, "Bea Berg")).not.toContainText("refused");
  expect(await held(crm)).toEqual([101, 102, 103]);
  // Who is there already is not offered, and chosen all the same is not written again.
  await expect(page.getByRole("checkbox", { name: "Choose Ada Lovelace" })).toHaveCount(0);
  const before = await writes(crm);
  const review = "/api/v1/events/summit/crm/crm";
  const { rows } = (await ask(venue, "GET", review, { session })).body as { rows: { name: string; ticket: string }[] };
  const tickets = rows.filter(({ name }) => name === "Ada Lovelace").map(({ ticket }) => ticket);
  expect(tickets).toHaveLength(1);
  expect((await ask(venue, "POST", review, { body: { place: "", confirm: false, tickets }, session })).status).toBe(200);
  await page.waitForTimeout(7000); // a delivery thread looks every five seconds
  expect(await held(crm)).toEqual([101, 102, 103]);
  expect(await writes(crm)).toEqual(before);

  // Nothing is left to write, until who was left out is chosen after all.
  await expect(page.getByRole("button", { name: /^Write/ })).toHaveCount(0);
  await page.getByRole("checkbox", { name: "Choose Dora Diehl" }).check();
  await page.getByRole("button", { name: "Write 1 chosen row" }).click();
  await expect(line(page, "Dora Diehl")).toContainText("written", { timeout: 60_000 });
  expect(await held(crm)).toEqual([101, 102, 103, 104]);
  await expect(page.getByRole("button", { name: /^Write/ })).toHaveCount(0);

  await page.getByRole("button", { name: "Take all of it back" }).click();
  await expect_accessible(page);
  await picture(page, "undo-ask");
  await page.getByRole("dialog", { name: "Remove everything from crm?" }).getByRole("button", { name: "Remove it there" }).click();
  await expect.poll(() => held(crm), { timeout: 60_000 }).toEqual([]);
  await expect(line(page, "Ada Lovelace")).toContainText("taken back", { timeout: 30_000 });
  await expect_accessible(page);
  await picture(page, "undone");
  expect((await crm.state()).customers!.flatMap((each) => each.manualSegments)).toEqual([partners]);
});

// The target takes her attendance, and not the segment of those who attended.
test("What is refused of a person stands in her row, and is written again with it", async ({ page, venue }) => {
  const crm = await summit_with_crm(venue);
  const organiser = await venue.invite("Olga Orga", "organiser");
  const session = await accept_by_api(venue, organiser.code, good_password);
  await evening(venue, session, everybody);
  await crm.fault("refuse_row", { row: "segments of 102", words: system_words });
  await page.goto(`${venue.url}/`);
  await sign_in(page, organiser);
  await page.goto(`${venue.url}/#/organise/events/summit/crm`);
  await page.getByRole("button", { name: /^Write the .+ open rows/ }).click();
  await expect(line(page, "Bea Berg")).toContainText("refused: In crm the mandatory field “street” is empty.", { timeout: 60_000 });
  await expect(line(page, "Ada Lovelace")).toContainText("written");
  expect(await held(crm)).toContain(102);
  expect(await venue.einlass("crm", "outbox")).toContain(`person 102  ${system_words}`);
  await crm.clear_faults();
  await page.getByRole("button", { name: "Write 1 refused row again" }).click();
  await expect(line(page, "Bea Berg")).not.toContainText("refused", { timeout: 60_000 });
  await expect(page.getByRole("button", { name: /^Write/ })).toHaveCount(0);
  expect((await held(crm)).filter((customer) => customer === 102)).toHaveLength(1);

  // What was taken back was left out; let out anew, a refusal is one.
  await page.getByRole("button", { name: "Take all of it back" }).click();
  await page.getByRole("dialog", { name: "Remove everything from crm?" }).getByRole("button", { name: "Remove it there" }).click();
  await expect(line(page, "Bea Berg")).toContainText("taken back", { timeout: 60_000 });
  await expect.poll(async () => (await crm.state()).customers!.flatMap((each) => each.manualSegments), { timeout: 60_000 }).toEqual([partners]);
  await crm.fault("refuse_row", { row: "segments of 102", words: system_words });
  await page.getByRole("button", { name: /^Write the .+ open rows/ }).click();
  await expect(line(page, "Bea Berg")).toContainText("refused:", { timeout: 60_000 });
  await expect(page.getByRole("button", { name: "Write 1 refused row again" })).toBeVisible();
});

const card = (page: Page, connector: string) => page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: connector, exact: true }) });

test("What comes from other systems is looked at, brought in, and told where it stopped", async ({ page, venue }) => {
  const tickets = await StandIn.open(venue, "pretix");
  await tickets.load({ orders: [{ id: "A1" }], positions: [pretix_position(1, "Ada Adler"), pretix_position(2, "Bea Berg"), pretix_position(3, "Cem Celik")] });
  await venue.connect([{ name: "tickets", kind: "pretix", url: tickets.url, organizer: "org" }], "standin-key");
  await venue.create_event("summit", "summit", "Future Summit");
  await venue.einlass("crm", "link", "summit", "--from", "tickets", "--as", "fair");
  const organiser = await venue.invite("Olga Orga", "organiser");
  const session = await accept_by_api(venue, organiser.code, good_password);
  const listed = async () => ((await ask(venue, "GET", "/api/v1/events/summit/guests", { session })).body.guests as { name: string; status: string }[]).filter(({ status }) => status !== "cancelled").map(({ name }) => name).sort();
  await page.goto(`${venue.url}/`);
  await sign_in(page, organiser);
  await page.goto(`${venue.url}/#/organise/events/summit/crm`);

  // The server's own schedule may have been here first; what is new since is looked at before it changes anything.
  await page.getByRole("button", { name: "Bring in now: tickets" }).click();
  await expect.poll(listed, { timeout: 30_000 }).toEqual(["Ada Adler", "Bea Berg", "Cem Celik"]);
  await tickets.change({ update: { positions: [{ id: 2, company: "Nordlicht" }, { id: 3, canceled: true }] }, load: { positions: [pretix_position(4, "Dora Diehl")] } });
  await page.getByRole("button", { name: "See what would change: tickets" }).click();
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByRole("listitem").filter({ hasText: "Dora Diehl" })).toContainText("new");
  await expect(sheet.getByRole("listitem").filter({ hasText: "Bea Berg" })).toContainText("Company");
  await expect(sheet.getByRole("listitem").filter({ hasText: "Cem Celik" })).toContainText("withdrawn");
  await expect(sheet.locator(".figure-row dd")).toHaveText(["1", "1", "1", "1", "0"]);
  await expect_accessible(page);
  await picture(page, "look");
  expect(await listed()).toEqual(["Ada Adler", "Bea Berg", "Cem Celik"]);
  await sheet.getByRole("button", { name: "Bring it in" }).click();
  await expect(sheet).toHaveCount(0, { timeout: 30_000 });
  expect(await listed()).toEqual(["Ada Adler", "Bea Berg", "Dora Diehl"]);
  await expect(card(page, "tickets")).toContainText("1 new · 1 changed · 1 withdrawn");

  // The key is another one from now on: what that means and what to do is told, and heals by itself.
  await tickets.change({ key: "another" });
  await page.getByRole("button", { name: "Bring in now: tickets" }).click();
  await expect(card(page, "tickets").getByRole("alert")).toContainText("It does not take the key (HTTP 401). Put a valid one into its key file.");
  await expect_accessible(page);
  await picture(page, "pull-stopped");
  expect(await listed()).toEqual(["Ada Adler", "Bea Berg", "Dora Diehl"]);
  await tickets.change({ key: "standin-key" });
  await page.getByRole("button", { name: "Bring in now: tickets" }).click();
  await expect(card(page, "tickets").getByRole("alert")).toHaveCount(0, { timeout: 30_000 });
});

test("What a new field map would change of persons is looked at before it does", async ({ page, venue }) => {
  const crm = await StandIn.open(venue, "cmf");
  const customer = (id: number, firstname: string, interests: string[]) => ({ active: true, id, firstname, lastname: "Berg", company: "Elbe AG", email: `${firstname.toLowerCase()}@firm.example`, interests });
  await crm.load({ customers: [customer(101, "Ada", ["Wind", "Wasser"]), customer(102, "Bea", [])] });
  const connect = (fields?: string) => venue.connect([{ name: "crm", kind: "pimcore", url: `${crm.url}/__customermanagementframework/webservice`, fields }], "standin-key");
  await connect();
  await venue.create_event("summit", "summit", "Future Summit");
  await venue.einlass("crm", "pull", "--from", "crm", "--full");
  await connect('topics = "interests", email = "mail"');
  const organiser = await venue.invite("Olga Orga", "organiser");
  await page.goto(`${venue.url}/`);
  await accept_by_api(venue, organiser.code, good_password);
  await sign_in(page, organiser);
  await page.goto(`${venue.url}/#/organise/events/summit/crm`);

  await page.getByRole("button", { name: "See what would change: crm" }).click();
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByText("Nobody has an e-mail there.")).toBeVisible({ timeout: 30_000 });
  await expect(sheet.locator(".figure-row dd")).toHaveText(["2", "0", "2", "0"]);
  const ada = sheet.getByRole("listitem").filter({ hasText: "Ada Berg" });
  await expect(ada).toContainText("Topic fields: not given → Wind;Wasser");
  await expect(ada).toContainText("E-mail: ada@firm.example → not given");
  await expect(sheet.getByRole("row", { name: "Topic fields" }).getByRole("cell")).toHaveText(["1", "1"]);
  await expect_accessible(page);
  await picture(page, "look-at-persons");
  await sheet.getByRole("button", { name: "Leave it" }).click();
  expect(await venue.einlass("crm", "search", "ada@firm")).toContain("101");

  // Put right, it is what was wished for.
  await connect('topics = "interests"');
  await page.goto(`${venue.url}/#/organise/events/summit/crm`);
  await page.reload();
  await page.getByRole("button", { name: "See what would change: crm" }).click();
  await expect(sheet.locator(".figure-row dd")).toHaveText(["2", "0", "1", "0"], { timeout: 30_000 });
  await expect(sheet.getByText("Nobody has")).toHaveCount(0);
  await sheet.getByRole("button", { name: "Bring it in" }).click();
  await expect(sheet).toHaveCount(0, { timeout: 30_000 });
  await expect(card(page, "crm")).toContainText("1 changed");
});

test("Who may be whom in the CRM is decided by a person, and taken back", async ({ page, venue }) => {
  const crm = await StandIn.open(venue, "cmf");
  const customer = (id: number, firstname: string, lastname: string, company: string, email: string) => ({ active: true, id, firstname, lastname, company, email });
  await crm.load({ customers: [customer(101, "Ada", "Adler", "Engines", "ada@firm.example"), customer(102, "Bea", "Berg", "Nordlicht", "bea@firm.example"), customer(103, "Cem", "Celik", "Elbe AG", "cem@firm.example"), customer(203, "Cem", "Celik", "Elbe AG", "cem@firm.example")] });
  await venue.connect([{ name: "crm", kind: "pimcore", url: `${crm.url}/__customermanagementframework/webservice` }], "standin-key");
  await venue.create_event("summit", "summit", "Future Summit");
  await venue.import_guests("summit", ["Code,First name,Last name,Company,E-mail", "T-1,Ada,Adler,Engines,ada@firm.example", "T-2,Bea,Berg,Nordlicht,bea@privat.example", "T-3,Cem,Celik,Elbe AG,cem@firm.example"]);
  const organiser = await venue.invite("Olga Orga", "organiser");
  await evening(venue, await accept_by_api(venue, organiser.code, good_password), ["T-1", "T-2", "T-3"]);
  await page.goto(`${venue.url}/`);
  await sign_in(page, organiser);
  await page.goto(`${venue.url}/#/organise/events/summit/crm`);
  await page.getByRole("button", { name: "Bring in now: crm" }).click();

  const heading = (text: string) => page.getByRole("heading", { name: text });
  await expect(heading("2 guests may be somebody in the CRM")).toBeVisible({ timeout: 30_000 });
  const bea = page.locator(".match").filter({ hasText: "bea@privat.example" });
  await expect(bea).toContainText("bea@firm.example");
  await expect(bea).toContainText("Name and company are the same; the e-mail is another one.");
  await expect(page.locator(".match").filter({ hasText: "cem@firm.example" })).toContainText("2 people there have this e-mail.");
  await expect(line(page, "Bea Berg")).toContainText("not clear who this is there");
  await expect_accessible(page);
  await picture(page, "matches");

  // One of two, and nobody.
  await page.getByRole("button", { name: "The same person: Cem Celik, 203", exact: true }).click();
  await expect(heading("1 guest may be somebody in the CRM")).toBeVisible();
  await page.getByRole("button", { name: "Not the same person: Bea Berg, 102" }).click();
  await expect(heading("Who is whom")).toBeVisible();
  await expect(line(page, "Bea Berg")).toContainText("no match there");
  await expect(line(page, "Cem Celik")).toContainText("not written yet");

  // Taken back, it is as if nobody had said anything.
  await page.getByText("Already decided: 2").click();
  await expect_accessible(page);
  await picture(page, "decided");
  await page.getByRole("button", { name: "Take it back: Bea Berg" }).click();
  await expect(heading("1 guest may be somebody in the CRM")).toBeVisible();
  await page.getByRole("button", { name: "The same person: Bea Berg, 102", exact: true }).click();
  await page.getByRole("button", { name: "Write the 3 open rows" }).click();
  await expect.poll(() => held(crm), { timeout: 60_000 }).toEqual([101, 102, 203]);
});

test("A guest under another name is proposed, and one whom nothing resembles is found by hand", async ({ page, venue }) => {
  const crm = await StandIn.open(venue, "cmf");
  const customer = (id: number, firstname: string, lastname: string, company: string, email: string) => ({ active: true, id, firstname, lastname, company, email });
  await crm.load({ customers: [customer(101, "Anna", "Schmidt", "Engines", "anna@firm.example"), customer(102, "Beate", "Berg", "Nordlicht", "beate.berg@firm.example"), customer(103, "Cem", "Celik", "Elbe AG", "cem@firm.example")] });
  await venue.connect([{ name: "crm", kind: "pimcore", url: `${crm.url}/__customermanagementframework/webservice` }], "standin-key");
  await venue.create_event("summit", "summit", "Future Summit");
  await venue.import_guests("summit", ["Code,First name,Last name,Company,E-mail", "T-1,Anna,Schmitt,Engines,anna@firm.example", "T-2,Bea,Berg-Meyer,,bea@privat.example", "T-3,Cem,Celik,Elbe AG,cem@firm.example"]);
  await venue.einlass("crm", "pull", "--from", "crm", "--full");
  const organiser = await venue.invite("Olga Orga", "organiser", "--event", "summit");
  await evening(venue, await accept_by_api(venue, organiser.code, good_password), ["T-1", "T-2", "T-3"]);
  await page.goto(`${venue.url}/`);
  await sign_in(page, organiser);
  await page.goto(`${venue.url}/#/organise/events/summit/crm`);

  const anna = page.locator(".match").filter({ hasText: "Anna Schmitt" });
  await expect(anna).toContainText("The e-mail is the same; the name is another one.");
  await page.getByRole("button", { name: "The same person: Anna Schmitt, 101", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Who is whom" })).toBeVisible();
  await expect(line(page, "Anna Schmitt")).toContainText("not written yet");

  await expect(line(page, "Bea Berg-Meyer")).toContainText("no match there");
  await page.getByRole("button", { name: "Find in the CRM: Bea Berg-Meyer" }).click();
  const sheet = page.getByRole("dialog", { name: "Who is Bea Berg-Meyer in the CRM?" });
  await expect(sheet.getByRole("status")).toContainText("Nobody in the CRM was found by that.");
  await expect_accessible(page);
  await sheet.getByLabel("Part of a name, company or e-mail address in the CRM").fill("berg nordl");
  await sheet.getByRole("button", { name: "Search the CRM" }).click();
  await expect(sheet.getByRole("listitem")).toHaveCount(1);
  await expect(sheet.getByRole("listitem")).toContainText("beate.berg@firm.example");
  await expect_accessible(page);
  await picture(page, "found");
  await sheet.getByRole("button", { name: "The same person: Beate Berg, 102" }).click();
  await expect(sheet).toHaveCount(0);
  await expect(line(page, "Bea Berg-Meyer")).toContainText("not written yet");
  await page.getByText("Already decided: 2").click();
  await expect(page.locator(".decided li").filter({ hasText: "Bea Berg-Meyer" })).toContainText("the same person as Beate Berg in crm");

  // Whoever is written under another name is there once.
  await page.getByRole("button", { name: "Find a guest in the CRM" }).click();
  await page.getByLabel("Guest on the guest list, by name or company").fill("celik");
  await page.getByRole("dialog").getByRole("button", { name: /Cem Celik/ }).click();
  await expect(page.getByRole("dialog").getByRole("listitem")).toContainText("cem@firm.example");
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Write the 3 open rows" }).click();
  await expect.poll(() => held(crm), { timeout: 60_000 }).toEqual([101, 102, 103]);
  expect(await venue.einlass("crm", "search", "nordl", "bea")).toMatch(/crm +102 +Beate Berg +Nordlicht +beate.berg@firm.example/);
});

test("What leaves the house is told of each kind of target", async ({ page, venue }) => {
  const at = (name: string, kind: string) => ({ name, kind, url: "http://127.0.0.1:9", organizer: kind === "pretix" ? "org" : undefined });
  await venue.connect([at("crm", "pimcore"), at("tickets", "pretix"), at("follow-up", "campaign_monitor")], "standin-key");
  await organiser_of_a_summit(page, venue);
  await page.goto(`${venue.url}/#/organise/events/summit/crm`);
  const told: Record<string, RegExp> = {
    crm: /the CRM gets the event, the time at the door and the category/,
    tickets: /pretix gets a check-in with the time at the door/,
    "follow-up": /whether they attended, were excused, were represented or did not come/,
  };
  for (const [target, text] of Object.entries(told)) {
    await page.getByLabel("Send to").selectOption(target);
    await expect(page.getByText(text)).toBeVisible();
    await expect(page.getByText(/Nothing is written yet/)).toHaveCount(1);
    if (target === "follow-up") await expect(page.getByText(/only attended or not|the category/)).toHaveCount(0);
  }
});

test("Of an event that is away nothing is promised that this server does not do", async ({ page, venue }) => {
  await organiser_of_a_summit(page, venue);
  await packed_review(page);
  await page.goto(`${venue.url}/#/organise/events/summit/crm`);
  await expect(page.getByText(/nothing goes out from here by itself/)).toBeVisible();
  await expect(page.getByText(/is corrected there by itself/)).toHaveCount(0);
  await page.getByRole("button", { name: "Take all of it back" }).click();
  await expect(page.getByRole("dialog")).toContainText("What the other server has written is not known here, and stays.");
  await expect(page.getByRole("dialog")).toContainText("All that was written of it from here is removed at pimcore.");
});

test("A target that is out of reach says since when, and what to do", async ({ page, venue }) => {
  await organiser_of_a_summit(page, venue);
  await unreached_review(page);
  await page.goto(`${venue.url}/#/organise/events/summit/crm`);
  await expect(page.getByText(/pimcore has taken nothing since .+; it is tried again by itself\. Its certificate is not trusted\./)).toBeVisible();
  await picture(page, "target-unreached");
});

test("The review asks of a walk-in whether she is a new person, and who may be her", async ({ page, venue }) => {
  await organiser_of_a_summit(page, venue);
  await review()(page);
  await page.goto(`${venue.url}/#/organise/events/summit/crm`);
  const walk_in = line(page, "Walburga Spontan");
  for (const text of ["walk-in", "new person?", "1 guest of the list has the same e-mail", "1 other walk-in has the same e-mail"]) await expect(walk_in).toContainText(text);
  await expect(line(page, "Petra Brandt").getByRole("cell", { name: "no", exact: true })).toBeVisible();
  await expect(line(page, "Björn Ng").getByRole("cell", { name: "not known", exact: true })).toBeVisible();
});
