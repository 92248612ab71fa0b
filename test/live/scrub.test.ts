import { describe, expect, test } from "vitest";
import { NewPseudonyms } from "./pseudonyms.ts";
import { scrubBody, scrubText } from "./scrub-body.ts";
import { type Scrubber, scrubName, scrubPath, scrubUrl } from "./scrub-names.ts";

const ARM = "https://management.azure.com";
const VAULT =
  "/subscriptions/5e1f7d2c-0b1a-4c3d-8e9f-a0b1c2d3e4f5/resourceGroups/rg-pay/providers/Microsoft.RecoveryServices/vaults/Vault";

function scrubber(): Scrubber {
  return { names: new NewPseudonyms([]), armOrigin: ARM };
}

/** Replaced in the order given, by one set of pseudonyms. */
function bodies(...values: readonly unknown[]): unknown[] {
  const one = scrubber();
  return values.map((value) => JSON.parse(scrubBody(JSON.stringify(value), one)) as unknown);
}

const url = (text: string, one = scrubber()) =>
  scrubUrl(text, one, (name, value) => scrubText(value, name, one));

describe("a native name", () => {
  test.each([
    ["SQLDataBase;mssqlserver;payroll", "SQLDataBase;name-1;name-2"],
    ["VMAppContainer;Compute;rg;vm", "VMAppContainer;Compute;name-1;name-2"],
    ["VMAppContainer;compute;compute;Compute", "VMAppContainer;compute;name-1;Name-1"],
    ["IaasVMContainer;iaasvmcontainerv2;rg;vm", "IaasVMContainer;iaasvmcontainerv2;name-1;name-2"],
    [";iaasvmcontainerv2;rg;vm", ";iaasvmcontainerv2;name-1;name-2"],
    ["VM;iaasvmcontainerv2;VM;vm", "VM;iaasvmcontainerv2;NAME-1;name-1"],
    ["StorageContainer;storage;rg;store", "StorageContainer;storage;name-1;name-2"],
    ["AzureFileShare;9b16b44d", "AzureFileShare;name-1"],
    ["SQLDataBase;SQLDataBase;SQLDataBase", "SQLDataBase;Name-1;Name-1"],
    ["SQLDataBase", "Name-1"],
    ["VM", "NAME-1"],
  ])("%s keeps its first words and nothing else", (name, expected) => {
    expect(scrubName(name, scrubber())).toBe(expected);
  });

  test("is told the same in a path and in a name", () => {
    const one = scrubber();

    expect(scrubName("SQLDataBase;inst;payroll", one)).toBe("SQLDataBase;name-1;name-2");
    expect(scrubName("INST/payroll [host.corp.example]", one)).toBe(
      "NAME-1/name-2 [name-3.name-4.name-5]",
    );
  });
});

describe("an id", () => {
  test("keeps types, and replaces what stands under them", () => {
    expect(
      scrubPath(`${VAULT}/backupFabrics/Azure/protectionContainers/c/protectedItems/i`, scrubber()),
    ).toBe(
      "/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/name-1/providers/Microsoft.RecoveryServices/vaults/Name-2/backupFabrics/Azure/protectionContainers/name-3/protectedItems/name-4",
    );
  });

  test.each(["vaults", "Azure", "providers", "backupJobs", "Microsoft.Compute", "subscriptions"])(
    "replaces a vault whose name is '%s'",
    (name) => {
      const path = scrubPath(`${VAULT.replace(/Vault$/, name)}/backupJobs`, scrubber());

      expect(path).toMatch(/\/vaults\/name-[23](\.name-3)?\/backupJobs$/i);
    },
  );

  test("replaces a provider and a type that nobody knows", () => {
    expect(scrubPath("/subscriptions/x/providers/Contoso.Secret/machines/m", scrubber())).toBe(
      "/subscriptions/name-1/providers/Name-2.Name-3/name-4/name-5",
    );
  });

  test("in a URL stays encoded as it was", () => {
    expect(
      url(
        `${ARM}${VAULT}/backupFabrics/Azure/protectionContainers/VMAppContainer%3BCompute%3Brg%3Bvm`,
      ),
    ).toContain("VMAppContainer%3BCompute%3Bname-3%3Bname-4");
    expect(url(`${ARM}/subscriptions/Gr%C3%B6%C3%9Fe/x%2Fy`)).toBe(
      `${ARM}/subscriptions/Name-1/name-2%2Fname-3`,
    );
  });
});

