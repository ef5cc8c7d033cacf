/** Making, changing and removing pipelines and statuses. A refusal is kept by the one who asked, to be shown where it belongs. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "~/api/client";
import { keys } from "~/api/keys";
import type { RuledPipeline, RuledStatus } from "~/crm/pipeline-queries";

export type PipelineChange = Partial<Omit<RuledPipeline, "id" | "statuses">> & {
  readonly status_ids?: readonly number[];
};
export type StatusChange = Partial<Omit<RuledStatus, "id">>;

export function usePipelineActs() {
  const client = useQueryClient();
  const onSettled = () => {
    void client.invalidateQueries({ queryKey: keys.pipelines });
    void client.invalidateQueries({ queryKey: keys.bootstrap });
  };
  return {
    addPipeline: useMutation({
      mutationFn: (label: string) => api.post<{ readonly id: number }>("/pipelines", { label }),
      onSettled,
    }),
    changePipeline: useMutation({
      mutationFn: ({ id, ...change }: { readonly id: number } & PipelineChange) =>
        api.patch(`/pipelines/${id}`, change),
      onSettled,
    }),
    removePipeline: useMutation({ mutationFn: (id: number) => api.delete(`/pipelines/${id}`), onSettled }),
    addStatus: useMutation({
      mutationFn: ({
        pipelineId,
        ...status
      }: {
        readonly pipelineId: number;
        readonly label: string;
        readonly is_closed: boolean;
      }) => api.post(`/pipelines/${pipelineId}/statuses`, status),
      onSettled,
    }),
    changeStatus: useMutation({
      mutationFn: ({
        pipelineId,
        id,
        ...change
      }: { readonly pipelineId: number; readonly id: number } & StatusChange) =>
        api.patch(`/pipelines/${pipelineId}/statuses/${id}`, change),
      onSettled,
    }),
    removeStatus: useMutation({
      mutationFn: ({ pipelineId, id }: { readonly pipelineId: number; readonly id: number }) =>
        api.delete(`/pipelines/${pipelineId}/statuses/${id}`),
      onSettled,
    }),
  };
}
