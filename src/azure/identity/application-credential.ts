import type { HttpClient } from "@azure/core-rest-pipeline";
import {
  AzureAuthorityHosts,
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  type TokenCredential,
} from "@azure/identity";
import type { Cloud } from "./clouds.ts";
import type { SignInSettings } from "./sign-in.ts";

/** The ways in which an application proves who it is. */
type ApplicationSettings = Extract<
  SignInSettings,
  { kind: "client-secret" | "client-certificate" | "assertion" }
>;

/** An application of Entra ID with a secret, a certificate or an assertion of the host. */
export function applicationCredential(
  settings: ApplicationSettings,
  cloud: Cloud,
  { getAssertion, httpClient }: { getAssertion: () => Promise<string>; httpClient: HttpClient },
): TokenCredential {
  const known = Object.values<string>(AzureAuthorityHosts);
  const authority = {
    httpClient,
    authorityHost: cloud.authority,
    disableInstanceDiscovery: !known.includes(cloud.authority),
  };
  const { tenantId, clientId } = settings;
  switch (settings.kind) {
    case "client-secret":
      return new ClientSecretCredential(tenantId, clientId, settings.clientSecret, authority);
    case "client-certificate": {
      const certificate = { certificate: settings.certificatePem };
      return new ClientCertificateCredential(tenantId, clientId, certificate, authority);
    }
    case "assertion": {
      // The library asks for the assertion twice per token. Both calls share one, which lives five
      // minutes (E144); every new token gets a new one.
      let shared: Promise<string> | undefined;
      const once = () => {
        shared ??= getAssertion();
        return shared;
      };
      return new ClientAssertionCredential(tenantId, clientId, once, authority);
    }
  }
}
