/** After a sign-in that came to nothing: back to where it was begun. */
import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { buttonClasses } from "~/ui/button";
import { whereBegun } from "./provider-queries.ts";

export function BeginAgain() {
  return (
    <Link to="/settings/email-accounts/connect" search={whereBegun()} className={buttonClasses("primary")}>
      <Trans>Begin again</Trans>
    </Link>
  );
}
