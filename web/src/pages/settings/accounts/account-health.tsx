/** How an account does, in a word with its colour, and the sentence behind it. */
import { useLingui } from "@lingui/react/macro";
import { Badge, type Tone } from "~/ui/badge";
import type { Account, HealthState } from "./account-queries.ts";

const tones: Record<HealthState, Tone> = { ok: "success", connecting: "info", failing: "danger", off: "neutral" };
const order: readonly HealthState[] = ["failing", "connecting", "off", "ok"];

/** The worst of its parts: what one should know first. */
export function worstPart(account: Account) {
  const parts = Object.entries(account.health).map(([part, health]) => ({ part, ...health }));
  return parts.toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state))[0];
}

export function HealthBadge({ account }: { readonly account: Account }) {
  const { t } = useLingui();
  const words: Record<HealthState, string> = {
    ok: t`Working`,
    connecting: t`Connecting`,
    failing: t`Not working`,
    off: t`Off`,
  };
  if (!account.is_active) return <Badge>{t`Paused`}</Badge>;
  const state = worstPart(account)?.state ?? "connecting";
  return <Badge tone={tones[state]}>{words[state]}</Badge>;
}
