/** What an administrator does once at the provider, in the words of its own pages. */
import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Provider } from "./provider-queries.ts";

function Step({ children }: { readonly children: ReactNode }) {
  return <li className="pl-1">{children}</li>;
}

function Elsewhere({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  return (
    <a href={to} target="_blank" rel="noreferrer" className="text-accent underline">
      {children}
    </a>
  );
}

/** A word that stands on the provider's page just so, in every language. */
function Word({ children }: { readonly children: ReactNode }) {
  return (
    <span translate="no" className="font-strong break-words">
      {children}
    </span>
  );
}

export function RegistrationSteps({ provider }: { readonly provider: Provider }) {
  return <ol className="ml-4 flex list-decimal flex-col gap-1.5">{steps[provider]()}</ol>;
}

const steps: Readonly<Record<Provider, () => ReactNode>> = {
  google: () => (
    <>
      <Step>
        <Trans>
          Open the <Elsewhere to="https://console.cloud.google.com/apis/credentials">Google Cloud console</Elsewhere>,
          choose or make a project, and switch on the <Word>Gmail API</Word>.
        </Trans>
      </Step>
      <Step>
        <Trans>
          On the consent screen choose <Word>Internal</Word> if the mailbox belongs to your organisation, and add the
          scope <Word>https://mail.google.com/</Word>.
        </Trans>
      </Step>
      <Step>
        <Trans>
          Create an <Word>OAuth client ID</Word> of the type <Word>Web application</Word>, and enter the redirect
          address below.
        </Trans>
      </Step>
      <Step>
        <Trans>Copy the client ID and the client secret to here.</Trans>
      </Step>
    </>
  ),
  microsoft: () => (
    <>
      <Step>
        <Trans>
          In the{" "}
          <Elsewhere to="https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade">
            Microsoft Entra admin center
          </Elsewhere>
          , under <Word>App registrations</Word>, make a new registration with the redirect address below, of the type{" "}
          <Word>Web</Word>.
        </Trans>
      </Step>
      <Step>
        <Trans>
          Under <Word>API permissions</Word> add the delegated permissions of Microsoft Graph{" "}
          <Word>IMAP.AccessAsUser.All</Word>, <Word>SMTP.Send</Word> and <Word>offline_access</Word>.
        </Trans>
      </Step>
      <Step>
        <Trans>
          Under <Word>Certificates & secrets</Word> make a client secret. Copy its value, not its ID; it runs out on the
          day that is shown there.
        </Trans>
      </Step>
      <Step>
        <Trans>
          Allow <Word>Authenticated SMTP</Word> for the mailbox in the Microsoft 365 admin center.
        </Trans>
      </Step>
    </>
  ),
  other: () => (
    <>
      <Step>
        <Trans>Register Deskbell at the provider as a web application, with the redirect address below.</Trans>
      </Step>
      <Step>
        <Trans>
          Copy the client ID and the client secret to here. The addresses and the scope for IMAP and SMTP are in the
          provider's documentation.
        </Trans>
      </Step>
    </>
  ),
};
