import type { ServiceError } from "../../errors.ts";
import { at, list, text } from "../../json.ts";
import { nameInput } from "../../manifest/names-in-messages.ts";
import type { Reason } from "../../reasons.ts";
import { clip } from "../../text.ts";
import { type ArmResponse, isVaultMissing } from "./answer.ts";
import { adviceOn } from "./error-guide.ts";
import { adviceOnRight, leastRole } from "./roles.ts";

/** The reason for an error answer, and what to do about it. */
interface Refusal {
  readonly reason: Reason;
  /** Sentences for the person running the pipeline. */
  readonly advice: readonly string[];
}

/**
 * What an error answer (or a redirect) means for a request that needs the RBAC action `action`
 * (E140). Pure.
 */
export function refusalOf(answer: ArmResponse, service: ServiceError, action: string): Refusal {
  const { status } = answer;
  if (status < 400) return { reason: "request-refused", advice: [REDIRECT] };
  if (status === 401) {
    const isPolicy = /insufficient_claims/i.test(answer.header("www-authenticate"));
    return { reason: "sign-in-failed", advice: [isPolicy ? CONDITIONAL_ACCESS : NO_TOKEN] };
  }
  if (status === 403) return forbidden(answer.body, service, action);
  const known = adviceOn(service.code, "request");
  if (status === 404 && isVaultMissing(service.code, answer.header("x-ms-failure-cause"))) {
    const isVault = service.code === "ResourceNotFound" || known === undefined;
    return { reason: "vault-not-found", advice: [isVault ? NO_VAULT : known] };
  }
  const isLost = status >= 500 || status === 408 || status === 429;
  return {
    reason: isLost ? "contact-lost" : "request-refused",
    advice: isLost
      ? [known ?? "", NO_ANSWER]
      : [known ?? (service.recommendations.length > 0 ? "" : MEND), UNCHANGED],
  };
}

const REDIRECT = `The answer was a redirect. It is never followed, so that no token reaches another host; check ${nameInput("resource-manager-url")} and the proxy.`;
const NO_TOKEN = `Azure accepted neither the token nor a fresh one. Check ${nameInput("tenant-id")}, ${nameInput("environment")} and whether the identity still exists.`;
const CONDITIONAL_ACCESS =
  "Conditional access no longer accepts the identity's token, for example because of this machine's network address. Run the step on a machine that the policy allows, or ask whoever owns the policy.";
const NO_VAULT = `Check ${nameInput("vault")}, ${nameInput("resource-group")} and ${nameInput("subscription-id")}.`;
const NO_ANSWER = "Azure stayed unable to answer through every retry.";
const MEND = "Azure's message says what it does not accept. Correct that and run the step again.";
const UNCHANGED = "This request changed nothing.";

/** A right on a resource other than the vault, as Azure names it. */
interface LinkedRight {
  readonly action: string;
  readonly scope: string;
}

/** Why Azure answers 403. */
type Forbidden =
  /** A right on the vault is missing. */
  | { readonly kind: "vault" }
  /** Rights on linked resources are missing; empty if the message names them in an unknown form. */
  | { readonly kind: "linked"; readonly rights: readonly LinkedRight[] }
  /** The linked resource is in a subscription of another tenant. */
  | { readonly kind: "other-tenant"; readonly subscription: string }
  /** The request comes from a network that is not allowed. */
  | { readonly kind: "network" }
  /** Something that no role can change. */
  | { readonly kind: "other" };

/** Codes for a missing right: ARM's, and those of services behind it. */
const RIGHT_CODES =
  /^$|^(Forbidden|AccessDenied)$|(AuthorizationFailed|NotAuthorized|Unauthorized|PermissionDenied|InsufficientPrivileges)$/i;
const NETWORK =
  /public ?network ?access|private ?(endpoint|link)|network ?security ?perimeter|firewall/i;

