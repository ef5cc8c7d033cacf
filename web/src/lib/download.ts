/** Saves what stands at an address of this desk as a file; the page stays. */
export function download(address: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = "";
  link.click();
}
