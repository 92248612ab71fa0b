/** What a proxy writes in the service's place. */
export const PAGE =
  "<!DOCTYPE html><html><head><title>502 - Bad gateway</title></head><body><h1>The proxy could not reach the server.</h1></body></html>";

/** Bodies that are no answer of Azure's, with status 200. */
export const TEXTS: readonly string[] = [
  PAGE,
  "",
  '{"properties":{"protectionState":"Prot',
  "null",
  "[]",
  "{}",
  '"Succeeded"',
  "true",
];

/** An error as Azure Resource Manager writes it (documents). */
export function azureError(code: string, message: string): string {
  return JSON.stringify({ error: { code, message } });
}

/** Error bodies by HTTP status: Azure's own shapes (documents, recordings), and what stands in between. */
export const ERRORS: Readonly<Record<number, readonly string[]>> = {
  302: ["", PAGE],
  400: [
    azureError("BMSUserErrorInvalidInput", "The input of the call is not valid."),
    azureError(
      "UserErrorOperationDeniedOnImmutableItem",
      "The backup item is immutable; the operation is denied.",
    ),
    azureError(
      "BMSUserErrorContainerNameIncorrectFormat",
      "The name of the container is not well formed.",
    ),
    PAGE,
  ],
  401: [
    azureError("ExpiredAuthenticationToken", "The access token has expired."),
    azureError("InvalidAuthenticationToken", "The access token is not valid."),
    "",
  ],
  403: [
    azureError("AuthorizationFailed", "The client may not perform this action over this scope."),
    azureError(
      "LinkedAuthorizationFailed",
      "The client may not perform an action on a linked scope.",
    ),
    azureError("RequestDisallowedByPolicy", "A policy of the organisation does not allow this."),
    PAGE,
  ],
  404: [
    azureError("ResourceNotFound", "The resource was not found."),
    azureError("SomethingElseNotFound", "What was asked for is not here."),
    "",
    PAGE,
  ],
  408: ["", azureError("RequestTimeout", "The request took too long.")],
  409: [
    azureError("BMSUserErrorObjectLocked", "Something else is being done to the item."),
    azureError("BMSUserErrorConflictingProtectionOperation", "The item is being configured."),
    azureError("ScopeLocked", "A lock on the scope forbids this."),
    azureError(
      "MissingSubscriptionRegistration",
      "The subscription is not registered for this namespace.",
    ),
  ],
  429: [
    azureError("TooManyRequests", "Too many requests; wait."),
    azureError("SubscriptionRequestsThrottled", "The subscription has made too many requests."),
    "",
  ],
  500: [
    azureError("CloudInternalError", "Azure Backup met an internal error."),
    '{"ErrorCode":"InternalServerError","Message":{"Value":"Something went wrong inside."}}',
    PAGE,
    "",
  ],
  503: [azureError("ServiceUnavailable", "The service is busy."), PAGE, ""],
  504: [azureError("GatewayTimeout", "The gateway waited for the service in vain."), PAGE, ""],
};
