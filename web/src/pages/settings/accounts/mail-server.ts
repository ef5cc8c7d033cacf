/** Where a mailbox is read, or where its mail leaves. */
export type Security = "tls" | "starttls" | "none";
export type Server = {
  readonly host: string;
  readonly port: number | null;
  readonly security: Security;
  readonly user: string;
};
export const unknownServer: Server = { host: "", port: null, security: "tls", user: "" };
