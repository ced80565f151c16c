import type { Loaded } from './assets';

/** Larger pictures are drawn smaller. */
const maxPixels = 1_500_000;

type Source = HTMLImageElement | HTMLCanvasElement;

/** A still picture of what an image or canvas shows; null when it may not be read. */
export async function drawn(source: Source): Promise<Loaded | null> {
  const width = (source as HTMLImageElement).naturalWidth ?? source.width;
  const height = (source as HTMLImageElement).naturalHeight ?? source.height;
  if (!width || !height) return null;
  const scale = Math.min(1, Math.sqrt(maxPixels / (width * height)));
  const canvas = source.ownerDocument.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  canvas.getContext('2d')?.drawImage(source, 0, 0, canvas.width, canvas.height);
  try {
    const blob = await new Promise<Blob | null>((resolve) =>
      canvas.toBlob(resolve, 'image/webp', 0.9),
    );
    if (!blob) return null;
    return { bytes: new Uint8Array(await blob.arrayBuffer()), type: blob.type };
  } catch {
    // It shows something from another origin.
    return null;
  }
}
