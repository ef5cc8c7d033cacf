/** One property of the desk's own: made, or changed. Its type and its name stay, since values were written by them. */
import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useId, useState } from "react";
import { Refusal } from "~/api/client";
import { useFaultWords } from "~/api/fault-words";
import { type ObjectType, type PropertyDefinition, type PropertyKind, propertyKinds } from "~/crm/field";
import { useKindNames } from "~/crm/field-words";
import { useIsChanged } from "~/lib/unsaved";
import { Banner } from "~/ui/banner";
import { Button } from "~/ui/button";
import { Field, Input, TextArea } from "~/ui/field";
import { Panel } from "~/ui/panel";
import { Select } from "~/ui/select";
import { toast } from "~/ui/toast";
import { type OptionDraft, OptionsEditor, newOption, optionValues } from "./options-editor.tsx";
import { usePropertyActs } from "./property-acts.ts";

const withOptions: readonly PropertyKind[] = ["select", "multi_select"];

/** Which box a refusal speaks of; null is none of them. */
function faultyBox(fault: unknown): "label" | "name" | "options" | null {
  if (!(fault instanceof Refusal)) return null;
  if (fault.code === "property.name_taken") return "label";
  const field = fault.facts["field"];
  return field === "label" || field === "name" || field === "options" ? field : null;
}

export function PropertyPanel({
  object,
  property,
  onClose,
}: {
  readonly object: ObjectType;
  readonly property: PropertyDefinition | null;
  readonly onClose: () => void;
}) {
  const { t } = useLingui();
  const form = useId();
  const faultWords = useFaultWords();
  const kindNames = useKindNames();
  const { define, change, archive, restore } = usePropertyActs(object);
  const [label, setLabel] = useState(property?.label ?? "");
  const [description, setDescription] = useState(property?.description ?? "");
  const [name, setName] = useState("");
  const [kind, setKind] = useState<PropertyKind>(property?.kind ?? "text");
  const [options, setOptions] = useState<readonly OptionDraft[]>(() =>
    property?.options.length
      ? property.options.map((option) => ({ id: option.value, ...option }))
      : [newOption(), newOption()],
  );
  const fault = define.error ?? change.error;
  const box = faultyBox(fault);
  const words = fault ? faultWords(fault) : "";
  const archived =
    fault instanceof Refusal && fault.code === "property.name_taken" && fault.facts["is_archived"] === true
      ? String(fault.facts["name"])
      : null;
  const hasOptions = withOptions.includes(kind);
  const typed = [label, description, name, kind, options.map((option) => option.label)];
  const isUnsaved = useIsChanged(typed) && !define.isPending && !change.isPending;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!label.trim()) return;
    const wish = {
      label: label.trim(),
      description: description.trim(),
      options: hasOptions ? optionValues(options) : [],
    };
    const onSuccess = () => {
      toast.done(property ? t`Saved` : t`${wish.label} can be used now`);
      onClose();
    };
    if (property) change.mutate({ name: property.name, ...wish }, { onSuccess });
    else define.mutate({ ...wish, kind, ...(name.trim() ? { name: name.trim() } : {}) }, { onSuccess });
  }
  return (
    <Panel
      title={property ? property.label : t`New property`}
      onClose={onClose}
      isUnsaved={isUnsaved}
      footer={
        <>
          {property ? (
            <Button
              weight="quiet"
              className="mr-auto"
              busy={archive.isPending}
              onClick={() => archive.mutate(property, { onSuccess: onClose })}
            >
              <Trans>Archive</Trans>
            </Button>
          ) : null}
          <Button weight="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button
            type="submit"
            form={form}
            weight="primary"
            busy={define.isPending || change.isPending}
            disabled={!label.trim()}
          >
            {property ? t`Save property` : t`Create property`}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4" noValidate>
        {fault && !box ? (
          <Banner kind="danger" rounded urgent>
            {words}
          </Banner>
        ) : null}
        <Field label={t`Label`} {...(box === "label" ? { error: words } : {})}>
          <Input value={label} dir="auto" maxLength={200} onChange={(event) => setLabel(event.target.value)} />
        </Field>
        {archived ? (
          <Button
            size="small"
            className="self-start"
            onClick={() => restore.mutate({ name: archived, label }, { onSuccess: onClose })}
          >
            <Trans>Bring it back from the archive</Trans>
          </Button>
        ) : null}
        <Field label={t`Type`} {...(property ? { hint: t`The type stays, since values were written by it.` } : {})}>
          <Select<PropertyKind>
            value={kind}
            onChange={setKind}
            disabled={property !== null}
            options={propertyKinds.map((value) => ({ value, label: kindNames[value] }))}
          />
        </Field>
        {hasOptions ? (
          <OptionsEditor options={options} onChange={setOptions} {...(box === "options" ? { error: words } : {})} />
        ) : null}
        <Field label={t`Description`} optional={t`Optional`} hint={t`Shown where the property is filled in.`}>
          <TextArea
            value={description}
            dir="auto"
            onChange={(event) => setDescription(event.target.value)}
            className="min-h-16!"
          />
        </Field>
        <Field
          label={t`Name for programs`}
          {...(property ? {} : { optional: t`Optional` })}
          {...(box === "name"
            ? { error: words }
            : {
                hint: property
                  ? t`The API knows the property by this name. It never changes.`
                  : t`Left empty, it is made of the label.`,
              })}
        >
          <Input
            value={property?.name ?? name}
            disabled={property !== null}
            spellCheck={false}
            autoCapitalize="off"
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
      </form>
    </Panel>
  );
}
