const PAGE =
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

/** Error bodies by HTTP status: Azure's own shapes (documents, recordings), and what stands in between. */
export const ERRORS: Readonly<Record<number, readonly string[]>> = {
  302: ["", PAGE],
  400: [
    azure("BMSUserErrorInvalidInput", "The input of the call is not valid."),
    azure(
      "UserErrorOperationDeniedOnImmutableItem",
      "The backup item is immutable; the operation is denied.",
    ),
    azure(
      "BMSUserErrorContainerNameIncorrectFormat",
      "The name of the container is not well formed.",
    ),
    PAGE,
  ],
  401: [
    azure("ExpiredAuthenticationToken", "The access token has expired."),
    azure("InvalidAuthenticationToken", "The access token is not valid."),
    "",
  ],
  403: [
    azure("AuthorizationFailed", "The client may not perform this action over this scope."),
    azure("LinkedAuthorizationFailed", "The client may not perform an action on a linked scope."),
    azure("RequestDisallowedByPolicy", "A policy of the organisation does not allow this."),
    PAGE,
  ],
  404: [
    azure("ResourceNotFound", "The resource was not found."),
    azure("SomethingElseNotFound", "What was asked for is not here."),
    "",
    PAGE,
  ],
  408: ["", azure("RequestTimeout", "The request took too long.")],
  409: [
    azure("BMSUserErrorObjectLocked", "Something else is being done to the item."),
    azure("BMSUserErrorConflictingProtectionOperation", "The item is being configured."),
    azure("ScopeLocked", "A lock on the scope forbids this."),
    azure(
      "MissingSubscriptionRegistration",
      "The subscription is not registered for this namespace.",
    ),
  ],
  429: [
    azure("TooManyRequests", "Too many requests; wait."),
    azure("SubscriptionRequestsThrottled", "The subscription has made too many requests."),
    "",
  ],
  500: [
    azure("CloudInternalError", "Azure Backup met an internal error."),
    '{"ErrorCode":"InternalServerError","Message":{"Value":"Something went wrong inside."}}',
    PAGE,
    "",
  ],
  503: [azure("ServiceUnavailable", "The service is busy."), PAGE, ""],
  504: [azure("GatewayTimeout", "The gateway waited for the service in vain."), PAGE, ""],
};

function azure(code: string, message: string): string {
  return JSON.stringify({ error: { code, message } });
}
