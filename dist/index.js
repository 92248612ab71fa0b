import { createRequire as requireFrom } from "node:module";
const requireBuiltin = requireFrom(import.meta.url);
import { $t as placeOf, At as subscriptionInVaultId, B as isPattern, Bt as CLOUD_WORDS, C as usesInput, D as stateInWords, Ft as missingInput, G as readEachLine, Gt as INPUTS, Ht as WORKLOAD_WORDS, It as oneOf, J as isFailure, Jt as nameInId, Kt as SECRETS, Lt as optionalNumber, M as pathOf, Nt as GUID, Ot as describeId, Pt as flag, Qt as workloadName, Rt as requiredInput, S as operationsUsing, Sn as nameOutput, U as workloadOfRef, Ut as meant, V as parseSelection, Vt as SIGN_IN_WORDS, X as nativeName, Z as RECOVERY_POINT_TYPES, Zt as sameName, _ as OPERATIONS, _n as RunCancelledError, a as itemCounts, b as descriptorOf, bn as messageOf, c as withNextStep, dn as vaultId, en as BACKUP_TYPES, f as writeOf, fn as certificateAdvice, gn as InputError, it as readAllowsWarnings, jt as writtenId, kt as requireInsideVault, l as jobsOf, ln as parseVaultId, m as changedBy, o as judgeError, on as MINUTE_MS, p as acceptedAt, pn as ActionError, q as REASONS, r as timedLog, rt as ALLOWABLE_STATUSES, s as judgeResult, sn as SECOND_MS, tn as WORKLOADS, v as OPERATIONS_BY_NAME, x as onlyReads, xn as nameInput, y as deletesData, zt as wholeNumber } from "./log-DWp3XlN4.js";
import { _ as duration, a as isoTime, b as joinSentences, c as text, g as clip, h as USE_EXPRESSION, m as READS_AS_EMPTY, p as CONTROL_CHARACTERS, s as parseBody, t as at, x as oneLine, y as isVariable } from "./json-CoP8i6b_.js";
import { c as readClaims, i as areApart, s as withReading, t as NO_SKEW } from "./skew-Dlu0z9Zo.js";
const { randomUUID } = requireBuiltin("node:crypto");
const { promisify } = requireBuiltin("node:util");
const { setTimeout: setTimeout$1 } = requireBuiltin("node:timers/promises");
const { setMaxListeners } = requireBuiltin("node:events");
const { tmpdir } = requireBuiltin("node:os");
const os$1 = requireBuiltin("os");
const { EOL: EOL$1 } = requireBuiltin("os");
const crypto$1 = requireBuiltin("crypto");
const fs = requireBuiltin("fs");
const { constants, promises } = requireBuiltin("fs");
const { closeSync, lstatSync, mkdtempSync, openSync, renameSync, writeFileSync } = requireBuiltin("node:fs");
const { join } = requireBuiltin("node:path");
// src/hosts/red-until-published.ts
process.exitCode = 1;
// src/hosts/github/node-version.ts
const OLDEST_NODE = 20;
const [major = ""] = process.versions.node.split(".");
if (Number(major) < OLDEST_NODE) {
	process.stdout.write(`::error title=Backup gate closed::This action needs Node ${OLDEST_NODE} or later, and the runner runs it on ${process.versions.node}. Update the runner.\n`);
	process.exit(1);
}
// src/azure/identity/az-session.ts
async function sessionSubscription({ session }, signal) {
	const { execFile } = await import("node:child_process");
	try {
		const { stdout } = await promisify(execFile)("az", [
			"account",
			"show",
			"--query",
			"id",
			"--output",
			"tsv"
		], {
			shell: process.platform === "win32",
			timeout: 6e4,
			signal
		});
		return stdout.trim();
	} catch (cause) {
		if (signal.reason instanceof ActionError) throw signal.reason;
		const problem = signal.aborted || cause.killed === true ? "The Azure CLI did not answer in time." : "The Azure CLI has no session with a subscription.";
		throw new ActionError("sign-in-failed", problem, {
			hint: `${session}, or set ${nameInput("subscription-id")}, which is empty or missing. ${READS_AS_EMPTY}`,
			cause
		});
	}
}
// src/azure/identity/sign-in-error.ts
const UNVERIFIED_ASSERTION = "Entra could not verify the signature of the assertion. The issuer and its keys must be reachable from the internet, which those of your own server may not be. If they are, run the step again in a few minutes.";
const OTHER_CLOUD = `The application and the tenant are in different clouds. Check ${nameInput("environment")} and ${nameInput("tenant-id")}.`;
const HINTS = {
	"50013": UNVERIFIED_ASSERTION,
	"53003": "A conditional access policy blocks this identity, for example because of this machine's network address. Run the step on a machine that the policy allows, or ask whoever owns the policy to let the identity pass.",
	"90002": `There is no such tenant. Check ${nameInput("tenant-id")} and ${nameInput("environment")}.`,
	"90033": "Microsoft Entra ID had a temporary fault. Run the step again in a few minutes.",
	"500011": `The tenant does not know what the token is for. Check ${nameInput("environment")} and ${nameInput("resource-manager-url")}: they may belong to another cloud than ${nameInput("tenant-id")}.`,
	"700016": `The tenant has no application with this client id. Check ${nameInput("client-id")} and ${nameInput("tenant-id")}.`,
	"700024": "The assertion had expired when Entra saw it. Check the clock of this machine.",
	"700027": UNVERIFIED_ASSERTION,
	"client-certificate 700027": "The application does not have this certificate, or it has expired. Upload the certificate to the application, or sign in with the one that it has.",
	"az-session 700024": `The session of the Azure CLI cannot renew its token any more: the assertion that it was made with lives a few minutes. Give ${nameInput("client-id")} and ${nameInput("tenant-id")} to this step, which then signs in by itself and asks for a fresh one each time.`,
	"900382": OTHER_CLOUD,
	"900432": OTHER_CLOUD,
	"7000112": "The application is disabled. Have it enabled again in the tenant's enterprise applications.",
	"7000215": "The client secret is wrong. Use the secret's value, not its id.",
	"7000222": "The client secret has expired. Make a new one, or sign in without a secret.",
	"7000229": `The application has no service principal in this tenant. Check ${nameInput("tenant-id")}; if it is right, create one with 'az ad sp create --id CLIENT_ID'.`
};
const SUBJECT_MISMATCH = [
	"700213",
	"7002138",
	"700211",
	"700212",
	"70021",
	"70025"
];
const HINT_BY_KIND = {
	"client-secret": `Check ${nameInput("client-id")}, ${nameInput("tenant-id")} and ${nameInput("client-secret")}.`,
	"client-certificate": `Check ${nameInput("client-id")} and ${nameInput("tenant-id")}, and that the certificate is one of the application's and comes with its private key, both as PEM.`,
	assertion: `Check ${nameInput("client-id")}, ${nameInput("tenant-id")} and the application's federated credentials.`,
	"managed-identity": `Check that this machine has a managed identity, and ${nameInput("client-id")} if it has several.`
};
function hintOnSignIn(settings, { session, assertions }) {
	if (settings.kind !== "az-session") return HINT_BY_KIND[settings.kind];
	const noSession = `${session}, or give ${nameInput("client-id")} and ${nameInput("tenant-id")} to sign in with ${assertions}.`;
	return settings.tenantId === "" ? `${noSession} Both are empty or missing, and without them the step uses that session. ${READS_AS_EMPTY}` : noSession;
}
function explainSignIn(thrown, settings, { assertion, problem, host }) {
	const own = causes(thrown).find((cause) => cause instanceof ActionError);
	if (own instanceof ActionError) return own;
	const thrownMessage = messageOf(thrown);
	const message = /^(endpoints_resolution|network)_error|^ManagedIdentityCredential/.test(thrownMessage) && messageOfProblem(problem) || thrownMessage;
	const number = causes(thrown).map((cause) => text(at(cause, "errorNo"))).find((found) => found !== "") ?? /AADSTS(\d+)/.exec(message)?.[1] ?? "";
	const hint = certificateAdvice(problem instanceof Error ? text(at(problem, "code")) : "") ?? (SUBJECT_MISMATCH.includes(number) ? mismatchHint(number, assertion, host) : HINTS[`${settings.kind} ${number}`] ?? HINTS[number] ?? hintOnSignIn(settings, host));
	const { said, traceId } = wordsOf(message);
	return new ActionError("sign-in-failed", `Could not sign in: ${said}`, {
		hint: joinSentences(hint, traceId === "" ? "" : `Entra's trace id is ${traceId}.`),
		service: {
			code: number === "" ? "" : `AADSTS${number}`,
			message: said,
			recommendations: []
		},
		cause: thrown
	});
}
function causes(thrown) {
	const chain = [];
	for (let current = thrown; current instanceof Error && chain.length < 8; current = current.cause) chain.push(current);
	return chain;
}
function mismatchHint(number, assertion, host) {
	const claims = readClaims(assertion);
	const [subject = "", issuer = "", audience = ""] = [
		"sub",
		"iss",
		"aud"
	].map((name) => text(at(claims, name)));
	return joinSentences(MISMATCHES[number] ?? host.adviceOnSubject(subject), `The assertion has the subject '${subject}', issuer '${issuer}' and audience '${audience}'.`, "Add a federated credential with exactly these values to the application, or run from the branch, environment or pull request that it names.");
}
const MISMATCHES = {
	"700211": "The application trusts no such issuer.",
	"700212": `No federated credential has this audience: check ${nameInput("audience")}.`,
	"7002138": "A federated credential has this subject in a different letter case.",
	"70025": "The application has no federated credential yet."
};
function wordsOf(message) {
	const line = message.split(/\r?\n/)[0] ?? message;
	return {
		said: /AADSTS\d+: .*?(?= *Trace ID: |$)/.exec(line)?.[0] ?? line,
		traceId: /Trace ID: ([\da-f-]+)\b/i.exec(message)?.[1] ?? ""
	};
}
function messageOfProblem(problem) {
	if (problem instanceof Error) return problem.message;
	return text(at(problem, "error_description"));
}
// src/azure/identity/credential.ts
const RENEW_MS = 3e5;
const LAST_USE_MS = 3e4;
const RETRY_MS = 3e4;
function tokenSource(settings, cloud, parts) {
	const { world } = parts;
	let current;
	let slash = "";
	let pending;
	async function renew(fresh) {
		if (fresh && settings.kind === "managed-identity") slash = slash === "" ? "/" : "";
		current = await newToken(settings, {
			cloud,
			scope: `${cloud.resourceManager}${slash}/.default`
		}, parts);
		return current.token;
	}
	return async ({ fresh, validForMs = 0, atHand = false, signal }) => {
		if (fresh) current = void 0;
		if (current !== void 0 && serves(current, {
			validForMs,
			atHand
		}, world.clock.now())) return current.token;
		const renewal = pending ?? renew(fresh);
		pending = renewal;
		try {
			return await Promise.race([renewal, whenAborted(signal)]);
		} catch (error) {
			world.signal.throwIfAborted();
			const now = world.clock.now();
			const leastMs = Math.max(validForMs, LAST_USE_MS);
			if (current === void 0 || now >= current.expiresAt - leastMs) throw error;
			current = {
				...current,
				renewAt: now + RETRY_MS
			};
			return current.token;
		} finally {
			if (pending === renewal) pending = void 0;
		}
	};
}
async function newToken(settings, { cloud, scope }, { signIn: host, world, keepSecret }) {
	let presented = "";
	let problem;
	const getAssertion = async () => {
		if (settings.kind !== "assertion") throw new Error("Nothing else presents an assertion.");
		presented = await host.assertion(settings.audience);
		keepSecret(presented);
		return presented;
	};
	const httpClient = listening(world.http, (failure) => {
		problem = failure;
	});
	try {
		const credential = await makeCredential(settings, cloud, {
			getAssertion,
			httpClient
		});
		const tenant = settings.kind === "az-session" ? settings.tenantId : "";
		const options = tenant === "" ? {} : { tenantId: tenant };
		const answer = await credential.getToken(scope, options);
		if (answer === null) throw new Error("The credential returned no token.");
		keepSecret(answer.token);
		const { token, expiresOnTimestamp: expiresAt } = answer;
		return {
			token,
			expiresAt,
			renewAt: expiresAt - RENEW_MS,
			gotAt: world.clock.now()
		};
	} catch (error) {
		throw explainSignIn(error, settings, {
			assertion: presented,
			problem,
			host
		});
	}
}
function serves({ expiresAt, renewAt, gotAt }, { validForMs, atHand }, now) {
	const leftMs = expiresAt - now;
	if (leftMs > 0 && (atHand || validForMs > 0 && now - gotAt < RETRY_MS)) return true;
	return now < renewAt && leftMs > validForMs;
}
function listening(http, onFailure) {
	return { async sendRequest(request) {
		try {
			const response = await http.sendRequest(request);
			if (response.status >= 400) onFailure(parseBody(response.bodyAsText));
			return response;
		} catch (error) {
			onFailure(error);
			throw error;
		}
	} };
}
function whenAborted(signal) {
	return new Promise((_, reject) => {
		const abort = () => reject(signal.reason instanceof ActionError ? signal.reason : new ActionError("sign-in-failed", "Could not sign in: no answer in time.", { hint: "Check that this machine reaches Microsoft Entra ID, and its proxy settings." }));
		if (signal.aborted) abort();
		else signal.addEventListener("abort", abort, { once: true });
	});
}
async function makeCredential(settings, cloud, { getAssertion, httpClient }) {
	switch (settings.kind) {
		case "managed-identity": {
			const { managedIdentity } = await import("./managed-identity-LepgilHk.js");
			return managedIdentity(settings, httpClient);
		}
		case "az-session": {
			const { azSession } = await import("./az-credential-ChnQMEJN.js");
			return azSession();
		}
		default: {
			const { applicationCredential } = await import("./application-credential-BrhxvXds.js");
			return applicationCredential(settings, cloud, {
				getAssertion,
				httpClient
			});
		}
	}
}
// src/azure/identity/clouds.ts
const CLOUDS = {
	azurecloud: {
		resourceManager: "https://management.azure.com",
		authority: "https://login.microsoftonline.com",
		audience: "api://AzureADTokenExchange",
		portal: "https://portal.azure.com"
	},
	azureusgovernment: {
		resourceManager: "https://management.usgovcloudapi.net",
		authority: "https://login.microsoftonline.us",
		audience: "api://AzureADTokenExchangeUSGov",
		portal: "https://portal.azure.us"
	},
	azurechinacloud: {
		resourceManager: "https://management.chinacloudapi.cn",
		authority: "https://login.chinacloudapi.cn",
		audience: "api://AzureADTokenExchangeChina",
		portal: "https://portal.azure.cn"
	}
};
// src/inputs/choices.ts
const CHOICES = {
	operation: OPERATIONS,
	"workload-type": WORKLOADS.map(({ type }) => type),
	"backup-type": BACKUP_TYPES,
	"recovery-point-types": RECOVERY_POINT_TYPES,
	"allowed-job-statuses": ALLOWABLE_STATUSES,
	"on-conflict": ["wait", "fail"],
	"on-cancel": ["leave", "cancel-job"],
	"auth-type": [
		"SERVICE_PRINCIPAL",
		"OIDC",
		"IDENTITY",
		"SESSION"
	],
	environment: Object.keys(CLOUDS)
};
// src/inputs/operation-words.ts
const STOP = "Did you mean 'stop-protection-retain-data', which keeps the backup data, or 'stop-protection-delete-data', which deletes it?";
const ENABLE = "This action does not enable protection; 'resume-protection' starts it again on an item whose backups were stopped.";
const RESTORE = "This action does not restore; 'wait-for-job' follows a restore that is running.";
const OPERATION_WORDS = { hints: {
	...Object.fromEntries(OPERATIONS.flatMap((name) => (descriptorOf(name).alsoCalled ?? []).map((word) => [word, meant(name)]))),
	stop: STOP,
	stopprotection: STOP,
	disable: STOP,
	protectiondisable: STOP,
	disableprotection: STOP,
	disableazrecoveryservicesbackupprotection: STOP,
	enable: ENABLE,
	protect: ENABLE,
	protectionenable: ENABLE,
	protectionenableforvm: ENABLE,
	restore: RESTORE,
	restoredisks: RESTORE,
	restoreazurewl: RESTORE
} };
// src/inputs/raw-values.ts
const ANY_TEXT = [
	...SECRETS,
	"confirm-delete",
	"item",
	"status-context"
];
function refuseRaw(get, host) {
	for (const name of Object.keys(INPUTS)) {
		const unresolved = host.unresolved?.(get(name));
		if (unresolved !== void 0) {
			const { part, hint } = unresolved;
			throw new InputError(name, `holds '${part}', which nothing has replaced`, hint);
		}
		if (ANY_TEXT.includes(name)) continue;
		const value = get(name);
		if (isVariable(value)) throw new InputError(name, `is a variable that nothing has replaced (got '${value}')`, USE_EXPRESSION);
		if (/^(["'`]).*\1$/s.test(value)) throw new InputError(name, `is in quotes (got '${value}')`, "Leave the quotes out. 'az' prints none with '--output tsv', 'jq' none with '--raw-output'.");
	}
}
// src/inputs/sign-in-inputs.ts
function readSignIn(get, defaultAudience) {
	const [clientId, tenantId, clientSecret] = [
		get("client-id"),
		get("tenant-id"),
		get("client-secret")
	];
	const kind = get("auth-type") === "" ? void 0 : oneOf(get, "auth-type", CHOICES["auth-type"], SIGN_IN_WORDS);
	if (kind === "IDENTITY") {
		refuseUnused(get, [
			"tenant-id",
			"client-secret",
			"audience"
		], nameInput("auth-type", "IDENTITY"));
		return {
			kind: "managed-identity",
			clientId
		};
	}
	if (kind === "SESSION") {
		refuseUnused(get, [
			"client-id",
			"client-secret",
			"audience"
		], nameInput("auth-type", "SESSION"));
		return {
			kind: "az-session",
			tenantId
		};
	}
	if (kind === void 0 && clientId === "" && tenantId === "" && clientSecret === "") {
		refuseUnused(get, ["audience"], "the session of the Azure CLI");
		return {
			kind: "az-session",
			tenantId: ""
		};
	}
	requireIds({
		"client-id": clientId,
		"tenant-id": tenantId
	});
	if (kind === "OIDC") refuseUnused(get, ["client-secret"], nameInput("auth-type", "OIDC"));
	if (clientSecret !== "") {
		refuseUnused(get, ["audience"], nameInput("client-secret"));
		return {
			kind: "client-secret",
			tenantId,
			clientId,
			clientSecret
		};
	}
	return {
		kind: "assertion",
		tenantId,
		clientId,
		audience: get("audience") || defaultAudience
	};
}
function requireIds(ids) {
	for (const [name, other] of [["client-id", "tenant-id"], ["tenant-id", "client-id"]]) {
		if (ids[name] !== "") continue;
		throw missingInput(name, `A service principal needs ${nameInput("client-id")} and ${nameInput("tenant-id")}; give neither to use the session that azure/login left.`, ids[other] === "" ? void 0 : `is empty or missing, and ${nameInput(other)} is given`);
	}
}
function refuseUnused(get, names, by) {
	for (const name of names) {
		if (get(name) === "") continue;
		throw new InputError(name, `is not used with ${by}`, `Leave ${nameInput(name)} out, or change ${nameInput("auth-type")}.`);
	}
}
// src/inputs/task-inputs.ts
const MOST_ITEMS = 1e3;
const MOST_AT_ONCE = 50;
function readTask(get, name, vault, now) {
	const operation = OPERATIONS_BY_NAME[name];
	const given = {
		vault,
		now
	};
	const dryRun = flag(get, "dry-run");
	const { maxItems, maxParallel, failFast } = readLimits(get);
	switch (operation.kind) {
		case "job": return {
			kind: operation.kind,
			wish: operation.readWish(get, given),
			items: readItemOfJob(get, vault),
			dryRun
		};
		case "question": return {
			kind: operation.kind,
			wish: operation.readWish(get, given),
			...readSelection(get, vault),
			maxItems,
			maxParallel,
			failFast
		};
		case "list": return {
			kind: operation.kind,
			wish: operation.readWish(get, given),
			...readSelection(get, vault)
		};
		case "write": return {
			kind: operation.kind,
			wish: operation.readWish(get, given),
			...readItemsToWrite(get, name, vault),
			maxItems,
			maxParallel,
			failFast,
			policyName: usesInput(name, "policy") ? readPolicyName(get, vault) : void 0,
			onConflict: oneOf(get, "on-conflict", CHOICES["on-conflict"]),
			dryRun,
			wait: flag(get, "wait")
		};
		default: return operation;
	}
}
function readLimits(get) {
	return {
		maxItems: wholeNumber(get, "max-items", MOST_ITEMS),
		maxParallel: wholeNumber(get, "max-parallel", MOST_AT_ONCE),
		failFast: flag(get, "fail-fast")
	};
}
function readSelection(get, vault) {
	const selection = parseSelection(requiredInput(get, "item"), vault);
	const workload = readWorkload(get);
	readEachLine(selection.include, (ref) => requireSameWorkload(ref, workload));
	return {
		selection,
		workload
	};
}
function requireSameWorkload(ref, workload) {
	const named = workloadOfRef(ref);
	if (workload === void 0 || named === void 0 || named === workload) return;
	throw new InputError("workload-type", `contradicts ${nameInput("item")} (got '${workload.type}', and '${ref.written}' is a ${named.words})`, `Leave ${nameInput("workload-type")} out, or correct ${nameInput("item")}.`);
}
function readWorkload(get) {
	if (get("workload-type") === "") return void 0;
	const type = oneOf(get, "workload-type", WORKLOADS.map(({ type }) => type), WORKLOAD_WORDS);
	return WORKLOADS.find((workload) => workload.type === type);
}
function readItemsToWrite(get, operation, vault) {
	const items = readSelection(get, vault);
	const { include, exclude } = items.selection;
	if (!deletesData(operation)) {
		readEachLine(include, requireLiteralPart);
		return items;
	}
	if (exclude.length > 0) throw new InputError("item", "leaves items out with '!'", "A deletion takes whole lines only: name each item to delete, and no other.");
	readEachLine(include, (ref) => {
		requireNoPattern(ref, "A deletion takes whole lines only; name each item without '*'.");
		requireHostInPath(ref);
	});
	return items;
}
function requireLiteralPart(ref) {
	if (!isPattern(ref) || ref.kind === "path" && ref.parts.some((part) => !part.includes("*"))) return;
	throw new InputError("item", `holds a pattern without any whole name (got '${ref.written}')`, "An operation that writes needs a part without '*' in the same line, such as 'server/*' or 'resource group/*'.");
}
function requireNoPattern(ref, hint) {
	if (!isPattern(ref)) return;
	throw new InputError("item", `holds a pattern (got '${ref.written}')`, hint);
}
const ONE_OF_A_JOB = "A job belongs to one item";
function readItemOfJob(get, vault) {
	if (get("item") !== "") {
		const items = readSelection(get, vault);
		const { include, exclude } = items.selection;
		const [only] = include;
		if (only === void 0 || include.length > 1 || exclude.length > 0) throw new InputError("item", "has several lines", `${ONE_OF_A_JOB}; name that one.`);
		requireNoPattern(only, `${ONE_OF_A_JOB}; name it without '*'.`);
		return items;
	}
	const workload = get("workload-type");
	if (workload === "") return void 0;
	throw new InputError("workload-type", `is not used without ${nameInput("item")} (got '${workload}')`, `Name the item that the job has to be one of, or leave ${nameInput("workload-type")} out.`);
}
function requireHostInPath(ref) {
	if (ref.kind !== "path" || ref.parts.length > 1) return;
	throw new InputError("item", `names only the item itself (got '${ref.written}')`, "A deletion needs its host too, such as 'server/database', 'resource group/VM' or 'storage account/share', or the item's resource id.");
}
const POLICY_FORMS = "Give the policy's name or resource id, as 'az backup policy list' prints it.";
function readPolicyName(get, vault) {
	const written = requiredInput(get, "policy");
	const id = writtenId("policy", written);
	if (id === void 0) {
		if (!/[/?#\r\n]/.test(written) && !/^\.{1,2}$/.test(written)) return written;
		throw new InputError("policy", `is not a policy's name (got '${written}')`, POLICY_FORMS);
	}
	const path = requireInsideVault("policy", id, {
		vault,
		forms: POLICY_FORMS
	});
	const name = /^backupPolicies\/([^/]+)\/?$/i.exec(path)?.[1];
	if (name !== void 0) return name;
	throw new InputError("policy", `${describeId(id)} (got '${written}')`, POLICY_FORMS);
}
// src/inputs/vault-input.ts
const VAULT_NAME = /^[A-Za-z][-A-Za-z0-9]{0,48}[A-Za-z0-9]$/;
const GROUP_NAME = /^[-\w.()\p{L}\p{N}]{0,89}[-\w()\p{L}\p{N}]$/u;
function readVault(get, env, operation) {
	const written = requiredInput(get, "vault");
	const [group, subscription] = [readGroup(get), readSubscription(get)];
	const id = writtenId("vault", written);
	if (id !== void 0) {
		const vault = vaultOfId(id, written);
		contradiction("resource-group", group, vault.resourceGroup);
		contradiction("subscription-id", subscription, vault.subscriptionId);
		return vault;
	}
	if (!VAULT_NAME.test(written)) throw new InputError("vault", `is not a vault's name (got '${written}')`, "A name has 2 to 50 letters, digits and hyphens, a letter first. A resource id works too.");
	if (group === "") throw missingInput("resource-group", `Give the vault's resource group, or the vault's resource id as ${nameInput("vault")}.`, `is empty or missing, and ${nameInput("vault")} is a name`);
	const subscriptionId = subscription || subscriptionOf(get) || env("AZURE_SUBSCRIPTION_ID").trim();
	if (subscriptionId !== "" && !GUID.test(subscriptionId)) throw new InputError("subscription-id", `is not given, and AZURE_SUBSCRIPTION_ID is not a GUID (got '${subscriptionId}')`, `Set ${nameInput("subscription-id")}.`);
	if (subscriptionId === "" && !onlyReads(operation)) throw noSubscription();
	return {
		subscriptionId,
		resourceGroup: group,
		name: written
	};
}
function vaultOfId(id, written) {
	const vault = parseVaultId(id);
	if (vault === void 0) throw new InputError("vault", `${describeId(id)} (got '${written}')`, "Give the vault's name, or its id as 'az backup vault show' prints it.");
	const { subscriptionId, resourceGroup, name } = vault;
	if (GUID.test(subscriptionId) && VAULT_NAME.test(name) && GROUP_NAME.test(resourceGroup)) return vault;
	throw new InputError("vault", `is not the resource id of a Recovery Services vault (got '${written}')`, "Its subscription must be a GUID, its group a resource group's name and its vault a vault's name.");
}
function readGroup(get) {
	const group = get("resource-group");
	if (group === "" || GROUP_NAME.test(group)) return group;
	throw new InputError("resource-group", `is not a resource group's name (got '${group}')`, `Give the name alone, as 'az group list' prints it, or the vault's resource id as ${nameInput("vault")}.`);
}
function readSubscription(get) {
	const written = get("subscription-id");
	const subscription = written.replace(/^\/?subscriptions\/([^/]+)\/?$/i, "$1");
	if (subscription === "" || GUID.test(subscription)) return subscription;
	throw new InputError("subscription-id", `is not a subscription's GUID (got '${written}')`, "A name is not enough: give the id that 'az account show' prints.");
}
function subscriptionOf(get) {
	return ["job-id", "item"].map((name) => {
		const [first = ""] = get(name).split(/\r?\n/);
		return subscriptionInVaultId(writtenId(name, first) ?? "");
	}).find((id) => id !== "") ?? "";
}
function noSubscription() {
	return missingInput("subscription-id", `Set it, or AZURE_SUBSCRIPTION_ID, or give the vault's resource id as ${nameInput("vault")}.`);
}
function contradiction(name, given, fromId) {
	if (given === "" || sameName(given, fromId)) return;
	throw new InputError(name, `contradicts the id in ${nameInput("vault")} ('${given}' against '${fromId}')`, `Leave ${nameInput(name)} out, or correct ${nameInput("vault")}.`);
}
// src/inputs/inputs.ts
const MOST_MINUTES = 10080;
const COUNTS_MINUTES = " It counts minutes, where 'az' counts seconds.";
function readInputs(source, now) {
	const { input, env, run, signIn: host } = source;
	const get = (name) => input(name).trim();
	refuseRaw(get, source);
	const operation = oneOf(get, "operation", CHOICES.operation, OPERATION_WORDS);
	refuseForeign(get, operation);
	if (deletesData(operation)) requireDryRunWord(get);
	const vault = readVault(get, env, operation);
	const environment = oneOf(get, "environment", CHOICES.environment, CLOUD_WORDS);
	const cloud = CLOUDS[environment];
	const authority = env("AZURE_AUTHORITY_HOST").replace(/\/+$/, "") || cloud.authority;
	const signIn = host?.choose?.(get, cloud.audience) ?? readSignIn(get, cloud.audience);
	if (vault.subscriptionId === "" && signIn.kind !== "az-session") throw noSubscription();
	oneOf(get, "on-conflict", CHOICES["on-conflict"]);
	flag(get, "dry-run");
	flag(get, "summary");
	requireStatusToken(get);
	const minutes = optionalNumber(get, "timeout-minutes", {
		most: MOST_MINUTES,
		unit: "minutes",
		note: COUNTS_MINUTES
	});
	const pauseSeconds = optionalNumber(get, "poll-interval-seconds", {
		most: 3600,
		unit: "seconds"
	});
	return {
		operation,
		vault,
		task: readTask(get, operation, vault, now),
		allowWarnings: readAllowsWarnings(get),
		timeoutMs: minutes && minutes * 6e4,
		fixedPauseMs: pauseSeconds && pauseSeconds * 1e3,
		cloud: {
			...cloud,
			authority
		},
		resourceManager: readResourceManager(get) ?? cloud.resourceManager,
		signIn,
		guardSignIn: readGuardSignIn(get, signIn),
		cancelJobOnCancel: oneOf(get, "on-cancel", CHOICES["on-cancel"]) === "cancel-job" && !flag(get, "dry-run"),
		warnings: longWait(minutes ?? 0, run)
	};
}
function longWait(minutes, { limit }) {
	if (limit === void 0 || minutes <= limit.minutes) return [];
	const length = duration(minutes * MINUTE_MS);
	return [`${nameInput("timeout-minutes", minutes)} is ${length}, and ${limit.clause}.${COUNTS_MINUTES}`];
}
function requireDryRunWord(get) {
	if (get("dry-run") !== "") return;
	throw missingInput("dry-run", `Write ${nameInput("dry-run", "true")} to look first, or ${nameInput("dry-run", "false")} to delete.`, "is empty, and this operation deletes backup data");
}
function refuseForeign(get, operation) {
	for (const name of Object.keys(INPUTS)) {
		const { default: otherwise, operations } = INPUTS[name];
		const value = get(name);
		if (operations === "all" || value === "" || sameName(value, otherwise)) continue;
		if (usesInput(operation, name)) continue;
		throw new InputError(name, `is not used by the operation '${operation}' (got '${shown(name, value)}')`, `Leave it out; it belongs to ${operationsUsing(name).join(", ")}.`);
	}
}
function shown(name, value) {
	return SECRETS.includes(name) ? "***" : value;
}
function requireStatusToken(get) {
	const name = get("status-context");
	if (name === "" || get("github-token") !== "") return;
	throw missingInput("github-token", `Give it a token that may write statuses, or leave ${nameInput("status-context")} out.`, `is empty or missing, and ${nameInput("status-context")} is given (got '${name}')`);
}
function readGuardSignIn(get, signIn) {
	const tenantId = get("resource-guard-tenant-id");
	if (tenantId === "") return void 0;
	if (!GUID.test(tenantId)) throw new InputError("resource-guard-tenant-id", `is not a tenant's GUID (got '${tenantId}')`, "Copy the tenant id of the directory that holds the resource guard.");
	if (signIn.kind !== "managed-identity") return {
		...signIn,
		tenantId
	};
	throw new InputError("resource-guard-tenant-id", `is not used with ${nameInput("auth-type", "IDENTITY")}`, "A managed identity gets tokens of its own tenant only; sign in with an application instead.");
}
function readResourceManager(get) {
	const written = get("resource-manager-url");
	if (written === "") return void 0;
	const hint = "Give the origin of an Azure Resource Manager endpoint, such as 'https://management.azure.com'.";
	const url = URL.canParse(written) ? new URL(written) : void 0;
	if (url === void 0) throw new InputError("resource-manager-url", `is not a URL (got '${written}')`, hint);
	if (url.protocol !== "https:") throw new InputError("resource-manager-url", `must use https (got '${written}')`, "A token is never sent over an unencrypted connection.");
	if (url.pathname !== "/" || url.search !== "" || url.hash !== "" || url.username !== "") throw new InputError("resource-manager-url", `must be an origin alone (got '${url.origin}' and more)`, hint);
	return url.origin;
}
// src/report/short-name.ts
function shortName(line) {
	const [, sign = "", written = ""] = /^(!?)\s*(.*)$/s.exec(line.trim()) ?? [];
	const name = plainId(written).replace(/\/+$/, "").replace(/\/?subscriptions\/[\da-f-]{36}/i, "").replace(/^\/.*\/protectionContainers\//i, "").replace(/\/protectedItems\//i, "/").replace(/^\/.*\//, "");
	return name === "" ? "" : `${sign}${name}`;
}
function plainId(written) {
	try {
		return writtenId("item", written) ?? written;
	} catch (error) {
		if (error instanceof InputError) return "";
		throw error;
	}
}
// src/run/outcome.ts
function outcomeOf(results, inputs, ledger) {
	const byPath = new Map(ledger.entries().map(({ path, findings }) => [path, findings]));
	const accounts = results.map((result) => {
		const { known } = result;
		return {
			known,
			findings: byPath.get(known.path ?? "") ?? ledger.step,
			verdict: judgeResult(result, inputs)
		};
	});
	const cancel = results.map(({ ending }) => ending.kind === "thrown" ? ending.error : void 0).find((error) => error instanceof RunCancelledError);
	return {
		accounts,
		cutShort: cancel && judgeError(cancel)
	};
}
function brokenOff(error, inputs, ledger) {
	const verdict = judgeError(error);
	const operation = inputs?.operation ?? "";
	const verdictOf = (entry) => {
		if (entry.verdict !== void 0) return entry.verdict;
		const why = `Nothing was sent for this item, because the step ended first: ${verdict.message}`;
		const own = entry.begun ? verdict : {
			reason: "not-started",
			message: why,
			hint: ""
		};
		return withNextStep(own, operation, entry.findings.known());
	};
	const items = ledger.entries().filter(({ leftOut }) => !leftOut);
	return {
		accounts: (items.length > 0 ? items : [{
			findings: ledger.step,
			begun: true,
			verdict: void 0
		}]).map((entry) => {
			const { findings } = entry;
			return {
				known: findings.known(),
				findings,
				verdict: verdictOf(entry)
			};
		}),
		cutShort: verdict
	};
}
// src/run/findings.ts
function stepFindings(named, known = {}) {
	return {
		known: () => known,
		learn(facts) {
			const former = namesIn(known);
			known = {
				...known,
				...facts
			};
			if (namesIn(known) !== former) named();
		},
		answered(ids) {
			if (acceptedAt(writeOf(known)) === void 0) known = {
				...known,
				ids
			};
		}
	};
}
function namesIn(known) {
	return [known.lro?.id, ...jobsOf(known).map(({ id }) => id)].join("\n");
}
// src/run/ledger.ts
function newLedger(progress) {
	const entries = new Map();
	let inOrder;
	const all = () => {
		inOrder ??= [...entries.values()];
		return inOrder;
	};
	const accounts = new WeakMap();
	const accountOf = (one) => {
		const known = one.findings.known();
		const { verdict } = one;
		const last = accounts.get(one.findings);
		if (last !== void 0 && last.known === known && last.verdict === verdict) return last;
		const account = {
			known,
			verdict
		};
		accounts.set(one.findings, account);
		return account;
	};
	const tell = () => {
		if (entries.size === 0) return progress([accountOf({
			findings: step,
			verdict: void 0
		})]);
		progress(all().map(accountOf));
	};
	const step = stepFindings(tell);
	const add = (path, known) => {
		const entry = newEntry(path, stepFindings(tell, known));
		entries.set(path, entry);
		inOrder = void 0;
		return entry;
	};
	return {
		step,
		tell,
		size: () => entries.size,
		entries: all,
		announce(items) {
			for (const { item, path } of items) add(path, {
				before: item,
				path
			});
			tell();
		},
		forItem(path) {
			const { before } = entries.get(path)?.findings.known() ?? {};
			return add(path, before === void 0 ? {} : {
				before,
				path
			});
		}
	};
}
function newEntry(path, findings) {
	let begun = false;
	let end;
	return {
		path,
		findings,
		get begun() {
			return begun || end !== void 0 || writeOf(findings.known()).kind !== "unsent";
		},
		get verdict() {
			return end?.verdict;
		},
		get leftOut() {
			return end !== void 0 && end.verdict === void 0;
		},
		begin() {
			begun = true;
		},
		end(verdict) {
			end = { verdict };
		}
	};
}
// src/run/service-clock.ts
function serviceClock(clock, log) {
	let skew = NO_SKEW;
	let hasWarned = false;
	const present = () => {
		const machine = clock.now();
		return {
			azure: skew.ms === void 0 ? void 0 : machine + skew.ms,
			machine
		};
	};
	return {
		now: () => clock.now() + (skew.ms ?? 0),
		present,
		read(date) {
			if (date === void 0) return;
			skew = withReading(skew, date - clock.now());
			if (hasWarned || !areApart(present())) return;
			hasWarned = true;
			const apart = duration(Math.abs(skew.ms ?? 0));
			log.warn(`The clock of this machine and the 'Date' of Azure's answers are ${apart} apart. Check the machine's clock and the proxy.`);
		}
	};
}
// src/run/step.ts
function newStep(host, world, identity) {
	const { clock } = world;
	const log = timedLog(host.log, clock);
	const startedAt = clock.now();
	const ledger = newLedger((accounts) => host.progress(accounts));
	return {
		host,
		world,
		identity,
		log,
		startedAt,
		ledger,
		counts: itemCounts(ledger, {
			log,
			clock,
			startedAt
		}),
		findings: ledger.step,
		service: serviceClock(clock, log)
	};
}
async function connect({ vault: given, signIn, guardSignIn, cloud, timeoutMs }, { world, identity, findings: { learn } }) {
	let vault = given;
	if (given.subscriptionId === "") {
		const until = timeoutMs === void 0 ? world.signal : AbortSignal.any([world.signal, world.clock.limit(timeoutMs)]);
		vault = {
			...given,
			subscriptionId: await identity.sessionSubscription(until)
		};
	}
	learn({ vault });
	return {
		vault,
		tokens: identity.tokens(signIn, cloud),
		guardTokens: guardSignIn && identity.tokens(guardSignIn, cloud)
	};
}
// src/run/together.ts
function judgeTogether(accounts, whole) {
	const [only, ...others] = accounts;
	if (only === void 0) throw new Error("No item was judged.");
	if (others.length === 0) return only.verdict;
	const closed = accounts.filter(({ verdict }) => REASONS[verdict.reason].gate === "closed");
	const red = closed.filter(isRed);
	const failed = red.filter(({ verdict }) => isFailure(verdict.reason));
	const decisive = [
		failed,
		red,
		closed
	].find((list) => list.length > 0) ?? [];
	const [first] = decisive;
	const passed = countsOf(accounts, closed);
	if (whole.cutShort !== void 0) return cutShortBy(whole.cutShort, decisive, passed);
	if (first === void 0) return {
		reason: openReason(accounts),
		message: passed,
		hint: ""
	};
	const opening = closed.every(({ verdict }) => verdict.reason === "dry-run") ? `Something is to be done for ${closed.length} of ${accounts.length} items. First of them` : `${passed} First ${red.length > 0 ? "failure" : "of the others"}`;
	const name = nameOf$1(first);
	return {
		...first.verdict,
		reason: red.length > 0 ? redReason(accounts, failed, whole) : first.verdict.reason,
		message: `${opening}: ${name === "" ? "" : `'${name}': `}${first.verdict.message}`,
		hint: sharedHint(decisive)
	};
}
function cutShortBy(verdict, decisive, passed) {
	const cut = decisive.filter((one) => one.verdict.reason === verdict.reason);
	const hint = cut.length === 0 ? verdict.hint : sharedHint(cut);
	return {
		...verdict,
		message: `${passed} ${verdict.message}`,
		hint
	};
}
function isRed({ verdict }) {
	return REASONS[verdict.reason].red;
}
function nameOf$1({ known: { path, before } }) {
	return path ?? before?.friendlyName ?? "";
}
function countsOf(accounts, closed) {
	const passed = `${accounts.length - closed.length} of ${accounts.length} items passed`;
	const counts = Object.keys(REASONS).flatMap((reason) => {
		const count = closed.filter(({ verdict }) => verdict.reason === reason).length;
		return count === 0 ? [] : `${count} ${reason}`;
	});
	return counts.length < 2 ? `${passed}.` : `${passed}; ${counts.join(", ")}.`;
}
function openReason(accounts) {
	const [reason, ...others] = new Set(accounts.map(({ verdict }) => verdict.reason));
	if (reason !== void 0 && others.length === 0) return reason;
	return [reason, ...others].includes("completed-with-warnings") ? "completed-with-warnings" : "completed";
}
function redReason(accounts, failed, { onlyReads }) {
	const [reason, ...others] = new Set(accounts.map(({ verdict }) => verdict.reason));
	if (reason !== void 0 && others.length === 0) return reason;
	const wroteNothing = accounts.every(({ known }) => changedBy(writeOf(known)) === "false");
	const mayStop = !onlyReads || accounts.some(({ verdict }) => verdict.reason === "not-started");
	const [why, ...more] = new Set(failed.map(({ verdict }) => verdict.reason));
	return wroteNothing && mayStop && why !== void 0 && more.length === 0 ? why : "items-failed";
}
const EACH_ITS_OWN = `Each item has its own advice: see its ${nameOutput("next-step")} in the output ${nameOutput("report")}, and its row in the job summary if there is one.`;
function sharedHint(accounts) {
	const [hint = "", ...others] = new Set(accounts.map(({ verdict }) => verdict.hint));
	return others.length === 0 ? hint : EACH_ITS_OWN;
}
// src/run/run.ts
async function run(host, world, identity) {
	const step = newStep(host, world, identity);
	const { log, startedAt, ledger } = step;
	let cancelledAt = startedAt;
	world.signal.addEventListener("abort", () => {
		cancelledAt = world.clock.now();
	});
	ledger.tell();
	let inputs;
	let connection;
	let outcome;
	try {
		for (const name of SECRETS) host.secret(host.input(name).trim());
		inputs = readInputs(host, startedAt);
		for (const warning of inputs.warnings) log.warn(warning);
		connection = await connect(inputs, step);
		const { operate } = await import("./operate-MLOIP26A.js");
		outcome = outcomeOf(await operate(inputs, connection, step), inputs, ledger);
	} catch (error) {
		log.debug(error instanceof Error ? error.stack ?? error.message : String(error));
		outcome = brokenOff(error, inputs, ledger);
	}
	step.counts.finish();
	if (inputs?.cancelJobOnCancel && connection) {
		const { cancelJobs } = await import("./cancel-CKKX5e0q.js");
		outcome = await cancelJobs(outcome, {
			inputs,
			connection,
			step,
			cancelledAt
		});
	}
	const { reason } = await host.publish(stepReportOf(outcome, inputs, step));
	return REASONS[reason].gate;
}
function stepReportOf({ accounts, cutShort }, inputs, { host, world, startedAt, findings, service }) {
	const { vault, ignored = [] } = findings.known();
	const until = service.now();
	const reads = inputs !== void 0 && onlyReads(inputs.operation);
	return {
		operation: host.input("operation").trim(),
		onlyReads: reads,
		vault: vault?.name ?? shortName(host.input("vault")),
		span: {
			from: until - (world.clock.now() - startedAt),
			until
		},
		jobUrl: jobUrl(vault, inputs),
		verdict: judgeTogether(accounts, {
			onlyReads: reads,
			cutShort
		}),
		accounts: accounts.map(({ findings: _, ...account }) => account),
		ignored
	};
}
function jobUrl(vault, inputs) {
	if (vault === void 0 || inputs === void 0) return "";
	return `${inputs.cloud.portal}/#@/resource${vaultId(vault)}/backupJobs`;
}
// src/time/clock.ts
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const systemClock = {
	now: () => performance.timeOrigin + performance.now(),
	async sleep(ms, signal) {
		let left = ms;
		for (; left > LONGEST_TIMER_MS; left -= LONGEST_TIMER_MS) await nap(LONGEST_TIMER_MS, signal);
		await nap(left, signal);
	},
	limit: (ms) => AbortSignal.timeout(Math.min(Math.max(0, Math.ceil(ms)), LONGEST_TIMER_MS))
};
async function nap(ms, signal) {
	try {
		await setTimeout$1(ms, void 0, { signal });
	} catch (error) {
		throw signal.aborted ? signal.reason : error;
	}
}
// src/hosts/node.ts
function nodeHttpClient(proxy = "proxy") {
	let client;
	return { async sendRequest(request) {
		client ??= import("./http-client-DFdsArJu.js").then(({ directClient, proxiedClient }) => proxy === "direct" ? directClient() : proxiedClient());
		return (await client).sendRequest(request);
	} };
}
function cancelSignal(whatIsCancelled, heard = () => {}) {
	const cancelled = new AbortController();
	setMaxListeners(0, cancelled.signal);
	for (const name of [
		"SIGINT",
		"SIGTERM",
		"SIGHUP",
		"SIGBREAK"
	]) process.on(name, () => {
		heard(name);
		cancelled.abort(new RunCancelledError(`${whatIsCancelled} was cancelled (${name}).`));
	});
	return cancelled.signal;
}
// node_modules/@actions/core/lib/utils.js
function toCommandValue(input) {
	if (input === null || input === void 0) return "";
	else if (typeof input === "string" || input instanceof String) return input;
	return JSON.stringify(input);
}
function toCommandProperties(annotationProperties) {
	if (!Object.keys(annotationProperties).length) return {};
	return {
		title: annotationProperties.title,
		file: annotationProperties.file,
		line: annotationProperties.startLine,
		endLine: annotationProperties.endLine,
		col: annotationProperties.startColumn,
		endColumn: annotationProperties.endColumn
	};
}
// node_modules/@actions/core/lib/command.js
function issueCommand(command, properties, message) {
	const cmd = new Command(command, properties, message);
	process.stdout.write(cmd.toString() + os$1.EOL);
}
function issue(name, message = "") {
	issueCommand(name, {}, message);
}
const CMD_STRING = "::";
var Command = class {
	constructor(command, properties, message) {
		if (!command) command = "missing.command";
		this.command = command;
		this.properties = properties;
		this.message = message;
	}
	toString() {
		let cmdStr = CMD_STRING + this.command;
		if (this.properties && Object.keys(this.properties).length > 0) {
			cmdStr += " ";
			let first = true;
			for (const key in this.properties) if (this.properties.hasOwnProperty(key)) {
				const val = this.properties[key];
				if (val) {
					if (first) first = false;
					else cmdStr += ",";
					cmdStr += `${key}=${escapeProperty(val)}`;
				}
			}
		}
		cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
		return cmdStr;
	}
};
function escapeData(s) {
	return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}
function escapeProperty(s) {
	return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/:/g, "%3A").replace(/,/g, "%2C");
}
// node_modules/@actions/core/lib/file-command.js
function issueFileCommand(command, message) {
	const filePath = process.env[`GITHUB_${command}`];
	if (!filePath) throw new Error(`Unable to find environment variable for file command ${command}`);
	if (!fs.existsSync(filePath)) throw new Error(`Missing file at path: ${filePath}`);
	fs.appendFileSync(filePath, `${toCommandValue(message)}${os$1.EOL}`, { encoding: "utf8" });
}
function prepareKeyValueMessage(key, value) {
	const delimiter = `ghadelimiter_${crypto$1.randomUUID()}`;
	const convertedValue = toCommandValue(value);
	if (key.includes(delimiter)) throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
	if (convertedValue.includes(delimiter)) throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
	return `${key}<<${delimiter}${os$1.EOL}${convertedValue}${os$1.EOL}${delimiter}`;
}
// node_modules/@actions/core/lib/summary.js
var __awaiter$1 = function(thisArg, _arguments, P, generator) {
	function adopt(value) {
		return value instanceof P ? value : new P(function(resolve) {
			resolve(value);
		});
	}
	return new (P || (P = Promise))(function(resolve, reject) {
		function fulfilled(value) {
			try {
				step(generator.next(value));
			} catch (e) {
				reject(e);
			}
		}
		function rejected(value) {
			try {
				step(generator["throw"](value));
			} catch (e) {
				reject(e);
			}
		}
		function step(result) {
			result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
		}
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
};
const { access, appendFile, writeFile } = promises;
const SUMMARY_ENV_VAR = "GITHUB_STEP_SUMMARY";
var Summary = class {
	constructor() {
		this._buffer = "";
	}
	filePath() {
		return __awaiter$1(this, void 0, void 0, function* () {
			if (this._filePath) return this._filePath;
			const pathFromEnv = process.env[SUMMARY_ENV_VAR];
			if (!pathFromEnv) throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
			try {
				yield access(pathFromEnv, constants.R_OK | constants.W_OK);
			} catch (_a) {
				throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
			}
			this._filePath = pathFromEnv;
			return this._filePath;
		});
	}
	wrap(tag, content, attrs = {}) {
		const htmlAttrs = Object.entries(attrs).map(([key, value]) => ` ${key}="${value}"`).join("");
		if (!content) return `<${tag}${htmlAttrs}>`;
		return `<${tag}${htmlAttrs}>${content}</${tag}>`;
	}
	write(options) {
		return __awaiter$1(this, void 0, void 0, function* () {
			const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
			const filePath = yield this.filePath();
			yield (overwrite ? writeFile : appendFile)(filePath, this._buffer, { encoding: "utf8" });
			return this.emptyBuffer();
		});
	}
	clear() {
		return __awaiter$1(this, void 0, void 0, function* () {
			return this.emptyBuffer().write({ overwrite: true });
		});
	}
	stringify() {
		return this._buffer;
	}
	isEmptyBuffer() {
		return this._buffer.length === 0;
	}
	emptyBuffer() {
		this._buffer = "";
		return this;
	}
	addRaw(text, addEOL = false) {
		this._buffer += text;
		return addEOL ? this.addEOL() : this;
	}
	addEOL() {
		return this.addRaw(EOL$1);
	}
	addCodeBlock(code, lang) {
		const attrs = Object.assign({}, lang && { lang });
		const element = this.wrap("pre", this.wrap("code", code), attrs);
		return this.addRaw(element).addEOL();
	}
	addList(items, ordered = false) {
		const tag = ordered ? "ol" : "ul";
		const listItems = items.map((item) => this.wrap("li", item)).join("");
		const element = this.wrap(tag, listItems);
		return this.addRaw(element).addEOL();
	}
	addTable(rows) {
		const tableBody = rows.map((row) => {
			const cells = row.map((cell) => {
				if (typeof cell === "string") return this.wrap("td", cell);
				const { header, data, colspan, rowspan } = cell;
				const tag = header ? "th" : "td";
				const attrs = Object.assign(Object.assign({}, colspan && { colspan }), rowspan && { rowspan });
				return this.wrap(tag, data, attrs);
			}).join("");
			return this.wrap("tr", cells);
		}).join("");
		const element = this.wrap("table", tableBody);
		return this.addRaw(element).addEOL();
	}
	addDetails(label, content) {
		const element = this.wrap("details", this.wrap("summary", label) + content);
		return this.addRaw(element).addEOL();
	}
	addImage(src, alt, options) {
		const { width, height } = options || {};
		const attrs = Object.assign(Object.assign({}, width && { width }), height && { height });
		const element = this.wrap("img", null, Object.assign({
			src,
			alt
		}, attrs));
		return this.addRaw(element).addEOL();
	}
	addHeading(text, level) {
		const tag = `h${level}`;
		const allowedTag = [
			"h1",
			"h2",
			"h3",
			"h4",
			"h5",
			"h6"
		].includes(tag) ? tag : "h1";
		const element = this.wrap(allowedTag, text);
		return this.addRaw(element).addEOL();
	}
	addSeparator() {
		const element = this.wrap("hr", null);
		return this.addRaw(element).addEOL();
	}
	addBreak() {
		const element = this.wrap("br", null);
		return this.addRaw(element).addEOL();
	}
	addQuote(text, cite) {
		const attrs = Object.assign({}, cite && { cite });
		const element = this.wrap("blockquote", text, attrs);
		return this.addRaw(element).addEOL();
	}
	addLink(text, href) {
		const element = this.wrap("a", text, { href });
		return this.addRaw(element).addEOL();
	}
};
const summary = new Summary();
var ExitCode;
(function(ExitCode) {
	ExitCode[ExitCode["Success"] = 0] = "Success";
	ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
function setSecret(secret) {
	issueCommand("add-mask", {}, secret);
}
function getInput(name, options) {
	const val = process.env[`INPUT_${name.replace(/ /g, "_").toUpperCase()}`] || "";
	if (options && options.required && !val) throw new Error(`Input required and not supplied: ${name}`);
	if (options && options.trimWhitespace === false) return val;
	return val.trim();
}
function setOutput(name, value) {
	if (process.env["GITHUB_OUTPUT"] || "") return issueFileCommand("OUTPUT", prepareKeyValueMessage(name, value));
	process.stdout.write(os$1.EOL);
	issueCommand("set-output", { name }, toCommandValue(value));
}
function debug(message) {
	issueCommand("debug", {}, message);
}
function error$1(message, properties = {}) {
	issueCommand("error", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function warning(message, properties = {}) {
	issueCommand("warning", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function info(message) {
	process.stdout.write(message + os$1.EOL);
}
function startGroup(name) {
	issue("group", name);
}
function endGroup() {
	issue("endgroup");
}
// src/hosts/report-file.ts
const BLOCK$1 = 65536;
function reportFile(folder) {
	let own;
	return (parts) => {
		own ??= mkdtempSync(join(folder(), "backup-gate-"));
		const path = join(own, "report.json");
		replaceFile(path, parts);
		return path;
	};
}
function replaceFile(path, parts) {
	const old = lstatSync(path, { throwIfNoEntry: false });
	if (old !== void 0 && !old.isFile()) {
		writeParts(path, parts);
		return;
	}
	writeParts(`${path}.new`, parts);
	renameSync(`${path}.new`, path);
}
function writeParts(path, parts) {
	const file = openSync(path, "w");
	try {
		let block = "";
		for (const part of parts) {
			block += part;
			if (block.length < BLOCK$1) continue;
			writeFileSync(file, block);
			block = "";
		}
		writeFileSync(file, block);
	} finally {
		closeSync(file);
	}
}
// src/hosts/github/actions-runner.ts
function actionsRunner(world) {
	return {
		input: (name) => getInput(name),
		env: (name) => process.env[name] ?? "",
		output: (name, value) => setOutput(name, value),
		mask: (secret) => {
			if (secret !== "") setSecret(secret);
		},
		log: (line) => info(line),
		debug: (line) => debug(line),
		group(title, lines) {
			startGroup(title);
			for (const line of lines) info(line);
			endGroup();
		},
		warning: (message) => warning(message),
		error: (message, title) => error$1(message, { title }),
		async summary(markdown) {
			if (process.env.GITHUB_STEP_SUMMARY) await summary.addRaw(markdown).write();
		},
		writeReport: reportFile(() => process.env.RUNNER_TEMP || tmpdir()),
		async oidcToken(audience) {
			const { githubAssertion } = await import("./oidc-AchD9mYb.js");
			return githubAssertion(audience, {
				requestUrl: process.env.ACTIONS_ID_TOKEN_REQUEST_URL ?? "",
				requestToken: process.env.ACTIONS_ID_TOKEN_REQUEST_TOKEN ?? ""
			}, world);
		},
		async postStatus(status, token, signal) {
			const { postCommitStatus } = await import("./status-api-BGEWHv53.js");
			await postCommitStatus(status, token, signal);
		},
		run: `${process.env.GITHUB_REPOSITORY ?? ""} run ${process.env.GITHUB_RUN_ID ?? ""}`,
		pass: () => {
			process.exitCode = 0;
		}
	};
}
// src/hosts/json-escapes.ts
const CONTROLS = new RegExp(`[${CONTROL_CHARACTERS}]`, "gu");
function jsonEscape(character) {
	return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
function withoutControls(json) {
	return json.replace(CONTROLS, jsonEscape);
}
// src/hosts/github/escape.ts
function makeInert(line) {
	return oneLine(line).replace(/:(?=:)/g, ": ").replaceAll("##[", "## [");
}
function toInertJson(value) {
	return withoutControls(JSON.stringify(value).replaceAll("##[", "##\\u005b").replaceAll("::", ":\\u003a"));
}
// src/hosts/github/log.ts
const MOST_WARNINGS = 7;
function runnerLog(runner) {
	let warnings = 0;
	return {
		say: (line) => runner.log(makeInert(line)),
		detail: (title, lines) => runner.group(makeInert(title), lines.map(makeInert)),
		warn(line) {
			warnings += 1;
			if (warnings <= MOST_WARNINGS) runner.warning(makeInert(line));
			else runner.log(makeInert(`Warning: ${line}`));
			if (warnings === 8) runner.warning("There are more warnings in the log.");
		},
		debug: (line) => runner.debug(makeInert(line))
	};
}
const OUTPUT_ROWS = {
	gate: { description: "`open` or `closed`." },
	reason: { description: "Why the gate is open or closed: one word from a fixed list." },
	changed: { description: "`true` once Azure has accepted a change from this step; empty if it is unknown whether it has, or whether the change is this step's." },
	"operation-id": { description: "Id of Azure's long-running operation." },
	"operation-status": { description: "The operation's last status, in Azure's words." },
	"job-id": { description: "Id of the backup job; set as soon as it is known." },
	"job-status": { description: "The job's last status, in Azure's words; `InProgress` after a time-out." },
	"job-url": { description: "The vault's backup jobs in the Azure portal." },
	"job-operation": { description: "What the job does, in Azure's words, such as `Backup (Full)`." },
	"job-start-time": { description: "When the job started, ISO 8601 in UTC." },
	"job-end-time": { description: "When the job ended, ISO 8601 in UTC." },
	"item-id": {
		name: true,
		description: "Resource id of the protected item."
	},
	item: {
		name: true,
		description: "The item's native name, `container/item`. It names this item or none, so pass it as `item` to a later step."
	},
	"item-name": {
		name: true,
		description: "Name of the item, as Azure shows it; with `wait-for-job` and `cancel-job` without `item`, the name in the job."
	},
	"item-path": {
		name: true,
		description: "The item for people, as a path such as `sqlserver-0/payroll`."
	},
	"workload-type": { description: "What the item is: {workload-type}." },
	"next-step": {
		sentences: true,
		description: "What to do now, as in the annotation; empty if there is nothing to do.",
		descriptionOn: { "azure-pipelines": "What to do now, as in the error; empty if there is nothing to do." }
	},
	"protection-state": { description: "The item's protection state when it was last read; empty if the item is gone." },
	"previous-protection-state": { description: "The item's protection state before the step." },
	"policy-id": {
		name: true,
		description: "Resource id of the item's policy when it was last read."
	},
	"previous-policy-id": {
		name: true,
		description: "Resource id of the item's policy before the step."
	},
	"recovery-point-id": {
		name: true,
		description: "Id of the recovery point that `verify-backup` relied on."
	},
	"recovery-point-time": { description: "Its time, ISO 8601 in UTC." },
	"recovery-point-type": { description: "Its type, such as `Full` or `Log`, in Azure's words." },
	"recovery-point-tier": { description: "Where it is kept, such as `InstantRP` or `HardenedRP`, in Azure's words." },
	"purge-time": { description: "When soft-deleted backup data will be gone for good, ISO 8601 in UTC." },
	"error-code": { description: "The service's own error code." },
	"error-message": {
		sentences: true,
		description: "Why the gate is closed."
	},
	recommendations: {
		sentences: true,
		description: "What the service itself recommends, one recommendation per line."
	},
	"correlation-id": { description: "Azure's correlation id of the change, otherwise of the last answer." },
	"items-total": { description: "Number of items that `item` named, without those that `ignore-stopped` leaves out of several; empty if the step is about no item or none could be read." },
	"items-passed": { description: "Number of those items whose gate is open." },
	items: { description: "`list-items`: JSON array of `item` (its native name, for a later step), `path` (for people), `name`, `workload`, `state` and, if Azure's own check finds something, `health`. With `matrix-chunks`: array of `item` (several lines), `names`, `leg` (its number, from 1) and `legs` (how many there are)." },
	report: {
		hosts: ["github"],
		description: "All outputs above for each item, as far as they are known, and the jobs' tasks, as JSON below 900 KiB."
	},
	"report-path": {
		description: "Path of a file with the complete report, which exists from the start of the step. Read this file instead of `report`, which a script cannot get through `env:` if it has 128 KiB or more.",
		descriptionOn: { "azure-pipelines": "Path of a file with the complete report: all outputs above for each item, and the jobs' tasks. It exists from the start of the step and until the end of the job." }
	}
};
// src/report/outputs.ts
const SENTENCE_OUTPUTS = Object.entries(OUTPUT_ROWS).flatMap(([name, { sentences }]) => sentences ? [name] : []);
const NAME_OUTPUTS = Object.entries(OUTPUT_ROWS).flatMap(([output, { name }]) => name ? [output] : []);
function toFacts({ known, verdict }, jobUrl) {
	const { before, after, job, point } = known;
	const now = after ?? before;
	const item = now === "gone" ? void 0 : now;
	const gate = verdict === void 0 ? "closed" : REASONS[verdict.reason].gate;
	const error = gate === "closed" ? verdict?.message : void 0;
	return {
		gate,
		reason: verdict?.reason ?? "",
		changed: changedBy(writeOf(known)),
		"operation-id": oneLine(known.lro?.id ?? ""),
		"operation-status": oneLine(known.lro?.status ?? ""),
		"job-id": oneLine(job?.id ?? ""),
		"job-status": oneLine(job?.status ?? ""),
		"job-url": jobUrl,
		"job-operation": oneLine(job?.operation ?? ""),
		"job-start-time": isoTime(job?.startTime),
		"job-end-time": isoTime(job?.endTime),
		"item-id": oneLine(before?.id ?? ""),
		item: before === void 0 ? "" : nativeName(before.address),
		"item-name": oneLine(before?.friendlyName ?? job?.entityFriendlyName ?? ""),
		"item-path": oneLine(before === void 0 ? "" : known.path ?? pathOf(before, [])),
		"workload-type": oneLine(before === void 0 ? "" : workloadName(before)),
		"next-step": oneLine(verdict?.hint ?? ""),
		"protection-state": oneLine(item?.protectionState ?? ""),
		"previous-protection-state": oneLine(before?.protectionState ?? ""),
		"policy-id": oneLine(item?.policyId ?? ""),
		"previous-policy-id": oneLine(before?.policyId ?? ""),
		"recovery-point-id": oneLine(point?.id ?? ""),
		"recovery-point-time": isoTime(point?.time),
		"recovery-point-type": oneLine(point?.type ?? ""),
		"recovery-point-tier": oneLine(point?.tier ?? ""),
		"purge-time": isoTime(item?.purgeTime),
		"error-code": oneLine(verdict?.service?.code ?? ""),
		"error-message": oneLine(error ?? ""),
		recommendations: (verdict?.service?.recommendations ?? []).map(oneLine).join("\n"),
		"correlation-id": oneLine(known.ids?.correlationId ?? ""),
		...counts(known, gate === "open")
	};
}
function counts({ before, items }, open) {
	const total = items?.reduce((sum, entry) => sum + ("names" in entry ? entry.names.length : 1), 0) ?? (before === void 0 ? void 0 : 1);
	return {
		"items-total": total === void 0 ? "" : String(total),
		"items-passed": total === void 0 ? "" : String(open ? total : 0)
	};
}
function toSharedFacts(verdict, accounts, jobUrl) {
	const passed = accounts.filter(({ facts }) => facts.gate === "open").length;
	const changes = accounts.map(({ facts }) => facts.changed);
	return {
		...toFacts({
			known: {},
			verdict
		}, jobUrl),
		changed: [
			"true",
			"",
			"false"
		].find((word) => changes.includes(word)) ?? "",
		"items-total": String(accounts.length),
		"items-passed": String(passed)
	};
}
// src/hosts/inert-facts.ts
function inertFacts(facts, makeInert) {
	const isKept = (name) => NAME_OUTPUTS.includes(name) && !(name === "item-name" && facts["item-id"] === "");
	const inertLines = (value) => value.split("\n").map(makeInert).join("\n");
	return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, isKept(name) ? value : inertLines(value)]));
}
// src/report/report-json.ts
const OF_STEP = [
	"job-url",
	"items-total",
	"items-passed"
];
function toReport(accounts, ignored) {
	const jobUrl = accounts[0]?.facts["job-url"] ?? "";
	return {
		version: 1,
		truncated: false,
		...jobUrl === "" ? {} : { "job-url": jobUrl },
		items: accounts.map(toItemReport),
		...ignored.length === 0 ? {} : { ignored }
	};
}
function toItemReport({ known, facts }) {
	const { gate, reason } = facts;
	const filled = Object.entries(facts).filter(([name, value]) => value !== "" && !OF_STEP.includes(name));
	const jobs = jobsOf(known).map(toJobReport);
	return {
		gate,
		reason,
		...Object.fromEntries(filled),
		...jobs.length > 0 ? { jobs } : {}
	};
}
const SO_FAR = [
	"changed",
	"item",
	"item-path",
	"operation-id",
	"operation-status",
	"job-id",
	"job-status",
	"error-code",
	"error-message"
];
function toItemSoFar({ known, facts }) {
	const jobs = jobsOf(known);
	return {
		...pick(facts, SO_FAR),
		...jobs.length > 1 ? { jobs: jobs.map(({ id, status }) => ({
			id,
			status
		})) } : {}
	};
}
function pick(facts, names) {
	const { gate, reason } = facts;
	const filled = names.filter((name) => (facts[name] ?? "") !== "");
	return {
		gate,
		reason,
		...Object.fromEntries(filled.map((name) => [name, facts[name]]))
	};
}
function frameSoFar() {
	return frameOf({
		version: 1,
		truncated: false,
		finished: false,
		items: []
	}, JSON.stringify);
}
function frameOf(report, toJson) {
	const empty = toJson({
		...report,
		items: []
	});
	const start = empty.indexOf("\"items\":[") + 9;
	return {
		before: empty.slice(0, start),
		after: empty.slice(start)
	};
}
function* reportInParts(report, toJson) {
	const { before, after } = frameOf(report, toJson);
	yield before;
	for (const [index, item] of report.items.entries()) {
		if (index > 0) yield ",";
		yield toJson(item);
	}
	yield after;
}
function toJobReport(job) {
	const { id, status, operation = "", activityId = "", tasks = [], properties = [] } = job;
	const [start, end] = [isoTime(job.startTime), isoTime(job.endTime)];
	return {
		id,
		...status === "" ? {} : { status },
		...operation === "" ? {} : { operation },
		...start === "" ? {} : { "start-time": start },
		...end === "" ? {} : { "end-time": end },
		...activityId === "" ? {} : { "activity-id": activityId },
		...tasks.length === 0 ? {} : { tasks: tasks.map(({ name, status }) => ({
			name,
			status
		})) },
		...properties.length === 0 ? {} : { properties: Object.fromEntries(properties) }
	};
}
function fitReport(report, room) {
	let fitting = report;
	for (const reduce of REDUCTIONS) for (const whose of [({ gate }) => gate === "open", () => true]) {
		if (fits(fitting, room)) return inJson(fitting, room);
		const items = fitting.items.map((item) => whose(item) ? reduce(item) : item);
		fitting = {
			...report,
			truncated: true,
			items
		};
	}
	return fits(fitting, room) ? inJson(fitting, room) : cutReport(fitting, room);
}
function fits(report, { mostBytes, toJson }) {
	let bytes = 0;
	for (const part of reportInParts(report, toJson)) bytes += Buffer.byteLength(part);
	return bytes < mostBytes;
}
function inJson(report, { toJson }) {
	return [...reportInParts(report, toJson)].join("");
}
function cutReport({ ignored: _, ...report }, room) {
	const { mostBytes, toJson } = room;
	const empty = {
		...report,
		truncated: true,
		items: []
	};
	let left = mostBytes - Buffer.byteLength(toJson(empty)) - 1;
	const kept = new Set();
	const passedLast = Array.from(["closed", "open"]).flatMap((gate) => report.items.filter((item) => item.gate === gate));
	for (const item of passedLast) {
		left -= Buffer.byteLength(toJson(item)) + 1;
		if (left < 0) break;
		kept.add(item);
	}
	return inJson({
		...empty,
		items: report.items.filter((item) => kept.has(item))
	}, room);
}
const REDUCTIONS = [
	({ jobs = [], ...item }) => ({
		...item,
		jobs: jobs.map(({ tasks: _, properties: __, ...job }) => job)
	}),
	({ recommendations: _, ...item }) => item,
	(item) => pick(item, ESSENTIAL)
];
const ESSENTIAL = [
	"item",
	"gate",
	"reason",
	"job-id",
	"error-code"
];
// src/hosts/report-so-far.ts
function reportSoFar(inert) {
	const jsonOf = new WeakMap();
	const blocks = [];
	const { before, after } = frameSoFar();
	const inJson = (account) => {
		const kept = jsonOf.get(account);
		if (kept !== void 0) return kept;
		const facts = inert.facts(toFacts(account, ""));
		const json = inert.toJson(toItemSoFar({
			known: account.known,
			facts
		}));
		jsonOf.set(account, json);
		return json;
	};
	return (accounts) => {
		const all = [before];
		for (let from = 0; from < accounts.length; from += BLOCK) {
			let block = blocks[from / BLOCK];
			if (block === void 0 || !isOf(block, accounts, from)) {
				const some = accounts.slice(from, from + BLOCK);
				block = {
					accounts: some,
					json: some.map(inJson).join(",\n")
				};
				blocks[from / BLOCK] = block;
			}
			all.push(from === 0 ? "" : ",\n", block.json);
		}
		return [...all, after];
	};
}
const BLOCK = 50;
function isOf({ accounts }, all, from) {
	const size = Math.min(BLOCK, all.length - from);
	return accounts.length === size && accounts.every((one, index) => one === all[from + index]);
}
// src/hosts/github/progress.ts
function progressOf(runner) {
	const parts = reportSoFar({
		facts: (facts) => inertFacts(facts, makeInert),
		toJson: toInertJson
	});
	const set = new Map();
	const output = (name, value) => {
		if (set.get(name) === value) return;
		runner.output(name, value);
		set.set(name, value);
	};
	return (accounts) => {
		const job = accounts.length === 1 ? accounts[0]?.known.job : void 0;
		try {
			if (job !== void 0) output("job-id", makeInert(job.id));
			output("report-path", runner.writeReport(parts(accounts)));
		} catch (error) {
			runner.debug(makeInert(`Could not keep what is known so far: ${messageOf(error)}`));
		}
	};
}
// src/hosts/step-facts.ts
function stepFacts(step, inert) {
	const accounts = step.accounts.map((account) => {
		return {
			...account,
			facts: inert(toFacts(account, step.jobUrl))
		};
	});
	const [first] = accounts;
	if (first === void 0) throw new Error("A step ended without an account.");
	return {
		accounts,
		factsOf: (verdict) => inert(accounts.length === 1 ? toFacts({
			...first,
			verdict
		}, step.jobUrl) : toSharedFacts(verdict, accounts, step.jobUrl))
	};
}
function judgedItem({ accounts: [first], ignored }, facts) {
	return (ignored.length > 0 ? first?.known.path : void 0) ?? facts["item-name"];
}
// src/hosts/summary/escape-markdown.ts
function escapeMarkdown(value) {
	return oneLine(value).replace(/[^\p{L}\p{N} .,;()'/?%+-]/gu, (character) => `&#${character.codePointAt(0)};`).replace(/&#58;(?= |$)|(?<=\d)&#58;(?=\d)/g, ":").replace(/www\./gi, (prefix) => `${prefix.slice(0, 3)}&#46;`);
}
// src/hosts/summary/markdown.ts
const MOST_BYTES = 1e6;
const MOST_ROWS = 500;
const MOST_CELL = {
	ofFew: 4e3,
	ofMany: 1e3
};
const LEFT_OUT = "(Too long for a summary; the file at the output `report-path` has it.)";
function paragraphs(blocks) {
	let left = MOST_BYTES;
	return `${blocks.filter((block) => block !== "").map((block) => {
		const bytes = Buffer.byteLength(block) + 2;
		if (bytes > left) return LEFT_OUT;
		left -= bytes;
		return block;
	}).join("\n\n")}\n`;
}
function factTable(title, rows) {
	const filled = rows.filter(([, value]) => value !== "");
	return table([title, ""], filled, MOST_CELL.ofFew);
}
function fittingTables(others) {
	let left = 95e4 - Buffer.byteLength(others.join("\n\n"));
	return (header, rows) => {
		const lines = rows.map((cells) => rowOf(cells, MOST_CELL.ofMany));
		const most = lines.findIndex((line) => {
			left -= Buffer.byteLength(line) + 1;
			return left < 0;
		});
		const kept = most < 0 ? lines : lines.slice(0, most);
		const more = lines.length - kept.length;
		const cut = `${more} more do not fit; the file at the output \`report-path\` has them.`;
		if (kept.length === 0) return more === 0 ? "" : cut;
		return [
			...headOf(header),
			...kept,
			...more > 0 ? ["", cut] : []
		].join("\n");
	};
}
function table(header, rows, mostCell = MOST_CELL.ofMany) {
	if (rows.length === 0) return "";
	const more = rows.length - MOST_ROWS;
	return [
		...headOf(header),
		...rows.slice(0, MOST_ROWS).map((cells) => rowOf(cells, mostCell)),
		...more > 0 ? ["", `${more} more are in the report.`] : []
	].join("\n");
}
function headOf(header) {
	return [rowOf(header, MOST_CELL.ofMany), `|${" --- |".repeat(header.length)}`];
}
function rowOf(cells, mostCell) {
	return `|${cells.map((cell) => cellOf(clip(cell, mostCell))).join("")}`;
}
function cellOf(value) {
	return value === "" ? " |" : ` ${escapeMarkdown(value)} |`;
}
function foldedBlocks(title, blocks) {
	const filled = blocks.filter((block) => block !== "");
	if (filled.length === 0) return "";
	return [
		"<details>",
		`<summary>${title}</summary>`,
		"",
		filled.join("\n\n"),
		"",
		"</details>"
	].join("\n");
}
// src/hosts/summary/summary-parts.ts
function opening({ verdict, operation, vault }, subject) {
	const { reason, message, hint } = verdict;
	return [
		`## Backup gate ${REASONS[reason].gate}: ${escapeMarkdown(reason)}`,
		`**${escapeMarkdown(clip(operation) || "no operation")}**${subject} in vault ${escapeMarkdown(clip(vault) || "(not given)")}`,
		escapeMarkdown(clip(message)),
		hint === "" ? "" : `**What to do:** ${escapeMarkdown(clip(hint))}`
	];
}
function notJudged({ ignored }, toTable = table) {
	return toTable(["Stopped, so not judged", "State"], ignored.map((one) => [one.path, stateInWords(one)]));
}
function portalLink(facts) {
	const url = facts["job-url"];
	return /^https:\/\/portal\.azure\.(com|us|cn)\/[\w#@/.%()-]*$/.test(url) ? `<a href="${url}">Backup jobs of the vault in the Azure portal</a>` : "";
}
// src/hosts/summary/summary-of-several.ts
const MOST_IN_ONE_TABLE = 20;
const MOST_UNFOLDED = 20;
function ofSeveral(step) {
	const { accounts, span } = step;
	const isLong = accounts.length > MOST_IN_ONE_TABLE;
	const top = [
		...opening(step, ` on ${accounts.length} items`),
		isLong ? reasonCounts(accounts) : "",
		portalLink(step.facts)
	];
	const bottom = `This step took ${duration(span.until - span.from)}.`;
	const fitting = fittingTables([...top, bottom]);
	const items = isLong ? inGroups(step, fitting) : inOneTable(step, fitting);
	return [
		...top,
		...items,
		notJudged(step, fitting),
		unsentRequests(accounts, fitting),
		bottom
	];
}
function reasonCounts(accounts) {
	return table([
		"Items",
		"Gate",
		"Reason"
	], Object.entries(REASONS).flatMap(([reason, { gate }]) => {
		const { length } = accounts.filter(({ verdict }) => verdict.reason === reason);
		return length === 0 ? [] : [[
			String(length),
			gate,
			reason
		]];
	}));
}
const GROUPS = [
	{
		title: "Failed",
		has: ({ account }) => isFailure(account.verdict.reason),
		folds: false
	},
	{
		title: "Not started",
		has: ({ account }) => account.verdict.reason === "not-started",
		folds: true
	},
	{
		title: "Closed, as asked",
		has: ({ account }) => account.facts.gate === "closed",
		folds: true
	},
	{
		title: "Passed, with something to read",
		has: ({ account: { verdict }, notes }) => verdict.reason === "completed-with-warnings" || verdict.remark !== void 0 || notes.length > 0,
		folds: false
	},
	{
		title: "Passed",
		has: () => true,
		folds: true
	}
];
function grouped(all) {
	const left = new Set(all);
	return GROUPS.map(({ has, ...group }) => {
		const members = [...left].filter(has).toSorted(byReason);
		for (const member of members) left.delete(member);
		return {
			...group,
			members
		};
	}).filter(({ members }) => members.length > 0);
}
const PRECEDENCE = Object.keys(REASONS);
function byReason(one, other) {
	const [rank, otherRank] = [one, other].map(({ account }) => PRECEDENCE.indexOf(account.verdict.reason));
	return (rank ?? 0) - (otherRank ?? 0);
}
function inOneTable(step, fitting) {
	const all = step.accounts.map((account) => {
		return {
			account,
			notes: notesOf(account)
		};
	});
	const isAdvised = step.accounts.some(({ verdict }) => verdict.hint !== "");
	const rows = grouped(all).flatMap(({ members }) => members.map(({ account, notes }) => [
		nameOf(account),
		account.facts.gate,
		account.verdict.reason,
		happened(account, notes, step),
		...isAdvised ? [account.verdict.hint] : []
	]));
	return [fitting([
		"Item",
		"Gate",
		"Reason",
		"",
		...isAdvised ? ["What to do"] : []
	], rows)];
}
function inGroups(step, fitting) {
	const shared = sharedNotes(step.accounts);
	const all = step.accounts.map((account) => {
		const common = shared.filter(({ reasons }) => reasons.includes(account.verdict.reason));
		const isOwn = (note) => common.every((one) => one.note !== note);
		return {
			account,
			notes: notesOf(account).filter(isOwn)
		};
	});
	return [...shared.map(({ note, reasons }) => {
		return `Noted on each item that is ${reasons.join(" or ")}: ${escapeMarkdown(clip(note))}`;
	}), ...grouped(all).flatMap((group) => inGroup(group, step, fitting))];
}
function inGroup({ title, members, folds }, step, fitting) {
	const rows = members.map(({ account, notes }) => ({
		name: nameOf(account),
		reason: account.verdict.reason,
		happened: happened(account, notes, step),
		hint: account.verdict.hint
	}));
	const [first, ...others] = rows;
	const agree = (on) => others.every((row) => row[on] === first?.[on]);
	const isToldOnce = others.length > 0 && agree("happened");
	const shown = [
		{
			head: "Item",
			cell: "name",
			shows: true
		},
		{
			head: "Reason",
			cell: "reason",
			shows: true
		},
		{
			head: "What happened",
			cell: "happened",
			shows: !isToldOnce
		},
		{
			head: "What to do",
			cell: "hint",
			shows: !agree("hint")
		}
	].filter(({ shows }) => shows);
	const list = fitting(shown.map(({ head }) => head), rows.map((row) => shown.map(({ cell }) => row[cell])));
	const hint = agree("hint") && first?.hint !== step.verdict.hint ? first?.hint ?? "" : "";
	return [
		`### ${title}: ${rows.length}`,
		isToldOnce ? escapeMarkdown(clip(first?.happened ?? "")) : "",
		hint === "" ? "" : `**What to do:** ${escapeMarkdown(clip(hint))}`,
		folds && rows.length > MOST_UNFOLDED ? foldedBlocks(`The ${rows.length} items`, [list]) : list
	];
}
function sharedNotes(accounts) {
	const reasons = new Map();
	for (const reason of new Set(accounts.map(({ verdict }) => verdict.reason))) {
		const [first, ...others] = accounts.filter(({ verdict }) => verdict.reason === reason);
		if (first === void 0 || others.length === 0) continue;
		for (const note of notesOf(first)) if (others.every((other) => notesOf(other).includes(note))) reasons.set(note, [...reasons.get(note) ?? [], reason]);
	}
	return Array.from(reasons, ([note, those]) => ({
		note,
		reasons: those
	}));
}
function nameOf({ known, facts }) {
	return known.path ?? facts["item-name"];
}
function happened({ facts, verdict }, notes, { onlyReads }) {
	const isPlan = facts.gate === "closed" && !onlyReads;
	return [
		...notes.map((note) => isPlan ? `Planned: ${note}` : note),
		verdict.message,
		verdict.remark ?? ""
	].filter(Boolean).join(" ");
}
function notesOf({ known: { notes = [] } }) {
	return notes;
}
function unsentRequests(accounts, fitting) {
	const rows = accounts.flatMap((account) => {
		const { request } = account.known;
		if (request === void 0) return [];
		const before = request.unlock === "" ? "" : `after ${request.unlock}, `;
		return [[
			nameOf(account),
			`${before}${request.method} ${request.path}`,
			request.body
		]];
	});
	const title = `Requests that were not sent: ${rows.length}`;
	return rows.length === 0 ? "" : foldedBlocks(title, [fitting([
		"Item",
		"Request",
		"Body"
	], rows)]);
}
// src/hosts/summary/timeline.ts
const SAME_WAIT_MS = 3e4;
const YEAR_10000_MS = Date.UTC(1e4, 0);
function timeline(known, step) {
	const { taskTimes = [] } = known;
	const jobs = jobsOf(known);
	const whole = wholeStep(step, known, jobs);
	const bars = [
		{
			section: "Step",
			name: "This step",
			bad: false,
			...whole
		},
		...waitsOf(known).map((wait) => {
			return {
				section: "Step",
				name: "Waiting for the item",
				bad: false,
				...wait
			};
		}),
		...lroBars(known, whole),
		...jobs.flatMap((each) => jobBars(each, taskTimes, whole))
	].map(wholeSeconds);
	const from = Math.min(...bars.map((bar) => bar.from));
	const until = Math.max(...bars.map((bar) => bar.until));
	return bars.some(({ section }) => section !== "Step") && from >= 0 && until < YEAR_10000_MS ? chart(bars, until - from) : "";
}
function wholeStep(step, known, jobs) {
	const ends = jobs.flatMap(({ phase = "running", endTime }) => phase === "running" || endTime === void 0 ? [] : [endTime]);
	const { waits = [] } = known;
	const begins = [(acceptedAt(writeOf(known)) ?? step.until) - SECOND_MS, ...waits.map(({ from }) => from)];
	return {
		from: Math.min(step.from, ...begins),
		until: Math.max(step.until, ...ends)
	};
}
function waitsOf({ waits = [] }) {
	const merged = [];
	for (const wait of waits) {
		const last = merged.at(-1);
		if (last !== void 0 && wait.from - last.until < SAME_WAIT_MS) merged[merged.length - 1] = {
			from: last.from,
			until: wait.until
		};
		else merged.push(wait);
	}
	return merged.slice(-40);
}
function lroBars(known, step) {
	const { lro, lroEndedAt } = known;
	const from = acceptedAt(writeOf(known));
	if (from === void 0) return [];
	const request = {
		section: "Request",
		name: "Request accepted",
		bad: false,
		from,
		until: from
	};
	if (lro === void 0) return [request];
	const until = lroEndedAt ?? step.until;
	return [request, {
		section: "Operation",
		name: `Operation ${lro.status}`.trim() + lengthInWords(from, until),
		bad: lroEndedAt !== void 0 && !/^succeeded$/i.test(lro.status),
		from,
		until
	}];
}
function jobBars(job, taskTimes, step) {
	const { startTime: from, phase = "running" } = job;
	if (from === void 0) return [];
	const until = Math.max(job.endTime ?? step.until, from);
	const name = `Job ${job.operation ?? ""} ${job.status}${lengthInWords(from, until)}`;
	const bad = phase !== "running" && phase !== "completed";
	const own = taskTimes.filter(({ jobId }) => jobId === job.id);
	return [{
		section: "Job",
		name,
		bad,
		from,
		until
	}, ...taskBars(own, {
		from,
		until
	})];
}
function taskBars(taskTimes, job) {
	const within = (time) => Math.min(Math.max(time, job.from), job.until);
	let former = job.from;
	return taskTimes.map(({ name, status, begunBy, endedBy }, index) => {
		const until = within(Math.max(endedBy ?? job.until, job.from + SECOND_MS));
		const from = begunBy === endedBy ? until : within(Math.min(begunBy, former ?? begunBy));
		former = endedBy;
		const bad = endedBy !== void 0 && !/^(completed|skipped)$/i.test(status);
		return {
			section: "Tasks",
			name: `Task ${index + 1} ${name} ${status}`,
			bad,
			from,
			until
		};
	});
}
function lengthInWords(from, until) {
	return `, ${duration(until - from)}`;
}
function wholeSeconds(bar) {
	const floor = (time) => Math.floor(time / SECOND_MS) * SECOND_MS;
	const until = floor(bar.until);
	return {
		...bar,
		from: Math.min(floor(bar.from), until - SECOND_MS),
		until
	};
}
function chart(bars, spanMs) {
	const lines = [...new Set(bars.map(({ section }) => section))].flatMap((section) => [`  section ${section}`, ...bars.filter((bar) => bar.section === section).map((bar) => `  ${barLine(bar)}`)]);
	return [
		"```mermaid",
		"gantt",
		"  dateFormat YYYY-MM-DD HH:mm:ss",
		`  axisFormat ${spanMs < 864e5 ? "%H:%M:%S" : "%m-%d %H:%M"}`,
		...spanMs <= 1e4 ? ["  tickInterval 1second"] : [],
		"  todayMarker off",
		...lines,
		"```"
	].join("\n");
}
function barLine({ name, bad, from, until }) {
	return `${plainWords(name)} :${bad ? "crit, " : ""}${chartTime(from)}, ${chartTime(until)}`;
}
function chartTime(ms) {
	return isoTime(ms).replace("T", " ").replace("Z", "");
}
const LONGEST_NAME = 70;
function plainWords(name) {
	const words = name.replace(/[^\p{L}\p{M}\p{N} .,()'/-]+/gu, " ").replace(/ +/g, " ").trim();
	return [...words].length <= LONGEST_NAME ? words : `${[...words].slice(0, 69).join("")}…`;
}
// src/hosts/summary/summary.ts
function summarize(step, { drawsCharts = true } = {}) {
	const [first, ...others] = step.accounts;
	return paragraphs(first !== void 0 && others.length === 0 ? ofOne(step, first.known, drawsCharts) : ofSeveral(step));
}
function ofOne(step, known, drawsCharts) {
	const { facts, verdict } = step;
	return [
		...opening(step, subjectOf(facts, known)),
		portalLink(facts),
		...notes(facts, known, step),
		serviceError(verdict),
		recoveryPoint(facts),
		beforeAndAfter(facts, known),
		purge(facts),
		drawsCharts ? whatHappenedWhen(known, step.span) : "",
		retention(known),
		request(known),
		listed(known),
		notJudged(step),
		factTable("Operation and job", operationRows(facts, known, step.span)),
		...jobsOf(known).map(details),
		foldedBlocks("For support", [factTable("Ids", supportRows(facts, known))])
	];
}
function subjectOf(facts, { before }) {
	const name = facts["item-name"] || (facts["job-id"] === "" ? "" : `job ${facts["job-id"]}`);
	const place = before === void 0 ? "" : placeOf(before);
	if (name === "") return "";
	const where = place === "" ? "" : ` (${escapeMarkdown(clip(place))})`;
	return ` on **${escapeMarkdown(clip(name))}**${where}`;
}
function notes(facts, known, { onlyReads }) {
	const label = facts.gate === "closed" && !onlyReads ? "Planned: " : "";
	return (known.notes ?? []).map((note) => `${label}${escapeMarkdown(clip(note))}`);
}
function serviceError({ service, hint }) {
	if (service === void 0) return "";
	const unsaid = service.recommendations.filter((text) => !hint.includes(text));
	return factTable("Error", [["Code", service.code], ["Azure recommends", unsaid.join(" ")]]);
}
function recoveryPoint(facts) {
	return factTable("Recovery point", [
		["Time", facts["recovery-point-time"]],
		["Type", facts["recovery-point-type"]],
		["Tier", facts["recovery-point-tier"]],
		["Id", facts["recovery-point-id"]]
	]);
}
function request({ request: unsent }) {
	if (unsent === void 0) return "";
	const { method, path, body, unlock } = unsent;
	return factTable("Request that was not sent", [
		["Before it", unlock === "" ? "" : `the deletion would be unlocked by ${unlock}`],
		["Method", method],
		["Path", path],
		["Body", body]
	]);
}
function listed({ items = [] }) {
	return table([
		"Item",
		"Workload",
		"State"
	], items.map((entry) => "names" in entry ? [
		entry.names.join(", "),
		"",
		""
	] : [
		entry.path,
		entry.workload,
		stateInWords(entry)
	]));
}
function beforeAndAfter(facts, { before, after }) {
	if (before === void 0) return "";
	const policy = (id) => nameInId(id) || "none";
	const deleted = (item) => item !== "gone" && item?.condition === "soft-deleted" ? " (soft-deleted)" : "";
	const state = after === "gone" ? "gone" : facts["protection-state"];
	const reread = (value) => after === void 0 ? "not read again" : value;
	return table([
		"Item",
		"Before",
		"After"
	], [[
		"Protection state",
		`${facts["previous-protection-state"]}${deleted(before)}`,
		reread(`${state}${deleted(after)}`)
	], [
		"Policy",
		policy(facts["previous-policy-id"]),
		reread(policy(facts["policy-id"]))
	]]);
}
function purge(facts) {
	const time = facts["purge-time"];
	return time === "" ? "" : `The deleted data can be undeleted until **${escapeMarkdown(time)}**.`;
}
function whatHappenedWhen(known, step) {
	const chart = timeline(known, step);
	if (chart === "") return "";
	return [
		"### Timeline",
		"",
		chart,
		"",
		(known.taskTimes ?? []).length === 0 ? "Times in UTC." : "Times in UTC; task times are when this step saw them."
	].join("\n");
}
function retention({ retention: changes = [] }) {
	return table([
		"Retention",
		"Present policy",
		"New policy",
		""
	], changes.map(({ kind, former, next, shorter }) => [
		kind,
		former,
		next,
		shorter ? "shorter" : ""
	]));
}
function operationRows(facts, known, span) {
	const { job, lroEndedAt } = known;
	const accepted = acceptedAt(writeOf(known));
	return [
		["Changed something", {
			true: "yes",
			false: "no"
		}[facts.changed] ?? "not known"],
		["Operation", joinParts(facts["operation-status"], tookInWords(accepted, lroEndedAt))],
		["Job", joinParts(facts["job-status"], job?.operation, tookInWords(job?.startTime, job?.endTime))],
		["Job id", facts["job-id"]],
		["Job started", isoTime(job?.startTime)],
		["Job ended", isoTime(job?.endTime)],
		["This step", duration(span.until - span.from)]
	];
}
function joinParts(...parts) {
	return parts.filter(Boolean).join(", ");
}
function tookInWords(from, until) {
	return from === void 0 || until === void 0 ? "" : `took ${duration(until - from)}`;
}
function details(job) {
	const rows = [...(job.tasks ?? []).map(({ name, status }) => [name, status]), ...job.properties ?? []];
	return factTable(`Job ${clip(job.id)}`, rows);
}
function supportRows(facts, { ids, lro, job }) {
	return [
		["Item", facts["item-id"]],
		["Operation id", lro?.id ?? ""],
		["Job activity id", job?.activityId ?? ""],
		["Correlation id", ids?.correlationId ?? ""],
		["Request id", ids?.requestId ?? ""]
	];
}
// src/hosts/last-word.ts
const MOST_FAILURES = 9;
function sayLastWord({ subject, verdict }, items, announcer) {
	const { reason, message, remark } = verdict;
	const { gate, red } = REASONS[reason];
	const about = subject === "" ? "" : ` for '${clip(subject, 200)}'`;
	if (gate === "open") {
		announcer.log(`Gate open${about}: ${reason}. ${message}`);
		if (remark !== void 0) announcer.warning(remark);
		return;
	}
	announcer.log(`Gate closed${about}: ${reason}.`);
	if (!red) announcer.warning(`Backup gate closed${about}: ${reason}. ${advised(verdict)}`);
	else if (items.length < 2) error({
		subject,
		verdict
	}, announcer);
	else errors(verdict, items, announcer);
}
function errors(verdict, items, announcer) {
	const failed = items.filter(({ verdict }) => isFailure(verdict.reason));
	const more = failed.length - MOST_FAILURES;
	const cut = `The errors below are the first ${MOST_FAILURES} of ${failed.length}; the file at the output ${nameOutput("report-path")} has all, and so has the job summary if there is one.`;
	const hint = more > 0 ? joinSentences(verdict.hint, cut) : verdict.hint;
	error({
		subject: "",
		verdict: {
			...verdict,
			hint
		}
	}, announcer);
	for (const item of failed.slice(0, MOST_FAILURES)) error(item, announcer);
}
function error({ subject, verdict }, announcer) {
	const named = subject === "" || ["'", "/"].some((start) => verdict.message.includes(`${start}${subject}'`)) ? "" : `${clip(subject, 200)}: `;
	announcer.error(`${named}${advised(verdict)}`, `Backup gate closed: ${verdict.reason}`);
}
function advised({ message, hint }) {
	const sentence = message.replace(/[\p{L}\p{N}]$/u, "$&.");
	return hint === "" ? message : `${sentence} What to do: ${hint}`;
}
// src/hosts/github/annotations.ts
function annotate(verdict, items, runner) {
	sayLastWord(verdict, items, {
		log: (line) => runner.log(makeInert(line)),
		warning: (message) => runner.warning(makeInert(message)),
		error: (message, title) => runner.error(makeInert(message), title)
	});
}
// src/hosts/github/commit-status.ts
const STATUS_LENGTHS = {
	name: 255,
	description: 140
};
const LONGEST_REASON = 500;
const PAUSES_MS = [1e3, 3e3];
const LIMIT_MS = {
	running: 15e3,
	cancelled: 1500
};
function defaultStatusName(operation, vault, subject) {
	const subjects = subject.split(/\r?\n/).map(shortName).filter(Boolean).join(", ");
	return [
		"Azure Backup Gate",
		operation,
		shortName(vault),
		subjects
	].filter(Boolean).join(" / ");
}
function toCommitStatus(reason, name) {
	const { gate, meaning } = REASONS[reason];
	const said = `Gate ${gate}: ${reason}. ${meaning.replaceAll("`", "")}`;
	return {
		state: gate === "open" ? "success" : reason === "job-running" ? "pending" : "failure",
		context: clip(oneLine(name), STATUS_LENGTHS.name - 1),
		description: clip(said, STATUS_LENGTHS.description - 1)
	};
}
async function postVerdict(reason, runner, { clock, signal: cancelled }) {
	const input = (name) => runner.input(name).trim();
	const token = input("github-token");
	if (token === "") return;
	const status = toCommitStatus(reason, input("status-context") || defaultStatusName(input("operation"), input("vault"), input("item") || input("job-id")));
	const limit = clock.limit(cancelled.aborted ? LIMIT_MS.cancelled : LIMIT_MS.running);
	const signal = cancelled.aborted ? limit : AbortSignal.any([cancelled, limit]);
	const rested = (ms) => clock.sleep(ms, signal).then(() => true, () => false);
	for (let tries = 0;; tries++) try {
		await runner.postStatus(status, token, signal);
		runner.log(makeInert(`Posted the commit status '${status.context}': ${status.state}.`));
		return;
	} catch (error) {
		const pauseMs = PAUSES_MS[tries];
		if (pauseMs !== void 0 && isPassing(error) && await rested(pauseMs)) continue;
		const said = why(error, token);
		runner.warning(makeInert(`Could not post the commit status '${status.context}': ${said}`));
		return;
	}
}
function isPassing(error) {
	const status = statusOf(error);
	return status === void 0 || status >= 500 || status === 429;
}
function statusOf(error) {
	const status = error?.status;
	return typeof status === "number" ? status : void 0;
}
function why(error, token) {
	const said = clip(messageOf(error).replaceAll(token, "***"), LONGEST_REASON);
	switch (statusOf(error)) {
		case 401: return `GitHub does not accept 'github-token'. ${said}`;
		case 403:
		case 404: return `The token may not write it; give the job 'permissions: statuses: write'. The token of a run for a fork's pull request only reads. ${said}`;
		default: return said;
	}
}
// src/hosts/github/publish.ts
const MOST_OF_VALUE = 1e3;
const MOST_OF_TEXT = 4e3;
const MOST_OF_REPORT = {
	mostBytes: 921600,
	toJson: toInertJson
};
async function publish(step, runner, world) {
	const { accounts, factsOf } = stepFacts(step, (facts) => inertFacts(facts, makeInert));
	const unwritten = await writeOutputs(step, {
		accounts,
		facts: factsOf(step.verdict)
	}, runner);
	const verdict = unwritten === void 0 ? step.verdict : withoutOutputs(step.verdict, unwritten);
	const facts = factsOf(verdict);
	if (!/^false$/i.test(runner.input("summary").trim())) await tryTo(runner, "write the summary", () => runner.summary(summarize({
		...step,
		verdict,
		accounts,
		facts
	})));
	await tryTo(runner, "post the verdict", () => postVerdict(verdict.reason, runner, world));
	const items = accounts.map(({ known, facts: own, verdict: each }) => ({
		subject: known.path ?? own["item-name"],
		verdict: each
	}));
	const isOverruled = verdict !== step.verdict;
	annotate({
		subject: judgedItem(step, facts),
		verdict
	}, isOverruled ? [] : items, runner);
	if (!REASONS[verdict.reason].red) runner.pass();
	return verdict;
}
async function writeOutputs({ accounts: [first], ignored }, { accounts, facts }, runner) {
	const report = toReport(accounts, ignored);
	const items = first?.known.items;
	let reportPath = "";
	await tryTo(runner, "write the report", async () => {
		reportPath = runner.writeReport(reportInParts(report, toInertJson));
	});
	const { gate, ...others } = facts;
	return tryTo(runner, "set the outputs", async () => {
		for (const [name, value] of Object.entries(others)) runner.output(name, clip(value, SENTENCE_OUTPUTS.includes(name) ? MOST_OF_TEXT : MOST_OF_VALUE));
		runner.output("items", items === void 0 ? "" : toInertJson(items));
		runner.output("report", fitReport(report, MOST_OF_REPORT));
		runner.output("report-path", reportPath);
		runner.output("gate", gate);
	});
}
function withoutOutputs(verdict, why) {
	if (REASONS[verdict.reason].red) return verdict;
	return {
		reason: "defect",
		message: `The outputs could not be written (${why}), so no later step can read the verdict, which was '${verdict.reason}': ${verdict.message}`,
		hint: "Check the runner: whether its disk is full, and whether the file that GITHUB_OUTPUT names is there. Then run the step again."
	};
}
async function tryTo(runner, what, work) {
	try {
		await work();
		return;
	} catch (error) {
		const why = messageOf(error);
		runner.log(makeInert(`Could not ${what}: ${why}`));
		return why;
	}
}
// src/hosts/github/sign-in.ts
function githubSignIn(runner) {
	return {
		assertions: "GitHub OIDC",
		session: "Run azure/login before this step",
		async assertion(audience) {
			if (runner.env("ACTIONS_ID_TOKEN_REQUEST_URL") === "") throw new ActionError("sign-in-failed", "GitHub offers this job no OIDC token.", { hint: "Add 'permissions: id-token: write' to the job. In a reusable workflow the caller's job has to grant it as well." });
			try {
				return await runner.oidcToken(audience);
			} catch (cause) {
				const said = cause instanceof Error ? cause.message.replace(/\s+/g, " ") : String(cause);
				throw new ActionError("sign-in-failed", `GitHub gave no OIDC token: ${said}`, {
					hint: "Check 'permissions: id-token: write', and on a self-hosted runner its proxy and NODE_EXTRA_CA_CERTS.",
					cause
				});
			}
		},
		adviceOnSubject
	};
}
function adviceOnSubject(subject) {
	const environment = /:environment:(.+)$/.exec(subject)?.[1];
	if (environment !== void 0) return `The job runs in the environment '${environment}', and no federated credential is for that one.`;
	const [, ref = "", pullRequest] = /:(?:ref:(refs\/.+)|(pull_request))$/.exec(subject) ?? [];
	if (ref === "" && pullRequest === void 0) return "";
	const kind = ref.startsWith("refs/tags/") ? "a tag" : "a branch";
	return `The job names no 'environment:', so its subject is that of ${pullRequest === void 0 ? kind : "a pull request"}. If the federated credential is for an environment, name that environment in the job.`;
}
// src/hosts/github/host.ts
const MOST_OUTPUT_CHARACTERS = 460800;
function githubHost(runner, world) {
	return {
		input: (name) => runner.input(name),
		env: (name) => runner.env(name),
		log: runnerLog(runner),
		secret: (value) => runner.mask(value),
		signIn: githubSignIn(runner),
		run: {
			name: runner.run,
			fitsOutput: (value) => toInertJson(value).length < MOST_OUTPUT_CHARACTERS,
			limit: {
				minutes: 360,
				clause: "GitHub ends a job on its own runners after six hours"
			}
		},
		progress: progressOf(runner),
		publish: (report) => publish(report, runner, world)
	};
}
// src/hosts/github/main.ts
const world = {
	clock: systemClock,
	http: nodeHttpClient(),
	signal: cancelSignal("The workflow"),
	uuid: randomUUID,
	random: Math.random
};
const host = githubHost(actionsRunner(world), world);
const { signIn, secret: keepSecret } = host;
await run(host, world, {
	tokens: (settings, cloud) => tokenSource(settings, cloud, {
		signIn,
		world,
		keepSecret
	}),
	sessionSubscription: (signal) => sessionSubscription(signIn, signal)
});
setTimeout(() => process.exit(), 1e3).unref();
export {};
