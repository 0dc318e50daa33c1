declare module "catalogue:*" {
  const texts: Record<string, string | string[]>;
  export default texts;
}

declare module "*.wasm" {
  const file: string;
  export default file;
}
