/** Which address is connected, and under which name it answers. */
import { useLingui } from "@lingui/react/macro";
import { Field, Input } from "~/ui/field";

export type AddressFieldsProps = {
  readonly address: string;
  readonly onAddress: (address: string) => void;
  readonly name: string;
  readonly onName: (name: string) => void;
  readonly fault: string | undefined;
};

export function AddressFields({ address, onAddress, name, onName, fault }: AddressFieldsProps) {
  const { t } = useLingui();
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label={t`Address`} {...(fault ? { error: fault } : { hint: t`The one that customers write to.` })}>
        <Input
          type="email"
          autoComplete="off"
          spellCheck={false}
          value={address}
          onChange={(event) => onAddress(event.target.value)}
          placeholder="support@example.com"
        />
      </Field>
      <Field label={t`Name`} optional={t`Optional`} hint={t`Stands before the address on replies.`}>
        <Input value={name} onChange={(event) => onName(event.target.value)} dir="auto" />
      </Field>
    </div>
  );
}