/** Finds out why Azure answers 403. Its text is untrusted, and only known forms are read (E139). */
export function whyForbidden({ code, message }: ServiceError): Forbidden {
  if (/^Linked(Authorization|AccessCheck)Failed$/i.test(code)) {
    const foreign = /tenant '[^']*' is not authorized to access linked subscription '([^']*)'/i;
    const subscription = foreign.exec(message)?.[1];
    if (subscription !== undefined) return { kind: "other-tenant", subscription };
    return { kind: "linked", rights: linkedRights(message) };
  }
  if (/^AuthorizationFailed$/i.test(code)) return { kind: "vault" };
  if (NETWORK.test(code) || NETWORK.test(message)) return { kind: "network" };
  if (adviceOn(code, "request") !== undefined) return { kind: "other" };
  return RIGHT_CODES.test(code) ? { kind: "vault" } : { kind: "other" };
}

const MOST_RIGHTS = 3;

/** Actions and scopes of "… does not have permission to perform action(s) 'a, b' on the linked scope(s) 'x, y' …". */
function linkedRights(message: string): readonly LinkedRight[] {
  const form =
    /not have permission to perform action(?:\(s\))? ?'([^']*)' on the linked scope(?:\(s\))? ?'([^']*)'/i;
  const [, actions = [], scopes = []] = (form.exec(message) ?? []).map((part) =>
    part.split(",").map((name) => name.trim()),
  );
  const isKnown =
    actions.every((action) => /^[\w.]+(\/[\w.*-]+)+$/.test(action)) &&
    scopes.every((scope) => /^\/[\w./;() -]+$/.test(scope));
  if (!isKnown) return [];
  const pairs =
    actions.length === scopes.length
      ? actions.map((action, index) => ({ action, scope: scopes[index] ?? "" }))
      : actions.flatMap((action) => scopes.map((scope) => ({ action, scope })));
  return pairs.slice(0, MOST_RIGHTS);
}

/** A 403 gets advice on roles only if a role would help. */
function forbidden(body: unknown, service: ServiceError, action: string): Refusal {
  const why = whyForbidden(service);
  switch (why.kind) {
    case "vault":
      return {
        reason: "not-authorized",
        advice: [adviceOnRight(action, "the vault"), service.code === "" ? MAYBE_PROXY : ""],
      };
    case "linked":
      return { reason: "not-authorized", advice: adviceOnLinked(why.rights) };
    case "other-tenant":
      return {
        reason: "not-authorized",
        advice: [
          `The request is linked to a resource in the subscription '${clip(why.subscription, 100)}' of another tenant. If that is the vault's resource guard, set ${nameInput("resource-guard-tenant-id")} to the id of the guard's tenant.`,
        ],
      };
    case "network":
      return { reason: "request-refused", advice: [WRONG_NETWORK, UNCHANGED] };
    case "other":
      return {
        reason: "request-refused",
        advice: [
          adviceOn(service.code, "request") ?? orRole(action),
          assignments(body, service.message),
          UNCHANGED,
        ],
      };
    default:
      return why satisfies never;
  }
}

const MAYBE_PROXY =
  "If the role is there, look at the proxy: the answer has no error code from Azure, so something between this machine and Azure may have sent it.";
const WRONG_NETWORK =
  "Azure does not allow the request from this network, and no role helps. Run the step on a machine in a network that is allowed, such as that of the private endpoint, or ask whoever owns the network rules.";

function orRole(action: string): string {
  const role = leastRole(action);
  const has = role === undefined ? "" : `, which '${role}' has`;
  return `Azure's message says what forbids it. Only if that is a missing right, give the identity one: this request needs '${action}'${has}.`;
}

function adviceOnLinked(rights: readonly LinkedRight[]): readonly string[] {
  if (rights.length > 0) return rights.map(({ action, scope }) => adviceOnRight(action, scope));
  return [
    "The identity lacks a right on a linked resource, such as the VM behind the item. Give it a role there with the action that the message names.",
  ];
}

/** The names of the policy assignments that forbid it, from the error's details or its message. */
function assignments(body: unknown, message: string): string {
  const detailed = list(at(body, "error", "additionalInfo")).map(
    (one) =>
      text(at(one, "info", "policyAssignmentDisplayName")) ||
      text(at(one, "info", "policyAssignmentName")),
  );
  const written = [...message.matchAll(/"policyAssignment":\s*\{\s*"name":\s*"([^"]*)"/g)].map(
    ([, name = ""]) => name,
  );
  const found = [...new Set(detailed.some(Boolean) ? detailed : written)].filter(Boolean);
  if (found.length === 0) return "";
  const names = found.slice(0, MOST_RIGHTS).map((name) => `'${clip(name, 200)}'`);
  return `The assignment is ${names.join(" or ")}.`;
}
