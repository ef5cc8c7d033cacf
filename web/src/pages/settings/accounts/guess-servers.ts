/** Pure: which servers an address most likely has, so that most people type nothing. */
import type { Server } from "./mail-server.ts";

type Guess = { readonly imap: Server; readonly smtp: Server };

/** Providers whose servers do not carry the address's own domain. */
const providers: Readonly<Record<string, readonly [imap: string, smtp: string, smtpPort: number]>> = {
  "gmail.com": ["imap.gmail.com", "smtp.gmail.com", 465],
  "googlemail.com": ["imap.gmail.com", "smtp.gmail.com", 465],
  "outlook.com": ["outlook.office365.com", "smtp-mail.outlook.com", 587],
  "hotmail.com": ["outlook.office365.com", "smtp-mail.outlook.com", 587],
  "icloud.com": ["imap.mail.me.com", "smtp.mail.me.com", 587],
  "yahoo.com": ["imap.mail.yahoo.com", "smtp.mail.yahoo.com", 465],
  "fastmail.com": ["imap.fastmail.com", "smtp.fastmail.com", 465],
  "zoho.com": ["imap.zoho.com", "smtp.zoho.com", 465],
  "gmx.net": ["imap.gmx.net", "mail.gmx.net", 465],
  "gmx.de": ["imap.gmx.net", "mail.gmx.net", 465],
  "wp.pl": ["imap.wp.pl", "smtp.wp.pl", 465],
  "o2.pl": ["poczta.o2.pl", "poczta.o2.pl", 465],
};

export function guessServers(address: string): Guess | null {
  const domain = address.split("@")[1]?.trim().toLowerCase();
  if (!domain?.includes(".")) return null;
  const [imap, smtp, smtpPort] = providers[domain] ?? [`imap.${domain}`, `smtp.${domain}`, 465];
  const user = address.trim();
  return {
    imap: { host: imap, port: 993, security: "tls", user },
    smtp: { host: smtp, port: smtpPort, security: smtpPort === 465 ? "tls" : "starttls", user },
  };
}

/** Whose servers these are, among the providers where one signs in on their own pages. */
export function providerOf(server: Server | null | undefined): "google" | "microsoft" | "other" {
  const host = server?.host.toLowerCase() ?? "";
  if (host.endsWith(".gmail.com")) return "google";
  return host.endsWith(".office365.com") || host.endsWith(".outlook.com") ? "microsoft" : "other";
}

/** The port that goes with a way of securing, unless another was typed. */
export function usualPort(kind: "imap" | "smtp", security: Server["security"]): number {
  if (kind === "imap") return security === "tls" ? 993 : 143;
  return { tls: 465, starttls: 587, none: 25 }[security];
}
