// The API as a program asks it: with a session or without, and any header.
import { readFileSync } from "node:fs";
import { Agent, request as https, type RequestOptions } from "node:https";
import { parse } from "../../assets/web/node_modules/yaml/dist/index.js";

import type { Venue } from "./venue";

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  body: any;
}

export interface Session {
  cookie: string;
  token: string; // the request token
}

// As a browser does, which opens no new line for each request.
const lines = new Agent({ keepAlive: true, maxSockets: 20 });

// `from`: another address of this machine, such as 127.0.0.2.
export function ask(venue: Venue, method: string, path: string, options: { headers?: Record<string, string>; body?: unknown; text?: string; session?: Session; from?: string } = {}): Promise<Answer> {
  const text = options.text ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
  const headers: Record<string, string> = { ...options.headers };
  if (text !== undefined) headers["Content-Type"] ??= "application/json";
  if (text !== undefined) headers["Content-Length"] = String(Buffer.byteLength(text));
  if (options.session) headers["Cookie"] ??= options.session.cookie;
  if (options.session && method !== "GET") headers["Einlass-Request-Token"] ??= options.session.token;
  const settings: RequestOptions = { host: "127.0.0.1", port: venue.port, method, path, headers, rejectUnauthorized: false, agent: lines, localAddress: options.from };
  return new Promise((resolve, reject) => {
    const asking = https(settings, (response) => {
      let received = "";
      response.setEncoding("utf-8");
      response.on("data", (piece) => (received += piece));
      response.on("end", () => {
        let body;
        try {
          body = JSON.parse(received);
        } catch {
          body = undefined;
        }
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: received, body });
      });
    });
    asking.on("error", reject);
    asking.end(text);
  });
}

// Of a stream of server-sent events, until one of this kind came.
export function hear(venue: Venue, path: string, session: Session, event: string): Promise<{ status: number; type: string }> {
  return new Promise((resolve, reject) => {
    const asking = https({ host: "127.0.0.1", port: venue.port, path, headers: { Cookie: session.cookie }, rejectUnauthorized: false }, (response) => {
      let received = "";
      response.on("data", (piece) => {
        received += piece;
        if (!received.split("\n").includes(`event: ${event}`)) return;
        asking.destroy();
        resolve({ status: response.statusCode ?? 0, type: response.headers["content-type"] ?? "" });
      });
      response.on("end", () => reject(new Error(`${path} ended: ${response.statusCode} ${received}`)));
    });
    asking.on("error", reject);
    asking.end();
  });
}

export function session_of(answer: Answer): Session {
  const [cookie] = (answer.headers["set-cookie"] as string[])[0]!.split(";");
  return { cookie: cookie!, token: answer.body.request_token };
}

export async function accept_by_api(venue: Venue, code: string, password: string): Promise<Session> {
  const answer = await ask(venue, "POST", "/api/v1/invitations/accept", { body: { code, password } });
  if (answer.status !== 200) throw new Error(`the invitation was not accepted: ${answer.text}`);
  return session_of(answer);
}

export interface Described {
  method: string;
  path: string; // "/events/{event}"
  open: boolean; // for whoever is not signed in, too
  venue: boolean; // for organisers of the whole venue only
  responses: Record<string, any>;
}

const description = parse(readFileSync(new URL("../../docs/openapi.yaml", import.meta.url), "utf-8"));

export function described(): Described[] {
  const all: Described[] = [];
  for (const [path, methods] of Object.entries<any>(description.paths)) {
    for (const [method, about] of Object.entries<any>(methods)) {
      all.push({ method: method.toUpperCase(), path, open: about.security?.length === 0, venue: about["x-for"] !== undefined, responses: about.responses });
    }
  }
  return all;
}

// The schema of an answer, with all that it refers to.
export function schema_of(route: Described, status: number): object | undefined {
  let response = route.responses[String(status)];
  if (response?.$ref) response = description.components.responses[response.$ref.split("/").pop()];
  const schema = response?.content?.["application/json"]?.schema;
  return schema && { ...schema, components: description.components };
}
