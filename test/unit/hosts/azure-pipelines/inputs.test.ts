import { describe, expect, test } from "vitest";
import { taskInputs, unresolvedPart } from "../../../../src/hosts/azure-pipelines/inputs.ts";
import { camelCase, inputVariable } from "../../../../src/hosts/azure-pipelines/names.ts";
import { takeVariables } from "../../../../src/hosts/azure-pipelines/variables.ts";

const inputs = (env: Record<string, string>) => taskInputs(takeVariables({ ...env }));

test("a name is the table's, written as Azure Pipelines writes names", () => {
  expect(camelCase("max-recovery-point-age")).toBe("maxRecoveryPointAge");
  expect(inputVariable("max-recovery-point-age")).toBe("INPUT_MAXRECOVERYPOINTAGE");
  expect(camelCase("vault")).toBe("vault");
});

describe("an input", () => {
  test("is trimmed, keeps its lines, and is found whatever the case of its variable", () => {
    const get = inputs({ Input_Item: " a\nb \n", INPUT_VAULT: "v" });

    expect(get("item")).toBe("a\nb");
    expect(get("vault")).toBe("v");
  });

  test("that every operation accepts has its default", () => {
    expect(inputs({ INPUT_ONCONFLICT: "" })("on-conflict")).toBe("wait");
    expect(inputs({})("max-parallel")).toBe("10");
  });

  test("that only some operations use has none, so that the others can tell", () => {
    expect(inputs({})("recovery-point-types")).toBe("");
  });

  test("that is a flag is what the agent says, in small letters", () => {
    expect(inputs({ INPUT_DRYRUN: "True" })("dry-run")).toBe("true");
    expect(inputs({ INPUT_DRYRUN: "FALSE" })("dry-run")).toBe("false");
    expect(inputs({ INPUT_DRYRUN: "yes" })("dry-run")).toBe("yes");
    expect(inputs({ INPUT_DRYRUN: "" })("dry-run")).toBe("");
  });

  test("of another host is empty, whatever the environment holds", () => {
    const get = inputs({ INPUT_CLIENTSECRET: "x", INPUT_GITHUBTOKEN: "x" });

    expect([get("client-secret"), get("github-token"), get("auth-type")]).toEqual(["", "", ""]);
  });
});

describe("what nothing has replaced", () => {
  test.each([
    ["$(vault)", "$(vault)"],
    ["a/$(b.c)/d", "$(b.c)"],
    ["$[variables.x]", "$[variables.x]"],
    ["a\n$(b)", "$(b)"],
  ])("in '%s' is '%s'", (value, part) => {
    expect(unresolvedPart(value)).toBe(part);
  });

  test.each(["payroll", "$", "$x", "$()", "$[]", "a(b)", "[a]", "100 $ (x)", "$(", "$(a\nb)"])(
    "is nothing in '%s'",
    (value) => {
      expect(unresolvedPart(value)).toBeUndefined();
    },
  );
});

test("what the agent passes to tasks leaves the environment, and nothing else does", () => {
  const env: Record<string, string | undefined> = {
    INPUT_VAULT: "v",
    ENDPOINT_AUTH_PARAMETER_ID_SERVICEPRINCIPALKEY: "s3cret-value",
    SECRET_AGENT_PROXYPASSWORD: "s3cret-value",
    SECUREFILE_TICKET_1: "s3cret-value",
    PATH: "/bin",
    MY_SECRET_NAME: "kept",
    ABSENT: undefined,
  };

  const get = takeVariables(env);

  expect(env).toEqual({ PATH: "/bin", MY_SECRET_NAME: "kept", ABSENT: undefined });
  expect(get("endpoint_auth_parameter_id_serviceprincipalkey")).toBe("s3cret-value");
  expect(get("PATH")).toBeUndefined();
});
