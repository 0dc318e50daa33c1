// ZXing as WebAssembly, served by our own server: nothing is loaded from elsewhere.
import { prepareZXingModule, readBarcodes, type ReaderOptions } from "zxing-wasm/reader";
import reader_file from "zxing-wasm/reader/zxing_reader.wasm";

const options: ReaderOptions = { formats: ["QRCode", "Aztec", "DataMatrix", "PDF417", "Code128"], tryHarder: true, maxNumberOfSymbols: 1 };

// Gives the code in the picture, or nothing.
export async function open_decoder(): Promise<(video: HTMLVideoElement) => Promise<string | null>> {
  await prepareZXingModule({ overrides: { locateFile: () => new URL(reader_file, import.meta.url).href }, fireImmediately: true });
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    if (!context || video.videoWidth === 0) return null;
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    context.drawImage(video, 0, 0);
    const [found] = await readBarcodes(context.getImageData(0, 0, canvas.width, canvas.height), options);
    return found?.isValid ? found.text : null;
  };
}
