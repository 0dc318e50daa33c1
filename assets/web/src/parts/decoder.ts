// ZXing as WebAssembly, served by our own server: nothing is loaded from elsewhere.
import { prepareZXingModule, readBarcodes, type ReaderOptions, type ReadResult } from "zxing-wasm/reader";
import reader_file from "zxing-wasm/reader/zxing_reader.wasm";

// A ticket is the only code in the picture; of the rows of a list on paper there are many, and the one in its middle is meant.
export type Wanted = "tickets" | "rows";

const options: Record<Wanted, ReaderOptions> = {
  tickets: { formats: ["QRCode", "Aztec", "DataMatrix", "PDF417", "Code128"], tryHarder: true, maxNumberOfSymbols: 1 },
  rows: { formats: ["DataMatrix"], tryHarder: true, maxNumberOfSymbols: 64 },
};

const off_the_middle = ({ position: { topLeft, bottomRight } }: ReadResult, { width, height }: HTMLCanvasElement) =>
  Math.hypot(topLeft.x + bottomRight.x - width, topLeft.y + bottomRight.y - height);

// Gives the code in the picture, or nothing.
export async function open_decoder(wanted: Wanted): Promise<(video: HTMLVideoElement) => Promise<string | null>> {
  await prepareZXingModule({ overrides: { locateFile: () => new URL(reader_file, import.meta.url).href }, fireImmediately: true });
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    if (!context || video.videoWidth === 0) return null;
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    context.drawImage(video, 0, 0);
    const found = await readBarcodes(context.getImageData(0, 0, canvas.width, canvas.height), options[wanted]);
    const [nearest] = found.filter(({ isValid }) => isValid).sort((one, other) => off_the_middle(one, canvas) - off_the_middle(other, canvas));
    return nearest?.text ?? null;
  };
}
