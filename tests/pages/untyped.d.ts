// What the tests import that says nothing of its types from here: Node's own modules, which need a package of their own for
// that, are taken as they come; Playwright's types lie beside the file that is imported.
declare module "*/@playwright/test/index.mjs" {
  export * from "@playwright/test";
}
declare module "node:*";
declare module "node:https" {
  export const Agent: any, request: any;
  export type RequestOptions = any;
}
declare module "node:net" {
  export const connect: any, createServer: any;
  export type Server = any;
  export type Socket = any;
}
declare module "node:child_process" {
  export const execFile: any, execFileSync: any, spawn: any;
  export type ChildProcess = any;
}
declare namespace NodeJS {
  type Signals = string;
}
declare const process: any;
declare const Buffer: any;
type Buffer = any;
