// scripts/page-pictures: what is no test, with what tests use.
import tests from "./playwright.config";

export default { ...tests, testMatch: "pictures.ts", timeout: 1_800_000 };
