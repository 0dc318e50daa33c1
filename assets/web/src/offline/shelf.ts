// What the page keeps on this phone, in IndexedDB: lists to look at without a network, and its own journals. An entry and
// the line that it changed are one transaction, on disk before anything is shown. Several tabs share it: a transaction
// gives each number once.
import type { Overview } from "../host/guest_list";
import type { GuestLine } from "../app/shapes";
import type { PrivatePart } from "./canonical";

export interface KeptLease {
  lease: string;
  day: string;
  seats: number; // unused
  lasts_ms: number;
  asked_wall: number; // before the request was sent
  asked_run: number; // likewise, by the monotonic clock of this run of the page
  boot: string; // of the run that asked
}

// How guests are let in alone (journal.open).
export interface DoorRules {
  day: string;
  day_starts: number;
  how: string;
  registers: string;
  caps: { event: boolean; categories: string[] };
  beyond?: { event: boolean; categories: string[] }; // of these, those that she may exceed; of an older server: none
  seats_are_owned: boolean;
  badges: string[];
  stores_names: boolean;
  expires: number;
}

export interface KeptJournal {
  journal: string;
  author: number;
  proof: string;
  event: string; // id
  next: number; // of its next entry
  last: string; // hash of its last entry; empty: none
  is_current: boolean; // written to; false: only handed over
  lease: KeptLease | null;
  rules: DoorRules;
  clock_ahead: number; // venue time less this phone's clock, as last measured
  newest: number; // venue time of its newest entry
}

export interface KeptEntry {
  journal: string;
  sequence: number;
  canonical: string;
  hash: string;
  private?: PrivatePart;
  handed_over: boolean;
  put_aside?: string; // the server's reason
}

export interface KeptList {
  key: string; // event as in the page's address, and the number of who reads it
  overview: Overview;
  cursor: string;
  expires: number;
}

interface KeptLine extends GuestLine {
  list: string;
}

const stores = { journals: "journal", entries: ["journal", "sequence"], lists: "key", lines: ["list", "ticket"] };
type Store = keyof typeof stores;

const done = <Value>(request: IDBRequest<Value>) =>
  new Promise<Value>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

let opened: Promise<IDBDatabase> | undefined;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("einlass", 1);
    request.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(stores)) request.result.createObjectStore(name, { keyPath });
    };
    request.onsuccess = () => {
      // At sign-out the browser clears away all that is stored, and the open database with it.
      request.result.onclose = () => (opened = undefined);
      resolve(request.result);
    };
    request.onerror = () => {
      opened = undefined;
      reject(request.error);
    };
  });
  return opened;
}

// Ends when it is on disk. `use` may wait for requests of the transaction, and for nothing else.
async function in_transaction<Value>(names: Store[], mode: IDBTransactionMode, use: (store: (name: Store) => IDBObjectStore) => Promise<Value>): Promise<Value> {
  const transaction = (await database()).transaction(names, mode, { durability: "strict" });
  const committed = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
  });
  committed.catch(() => undefined);
  try {
    const value = await use((name) => transaction.objectStore(name));
    await committed;
    return value;
  } catch (error) {
    if (transaction.error === null) try { transaction.abort(); } catch { /* it ended already */ }
    throw error;
  }
}

const all_of = (list: string) => IDBKeyRange.bound([list, ""], [list, "\uffff"]);
const all_entries_of = (journal: string) => IDBKeyRange.bound([journal, 0], [journal, Number.MAX_SAFE_INTEGER]);

export async function store_list(list: KeptList, lines: Iterable<GuestLine>, is_whole: boolean) {
  await in_transaction(["lists", "lines"], "readwrite", async (store) => {
    if (is_whole) store("lines").delete(all_of(list.key));
    for (const line of lines) store("lines").put({ ...line, list: list.key } satisfies KeptLine);
    await done(store("lists").put(list));
  });
}

