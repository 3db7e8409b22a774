import pixelmatch from "pixelmatch";

/** What differs between two pictures. */
export interface PictureDifference {
  /** 0 to 1: pixels that look different to an eye, of all. Edges that are only drawn anew do not count. */
  readonly share: number;
  /** What differs, as a PNG in base64. */
  readonly picture: string;
}

/** Compares two PNGs in base64. Where one is larger, what the other lacks counts as different. */
export async function compare(before: string, now: string): Promise<PictureDifference> {
  const images = await Promise.all([before, now].map(load));
  const width = Math.max(...images.map((one) => one.width));
  const height = Math.max(...images.map((one) => one.height));
  const [a, b] = images.map((image) => {
    const context = createContext(width, height);
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, width, height).data;
  });
  const context = createContext(width, height);
  const output = context.createImageData(width, height);
  const count = pixelmatch(a!, b!, output.data, width, height);
  context.putImageData(output, 0, 0);
  return {
    share: count / (width * height),
    picture: context.canvas.toDataURL("image/png").replace(/^.*,/, ""),
  };
}

async function load(png: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  return image;
}

function createContext(width: number, height: number): CanvasRenderingContext2D {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  return canvas.getContext("2d", { willReadFrequently: true })!;
}
