/** A name that nothing else has. (The browser's own way to make one is missing where a desk is served without TLS.) */
export function newName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
