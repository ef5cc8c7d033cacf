/** Users and teams as those see them who look after them. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, sentenceOf } from "~/api/client";
import { keys } from "~/api/keys";
import type { Visibility } from "~/api/shapes";
import { toast } from "~/ui/toast";

export type UserRow = {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly is_super_admin: boolean;
  readonly seat: "service" | "none";
  readonly visibility: Visibility;
  readonly sees_unassigned: boolean;
  readonly permissions: readonly string[];
  readonly is_active: boolean;
  readonly has_joined: boolean;
  readonly team_ids: readonly number[];
};

export type UserWish = Pick<
  UserRow,
  "name" | "email" | "is_super_admin" | "seat" | "visibility" | "sees_unassigned" | "permissions"
>;

export type TeamRow = {
  readonly id: number;
  readonly name: string;
  readonly main_member_ids: readonly number[];
  readonly extra_member_ids: readonly number[];
};

export const usersQuery = queryOptions({
  queryKey: keys.users,
  queryFn: ({ signal }) => api.get<{ readonly users: readonly UserRow[] }>("/users", { signal }),
  select: (answer) => answer.users,
});

export const teamsQuery = queryOptions({
  queryKey: keys.teams,
  queryFn: ({ signal }) => api.get<{ readonly teams: readonly TeamRow[] }>("/teams", { signal }),
  select: (answer) => answer.teams,
});

export type Invited = { readonly id?: number; readonly link?: string };

export function useUserActs() {
  const client = useQueryClient();
  const options = {
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.users });
      void client.invalidateQueries({ queryKey: keys.bootstrap });
    },
    onError: (fault: unknown) => toast.failed(sentenceOf(fault)),
  };
  const invite = useMutation({
    mutationFn: (wish: UserWish) => api.post<Invited>("/users", wish),
    onSuccess: options.onSuccess,
  });
  const change = useMutation({
    mutationFn: ({ id, ...wish }: { readonly id: number } & Partial<UserWish>) => api.patch(`/users/${id}`, wish),
    onSuccess: options.onSuccess,
  });
  const inviteAgain = useMutation({ mutationFn: (id: number) => api.post<Invited>(`/users/${id}/invite`), ...options });
  const setActive = useMutation({
    mutationFn: ({ id, isActive }: { readonly id: number; readonly isActive: boolean }) =>
      api.post(`/users/${id}/${isActive ? "reactivate" : "deactivate"}`),
    ...options,
  });
  return { invite, change, inviteAgain, setActive };
}

export function useTeamActs() {
  const client = useQueryClient();
  const onSuccess = () => {
    void client.invalidateQueries({ queryKey: keys.teams });
    void client.invalidateQueries({ queryKey: keys.bootstrap });
  };
  const onError = (fault: unknown) => toast.failed(sentenceOf(fault));
  const add = useMutation({ mutationFn: (team: Omit<TeamRow, "id">) => api.post("/teams", team), onSuccess });
  const change = useMutation({ mutationFn: ({ id, ...team }: TeamRow) => api.patch(`/teams/${id}`, team), onSuccess });
  const remove = useMutation({ mutationFn: (id: number) => api.delete(`/teams/${id}`), onSuccess, onError });
  return { add, change, remove };
}
