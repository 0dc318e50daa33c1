// The network between a kiosk or a page and the server, which is found at `port`: until the line is cut, or swallows all that is
// said without telling either end.
import { connect, createServer, type Server, type Socket } from "node:net";

import type { Venue } from "./venue";

export class Line {
  port = 0;
  private is_cut = false;
  private is_silent = false;
  private readonly ends = new Set<Socket>();
  private readonly door: Server;

  private constructor(private readonly venue: Venue) {
    this.door = createServer((kiosk) => this.join(kiosk));
  }

  static async open(venue: Venue): Promise<Line> {
    const line = new Line(venue);
    await new Promise<void>((resolve) => line.door.listen(0, "127.0.0.1", resolve));
    line.port = (line.door.address() as { port: number }).port;
    venue.beside.push(line);
    return line;
  }

  private join(kiosk: Socket) {
    if (this.is_cut) return void kiosk.resetAndDestroy();
    if (this.is_silent) return this.leave_unanswered(kiosk);
    const server = connect(this.venue.port, "127.0.0.1");
    for (const [from, to] of [[kiosk, server], [server, kiosk]] as const) {
      this.ends.add(from);
      from.on("error", () => undefined);
      from.on("close", () => {
        this.ends.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  }

  private leave_unanswered(end: Socket) {
    this.ends.add(end);
    end.on("error", () => undefined);
    end.pause();
  }

  swallow() {
    this.is_silent = true;
    for (const end of this.ends) end.unpipe().pause();
  }

  cut() {
    this.is_cut = true;
    for (const end of this.ends) end.resetAndDestroy();
  }

  // What was swallowed does not come back: who waits on an old connection waits in vain.
  heal() {
    this.is_cut = this.is_silent = false;
  }

  async close() {
    this.cut();
    await new Promise((resolve) => this.door.close(resolve));
  }
}
