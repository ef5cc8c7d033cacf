import { expect, test } from "vitest";
import { guessServers, providerOf, usualPort } from "./guess-servers.ts";

test("a company's servers carry its domain", () => {
  expect(guessServers("support@Example.com")).toMatchObject({
    imap: { host: "imap.example.com", port: 993, security: "tls", user: "support@Example.com" },
    smtp: { host: "smtp.example.com", port: 465, security: "tls" },
  });
});

test("a known provider has servers of its own name", () => {
  expect(guessServers("team@outlook.com")?.smtp).toMatchObject({
    host: "smtp-mail.outlook.com",
    port: 587,
    security: "starttls",
  });
});

test("an address of Google or Microsoft leads to their own sign-in", () => {
  expect(providerOf(guessServers("team@gmail.com")?.imap)).toBe("google");
  expect(providerOf(guessServers("team@outlook.com")?.imap)).toBe("microsoft");
  expect(providerOf(guessServers("team@fastmail.com")?.imap)).toBe("other");
  expect(providerOf({ host: "imap.gmail.com.evil.example", port: 993, security: "tls", user: "" })).toBe("other");
  expect(providerOf(null)).toBe("other");
});

test("half an address guesses nothing", () => {
  expect(guessServers("support@")).toBeNull();
  expect(guessServers("support@localhost")).toBeNull();
});

test("each way of securing has its usual port", () => {
  expect([
    usualPort("imap", "tls"),
    usualPort("imap", "starttls"),
    usualPort("smtp", "starttls"),
    usualPort("smtp", "none"),
  ]).toEqual([993, 143, 587, 25]);
});