describe("a URL", () => {
  test("has its host, its signature and its own parameters replaced", () => {
    expect(url("https://user:pw@arm.corp.example:8443/subscriptions?t=1&c=AbC%3D&sig=x#part")).toBe(
      "https://host-1.example.net/subscriptions?t=opaque-1&c=opaque-2&name-1=opaque-3",
    );
  });

  test("of another cloud's Azure Resource Manager becomes the public one", () => {
    const one = { names: new NewPseudonyms([]), armOrigin: "https://management.chinacloudapi.cn" };

    expect(url("https://management.chinacloudapi.cn/subscriptions", one)).toBe(
      `${ARM}/subscriptions`,
    );
  });

  test("keeps words and times in a filter, and no name", () => {
    const filter =
      "status eq 'Completed' and startTime eq '2026-01-31 01:05:00 PM' and name eq 'Completed'";

    expect(
      decodeURIComponent(url(`${ARM}/subscriptions?$filter=${encodeURIComponent(filter)}`)),
    ).toBe(
      `${ARM}/subscriptions?$filter=status eq 'Completed' and startTime eq '2026-01-31 01:05:00 PM' and name eq 'Name-1'`,
    );
  });

  test("has a filter of another form replaced as a whole", () => {
    expect(url(`${ARM}/subscriptions?$filter=payroll`)).toBe(
      `${ARM}/subscriptions?$filter=opaque-1`,
    );
  });
});

describe("a body", () => {
  test("keeps words where words stand, and replaces the same text where names stand", () => {
    const names = [
      "Completed",
      "Azure",
      "Protected",
      "VM",
      "a",
      "true",
      "2026",
      "P1D",
      "Größe",
      "名",
    ];
    const told = bodies(
      ...names.map((friendlyName) => ({ properties: { status: "Completed", friendlyName } })),
    );

    expect(told).toEqual(
      names.map(() => ({
        properties: { status: "Completed", friendlyName: expect.stringMatching(/^name-\d+$/i) },
      })),
    );
  });

  test("keeps numbers, times and flags", () => {
    const body = {
      properties: {
        isRehydrate: true,
        protectedItemsCount: 3,
        startTime: "2026-01-31T10:00:00.1234567Z",
        duration: "00:02:03.4",
        extendedInfo: { propertyBag: { "Backup Size": "120 MB" } },
        policyId: null,
      },
    };

    expect(bodies(body)).toEqual([body]);
  });

  test("replaces a number or a time that is a name elsewhere", () => {
    const known = new NewPseudonyms([]);
    scrubBody('{"friendlyName":"20260131"}', { names: known, armOrigin: ARM });
    const names = new NewPseudonyms(known.mapping());

    expect(scrubBody('{"duration":"20260131"}', { names, armOrigin: ARM })).toBe(
      '{"duration":"name-1"}',
    );
  });

  test("replaces property names that the API does not know, and drops tags", () => {
    expect(bodies({ tags: { Owner: "Kim" }, properties: { "Kim's field": "x" } })).toEqual([
      { tags: {}, properties: { "Name-1": "name-2" } },
    ]);
  });

  test("leaves out sentences, but not Azure's code or its wait", () => {
    const throttled =
      "Number of requests for action 'Microsoft.RecoveryServices/vaults/backupOperations/read' exceeded the limit of '150' for time interval '01:00:00'. Please try again after '324' seconds.";

    expect(
      bodies({
        error: { code: "UserErrorFoo", message: "The VM 'pay-01' of Kim is off." },
        errorDetails: [{ errorTitle: "ResourceNotFound", recommendations: ["Start pay-01."] }],
        message: throttled,
      }),
    ).toEqual([
      {
        error: { code: "UserErrorFoo", message: "[left out: 30 characters]" },
        errorDetails: [
          { errorTitle: "ResourceNotFound", recommendations: ["[left out: 13 characters]"] },
        ],
        message: throttled,
      },
    ]);
  });

  test("replaces a code that has a name in it, unless it is a known one", () => {
    const known = new NewPseudonyms([]);
    scrubBody('{"parentName":"systemdb","friendlyName":"resource"}', {
      names: known,
      armOrigin: ARM,
    });
    const names = new NewPseudonyms(known.mapping());
    const code = (text: string) => scrubText(text, "code", { names, armOrigin: ARM });

    expect(code("ResourceNotFound")).toBe("ResourceNotFound");
    expect(code("UserErrorHANASystemDBNotRunning")).toBe("UserErrorHANASystemDBNotRunning");
    expect(code("UserErrorSystemDbFoo")).toBe("Name-1");
  });

  test("that is no JSON is left out", () => {
    expect(scrubBody("<html>pay-01</html>", scrubber())).toBe("[left out: 19 characters]");
  });
});

describe("pseudonyms", () => {
  test("are the same whatever the case, which shows in theirs", () => {
    const names = new NewPseudonyms([]);

    expect(["Pay", "pay", "PAY", "pay-2"].map((name) => names.of(name, "name"))).toEqual([
      "Name-1",
      "name-1",
      "NAME-1",
      "name-2",
    ]);
  });

  test("are never the name of something else", () => {
    const first = new NewPseudonyms([]);
    for (const name of ["name-2", "x", "Name-1"]) first.of(name, "name");
    const names = new NewPseudonyms(first.mapping());

    expect(["name-2", "x", "Name-1"].map((name) => names.of(name, "name"))).toEqual([
      "name-3",
      "name-4",
      "Name-5",
    ]);
  });

  test("tell a host name that was cut off as the whole one", () => {
    const first = new NewPseudonyms([]);
    first.of("payroll-production-01", "name");
    const names = new NewPseudonyms(first.mapping());

    expect(names.of("payroll-product", "name")).toBe(names.of("payroll-production-01", "name"));
  });
});
