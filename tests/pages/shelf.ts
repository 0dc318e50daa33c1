// What a page keeps on its phone (assets/web/src/offline/shelf.ts).
import type { Page } from "./fixture";

// How much of each kind lies there.
export const shelf_of = (page: Page): Promise<Record<string, number>> =>
  page.evaluate(async () => {
    const done = <Value>(request: IDBRequest<Value>) => new Promise<Value>((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
    if (!(await indexedDB.databases()).some((each) => each.name === "einlass")) return {};
    const database = await done(indexedDB.open("einlass"));
    const names = [...database.objectStoreNames];
    const transaction = database.transaction(names);
    const counts = await Promise.all(names.map((name) => done(transaction.objectStore(name).count())));
    database.close();
    return Object.fromEntries(names.map((name, index) => [name, counts[index]!]));
  });
