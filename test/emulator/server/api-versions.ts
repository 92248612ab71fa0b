import { Refusal } from "./wire.ts";

const BACKUP_VERSIONS = `2016-06-01 2016-08-10 2016-12-01 2017-07-01 2019-05-13 2019-06-15
  2020-02-02 2020-07-01 2020-10-01 2020-12-01
  2021-01-01 2021-02-01 2021-02-10 2021-03-01 2021-04-01 2021-06-01 2021-07-01 2021-08-01 2021-10-01 2021-12-01
  2022-01-01 2022-02-01 2022-03-01 2022-04-01 2022-10-01
  2023-01-01 2023-02-01 2023-04-01 2023-06-01 2023-08-01
  2024-01-01 2024-02-01 2024-04-01 2024-10-01
  2025-01-01 2025-02-01 2025-08-01 2026-01-01 2026-02-01 2026-07-01 2026-08-01`.split(/\s+/);

const VAULT_VERSIONS = `2016-06-01 2020-02-02 2020-10-01 2021-01-01 2021-02-10 2021-03-01 2021-04-01
  2021-06-01 2021-07-01 2021-08-01 2021-12-01 2022-01-01 2022-02-01 2022-03-01 2022-04-01 2022-08-01
  2022-10-01 2023-01-01 2023-02-01 2023-04-01 2023-06-01 2023-08-01 2024-01-01 2024-02-01
  2024-04-01 2024-10-01 2025-02-01 2025-08-01 2026-05-01 2026-07-01`.split(/\s+/);

const RESOURCES_VERSIONS =
  `2014-04-01 2015-01-01 2015-11-01 2016-02-01 2016-06-01 2016-09-01 2017-05-10
  2018-02-01 2018-05-01 2018-06-01 2019-03-01 2019-05-01 2019-05-10 2019-06-01 2019-07-01 2019-08-01 2019-10-01 2019-11-01
  2020-01-01 2020-05-01 2020-06-01 2020-08-01 2020-09-01 2020-10-01 2021-01-01 2021-04-01 2022-01-01 2022-09-01 2022-12-01
  2023-07-01 2024-03-01 2024-07-01 2024-11-01 2025-03-01 2025-04-01`.split(/\s+/);

/** Which list of API versions a call is checked against. */
export type ApiFamily = "backup" | "vault" | "resources";

const SUPPORTED: Readonly<Record<ApiFamily, readonly string[]>> = {
  backup: BACKUP_VERSIONS,
  vault: VAULT_VERSIONS,
  resources: RESOURCES_VERSIONS,
};

/**
 * Refuses a call without a released API version, as the gateway does before the service sees it
 * (document: the lists of stable versions; the texts are approximate).
 */
export function checkApiVersion(
  version: string | undefined,
  family: ApiFamily,
  type: string,
): string {
  if (!version) {
    throw new Refusal(
      400,
      "MissingApiVersionParameter",
      "The api-version query parameter (?api-version=) is required for all requests.",
    );
  }
  const supported = SUPPORTED[family];
  if (supported.includes(version)) return version;
  if (!/^\d{4}-\d\d-\d\d(-preview)?$/.test(version)) {
    throw new Refusal(
      400,
      "InvalidApiVersionParameter",
      `The api-version '${version}' is invalid. The supported versions are '${supported.join(",")}'.`,
    );
  }
  throw new Refusal(
    400,
    "NoRegisteredProviderFound",
    `No registered resource provider found for API version '${version}' for type '${type}'. The supported api-versions are '${supported.join(", ")}'.`,
    { "x-ms-failure-cause": "gateway" },
  );
}
