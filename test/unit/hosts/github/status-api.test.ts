import { expect, test } from "vitest";
import { commitOf } from "../../../../src/hosts/github/status-api.ts";

const HEAD = "1111111111111111111111111111111111111111";
const SHA = "2222222222222222222222222222222222222222";

test.each([
  { event: "push", payload: { after: SHA }, commit: SHA },
  { event: "workflow_dispatch", payload: {}, commit: SHA },
  {
    event: "pull_request, whose own commit is a merge that nobody looks at",
    payload: { pull_request: { number: 7, head: { sha: HEAD } } },
    commit: HEAD,
  },
  {
    event: "workflow_run, which runs on the default branch",
    payload: { workflow_run: { head_sha: HEAD } },
    commit: HEAD,
  },
  { event: "one of another form", payload: { pull_request: { number: 7, head: 3 } }, commit: SHA },
])("the commit of a $event", ({ payload, commit }) => {
  expect(commitOf({ payload, sha: SHA })).toBe(commit);
});
