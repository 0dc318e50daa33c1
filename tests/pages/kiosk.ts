// A real kiosk on an X server in memory: its camera is a folder of pictures, its screen is read as assistive technology
// reads it (kiosk_hands.py).
import { spawn, type ChildProcess } from "node:child_process";
import { copyFile, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { expect } from "./fixture";
import type { Line } from "./line";
import type { Printer } from "./printer";
import { end, program, run, type Venue } from "./venue";

const hands = fileURLToPath(new URL("kiosk_hands.py", import.meta.url));

const ready = { de: "Halten Sie Ihr Ticket vor die Kamera", en: "Hold your ticket up to the camera" };

// GTK starts slowly where other programs work, too.
const patience = { timeout: 40_000 };

// Whether its guest list is whole, as list_taken_setting in kiosk/link says: fails where the kiosk is still making the file.
const ask_for_list = `
import sqlite3, sys
with sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True) as database:
    print(database.execute("SELECT count(*) FROM settings WHERE name GLOB 'list_taken.*'").fetchone()[0])
`;

// Programs of the bus talk there, too.
async function* answers_in(hands: ChildProcess) {
  for await (const line of createInterface({ input: hands.stdout! })) if (line.startsWith("{")) yield line;
}

export interface Stand {
  name: string;
  event: string;
  door?: string;
  language?: "de" | "en";
  printer?: Printer;
  line?: Line; // by which it finds the server
}

export class Kiosk {
  private hands!: ChildProcess;
  private answers!: AsyncIterator<string>;
  private asked: Promise<unknown> = Promise.resolve();
  private held = 0;
  readonly ever = new Set<string>(); // whatever stood on its screen when somebody looked

  private constructor(
    readonly stand: Stand,
    private readonly folder: string,
  ) {}

  static async open(venue: Venue, stand: Stand): Promise<Kiosk> {
    const kiosk = new Kiosk(stand, join(venue.folder, stand.name.replace(/\W/g, "")));
    await kiosk.pair(venue);
    venue.beside.push(kiosk);
    kiosk.start();
    await kiosk.shows(ready[stand.language ?? "en"]);
    // It comes after the first screen, and without it a kiosk that is parted knows nobody.
    await expect.poll(() => kiosk.has_guest_list(), { timeout: 60_000, message: `${stand.name} has its guest list` }).toBe(true);
    return kiosk;
  }

  get name() {
    return this.stand.name;
  }

  private async pair(venue: Venue) {
    await mkdir(join(this.folder, "camera"), { recursive: true });
    await writeFile(this.config, this.settings().join("\n") + "\n");
    const { name, event, door = "Main", line } = this.stand;
    const { code } = await venue.json<{ code: string }>("kiosk", "pair", name, "--event", event, "--door", door);
    await run(program("einlass-kiosk"), ["--config", this.config, "--pair", code]);
    if (!line) return;
    const identity = join(this.folder, "state", "identity.json");
    await writeFile(identity, JSON.stringify({ ...JSON.parse(await readFile(identity, "utf-8")), port: line.port }));
  }

  private settings() {
    const { language = "en", printer } = this.stand;
    return [
      `state_directory = "${join(this.folder, "state")}"`,
      `[camera]\nkind = "folder"\nfolder = "${join(this.folder, "camera")}"`,
      `[screen]\nfull_screen = true\nlanguage = "${language}"`,
      "[speech]\nheadphones = \"never\"",
      // Whoever reads a page while she stands there is slower than a guest, on a busy machine slower still.
      "[times]\nidle_seconds = 600\nstaff_idle_seconds = 600",
      ...(printer ? [`[[printer]]\nname = "${printer.name}"\nkind = "ipp"\nuri = "${printer.uri}"\nmedia = "86x54"`] : []),
    ];
  }

  // The accessibility bus has a socket of its own, in the first of these folders that is set.
  private start() {
    const { XDG_RUNTIME_DIR: _, ...env } = process.env;
    const command = ["--", "/usr/bin/python3", "-B", hands, program("einlass-kiosk"), this.config, this.trace];
    this.hands = spawn("dbus-run-session", command, { env: { ...env, XDG_CACHE_HOME: join(this.folder, "cache") }, stdio: ["pipe", "pipe", "ignore"] });
    this.answers = answers_in(this.hands);
  }

  // One wish after the other, however many are asked at once.
  private ask<Answer>(wish: object): Promise<Answer> {
    const answer = this.asked.then(async () => {
      this.hands.stdin!.write(JSON.stringify(wish) + "\n");
      const { value, done } = await this.answers.next();
      if (done) throw new Error(`${this.name} ended`);
      const said = JSON.parse(value);
      if (said.problem) throw new Error(`${this.name}: ${said.problem}`);
      return said.answer as Answer;
    });
    this.asked = answer.catch(() => undefined);
    return answer;
  }

  private async has_guest_list(): Promise<boolean> {
    const told = await run("python3", ["-c", ask_for_list, join(this.folder, "state", "venue.db")]).catch(() => undefined);
    return Number(told?.stdout ?? 0) > 0;
  }

  private get config() {
    return join(this.folder, "kiosk.toml");
  }

  private get trace() {
    return join(this.folder, "trace");
  }

  // All that stands on its screen now.
  async words(): Promise<string> {
    const words = await this.ask<string[]>({ do: "words" });
    for (const word of words) this.ever.add(word);
    return words.join("\n");
  }

  async shows(...texts: string[]) {
    for (const text of texts) await expect.poll(() => this.words(), { ...patience, message: `${this.name} shows "${text}"` }).toContain(text);
  }

  touch(label: string): Promise<void> {
    return this.ask({ do: "touch", label });
  }

  type(text: string): Promise<void> {
    return this.ask({ do: "type", text });
  }

  // Of a ticket code.
  async scan(code: string) {
    const picture = join(this.folder, "ticket.png");
    await run("qrencode", ["-o", picture, "-s", "8", "-m", "8", code]);
    await this.hold_up(picture);
  }

  screenshot({ path }: { path: string }): Promise<void> {
    return this.ask({ do: "picture", file: path });
  }

  // How many scans came to an outcome that stood on the screen.
  shown(): number {
    if (!existsSync(this.trace)) return 0;
    const lines = readFileSync(this.trace, "utf-8").split("\n").filter((line) => line.includes('"milestone":"shown"'));
    return new Set(lines.map((line) => /"scan":"(\w+)"/.exec(line)?.[1]).filter(Boolean)).size;
  }

  // A picture appears in the camera's folder whole or not at all.
  async hold_up(picture: string) {
    const hidden = join(this.folder, "camera", `.${++this.held}.png`);
    await copyFile(picture, hidden);
    await rename(hidden, join(this.folder, "camera", `${this.held}.png`));
  }

  async close() {
    this.hands.stdin!.end();
    await end(this.hands, "waits");
  }
}
