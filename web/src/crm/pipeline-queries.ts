/** Pipelines with their rules, as those see them who set them. */
import { queryOptions } from "@tanstack/react-query";
import { api } from "~/api/client";
import { keys } from "~/api/keys";

export type RuledStatus = {
  readonly id: number;
  readonly label: string;
  readonly is_closed: boolean;
  readonly required_properties: readonly string[];
};

export type RuledPipeline = {
  readonly id: number;
  readonly label: string;
  readonly position: number;
  readonly statuses: readonly RuledStatus[];
  /** None means: in any. */
  readonly start_status_ids: readonly number[];
  readonly no_skipping: boolean;
  readonly no_going_back: boolean;
  readonly sets_close_date: boolean;
  readonly clears_close_date: boolean;
};

export type PipelinesAnswer = {
  readonly pipelines: readonly RuledPipeline[];
  readonly requirable: readonly { readonly name: string; readonly label: string }[];
};

export const pipelinesQuery = queryOptions({
  queryKey: keys.pipelines,
  queryFn: ({ signal }) => api.get<PipelinesAnswer>("/pipelines", { signal }),
});
