/** Reads JSON from a Storage; what is missing, broken or of another shape gives `fallback`. */
export function read(storage, key, fallback, isValid) {
  try {
    const value = JSON.parse(storage.getItem(key) ?? 'null');
    return isValid(value) ? value : fallback;
  } catch {
    return fallback;
  }
}

/** A browser that keeps nothing (private windows, full disks) still shows the shop. */
export function write(storage, key, value) {
  try {
    storage.setItem(key, JSON.stringify(value));
  } catch {}
}
