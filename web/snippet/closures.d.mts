export function closeClasses(text: string, path: string): string;
