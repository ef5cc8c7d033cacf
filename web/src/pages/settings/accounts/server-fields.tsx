/** The fields of one mail server: where it is, how it is secured, and who signs in. */
import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Field, Input } from "~/ui/field";
import { Select } from "~/ui/select";
import type { Security, Server } from "./mail-server.ts";
import { usualPort } from "./guess-servers.ts";

export type ServerFieldsProps = {
  readonly kind: "imap" | "smtp";
  readonly title: ReactNode;
  readonly server: Server;
  readonly onChange: (server: Server) => void;
  /** Left out where a sign-in at the provider stands in its place. */
  readonly password?: string;
  readonly onPassword?: (password: string) => void;
  readonly passwordHint?: string;
  /** The server's sentence about a field of this kind, by its name after the dot: host, port, security, user. */
  readonly faults: Readonly<Record<string, string>>;
};

export function ServerFields({
  kind,
  title,
  server,
  onChange,
  password,
  onPassword,
  passwordHint,
  faults,
}: ServerFieldsProps) {
  const { t } = useLingui();
  const fault = (field: string) => (faults[`${kind}.${field}`] ? { error: faults[`${kind}.${field}`] } : {});
  return (
    <fieldset className="grid grid-cols-6 gap-3">
      <legend className="pb-2 font-strong">{title}</legend>
      <Field label={t`Server`} className="col-span-6 sm:col-span-3" {...fault("host")}>
        <Input
          value={server.host}
          onChange={(event) => onChange({ ...server, host: event.target.value })}
          spellCheck={false}
          autoComplete="off"
        />
      </Field>
      <Field label={t`Security`} className="col-span-4 sm:col-span-2" {...fault("security")}>
        <Select<Security>
          value={server.security}
          onChange={(security) =>
            onChange({
              ...server,
              security,
              port: server.port === usualPort(kind, server.security) ? usualPort(kind, security) : server.port,
            })
          }
          options={[
            { value: "tls", label: "TLS" },
            { value: "starttls", label: "STARTTLS" },
            { value: "none", label: t`None (this machine only)` },
          ]}
        />
      </Field>
      <Field label={t`Port`} className="col-span-2 sm:col-span-1" {...fault("port")}>
        <Input
          inputMode="numeric"
          className="tabular"
          value={server.port ?? ""}
          onChange={(event) => onChange({ ...server, port: Number(event.target.value.replace(/\D/g, "")) || null })}
        />
      </Field>
      <Field label={t`User name`} className="col-span-6 sm:col-span-3" {...fault("user")}>
        <Input
          value={server.user}
          onChange={(event) => onChange({ ...server, user: event.target.value })}
          spellCheck={false}
          autoComplete="off"
        />
      </Field>
      {onPassword ? (
        <Field
          label={t`Password`}
          className="col-span-6 sm:col-span-3"
          {...fault("password")}
          {...(passwordHint ? { hint: passwordHint } : {})}
        >
          <Input
            type="password"
            autoComplete="off"
            value={password ?? ""}
            onChange={(event) => onPassword(event.target.value)}
          />
        </Field>
      ) : null}
    </fieldset>
  );
}
