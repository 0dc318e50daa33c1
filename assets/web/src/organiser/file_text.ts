// A file as the API takes it: base64url of its bytes.
export const largest_file = 24 * 1024 * 1024;

export async function base64url_of(file: File): Promise<string> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
  const base64 = url.slice(url.indexOf(",") + 1);
  return file.size === 0 ? "" : base64.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
