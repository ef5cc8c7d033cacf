/** Below an account that is tried: test, then connect, or connect although the test failed. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Button, buttonClasses } from "~/ui/button";

export type TestButtonsProps = {
  readonly hasPassed: boolean;
  /** Whether the test was made, and failed. */
  readonly hasFailed: boolean;
  readonly isTesting: boolean;
  readonly isSaving: boolean;
  readonly isWhole: boolean;
  readonly onSave: () => void;
};

export function TestButtons({ hasPassed, hasFailed, isTesting, isSaving, isWhole, onSave }: TestButtonsProps) {
  const { t } = useLingui();
  return (
    <div className="flex flex-wrap items-center gap-2">
      {hasPassed ? (
        <Button type="submit" weight="primary" busy={isSaving}>{t`Connect account`}</Button>
      ) : (
        <Button type="submit" weight="primary" busy={isTesting} disabled={!isWhole}>
          {hasFailed ? t`Test again` : t`Test the connection`}
        </Button>
      )}
      {hasFailed ? <Button onClick={onSave} busy={isSaving}>{t`Connect all the same`}</Button> : null}
      <Link to="/settings/email-accounts" className={buttonClasses("quiet")}>
        <Trans>Cancel</Trans>
      </Link>
    </div>
  );
}
