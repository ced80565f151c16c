import type { Loaded } from './assets';

/** Larger pictures are drawn smaller. */
const maxPixels = 1_500_000;

/** Pictures of few colours are small without any loss; larger ones than this, in bytes a pixel, are not. */
const worthIt = 0.4;

export type Drawable = HTMLImageElement | HTMLCanvasElement | HTMLVideoElement;

/** A still picture of what an image, video or canvas shows; null when it may not be read. */
export async function drawn(source: Drawable): Promise<Loaded | null> {
  const { naturalWidth, naturalHeight } = source as HTMLImageElement;
  const { videoWidth, videoHeight } = source as HTMLVideoElement;
  const width = naturalWidth ?? videoWidth ?? source.width;
  const height = naturalHeight ?? videoHeight ?? source.height;
  if (!width || !height) return null;
  const scale = Math.min(1, Math.sqrt(maxPixels / (width * height)));
  const canvas = source.ownerDocument.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  canvas.getContext('2d')?.drawImage(source, 0, 0, canvas.width, canvas.height);
  const encoded = (quality: number) =>
    new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/webp', quality));
  try {
    let blob = await encoded(1);
    if (blob && blob.size > worthIt * canvas.width * canvas.height) blob = await encoded(0.9);
    if (!blob) return null;
    return { bytes: new Uint8Array(await blob.arrayBuffer()), type: blob.type };
  } catch {
    // It shows something from another origin.
    return null;
  }
}