export async function stored_list(key: string): Promise<{ list: KeptList; lines: GuestLine[] } | null> {
  return in_transaction(["lists", "lines"], "readonly", async (store) => {
    const list = (await done(store("lists").get(key))) as KeptList | undefined;
    if (!list) return null;
    const kept = (await done(store("lines").getAll(all_of(key)))) as KeptLine[];
    return { list, lines: kept.map(({ list: _, ...line }) => line) };
  });
}

export const stored_journals = () => in_transaction(["journals"], "readonly", async (store) => (await done(store("journals").getAll())) as KeptJournal[]);

export async function store_journal(journal: KeptJournal) {
  await in_transaction(["journals"], "readwrite", (store) => done(store("journals").put(journal)));
}

// Changes what is kept of a journal as it is now, whichever tab wrote it last.
export async function change_journal(journal: string, change: (kept: KeptJournal) => void) {
  await in_transaction(["journals"], "readwrite", async (store) => {
    const kept = (await done(store("journals").get(journal))) as KeptJournal | undefined;
    if (!kept) return;
    change(kept);
    await done(store("journals").put(kept));
  });
}

export interface Written {
  entry: KeptEntry;
  journal: KeptJournal; // as it is after the entry
}

// `write` makes the next entries of the journal, numbered on from `next`, and changes it accordingly; nothing waits in it.
export async function append(journal: string, list: string, write: (kept: KeptJournal) => { entries: KeptEntry[]; line?: GuestLine }): Promise<KeptEntry[]> {
  return in_transaction(["journals", "entries", "lines"], "readwrite", async (store) => {
    const kept = (await done(store("journals").get(journal))) as KeptJournal;
    const { entries, line } = write(kept);
    for (const entry of entries) store("entries").add(entry);
    if (line && kept.rules.stores_names) store("lines").put({ ...line, list });
    await done(store("journals").put(kept));
    return entries;
  });
}

const entries_of = async (store: IDBObjectStore, journal: string) => (await done(store.getAll(all_entries_of(journal)))) as KeptEntry[];

export const stored_entries = (journal: string) => in_transaction(["entries"], "readonly", (store) => entries_of(store("entries"), journal));

export async function change_entries(journal: string, change: (entry: KeptEntry) => boolean) {
  await in_transaction(["entries"], "readwrite", async (store) => {
    for (const entry of await entries_of(store("entries"), journal)) {
      if (change(entry)) store("entries").put(entry);
    }
  });
}

export const count_unsent = () =>
  in_transaction(["entries"], "readonly", async (store) => ((await done(store("entries").getAll())) as KeptEntry[]).filter((entry) => !entry.handed_over).length);

// Lists of which the time is over (24 h after the end of their event), and journals of which nothing is left to hand over.
export async function drop_expired(now: number) {
  await in_transaction(["journals", "entries", "lists", "lines"], "readwrite", async (store) => {
    for (const list of (await done(store("lists").getAll())) as KeptList[]) {
      if (now < list.expires) continue;
      store("lists").delete(list.key);
      store("lines").delete(all_of(list.key));
    }
    for (const journal of (await done(store("journals").getAll())) as KeptJournal[]) {
      if (now < journal.rules.expires) continue;
      const entries = await entries_of(store("entries"), journal.journal);
      if (entries.some((entry) => !entry.handed_over)) continue;
      store("journals").delete(journal.journal);
      store("entries").delete(all_entries_of(journal.journal));
    }
  });
}

// Where the session was ended elsewhere: all names but those that no server has yet. Journals stay, as what they hold is
// still awaited.
export async function forget_names() {
  await in_transaction(["entries", "lists", "lines"], "readwrite", async (store) => {
    store("lists").clear();
    store("lines").clear();
    for (const entry of (await done(store("entries").getAll())) as KeptEntry[]) {
      if (!entry.handed_over || !entry.private) continue;
      delete entry.private;
      store("entries").put(entry);
    }
  });
}

// At sign-out: all of it.
export async function wipe() {
  await in_transaction(Object.keys(stores) as Store[], "readwrite", async (store) => {
    for (const name of Object.keys(stores) as Store[]) await done(store(name).clear());
  });
}
