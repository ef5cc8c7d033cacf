/** Defining, changing, ordering, archiving and bringing back the desk's own properties. */
import { useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, sentenceOf } from "~/api/client";
import { keys } from "~/api/keys";
import type { ObjectType, PropertyDefinition, PropertyKind, PropertyOption } from "~/crm/field";
import { propertiesQuery } from "~/crm/property-queries";
import { toast } from "~/ui/toast";

export type PropertyWish = {
  readonly label: string;
  readonly description: string;
  readonly options: readonly PropertyOption[];
  readonly kind: PropertyKind;
  readonly name?: string;
};

export function usePropertyActs(object: ObjectType) {
  const client = useQueryClient();
  const { t } = useLingui();
  const path = `/properties/${object}`;
  const refresh = () => client.invalidateQueries({ queryKey: keys.properties });
  const onError = (fault: unknown) => toast.failed(sentenceOf(fault));

  const define = useMutation({ mutationFn: (wish: PropertyWish) => api.post(path, wish), onSuccess: refresh });
  const change = useMutation({
    mutationFn: ({ name, ...wish }: { readonly name: string } & Partial<Omit<PropertyWish, "name" | "kind">>) =>
      api.patch(`${path}/${name}`, wish),
    onSuccess: refresh,
  });
  const restore = useMutation({
    mutationFn: ({ name }: Pick<PropertyDefinition, "name" | "label">) =>
      api.patch(`${path}/${name}`, { archived: false }),
    onSuccess: (_answer, { label }) => void toast.done(t`${label} is back, with its values`),
    onError,
    onSettled: refresh,
  });
  const archive = useMutation({
    mutationFn: ({ name }: PropertyDefinition) => api.delete(`${path}/${name}`),
    onSuccess: (_answer, property) =>
      void toast.done(t`${property.label} is archived. Its values are kept.`, { undo: () => restore.mutate(property) }),
    onError,
    onSettled: refresh,
  });
  /** Only those that really move are told to the server. */
  async function order(listed: readonly PropertyDefinition[], names: readonly string[]) {
    const places = new Map(names.map((name, position) => [name, position]));
    const moved = listed
      .map((property) => ({ ...property, position: places.get(property.name) ?? property.position }))
      .toSorted((one, other) => one.position - other.position);
    client.setQueryData(propertiesQuery(object).queryKey, { properties: moved });
    try {
      for (const property of moved) {
        if (listed.find((one) => one.name === property.name)?.position !== property.position)
          await api.patch(`${path}/${property.name}`, { position: property.position });
      }
    } catch (fault) {
      onError(fault);
    }
    void refresh();
  }
  return { define, change, archive, restore, order };
}
