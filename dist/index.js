Object.defineProperty(exports, Symbol.toStringTag, { value: "Module" });
const require_rolldown_runtime = require("./rolldown-runtime-Bc0pwXKd.js");
let node_crypto = require("node:crypto");
let node_util = require("node:util");
let node_timers_promises = require("node:timers/promises");
let node_events = require("node:events");
let node_fs = require("node:fs");
let node_os = require("node:os");
let os = require("os");
os = require_rolldown_runtime.__toESM(os, 1);
let crypto = require("crypto");
crypto = require_rolldown_runtime.__toESM(crypto, 1);
let fs = require("fs");
fs = require_rolldown_runtime.__toESM(fs, 1);
let path = require("path");
path = require_rolldown_runtime.__toESM(path, 1);
let node_path = require("node:path");
// src/hosts/red-until-published.ts
process.exitCode = 1;
// src/hosts/github/node-version.ts
const OLDEST_NODE = 20;
const [major = ""] = process.versions.node.split(".");
if (Number(major) < OLDEST_NODE) {
	process.stdout.write(`::error title=Backup gate closed::This action needs Node ${OLDEST_NODE} or later, and the runner runs it on ${process.versions.node}. Update the runner.\n`);
	process.exit(1);
}
// src/manifest/names-in-messages.ts
function nameInput(name, value) {
	return value === void 0 ? `'${name}'` : `'${name}: ${value}'`;
}
function nameOutput(name) {
	return `'${name}'`;
}
// src/text.ts
const CONTROL_CHARACTERS = String.raw`\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069`;
const CONTROLS$1 = new RegExp(`[${CONTROL_CHARACTERS}]+`, "gu");
function oneLine(text) {
	return text.replace(CONTROLS$1, " ");
}
const UNSEEN = String.raw`[\p{Default_Ignorable_Code_Point}\p{Mn}]*`;
const COMMAND_CHARACTER = `${String.raw`(?<=#${UNSEEN}#${UNSEEN}(?:[a-z]${UNSEEN})*)\[`}|(?<=:):`;
const COMMAND = new RegExp(COMMAND_CHARACTER, "iu");
function isPlain(text) {
	return oneLine(text) === text && !COMMAND.test(text);
}
const LONGEST_TEXT = 4e3;
function clip(text, most = LONGEST_TEXT) {
	if (text.length <= most) return text;
	return `${text.slice(0, most).replace(/[\ud800-\udbff]$/, "")}…`;
}
function joinSentences(...parts) {
	const said = parts.flatMap((part) => part.trim().split(/(?<=[.!?]) +(?=\p{Lu})/u)).filter((sentence) => sentence !== "");
	return [...new Set(said.toReversed())].toReversed().join(" ");
}
function duration(ms) {
	return inUnits(ms).join(" ");
}
function roughDuration(ms) {
	return inUnits(ms).slice(0, 2).join(" ");
}
function inUnits(ms) {
	const seconds = Math.max(0, Math.round(ms / 1e3));
	const days = seconds < 172800 ? 0 : Math.floor(seconds / 86400);
	const shown = [
		[days, "d"],
		[Math.floor(seconds / 3600) - days * 24, "h"],
		[Math.floor(seconds / 60) % 60, "min"],
		[seconds % 60, "s"]
	].filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
	return shown.length > 0 ? shown : ["0 s"];
}
const VARIABLE = /^(\$(env:)?[A-Za-z_]\w*|\$\{(env:)?[A-Za-z_]\w*\}|\$[([][^)\]]*[)\]]|%[A-Za-z_]\w*%|\$?\{\{.*\}\})$/s;
function isVariable(text) {
	return VARIABLE.test(text);
}
const USE_EXPRESSION = `Write it as an expression, such as '\${{ vars.NAME }}' or '\${{ env.NAME }}'.`;
const READS_AS_EMPTY = "A variable or secret that the repository or the job's 'environment:' does not define reads as empty, and so does the output of a step that did not run.";
// src/errors.ts
var ActionError = class extends Error {
	name = "ActionError";
	reason;
	hint;
	service;
	constructor(reason, message, options) {
		super(message, options);
		this.reason = reason;
		this.hint = options.hint;
		this.service = options.service;
	}
};
var InputError = class extends ActionError {
	name = "InputError";
	input;
	constructor(name, problem, hint) {
		super("invalid-input", `Input ${nameInput(name)} ${problem}.`, { hint });
		this.input = name;
	}
};
var ArmError = class ArmError extends ActionError {
	name = "ArmError";
	service;
	doing;
	answer;
	constructor(reason, doing, answer) {
		const { status, service, ids, hint } = answer;
		const code = service.code === "" ? "" : `${service.code}, `;
		const said = service.message === "" ? "Azure gave no message" : service.message;
		const id = ids.requestId !== "" && !said.includes(ids.requestId) ? `Azure's request id is ${ids.requestId}.` : "";
		super(reason, `Could not ${doing}: ${said} (${code}HTTP ${status})`, {
			hint: joinSentences(hint, id),
			service
		});
		this.doing = doing;
		this.answer = answer;
		this.service = service;
	}
	get status() {
		return this.answer.status;
	}
	get ids() {
		return this.answer.ids;
	}
	advised(reason, hint) {
		return new ArmError(reason, this.doing, {
			...this.answer,
			hint
		});
	}
};
var UnknownOutcomeError = class extends ActionError {
	name = "UnknownOutcomeError";
	answer;
	constructor(doing, why, { answer, ...options } = {}) {
		super("contact-lost", `It is not known whether Azure took the request to ${doing}: ${why}.`, {
			hint: "",
			...answer === void 0 || answer.service.code === "" ? {} : { service: answer.service },
			...options
		});
		this.answer = answer;
	}
};
var TurnedAwayError = class extends ActionError {
	name = "TurnedAwayError";
	afterMs;
	constructor(doing, why, afterMs) {
		super("contact-lost", `Azure did not take the request to ${doing}: ${why}.`, { hint: "Nothing was changed by it." });
		this.afterMs = afterMs;
	}
};
var SignInOutageError = class extends ActionError {
	name = "SignInOutageError";
	why;
	constructor(why, message, options) {
		super("sign-in-failed", message, options);
		this.why = why;
	}
};
var DeadlineError = class extends ActionError {
	name = "DeadlineError";
	constructor(during) {
		super("timed-out", `Time ran out while ${during}.`, { hint: `Work that Azure has accepted continues there. Raise ${nameInput("timeout-minutes")} if this happens often.` });
	}
};
var RunCancelledError = class extends ActionError {
	name = "RunCancelledError";
	constructor(message) {
		super("workflow-cancelled", message, { hint: "Nothing was cancelled in Azure: a job that has started keeps running. If its id was known, it is in the outputs and in the summary." });
	}
};
function messageOf(thrown) {
	return thrown instanceof Error ? thrown.message : String(thrown);
}
// src/azure/identity/az-session.ts
async function sessionSubscription(host, signal) {
	const { execFile } = await import("node:child_process");
	try {
		const { stdout } = await (0, node_util.promisify)(execFile)("az", [
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
		throw noSubscription$1(cause, signal, host);
	}
}
function noSubscription$1(cause, { aborted }, { session, withoutSession = IDS }) {
	const subscription = `${nameInput("subscription-id")}, which is empty or missing`;
	if (isMissing(cause)) return new ActionError("sign-in-failed", "The Azure CLI (az) is not on the PATH, so it cannot tell the subscription.", {
		hint: `Set ${subscription}, or give the vault's resource id as ${nameInput("vault")}. To sign in without az, ${withoutSession}. ${READS_AS_EMPTY}`,
		cause
	});
	return new ActionError("sign-in-failed", aborted || cause.killed === true ? "The Azure CLI did not answer in time." : "The Azure CLI has no session with a subscription.", {
		hint: `${session}, or set ${subscription}. ${READS_AS_EMPTY}`,
		cause
	});
}
const IDS = `give ${nameInput("client-id")} and ${nameInput("tenant-id")}`;
function isMissing(error) {
	const { code, stderr = "" } = error;
	return code === "ENOENT" || process.platform === "win32" && /['"]az['"]/.test(stderr);
}
// src/time/iso-duration.ts
const FORM = /^P(?:(?<weeks>\d+)W|(?:(?<days>\d+)D)?(?:T(?:(?<hours>\d+)H)?(?:(?<minutes>\d+)M)?(?:(?<seconds>\d+(?:\.\d+)?)S)?)?)$/i;
function isoDurationMs(written) {
	const parts = FORM.exec(written)?.groups ?? {};
	if (Object.values(parts).every((part) => part === void 0)) return void 0;
	const count = (name) => Number(parts[name] ?? 0);
	return ((((count("weeks") * 7 + count("days")) * 24 + count("hours")) * 60 + count("minutes")) * 60 + count("seconds")) * 1e3;
}
// src/json.ts
function parseBody(body) {
	try {
		return body ? JSON.parse(body) : void 0;
	} catch {
		return;
	}
}
function at(value, ...path) {
	let current = value;
	for (const name of path) {
		if (typeof current !== "object" || current === null || Array.isArray(current)) return void 0;
		current = current[name];
	}
	return current;
}
function isRecord(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
function text(value) {
	if (typeof value === "string") return value;
	return typeof value === "number" ? String(value) : "";
}
function list(value) {
	return Array.isArray(value) ? value : [];
}
function texts(value) {
	return list(value).map(text).filter(Boolean);
}
function entries(value) {
	if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
	return Object.entries(value).map(([key, entry]) => [key, text(entry)]);
}
const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:?\d\d)?$/i;
function time(value) {
	const [written, local = "", zone = "Z"] = TIME.exec(text(value)) ?? [];
	if (written === void 0 || /^(0001|2001)-01-01T00:00:00/.test(local)) return void 0;
	const ms = Date.parse(`${local}${zone}`);
	return Number.isNaN(ms) ? void 0 : ms;
}
function azureDurationMs(value) {
	const written = text(value);
	return /[a-zW]/.test(written) ? void 0 : isoDurationMs(written);
}
const LATEST_MS = 864e13;
function isoTime(ms) {
	return ms === void 0 || !(Math.abs(ms) <= LATEST_MS) ? "" : `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
// src/azure/identity/certificate.ts
const REFUSED = /^(CERT_|ERR_TLS_|UNABLE_TO_|SELF_SIGNED_CERT|DEPTH_ZERO)/;
function certificateAdvice(code) {
	return REFUSED.test(code) ? "A proxy or a private cloud may use its own certificate authority: set NODE_EXTRA_CA_CERTS to its PEM file in this machine's environment." : void 0;
}
// src/azure/identity/jwt-claims.ts
function readClaims(jwt) {
	try {
		return JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString("utf8"));
	} catch {
		return;
	}
}
// src/azure/identity/sign-in-error.ts
const UNVERIFIED_ASSERTION = "Entra could not verify the signature of the assertion. The issuer and its keys must be reachable from the internet, which those of your own server may not be. If they are, run the step again in a few minutes.";
const OTHER_CLOUD = `The application and the tenant are in different clouds. Check ${nameInput("environment")} and ${nameInput("tenant-id")}.`;
const TEMPORARY = "90033";
const HINTS = {
	"50013": UNVERIFIED_ASSERTION,
	"53003": "A conditional access policy blocks this identity, for example because of this machine's network address. Run the step on a machine that the policy allows, or ask whoever owns the policy to let the identity pass.",
	"90002": `There is no such tenant. Check ${nameInput("tenant-id")} and ${nameInput("environment")}.`,
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
	const vague = /^(endpoints_resolution|network)_error|^ManagedIdentityCredential/.test(thrownMessage);
	const { status = 0, said: failure } = problem ?? {};
	const message = vague && messageOfFailure(failure) || thrownMessage;
	const number = causes(thrown).map((cause) => text(at(cause, "errorNo"))).find((found) => found !== "") ?? /AADSTS(\d+)/.exec(message)?.[1] ?? "";
	const hint = certificateAdvice(failure instanceof Error ? text(at(failure, "code")) : "") ?? (SUBJECT_MISMATCH.includes(number) ? mismatchHint(number, assertion, host) : HINTS[`${settings.kind} ${number}`] ?? HINTS[number] ?? hintOnSignIn(settings, host));
	const { said, traceId } = wordsOf(message);
	const code = number === "" ? "" : `AADSTS${number}`;
	const trace = traceId === "" ? "" : `Entra's trace id is ${traceId}.`;
	const sentence = `Could not sign in: ${said}`;
	const service = {
		code,
		message: said,
		recommendations: []
	};
	if (number === TEMPORARY || status === 429 || status >= 500) return new SignInOutageError(code || `HTTP ${status}`, sentence, {
		hint: joinSentences(`${settings.kind === "managed-identity" ? "The machine's endpoint for managed identities" : "Microsoft Entra ID"} had a temporary fault, which says nothing about the credential. Run the step again in a few minutes.`, trace),
		service,
		cause: thrown
	});
	return new ActionError("sign-in-failed", sentence, {
		hint: joinSentences(hint, trace),
		service,
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
function messageOfFailure(failure) {
	if (failure instanceof Error) return failure.message;
	return text(at(failure, "error_description"));
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
	const httpClient = listening(world.http, (found) => {
		problem = found;
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
			const { status, bodyAsText } = response;
			if (status >= 400) onFailure({
				status,
				said: parseBody(bodyAsText)
			});
			return response;
		} catch (error) {
			onFailure({
				status: 0,
				said: error
			});
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
			const { managedIdentity } = await Promise.resolve().then(() => require("./managed-identity-B25rfb-_.js"));
			return managedIdentity(settings, httpClient);
		}
		case "az-session": {
			const { azSession } = await Promise.resolve().then(() => require("./az-credential-BiZSSNqT.js"));
			return azSession();
		}
		default: {
			const { applicationCredential } = await Promise.resolve().then(() => require("./application-credential-DDCsTr6_.js"));
			return applicationCredential(settings, cloud, {
				getAssertion,
				httpClient
			});
		}
	}
}
// src/azure/backup/vault.ts
const VAULT_ID = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.RecoveryServices\/vaults\/([^/]+)$/i;
function vaultId({ subscriptionId, resourceGroup, name }) {
	const part = encodeURIComponent;
	return `/subscriptions/${part(subscriptionId)}/resourceGroups/${part(resourceGroup)}/providers/Microsoft.RecoveryServices/vaults/${part(name)}`;
}
function parseVaultId(id) {
	const [, subscriptionId, resourceGroup, name] = VAULT_ID.exec(id.replace(/\/+$/, "")) ?? [];
	if (!subscriptionId || !resourceGroup || !name) return void 0;
	return {
		subscriptionId,
		resourceGroup,
		name
	};
}
function insideVault(id, vault) {
	const prefix = `${decodeURIComponent(vaultId(vault))}/`;
	return id.toLowerCase().startsWith(prefix.toLowerCase()) ? id.slice(prefix.length) : void 0;
}
function readVaultState(resource) {
	const security = at(resource, "properties", "securitySettings");
	const softDelete = text(at(security, "softDeleteSettings", "softDeleteState")).toLowerCase();
	return {
		softDelete: softDelete === "enabled" || softDelete === "alwayson" ? "on" : softDelete === "disabled" ? "off" : "unreadable",
		softDeleteDays: Number(text(at(security, "softDeleteSettings", "softDeleteRetentionPeriodInDays"))) || void 0,
		immutability: readImmutability(resource),
		guarded: text(at(security, "multiUserAuthorization")).toLowerCase() === "enabled"
	};
}
function readImmutability(resource) {
	let value = resource;
	for (const name of [
		"properties",
		"securitySettings",
		"immutabilitySettings",
		"state"
	]) {
		if (value === void 0 || value === null) return "off";
		if (typeof value !== "object" || Array.isArray(value)) return "unknown";
		value = at(value, name);
	}
	if (value === void 0 || value === null) return "off";
	return {
		locked: "on",
		unlocked: "on",
		disabled: "off"
	}[text(value).toLowerCase()] ?? "unknown";
}
// src/time/units.ts
const SECOND_MS = 1e3;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
// src/azure/backup/workload.ts
const BACKUP_TYPES = [
	"Full",
	"Differential",
	"Log",
	"CopyOnlyFull",
	"Incremental"
];
const DATABASE_LEVELS = [
	"resource group",
	"server",
	"instance"
];
const DATABASE = {
	backupManagementType: "AzureWorkload",
	isDatabase: true,
	repeatsSource: false,
	backupRequest: "AzureWorkloadBackupRequest",
	jobType: "AzureWorkloadJob",
	levels: DATABASE_LEVELS,
	instance: "an instance",
	isHostedByInstance: false,
	isItsSource: false,
	isKeptToMidnight: false,
	hasEnhancedPolicies: false,
	plainRetention: "backups",
	hasInstantPoints: false,
	isHeldForHours: false,
	backupProof: "by-user"
};
const WHOLE = {
	isDatabase: false,
	repeatsSource: true,
	instance: "an instance",
	isHostedByInstance: false,
	backupTypes: []
};
const WORKLOADS_BY_TYPE = {
	SQLDataBase: {
		...DATABASE,
		type: "SQLDataBase",
		itemTypes: ["AzureVmWorkloadSQLDatabase"],
		policyTypes: ["SQLDataBase"],
		backupTypes: [
			"CopyOnlyFull",
			"Full",
			"Differential",
			"Log"
		],
		leastDaysOfFull: 45,
		words: "SQL database"
	},
	SAPHanaDatabase: {
		...DATABASE,
		type: "SAPHanaDatabase",
		itemTypes: ["AzureVmWorkloadSAPHanaDatabase"],
		policyTypes: ["SAPHanaDatabase", "SQLDataBase"],
		backupTypes: [
			"Full",
			"Differential",
			"Incremental"
		],
		instance: "a SID",
		isHostedByInstance: true,
		words: "SAP HANA database"
	},
	SAPAseDatabase: {
		...DATABASE,
		type: "SAPAseDatabase",
		itemTypes: ["AzureVmWorkloadSAPAseDatabase"],
		policyTypes: ["SAPAseDatabase"],
		backupTypes: [
			"Full",
			"Differential",
			"Log"
		],
		isHostedByInstance: true,
		words: "SAP ASE database"
	},
	VM: {
		...WHOLE,
		type: "VM",
		backupManagementType: "AzureIaasVM",
		itemTypes: [
			"Microsoft.Compute/virtualMachines",
			"Microsoft.ClassicCompute/virtualMachines",
			"AzureIaaSVMProtectedItem"
		],
		policyTypes: ["VM"],
		backupRequest: "IaasVMBackupRequest",
		jobType: "AzureIaaSVMJob",
		levels: ["resource group"],
		ownId: /^(\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.(?:Classic)?Compute\/virtualMachines\/([^/]+))\/*$/i,
		isItsSource: true,
		isKeptToMidnight: true,
		hasEnhancedPolicies: true,
		plainRetention: "backups",
		hasInstantPoints: true,
		isHeldForHours: true,
		backupProof: "by-expiry",
		words: "virtual machine"
	},
	AzureFileShare: {
		...WHOLE,
		type: "AzureFileShare",
		backupManagementType: "AzureStorage",
		itemTypes: ["AzureFileShareProtectedItem"],
		policyTypes: ["AzureFileShare"],
		backupRequest: "AzureFileShareBackupRequest",
		jobType: "AzureStorageJob",
		levels: ["resource group", "storage account"],
		ownId: /^(\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.(?:Classic)?Storage\/storageAccounts\/[^/]+)\/fileServices\/[^/]+\/(?:file)?shares\/([^/]+)\/*$/i,
		isItsSource: false,
		isKeptToMidnight: false,
		hasEnhancedPolicies: false,
		plainRetention: "snapshots",
		hasInstantPoints: false,
		isHeldForHours: false,
		backupProof: "ad-hoc",
		words: "file share"
	}
};
const WORKLOADS = Object.values(WORKLOADS_BY_TYPE);
function workloadOf(itemType) {
	const wanted = itemType.toLowerCase();
	return WORKLOADS.find(({ itemTypes }) => itemTypes.some((type) => type.toLowerCase() === wanted));
}
function workloadOfName(nativeName) {
	const prefix = (nativeName.split(";")[0] ?? "").toLowerCase();
	return WORKLOADS.find(({ type }) => type.toLowerCase() === prefix);
}
function listsOf(workload) {
	if (workload !== void 0) return [{
		backupManagementType: workload.backupManagementType,
		itemType: workload.type
	}];
	return [...new Set(WORKLOADS.map(({ backupManagementType }) => backupManagementType))].map((backupManagementType) => ({ backupManagementType }));
}
// src/azure/backup/item-levels.ts
function placeOf({ levels }) {
	return levels.flatMap(({ names: [name] }) => name ?? []).join("/");
}
const GROUP_CONTAINER = /^(SQLAGWorkLoadContainer|HanaHSRContainer);/i;
function levelsOf(properties, { workload, container, name, sourceId }) {
	const instance = {
		kind: "instance",
		names: distinct(text(at(properties, "parentName")), part(name, 1))
	};
	const serverName = text(at(properties, "serverName"));
	const hosts = [serverName, serverName.split(".")[0]];
	if (GROUP_CONTAINER.test(container)) {
		const nodes = list(at(properties, "nodesList")).map((node) => text(at(node, "nodeName")));
		const cluster = {
			kind: "cluster",
			names: distinct(...hosts, ...nodes)
		};
		return cluster.names.length > 0 ? [cluster, instance] : [instance];
	}
	const [, group, source] = /\/resourceGroups\/([^/]+)\/.*\/([^/]+)$/i.exec(sourceId) ?? [];
	const sources = [source, part(container, 3)];
	const all = [
		{
			kind: "resource group",
			names: distinct(part(container, 2), group)
		},
		{
			kind: "storage account",
			names: distinct(...sources)
		},
		{
			kind: "server",
			names: distinct(...sources, ...hosts)
		},
		instance
	];
	const kinds = workload?.levels ?? DATABASE_LEVELS;
	return all.filter(({ kind }) => kinds.includes(kind));
}
function part(nativeName, index) {
	return nativeName.split(";")[index] ?? "";
}
function distinct(...candidates) {
	const given = candidates.filter((name) => name !== void 0 && name !== "");
	const lower = given.map((name) => name.toLowerCase());
	return given.filter((_, index) => lower.indexOf(lower[index] ?? "") === index);
}
// src/azure/backup/item.ts
const ITEM_PATH = /^backupFabrics\/[^/]+\/protectionContainers\/([^/]+)\/protectedItems\/(.+)$/is;
function parseItemPath(path) {
	const [, container, name] = ITEM_PATH.exec(path) ?? [];
	return container && name ? {
		container,
		name
	} : void 0;
}
function itemPath({ container, name }) {
	return `backupFabrics/Azure/protectionContainers/${encodeURIComponent(container)}/protectedItems/${encodeURIComponent(name)}`;
}
function workloadName({ workload, unhandled, itemType }) {
	return (workload?.type ?? unhandled) || itemType;
}
function nameInId(id) {
	return id.split("/").at(-1) ?? "";
}
function sameName(a, b) {
	return a.toLowerCase() === b.toLowerCase();
}
function readItem(resource) {
	const id = text(at(resource, "id"));
	const address = parseItemPath(id.replace(/^.*?\/vaults\/[^/]+\//i, ""));
	const properties = at(resource, "properties");
	if (address === void 0 || !isRecord(properties)) return void 0;
	const protectionState = text(at(properties, "protectionState"));
	const softDeleted = flag$2(at(properties, "isScheduledForDeferredDelete"));
	const itemType = text(at(properties, "protectedItemType"));
	const unhandled = unhandledKind(itemType, properties);
	const workload = unhandled === "" ? workloadOf(itemType) : void 0;
	const sourceId = text(at(properties, "sourceResourceId")) || text(at(properties, "virtualMachineId"));
	return {
		id,
		address,
		friendlyName: text(at(properties, "friendlyName")) || lastPart(address.name),
		itemType,
		workload,
		unhandled,
		sourceId,
		policyType: text(at(properties, "policyType")),
		lastBackupStatus: text(at(properties, "lastBackupStatus")),
		lastBackupTime: time(at(properties, "lastBackupTime")),
		lastBackupError: lastBackupError(at(properties, "lastBackupErrorDetail")),
		protectionState,
		policyId: text(at(properties, "policyId")),
		condition: conditionOf(softDeleted, protectionState, properties),
		purgeTime: softDeleted === true ? purgeTime(properties) : void 0,
		oldestRecoveryPoint: time(at(properties, "extendedInfo", "oldestRecoveryPoint")),
		recoveryPointCount: count(at(properties, "extendedInfo", "recoveryPointCount")),
		recoveryModel: text(at(properties, "extendedInfo", "recoveryModel")),
		health: text(at(properties, "protectedItemHealthStatus")) || text(at(properties, "healthStatus")),
		lastRecoveryPoint: time(at(properties, "lastRecoveryPoint")),
		levels: levelsOf(properties, {
			workload,
			...address,
			sourceId
		})
	};
}
const INSTANCES = {
	azurevmworkloadsaphanadbinstance: "snapshot of a SAP HANA instance",
	azurevmworkloadsqlinstance: "snapshot of a SQL instance"
};
function unhandledKind(itemType, properties) {
	const level = text(at(properties, "protectionLevel"));
	const isPart = text(at(properties, "parentProtectedItem")) !== "" || /instance/i.test(level);
	return INSTANCES[itemType.toLowerCase()] ?? (isPart ? "database in the snapshot of its instance" : "");
}
function flag$2(value) {
	if (value === void 0 || value === null) return false;
	return typeof value === "boolean" ? value : "unreadable";
}
function conditionOf(softDeleted, protectionState, properties) {
	if (softDeleted === "unreadable") return "unreadable";
	if (softDeleted) return "soft-deleted";
	switch (protectionState.toLowerCase()) {
		case "protected":
		case "irpending": return policyInconsistent(properties) ? "error" : "protected";
		case "protectionstopped": return "stopped";
		case "backupssuspended": return "suspended";
		default: return "error";
	}
}
function lastBackupError(detail) {
	const code = text(at(detail, "code"));
	if (code === "" || sameName(code, "Success")) return void 0;
	const recommendations = texts(at(detail, "recommendations"));
	return {
		code: clip(code),
		message: clip(text(at(detail, "message"))),
		recommendations
	};
}
function count(value) {
	return /^\d+$/.test(text(value)) ? Number(text(value)) : void 0;
}
function policyInconsistent(properties) {
	const state = at(properties, "extendedInfo", "policyState") ?? "";
	return !(state === "" || sameName(text(state), "Consistent")) || flag$2(at(properties, "extendedInfo", "policyInconsistent")) !== false;
}
function purgeTime(properties) {
	const deletedAt = time(at(properties, "deferredDeleteTimeInUTC"));
	const days = Number(text(at(properties, "softDeleteRetentionPeriod"))) || Number(text(at(properties, "softDeleteRetentionPeriodInDays")));
	return deletedAt === void 0 || !days ? void 0 : deletedAt + days * DAY_MS;
}
function lastPart(nativeName) {
	return nativeName.split(";").slice(2).join(";") || nativeName;
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
// src/manifest/step-rows.ts
const NAMES_IDENTITY = ["github", "terminal"];
// src/manifest/input-table.ts
const INPUTS = {
	operation: {
		type: "choice",
		required: true,
		default: "",
		operations: "all",
		description: "What to do: {operation}."
	},
	vault: {
		type: "text",
		required: true,
		default: "",
		operations: "all",
		description: "The Recovery Services vault: its name, or its resource id, which includes its resource group and subscription. The address of its page in the portal works like its id."
	},
	"resource-group": {
		type: "text",
		default: "",
		operations: "all",
		description: "Resource group of the vault, not that of the database or its VM. Required when `vault` is a name."
	},
	"subscription-id": {
		type: "text",
		default: "",
		operations: "all",
		description: "Subscription of the vault. Default: the one in the vault's id, otherwise the environment variable `AZURE_SUBSCRIPTION_ID`. `wait-for-job`, `verify-backup` and `list-items`, which write nothing, also accept the subscription of the Azure CLI's session.",
		descriptionOn: {
			"azure-pipelines": "Subscription of the vault. Default: the one in the vault's id, otherwise that of the service connection.",
			gitlab: "Subscription of the vault. Default: the one in the vault's id, otherwise the CI/CD variable `AZURE_SUBSCRIPTION_ID`."
		}
	},
	item: {
		type: "lines",
		default: "",
		operations: "all",
		description: "The protected item, as a path read from the right. You may leave out parts as long as exactly one item matches; case does not matter.\nDatabases: `source resource group/server/instance/database`, such as `sqlserver-0/payroll`; in an availability group `group/database`; SAP HANA the same with its SID. VMs: `resource group/VM`. File shares: `resource group/storage account/share`.\nThe item's resource id works too, and so do its native names as `container/item`, which is best for SAP ASE databases. The resource id of a VM, or of a share in its storage account, names the item that backs it up.\nOne item per line, without commas, dashes, quotes or comments. `*` matches any text within a part, and a line that begins with `!` leaves out what it matches.\nOn an operation that writes, a line with `*` needs a part without it, such as `sqlserver-0/*`, and a line with `!` must leave something out. `stop-protection-delete-data` takes neither: there each line is a resource id, a native name, or a path with at least host and item.\nRequired by all operations except `wait-for-job` and `cancel-job`. There it names the one item that the job must belong to; a job of another item is `refused`.",
		descriptionOn: { terminal: "The protected item, as a path read from the right. Repeat it for several items, or write one per line. You may leave out parts as long as exactly one item matches; case does not matter.\nDatabases: `source resource group/server/instance/database`, such as `sqlserver-0/payroll`; in an availability group `group/database`; SAP HANA the same with its SID. VMs: `resource group/VM`. File shares: `resource group/storage account/share`. Resource ids and native names (`container/item`) work too.\n`*` matches any text within a part, and an item that begins with `!` leaves out what it matches; quote both. Operations that write need a part without `*`; `stop-protection-delete-data` takes neither, and needs at least host and item.\nRequired by all operations except `wait-for-job` and `cancel-job`. There it names the one item that the job must belong to." }
	},
	"workload-type": {
		type: "choice",
		default: "",
		operations: "all",
		description: "Looks for `item` only among {workload-type}. Words of az and PowerShell such as `MSSQL`, `SAPHANA`, `AzureVM` and `AzureFiles` work too. Default: all."
	},
	policy: {
		type: "text",
		default: "",
		operations: "some",
		description: "`change-policy` and `resume-protection`: name or resource id of the backup policy. Required there."
	},
	"allow-shorter-retention": {
		type: "flag",
		default: "false",
		operations: "some",
		description: "`change-policy` and `resume-protection`: `true` accepts a policy that keeps recovery points for a shorter time than the present one. For a stopped item: for a shorter time than its oldest recovery point is old. Azure applies the policy to existing recovery points too, so some would be lost."
	},
	"job-id": {
		type: "text",
		default: "",
		operations: "some",
		description: "`wait-for-job` and `cancel-job`: the job's GUID, such as the output `job-id` of an earlier step, or its resource id. Required there."
	},
	"confirm-delete": {
		type: "lines",
		default: "",
		operations: "some",
		description: "`stop-protection-delete-data`: the name of each item as Azure shows it, or `permanently` and the name if the vault has no soft delete or its setting cannot be read. One line per item, in any order; two items of one name need two lines. Required there."
	},
	"backup-type": {
		type: "choice",
		default: "",
		operations: "some",
		description: "`backup-now` and `ensure-backup` on databases: {backup-type}, if the workload has it. Default: `CopyOnlyFull` for SQL, `Full` for SAP HANA and SAP ASE; `Log` for `ensure-backup` with `recovery-point-types: log`. There it must be a type that brings such a recovery point."
	},
	"retain-until": {
		type: "date-or-duration",
		default: "",
		operations: "some",
		description: "`backup-now` and `ensure-backup`: how long the recovery point of the backup is kept. Either through a day in UTC, year first, such as `2040-12-31`. Or for days, weeks, months or years after the request, such as `60d`, `8w`, `6mo` and `1y`, or in ISO 8601 such as `P6M`. At least a day. A SQL database's `Full` that is kept for less than 45 days, Microsoft's documented minimum, gets a warning. Default: 45 days for a database's `Full`, otherwise 30. Other backup types of a database are kept as its policy says."
	},
	"enable-compression": {
		type: "flag",
		default: "false",
		operations: "some",
		description: "`backup-now` and `ensure-backup` on databases: `true` lets Azure compress the backup."
	},
	wait: {
		type: "flag",
		default: "true",
		operations: "some",
		description: "`backup-now`: `false` returns as soon as Azure has started the backup and named its job. The step is then green with a warning, its gate is closed, and the next step runs unless its `if:` checks the gate; `wait-for-job` follows the job later.",
		descriptionOn: {
			terminal: "`backup-now`: `--wait=false` returns as soon as Azure has started the backup and named its job. The gate is then closed and the exit code 3; `wait-for-job` follows the job later.",
			gitlab: "`backup-now`: `false` returns as soon as Azure has started the backup and named its job. The gate is then closed, and the job fails with exit code 3, which `allow_failure:` can let pass; `wait-for-job` follows the backup later.",
			"azure-pipelines": "`backup-now`: `false` returns as soon as Azure has started the backup and named its job. The step then succeeds with issues, its gate is closed, and the next step runs unless its `condition:` checks the gate; `wait-for-job` follows the job later."
		}
	},
	"max-recovery-point-age": {
		type: "duration",
		default: "",
		operations: "some",
		description: "`verify-backup` and `ensure-backup`: how old the newest usable recovery point may be. Minutes, hours or days such as `90m` (minutes), `24h` and `7d`, or ISO 8601 such as `PT24H`. Required there. `ensure-backup` fixes the oldest allowed time once, when it first looks."
	},
	"recovery-point-types": {
		type: "choice",
		default: "any",
		operations: "some",
		description: "`verify-backup` and `ensure-backup` on databases: `any`, `full`, or `log` for the end of the newest chain of logs."
	},
	"ignore-stopped": {
		type: "flag",
		default: "false",
		operations: "some",
		description: "`verify-backup`: `true` lists stopped and suspended items but does not judge them, so that `sqlserver-0/*` can pass. At least one item must be judged."
	},
	"allow-empty": {
		type: "flag",
		default: "false",
		operations: "some",
		description: "`list-items`: with `true`, no match is an empty list and not a failure."
	},
	"matrix-chunks": {
		type: "count",
		default: "1",
		operations: "some",
		description: "`list-items`: groups the items into this many legs of a matrix, 256 at most, each with an `item` of several lines for a later step. `1` lists each item by itself.",
		descriptionOn: { terminal: "Groups the items into this many legs, 256 at most, each with several lines for `--item`. `1` lists each item by itself." }
	},
	"max-items": {
		type: "count",
		default: "50",
		operations: "all",
		description: "How many items a step may be about, 1,000 at most. If `item` names more, by patterns or by lines, the step is `refused` before it does anything to one of them. `list-items` lists any number."
	},
	"max-parallel": {
		type: "count",
		default: "10",
		operations: "all",
		description: "How many items to work on at once, 50 at most. An operation that writes decides on all of them before its first write."
	},
	"fail-fast": {
		type: "flag",
		default: "false",
		operations: "all",
		description: "Several items and an operation that writes: `true` starts nothing new after the first failure, and the items that are left end as `not-started`. By default one failure does not stop the others. What has started goes on to its end."
	},
	"allowed-job-statuses": {
		type: "choices",
		default: "Completed",
		operations: "all",
		description: "Job statuses that open the gate. `Completed` always does. `Completed, CompletedWithWarnings` also accepts jobs with warnings. In `verify-backup` and `ensure-backup` it also accepts the recovery points that they made of VMs and file shares; those of databases always count."
	},
	"timeout-minutes": {
		type: "number",
		default: "",
		operations: "all",
		description: "Time limit of the whole step in minutes (az counts seconds), including waits for other jobs. Fractions are allowed; 10,080 (a week) at most. Above 360 you get a warning, because GitHub ends a job on its own runners after six hours. Default: 30; for `backup-now`, `ensure-backup` and `wait-for-job` 120, or 300 for jobs of VMs, file shares and unknown kinds; more for many items, which share Azure's hourly quotas.",
		descriptionOn: {
			terminal: "Time limit of the whole run in minutes, including waits for other jobs. Fractions are allowed; 10,080 (a week) at most. Default: 30; for `backup-now`, `ensure-backup` and `wait-for-job` 120, or 300 for jobs of VMs, file shares and unknown kinds; more for many items, which share Azure's hourly quotas.",
			"azure-pipelines": "Time limit of the whole step in minutes (az counts seconds), including waits for other jobs. Fractions are allowed; 10,080 (a week) at most. Azure Pipelines ends a job after an hour, unless the job has a longer `timeoutInMinutes`; above 360, the longest on its own agents, you get a warning. Default: 30; for `backup-now`, `ensure-backup` and `wait-for-job` 120, or 300 for jobs of VMs, file shares and unknown kinds; more for many items, which share Azure's hourly quotas.",
			gitlab: "Time limit of the whole step in minutes, in quotes, including waits for other jobs. Fractions are allowed; 10,080 (a week) at most. GitLab ends a job after its own `timeout:`, the input `job-timeout`, and its token ends then too. Default: 30; for `backup-now`, `ensure-backup` and `wait-for-job` 120, or 300 for jobs of VMs, file shares and unknown kinds; more for many items, which share Azure's hourly quotas."
		}
	},
	"poll-interval-seconds": {
		type: "number",
		default: "",
		operations: "all",
		description: "A fixed pause between looks at the operation and the job, 3,600 at most. By default the pauses adapt to how long such work usually takes. The service's quota and a longer `Retry-After` can make them longer."
	},
	"on-conflict": {
		type: "choice",
		default: "wait",
		operations: "all",
		description: "If another job or operation holds the item: `wait` until it is free, then look again and continue, or `fail` at once."
	},
	"on-cancel": {
		type: "choice",
		default: "leave",
		operations: "some",
		description: "`backup-now`, `ensure-backup` and `wait-for-job`, if the workflow is cancelled: `leave` the job running in Azure, or ask Azure to `cancel-job`, unless something else started it.",
		descriptionOn: {
			terminal: "`backup-now`, `ensure-backup` and `wait-for-job`, if you press Ctrl-C or the process is told to end: `leave` the job running in Azure, or ask Azure to `cancel-job`, unless something else started it.",
			"azure-pipelines": "`backup-now`, `ensure-backup` and `wait-for-job`, if the pipeline is cancelled: `leave` the job running in Azure, or ask Azure to `cancel-job`, unless something else started it.",
			gitlab: "`backup-now`, `ensure-backup` and `wait-for-job`, if the job is cancelled: `leave` Azure's job running, or ask Azure to `cancel-job`, unless something else started it. A runner with the shell executor tells the job nothing, so there it is always left."
		}
	},
	"dry-run": {
		type: "flag",
		default: "false",
		operations: "all",
		description: "`true` reads, decides and reports the exact request, but sends nothing that changes anything. The step is then green with a warning, its gate is closed, and the next step runs unless its `if:` checks the gate. A step that would be red is still red, and a step with nothing to do opens the gate. Operations that only read work as always. With `stop-protection-delete-data` an empty value is refused, because it is usually a mistyped variable.",
		descriptionOn: {
			terminal: "Reads, decides and reports the exact request, but sends nothing that changes anything. If there is something to do, the gate is closed and the exit code 3. What would fail still fails, and with nothing to do the gate is open. Operations that only read work as always. With `stop-protection-delete-data` an empty value is refused, because it is usually a mistyped variable.",
			"azure-pipelines": "`true` reads, decides and reports the exact request, but sends nothing that changes anything. The step then succeeds with issues, its gate is closed, and the next step runs unless its `condition:` checks the gate. A step that would fail still fails, and a step with nothing to do opens the gate. Operations that only read work as always. With `stop-protection-delete-data` an empty value is refused, because it is usually a parameter without a value.",
			gitlab: "`true` reads, decides and reports the exact request, but sends nothing that changes anything. If there is something to do, the gate is closed and the job fails with exit code 3, which `allow_failure:` can let pass. What would fail still fails, and with nothing to do the gate is open. Operations that only read work as always."
		}
	},
	"resource-guard-tenant-id": {
		type: "text",
		default: "",
		operations: "some",
		description: "`change-policy`, `resume-protection`, `stop-protection-retain-data`, `stop-protection-delete-data` and `suspend-backups` under multi-user authorization: the tenant of the vault's resource guard, if it is another tenant. Not with `auth-type: IDENTITY`.",
		descriptionOn: {
			"azure-pipelines": "`change-policy`, `resume-protection`, `stop-protection-retain-data`, `stop-protection-delete-data` and `suspend-backups` under multi-user authorization: the tenant of the vault's resource guard, if it is another tenant. Not with a managed identity.",
			gitlab: "`change-policy`, `resume-protection`, `stop-protection-retain-data`, `stop-protection-delete-data` and `suspend-backups` under multi-user authorization: the tenant of the vault's resource guard, if it is another tenant."
		}
	},
	"azure-subscription": {
		type: "text",
		hosts: ["azure-pipelines"],
		default: "",
		operations: "all",
		description: "The service connection of the type Azure Resource Manager that the step signs in with: by workload identity federation, a secret, a certificate, or the agent's managed identity. Its subscription is the default of `subscription-id`, and its cloud that of `environment`."
	},
	"client-id": {
		type: "text",
		hosts: [...NAMES_IDENTITY, "gitlab"],
		default: "",
		operations: "all",
		description: "Client id of the application (service principal) or of a user-assigned managed identity. With `tenant-id` and without `client-secret` the step signs in through GitHub OIDC, which needs `permissions: id-token: write`.",
		descriptionOn: {
			terminal: "Client id of the application (service principal) or, with `--auth-type IDENTITY`, of a user-assigned managed identity. Default: the environment variable `AZURE_CLIENT_ID`.",
			gitlab: "Client id of the application whose federated credential names this project. Default: the CI/CD variable `AZURE_CLIENT_ID`."
		}
	},
	"tenant-id": {
		type: "text",
		hosts: [...NAMES_IDENTITY, "gitlab"],
		default: "",
		operations: "all",
		description: "Tenant of the application.",
		descriptionOn: {
			terminal: "Tenant of the application, or the tenant that the session of the Azure CLI takes its token from. Default: the environment variable `AZURE_TENANT_ID`.",
			gitlab: "Tenant of the application. Default: the CI/CD variable `AZURE_TENANT_ID`."
		}
	},
	"client-secret": {
		type: "text",
		hosts: NAMES_IDENTITY,
		secret: true,
		default: "",
		operations: "all",
		description: "Client secret of the application. It is masked in the log."
	},
	audience: {
		type: "text",
		hosts: ["github"],
		default: "",
		operations: "all",
		description: "Audience of the GitHub OIDC token. Default: the cloud's own, `api://AzureADTokenExchange` in `azurecloud`."
	},
	"auth-type": {
		type: "choice",
		hosts: NAMES_IDENTITY,
		default: "",
		operations: "all",
		description: "How to sign in: `SERVICE_PRINCIPAL` (`OIDC` if it has no secret), `IDENTITY` (managed identity of a self-hosted runner) or `SESSION` (the session that azure/login left in the Azure CLI). Default: `SERVICE_PRINCIPAL` if ids are given, otherwise `SESSION`.",
		descriptionOn: { terminal: "How to sign in: `SERVICE_PRINCIPAL` (`OIDC` with the file that `AZURE_FEDERATED_TOKEN_FILE` names), `IDENTITY` (the machine's managed identity) or `SESSION` (of the Azure CLI). Default: `SERVICE_PRINCIPAL` if there is a client id, a secret or a token file, otherwise `SESSION`." }
	},
	environment: {
		type: "choice",
		default: "azurecloud",
		operations: "all",
		description: "The Azure cloud: {environment}.",
		descriptionOn: { "azure-pipelines": "The Azure cloud: {environment}. Default: that of the service connection." }
	},
	"resource-manager-url": {
		type: "text",
		default: "",
		operations: "all",
		description: "Origin of another Azure Resource Manager endpoint; https only. Default: that of `environment`.",
		descriptionOn: { terminal: "Origin of another Azure Resource Manager endpoint; https only. Default: the environment variable `AZURE_BACKUP_GATE_RESOURCE_MANAGER_URL`, otherwise that of `--environment`." }
	},
	"github-token": {
		type: "text",
		hosts: ["github"],
		secret: true,
		default: "",
		operations: "all",
		description: "Posts the verdict as a commit status with this token, such as `github.token`: `success` only if the gate is open, `pending` for `job-running`, otherwise `failure`. The job needs `permissions: statuses: write`. For a pull request the status goes on its head commit. If posting fails, you get a warning."
	},
	"status-context": {
		type: "text",
		hosts: ["github"],
		default: "",
		operations: "all",
		description: "Name of the commit status. Default: `Azure Backup Gate`, the operation, the vault, and the item or job."
	},
	summary: {
		type: "flag",
		hosts: ["github", "azure-pipelines"],
		default: "true",
		operations: "all",
		description: "`false` leaves the job summary out.",
		descriptionOn: { "azure-pipelines": "`false` leaves the summary on the page of the run out." }
	}
};
const SECRETS = Object.entries(INPUTS).flatMap(([name, { secret }]) => secret ? [name] : []);
// src/values/durations.ts
const UNIT_MS = {
	m: MINUTE_MS,
	h: HOUR_MS,
	d: DAY_MS
};
const MOST_MS = 36234 * DAY_MS;
function durationMs(name, written) {
	const ms = readMs(written);
	if (ms > 0 && ms <= MOST_MS) return ms;
	throw new InputError(name, `does not accept '${written}'`, "Use minutes, hours or days such as '90m', '24h' or '7d', where 'm' is minutes, or ISO 8601 such as 'PT24H'.");
}
function readMs(written) {
	const [, count, unit] = /^(\d+(?:\.\d+)?)\s*([mhd])$/i.exec(written) ?? [];
	return count !== void 0 && unit !== void 0 ? Number(count) * UNIT_MS[unit.toLowerCase()] : wholeIsoMs(written);
}
function wholeIsoMs(written) {
	return written.includes(".") ? 0 : isoDurationMs(written) ?? 0;
}
function endOfRetention(retainUntil, now) {
	if (retainUntil.kind === "at") return retainUntil.time;
	return monthsLater(now, retainUntil.months) + retainUntil.days * DAY_MS;
}
function monthsLater(time, months) {
	const date = new Date(time);
	const [year, month, day] = [
		date.getUTCFullYear(),
		date.getUTCMonth() + months,
		date.getUTCDate()
	];
	const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
	return Date.UTC(year, month, Math.min(day, lastDay)) + time % DAY_MS;
}
const KEPT = "Use a date, year first, such as '2040-12-31', or a duration such as '60d', '8w', '6mo' or '1y'.";
const KEPT_ISO = /^P(?:(?<y>\d+)Y)?(?:(?<mo>\d+)M)?(?:(?<w>\d+)W)?(?:(?<d>\d+)D)?$/i;
const KEPT_SHORT = /^(?:(?<d>\d+)\s*d|(?<w>\d+)\s*w|(?<mo>\d+)\s*mo|(?<y>\d+)\s*y)$/i;
function readRetainUntil(name, written, now) {
	const [date, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(written) ?? [];
	if (date !== void 0) {
		const time = Date.UTC(Number(year), Number(month) - 1, Number(day) + 1);
		if (!new Date(time - 864e5).toISOString().startsWith(date)) throw refused("is not a day");
		if (time - now < 864e5) throw refused("is not after today");
		return bounded({
			kind: "at",
			time
		});
	}
	const groups = (KEPT_SHORT.exec(written) ?? KEPT_ISO.exec(written))?.groups;
	if (groups === void 0) {
		if (/^\d+\s*m$/i.test(written)) throw refused("may mean minutes or months");
		const ms = readMs(written);
		throw refused(ms > 0 && ms < 864e5 ? "is less than a day" : "");
	}
	const { d = 0, w = 0, mo = 0, y = 0 } = groups;
	const kept = {
		days: Number(d) + 7 * Number(w),
		months: Number(mo) + 12 * Number(y)
	};
	if (kept.days + kept.months === 0) throw refused("is less than a day");
	return bounded({
		kind: "for",
		...kept
	});
	function refused(why) {
		return new InputError(name, `does not accept '${written}'${why && `, which ${why}`}`, KEPT);
	}
	function bounded(until) {
		if (endOfRetention(until, now) - now <= MOST_MS) return until;
		throw refused("is more than 99 years away");
	}
}
// node_modules/leven/index.js
const array = [];
const characterCodeCache = [];
function leven(first, second, options) {
	if (first === second) return 0;
	const maxDistance = options?.maxDistance;
	const swap = first;
	if (first.length > second.length) {
		first = second;
		second = swap;
	}
	let firstLength = first.length;
	let secondLength = second.length;
	while (firstLength > 0 && first.charCodeAt(~-firstLength) === second.charCodeAt(~-secondLength)) {
		firstLength--;
		secondLength--;
	}
	let start = 0;
	while (start < firstLength && first.charCodeAt(start) === second.charCodeAt(start)) start++;
	firstLength -= start;
	secondLength -= start;
	if (maxDistance !== void 0 && secondLength - firstLength > maxDistance) return maxDistance;
	if (firstLength === 0) return maxDistance !== void 0 && secondLength > maxDistance ? maxDistance : secondLength;
	let bCharacterCode;
	let result;
	let temporary;
	let temporary2;
	let index = 0;
	let index2 = 0;
	while (index < firstLength) {
		characterCodeCache[index] = first.charCodeAt(start + index);
		array[index] = ++index;
	}
	while (index2 < secondLength) {
		bCharacterCode = second.charCodeAt(start + index2);
		temporary = index2++;
		result = index2;
		for (index = 0; index < firstLength; index++) {
			temporary2 = bCharacterCode === characterCodeCache[index] ? temporary : temporary + 1;
			temporary = array[index];
			result = array[index] = temporary > result ? temporary2 > result ? result + 1 : temporary2 : temporary2 > temporary ? temporary + 1 : temporary2;
		}
		if (maxDistance !== void 0) {
			let rowMinimum = result;
			for (index = 0; index < firstLength; index++) if (array[index] < rowMinimum) rowMinimum = array[index];
			if (rowMinimum > maxDistance) return maxDistance;
		}
	}
	array.length = firstLength;
	characterCodeCache.length = firstLength;
	return maxDistance !== void 0 && result > maxDistance ? maxDistance : result;
}
// src/values/words.ts
function plainWord(written) {
	return written.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
function meant(word) {
	return `Did you mean '${word}'?`;
}
const WORKLOAD_WORDS = {
	taken: {
		mssql: "SQLDataBase",
		saphana: "SAPHanaDatabase",
		sapase: "SAPAseDatabase",
		azurevm: "VM",
		azureiaasvm: "VM",
		azurefiles: "AzureFileShare",
		azurestorage: "AzureFileShare"
	},
	hints: {
		sql: meant("SQLDataBase"),
		sqlserver: meant("SQLDataBase"),
		hana: meant("SAPHanaDatabase"),
		ase: meant("SAPAseDatabase"),
		virtualmachine: meant("VM"),
		share: meant("AzureFileShare"),
		fileshare: meant("AzureFileShare"),
		azureworkload: `It means databases of every kind; leave ${nameInput("workload-type")} out for all of them.`,
		azuresqldatabase: "This action handles SQL databases in Azure VMs, which are 'SQLDataBase'."
	}
};
const SIGN_IN_WORDS = { hints: {
	workloadidentity: meant("OIDC"),
	federated: meant("OIDC"),
	secret: meant("SERVICE_PRINCIPAL"),
	clientsecret: meant("SERVICE_PRINCIPAL"),
	msi: meant("IDENTITY"),
	managedidentity: meant("IDENTITY"),
	systemassigned: meant("IDENTITY"),
	userassigned: meant("IDENTITY"),
	cli: meant("SESSION"),
	azurecli: meant("SESSION"),
	azcli: meant("SESSION")
} };
const BACKUP_WORDS = { hints: {
	copyonly: meant("CopyOnlyFull"),
	diff: meant("Differential"),
	incr: meant("Incremental")
} };
const CLOUD_WORDS = {
	taken: { azurepubliccloud: "azurecloud" },
	hints: {
		public: meant("azurecloud"),
		usgovernment: meant("azureusgovernment"),
		azuregovernment: meant("azureusgovernment"),
		china: meant("azurechinacloud")
	}
};
// src/values/input-values.ts
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
function missingInput(name, hint, problem = "is empty or missing") {
	return new InputError(name, problem, `${hint} ${READS_AS_EMPTY}`);
}
function requiredInput(get, name, hint = `Give ${nameInput(name)} in the 'with:' of the step.`) {
	const value = get(name);
	if (value === "") throw missingInput(name, hint);
	return value;
}
function oneOf(get, name, allowed, words = {}) {
	const all = `Use one of: ${allowed.join(", ")}.`;
	const value = get(name) || INPUTS[name].default;
	if (value === "") throw missingInput(name, all);
	const word = plainWord(value);
	const match = allowed.find((candidate) => sameName(candidate, value)) ?? own(words.taken, word);
	if (match !== void 0) return match;
	const near = own(words.hints, word) ?? similarWord(word, allowed);
	throw new InputError(name, `does not accept '${value}'`, near ?? all);
}
function own(table, key) {
	return table !== void 0 && Object.hasOwn(table, key) ? table[key] : void 0;
}
function similarWord(word, allowed) {
	const [nearest] = allowed.map((candidate) => ({
		candidate,
		far: leven(word, plainWord(candidate))
	})).filter(({ far }) => far <= Math.min(3, word.length / 3)).sort((a, b) => a.far - b.far);
	return nearest && `Did you mean '${nearest.candidate}'?`;
}
function flag$1(get, name) {
	const value = get(name) || INPUTS[name].default;
	if (/^(true|True|TRUE)$/.test(value)) return true;
	if (/^(false|False|FALSE)$/.test(value)) return false;
	throw new InputError(name, `does not accept '${value}'`, "Use 'true' or 'false'.");
}
function optionalNumber(get, name, { most, unit, note = "" }) {
	const value = get(name);
	if (value === "") return void 0;
	const number = /^\d+(\.\d+)?$/.test(value) ? Number(value) : NaN;
	if (number > 0 && number <= most) return number;
	throw new InputError(name, `does not accept '${value}'`, `Use a positive number of ${unit} up to ${most}, such as '30' or '0.5'.${note}`);
}
function wholeNumber(get, name, most) {
	const value = get(name) || INPUTS[name].default;
	const number = /^\d+$/.test(value) ? Number(value) : NaN;
	if (number >= 1 && number <= most) return number;
	throw new InputError(name, `does not accept '${value}'`, `Use a whole number from 1 to ${most}.`);
}
// src/operations/plan.ts
const UNREADABLE = {
	why: "This action cannot read from Azure's answer whether its backup data is scheduled for deletion.",
	hint: "Look at the item in the vault. Nothing was done."
};
function decideByPlan(text = "go") {
	return {
		kind: "go",
		text
	};
}
function nothingToDo(why, text = "nothing to do") {
	return {
		kind: "nothing-to-do",
		text,
		why
	};
}
function refuse(why, hint, text = "refuse") {
	return {
		kind: "refuse",
		text,
		why,
		hint
	};
}
function column(otherwise, rows) {
	return {
		protected: otherwise,
		error: otherwise,
		stopped: otherwise,
		suspended: otherwise,
		"soft-deleted": otherwise,
		...rows
	};
}
function itemBody(item, properties) {
	return {
		method: "PUT",
		body: { properties: {
			protectedItemType: item.itemType,
			...item.workload?.repeatsSource ? { sourceResourceId: item.sourceId } : {},
			...properties
		} }
	};
}
// src/operations/on-demand-backup.ts
const FOLLOW_POLICY = [
	"Differential",
	"Log",
	"Incremental"
];
const DEFAULT_DAYS = {
	full: 45,
	otherwise: 30
};
const STOPPED = refuse("Its protection is stopped or suspended, so Azure takes no backup of it.", "Use 'resume-protection' first.");
const BACKUP_COLUMN = column(decideByPlan(), {
	stopped: STOPPED,
	suspended: STOPPED,
	"soft-deleted": refuse("Its backup data is scheduled for deletion, so Azure takes no backup of it.", "Use 'undelete', then 'resume-protection'.")
});
function planBackup(options, before) {
	const { workload } = before.item;
	if (workload === void 0) throw new Error("A backup was planned for an unknown workload.");
	return refuseImpossible(options, workload) ?? requestBackup(options, before, workload);
}
function readBackupOptions(get, now, otherwise) {
	const backupType = get("backup-type") === "" ? otherwise : oneOf(get, "backup-type", BACKUP_TYPES, BACKUP_WORDS);
	const written = get("retain-until");
	if (written !== "" && backupType !== void 0 && FOLLOW_POLICY.includes(backupType)) throw new InputError("retain-until", `is not used with ${nameInput("backup-type", backupType)} (got '${written}')`, `The policy alone decides how long such a backup is kept; leave ${nameInput("retain-until")} out.`);
	return {
		backupType,
		retainUntil: written === "" ? void 0 : readRetainUntil("retain-until", written, now),
		enableCompression: flag$1(get, "enable-compression")
	};
}
function refuseImpossible(options, workload) {
	const types = workload.backupTypes;
	if (options.enableCompression && !workload.isDatabase) return {
		kind: "refuse",
		why: `${nameInput("enable-compression")} is for databases, but the item is a ${workload.words}.`,
		hint: `Leave ${nameInput("enable-compression")} out.`
	};
	if (options.backupType === void 0 || types.includes(options.backupType)) return void 0;
	return {
		kind: "refuse",
		why: `A ${workload.words} has no on-demand backup of the type '${options.backupType}'.`,
		hint: types.length === 0 ? `Leave ${nameInput("backup-type")} out.` : `Use one of: ${types.join(", ")}.`
	};
}
function requestBackup(options, { item, now }, workload) {
	const backupType = options.backupType ?? workload.backupTypes[0];
	const followsPolicy = backupType !== void 0 && FOLLOW_POLICY.includes(backupType);
	const until = expiryOf(options.retainUntil, backupType, now);
	const kept = workload.isKeptToMidnight ? Math.ceil(until / DAY_MS) * DAY_MS : until;
	const expiry = followsPolicy ? void 0 : isoTime(kept);
	const kind = backupType === void 0 ? "backup" : `${backupType} backup`;
	const leastDays = backupType === "Full" ? workload.leastDaysOfFull : void 0;
	const isShortFull = leastDays !== void 0 && until - now < leastDays * 864e5;
	return {
		kind: "send",
		write: {
			method: "POST",
			body: { properties: {
				objectType: workload.backupRequest,
				...workload.isDatabase ? {
					backupType,
					enableCompression: options.enableCompression
				} : {},
				...expiry === void 0 ? {} : { recoveryPointExpiryTimeInUTC: expiry }
			} }
		},
		doing: `back up '${item.friendlyName}'${backupType === void 0 ? "" : ` (${backupType})`}`,
		jobOperation: "Backup",
		notes: [expiry === void 0 ? `The ${kind} will be kept as long as the policy says.` : `The ${kind} will be kept until ${expiry}.`],
		...isShortFull ? { warning: `${nameInput("retain-until")} keeps the Full backup for less than ${leastDays} days, the least that Microsoft documents for SQL. Azure may refuse it.` } : {}
	};
}
function expiryOf(retainUntil, backupType, now) {
	if (retainUntil !== void 0) return endOfRetention(retainUntil, now);
	return now + (backupType === "Full" ? DEFAULT_DAYS.full : DEFAULT_DAYS.otherwise) * DAY_MS;
}
// src/operations/backup-now.ts
const backupNow = {
	kind: "write",
	azureName: "On-demand backup",
	method: "POST",
	lastsLike: "backup",
	inputs: [
		"backup-type",
		"retain-until",
		"enable-compression",
		"wait",
		"on-cancel"
	],
	alsoCalled: [
		"backup",
		"protectionbackupnow",
		"ondemandbackup",
		"backupazrecoveryservicesbackupitem"
	],
	endsWithJob: true,
	makesAnother: "backup",
	readWish: (get, { now }) => ({
		kind: "backup-now",
		...readBackupOptions(get, now)
	}),
	column: BACKUP_COLUMN,
	plan: planBackup
};
// src/values/written-id.ts
const IS_URL = /^https?:\/\//i;
const PLAIN_START = /\/subscriptions\/[^/]/i;
const ENCODED_START = /%(25)*2Fsubscriptions%(25)*2F/i;
const SLASHLESS_ID = /^subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\//i;
function writtenId(input, written) {
	const text = written.trim();
	if (IS_URL.test(text)) return idInUrl(input, text);
	if (text.startsWith("/")) return decodedOnce(input, text);
	if (SLASHLESS_ID.test(text)) return decodedOnce(input, `/${text}`);
	return ENCODED_START.exec(text)?.index === 0 ? decodedOnce(input, text) : void 0;
}
function mayBeId(text) {
	return IS_URL.test(text) || text.startsWith("/") || SLASHLESS_ID.test(text) || ENCODED_START.exec(text)?.index === 0 || decodedNames(text) !== text;
}
function idInUrl(input, url) {
	const plain = PLAIN_START.exec(url)?.index;
	const encoded = ENCODED_START.exec(url)?.index;
	if (plain !== void 0) return decoded(withoutPage(url.slice(plain).replace(/[?#].*$/s, "")));
	if (encoded !== void 0) return decodedOnce(input, url.slice(encoded).replace(/[/?#&].*$/s, ""));
	throw new InputError(input, `is a URL that holds no resource id (got '${url}')`, "Give the name, or the resource id that the portal shows under 'Properties' or 'JSON View'.");
}
function withoutPage(id) {
	const plain = id.replace(/\/overview\/*$/i, "");
	if (/\/protectedItems\//i.test(plain)) return plain;
	const [, ...pairs] = plain.split("/providers/")[1]?.replace(/\/+$/, "").split("/") ?? [];
	return pairs.length % 2 === 1 ? plain.replace(/\/[^/]+\/*$/, "") : plain;
}
function decodedOnce(input, id) {
	if (id.includes(";") || !/%[0-9a-f]{2}/i.test(id)) return id;
	const once = decoded(id);
	if (once.includes(";") || !/%(2F|3B|25)/i.test(once)) return once;
	throw new InputError(input, `is percent-encoded more than once (got '${id}')`, "Write the id as 'az' prints it, with '/' and ';' as they are.");
}
function decodedNames(written) {
	return /^[^/;]*%3B[^/;]*(\/|%2F)[^/;]*%3B[^;]*$/i.test(written) ? decoded(written) : written;
}
function decoded(text) {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
const KINDS$1 = [
	[/^\/subscriptions\/[^/]+$/i, "a subscription"],
	[/^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+$/i, "a resource group"],
	[/\/Microsoft\.RecoveryServices\/vaults\/[^/]+$/i, "a vault"],
	[/\/backupPolicies\/[^/]+$/i, "a backup policy"],
	[/\/backupJobs\/[^/]+$/i, "a backup job"],
	[/\/protectedItems\/.+\/recoveryPoints\/[^/]+$/i, "a recovery point"],
	[/\/protectedItems\/.+$/i, "a protected item"],
	[/\/backupFabrics\/[^/]+(\/protectionContainers\/[^/]+)?$/i, ""],
	[/\/backupVaults\/[^/]+$/i, "a Backup vault, but this action works with Recovery Services vaults"],
	[/\/virtualMachines\/[^/]+$/i, "a virtual machine"],
	[/\/storageAccounts\/[^/]+$/i, "a storage account, without a share's '/fileServices/default/shares/…'"],
	[/\/shares\/[^/]+$/i, "a file share"],
	[/\/Microsoft\.Sql\/servers\/.+$/i, "Azure SQL, which no Recovery Services vault protects"]
];
function isResourceId(text) {
	return /^\/subscriptions\//i.test(text);
}
function describeId(id) {
	if (!isResourceId(id)) return "begins with a slash, but is not a resource id";
	const plain = id.replace(/\/+$/, "");
	const kind = KINDS$1.find(([ending]) => ending.test(plain))?.[1] ?? kindByType(plain);
	return kind === "" ? "is a resource id that is cut short" : `is the resource id of ${kind}`;
}
function kindByType(id) {
	const [namespace, ...rest] = id.split("/providers/")[1]?.split("/") ?? [];
	if (rest.length < 2 || rest.length % 2 === 1) return "";
	return `a '${[namespace, ...rest.filter((_, index) => index % 2 === 0)].join("/")}'`;
}
const IN_A_VAULT = /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.RecoveryServices\/vaults\/[^/]+\/./i;
function requireInsideVault(input, id, { vault, forms }) {
	const rest = insideVault(id, vault);
	if (rest !== void 0) return rest;
	if (!IN_A_VAULT.test(id)) throw new InputError(input, `${describeId(id)} (got '${id}')`, forms);
	throw new InputError(input, `is not the resource id of something in vault '${vault.name}' (got '${id}')`, `Use an id that starts with '${decodeURIComponent(vaultId(vault))}/', or the plain name.`);
}
function subscriptionInVaultId(id) {
	return IN_A_VAULT.test(id) ? id.split("/")[2] ?? "" : "";
}
// src/values/job-id.ts
const JOB_FORMS = `Give the GUID from an earlier step's output ${nameOutput("job-id")}, or the job's resource id.`;
function readJobId(get, vault) {
	const written = requiredInput(get, "job-id");
	const id = writtenId("job-id", written);
	const path = id && requireInsideVault("job-id", id, {
		vault,
		forms: JOB_FORMS
	});
	const guid = path === void 0 ? written : /^backupJobs\/([^/]+)\/?$/i.exec(path)?.[1];
	if (guid !== void 0 && GUID.test(guid)) return guid;
	throw new InputError("job-id", `is not the id of a backup job (got '${written}')`, JOB_FORMS);
}
// src/operations/cancel-job.ts
const cancelJobOperation = {
	kind: "job",
	inputs: ["job-id"],
	alsoCalled: ["cancel", "jobstop"],
	cancels: true,
	readWish: (get, { vault }) => ({
		kind: "cancel-job",
		jobId: readJobId(get, vault)
	})
};
const CANCELLABLE = [
	"backup",
	"restore",
	"restorewithrehydrate"
];
function planCancel(job) {
	switch (job.phase) {
		case "cancelled": return {
			kind: "nothing-to-do",
			why: `Job ${job.id} is already ${job.status}.`
		};
		case "completed":
		case "warned":
		case "failed": return { kind: "too-late" };
		case "running": {
			if (job.status.toLowerCase() === "cancelling") return { kind: "wait" };
			const operation = job.operation.split(" ")[0] ?? "";
			if (CANCELLABLE.includes(operation.toLowerCase())) return {
				kind: "send",
				doing: `cancel the job ${job.id} (${job.operation})`
			};
			return {
				kind: "refuse",
				why: `Job ${job.id} runs the operation '${job.operation}', and only backups and restores can be cancelled.`,
				hint: "Use 'wait-for-job' to wait for its end."
			};
		}
		default: return job.phase;
	}
}
// src/azure/backup/policy-schedule.ts
const DAY_MIN = 1440;
const WEEK_MIN = 7 * DAY_MIN;
const WEEKDAYS = [
	"Sunday",
	"Monday",
	"Tuesday",
	"Wednesday",
	"Thursday",
	"Friday",
	"Saturday"
];
function readSchedule(kind, schedule) {
	return {
		kind,
		longestGapMin: longestGapMin(schedule)
	};
}
function longestGapMin(schedule) {
	const everyMin = number(at(schedule, "scheduleFrequencyInMins"));
	if (everyMin !== void 0) return everyMin;
	if (text(at(schedule, "scheduleWeeklyFrequency")).replace(/^0$/, "") !== "") return void 0;
	switch (text(at(schedule, "scheduleRunFrequency")).toLowerCase()) {
		case "hourly": return hourlyGapMin(at(schedule, "hourlySchedule"));
		case "daily": return gapMin(timesOfDay(at(schedule, "dailySchedule") ?? schedule), DAY_MIN);
		case "weekly": return gapMin(timesOfWeek(at(schedule, "weeklySchedule") ?? schedule), WEEK_MIN);
		default: return;
	}
}
function hourlyGapMin(hourly) {
	const interval = number(at(hourly, "interval"));
	const window = number(at(hourly, "scheduleWindowDuration"));
	if (interval === void 0 || window === void 0 || window > 24) return void 0;
	if (window === 24) return interval * 60;
	const last = Math.floor(window / interval) * interval;
	return Math.max(last === 0 ? 0 : interval, 24 - last) * 60;
}
function timesOfDay(schedule) {
	const times = list(at(schedule, "scheduleRunTimes")).map((time) => {
		const [, hours, minutes] = /T(\d\d):(\d\d)/.exec(text(time)) ?? [];
		return Number(hours) * 60 + Number(minutes);
	});
	return times.some(Number.isNaN) ? void 0 : times;
}
function timesOfWeek(schedule) {
	const times = timesOfDay(schedule);
	const days = list(at(schedule, "scheduleRunDays")).map((day) => WEEKDAYS.findIndex((known) => sameName(known, text(day))));
	if (times === void 0 || days.includes(-1)) return void 0;
	return days.flatMap((day) => times.map((time) => day * DAY_MIN + time));
}
function gapMin(times, periodMin) {
	const sorted = times?.toSorted((a, b) => a - b) ?? [];
	const [first] = sorted;
	if (first === void 0) return void 0;
	const gaps = sorted.map((time, index) => (sorted[index + 1] ?? first + periodMin) - time);
	return Math.max(...gaps);
}
function number(value) {
	return /^[1-9]\d{0,5}$/.test(text(value)) ? Number(text(value)) : void 0;
}
function isRarer(next, former) {
	return former.some(({ kind, longestGapMin: before }) => {
		const after = next.filter((schedule) => schedule.kind === kind);
		const isKept = after.every(({ longestGapMin: gap }) => before !== void 0 && gap !== void 0 && gap <= before);
		return after.length === 0 || !isKept;
	});
}
// src/azure/backup/policy.ts
const UNITS = [
	"Days",
	"Weeks",
	"Months",
	"Years"
];
function readPolicy(resource) {
	const properties = at(resource, "properties");
	const vaulted = at(properties, "vaultRetentionPolicy");
	const parts = partsOf(at(properties, "subProtectionPolicy"));
	const management = text(at(properties, "backupManagementType"));
	const workload = WORKLOADS.find((one) => sameName(one.backupManagementType, management));
	const backups = [
		...parts.flatMap(readPart),
		...readRetention(workload?.plainRetention ?? "backups", at(properties, "retentionPolicy")),
		...isSet(vaulted) ? readVaulted(vaulted) : []
	];
	return {
		id: text(at(resource, "id")),
		name: text(at(resource, "name")),
		backupManagementType: management,
		workloadType: text(at(properties, "workLoadType")) || text(at(properties, "workloadType")),
		policyType: text(at(properties, "policyType")),
		retention: [...backups.length > 0 ? backups : [{
			kind: "backups",
			duration: void 0
		}], ...days("instant restore", at(properties, "instantRpRetentionRangeInDays"))],
		schedule: (parts.length > 0 ? parts : [properties]).flatMap(readScheduleOf),
		isVaulted: isSet(vaulted)
	};
}
function readScheduleOf(part) {
	const schedule = at(part, "schedulePolicy");
	return isSet(schedule) ? [readSchedule(kindOf(part), schedule)] : [];
}
function kindOf(part) {
	return text(at(part, "policyType")).toLowerCase();
}
function partsOf(value) {
	if (!isSet(value)) return [];
	return Array.isArray(value) ? value : [value];
}
function readPart(part) {
	const kind = kindOf(part);
	const found = [...readRetention(kind, at(part, "retentionPolicy")), ...days("instant restore", at(part, "snapshotBackupAdditionalDetails", "instantRpRetentionRangeInDays"))];
	return found.length > 0 ? found : [{
		kind,
		duration: void 0
	}];
}
function readVaulted(policy) {
	const found = [...readRetention("vault", at(policy, "vaultRetention")), ...days("snapshots, daily", at(policy, "snapshotRetentionInDays"))];
	return found.length > 0 ? found : [{
		kind: "vault",
		duration: void 0
	}];
}
const SCHEDULES = [
	"daily",
	"weekly",
	"monthly",
	"yearly"
];
function readRetention(kind, policy) {
	if (!isSet(policy)) return [];
	const found = heldBy(policy).map(([name, value]) => {
		if (name === "retentionDuration") return {
			kind,
			duration: readDuration(value)
		};
		const schedule = name.replace(/Schedule$/, "");
		const duration = SCHEDULES.includes(schedule) ? readDuration(at(value, "retentionDuration")) : void 0;
		return {
			kind: `${kind}, ${schedule}`,
			duration
		};
	});
	return found.length > 0 ? found : [{
		kind,
		duration: void 0
	}];
}
function heldBy(policy) {
	if (typeof policy !== "object" || policy === null || Array.isArray(policy)) return [];
	return Object.entries(policy).filter(([name, value]) => name !== "retentionPolicyType" && isSet(value));
}
function days(kind, value) {
	if (!isSet(value) || value === "") return [];
	const count = readCount(value);
	return [{
		kind,
		duration: count === void 0 ? void 0 : {
			count,
			unit: "Days"
		}
	}];
}
function readDuration(value) {
	const count = readCount(at(value, "count"));
	const unit = UNITS.find((known) => sameName(known, text(at(value, "durationType"))));
	return unit === void 0 || count === void 0 ? void 0 : {
		count,
		unit
	};
}
function readCount(value) {
	return /^\d{1,6}$/.test(text(value)) ? Number(text(value)) : void 0;
}
function isSet(value) {
	return value !== void 0 && value !== null;
}
function compareRetention(former, next) {
	return [...new Set([...former.retention, ...next.retention].map(({ kind }) => kind))].map((kind) => {
		const before = former.retention.filter((entry) => entry.kind === kind);
		const after = next.retention.filter((entry) => entry.kind === kind);
		const keepsAll = after.length > 0 && before.every((old) => after.every((fresh) => lasts(fresh.duration, old.duration)));
		return {
			kind,
			former: inWords$2(before),
			next: inWords$2(after),
			shorter: !keepsAll
		};
	});
}
function longestRetentionDays({ retention }) {
	const known = retention.flatMap(({ duration }) => duration === void 0 ? [] : [shortestDays(commonUnit(duration))]);
	return known.length === 0 ? void 0 : Math.max(...known);
}
function lasts(next, former) {
	if (next === void 0 || former === void 0) return false;
	const [a, b] = [commonUnit(next), commonUnit(former)];
	if (a.unit === b.unit) return a.count >= b.count;
	return shortestDays(a) >= longestDays(b);
}
function commonUnit({ count, unit }) {
	switch (unit) {
		case "Days": return {
			count,
			unit: "Days"
		};
		case "Weeks": return {
			count: count * 7,
			unit: "Days"
		};
		case "Months": return {
			count,
			unit: "Months"
		};
		case "Years": return {
			count: count * 12,
			unit: "Months"
		};
	}
}
function shortestDays({ count, unit }) {
	return unit === "Days" ? count : Math.floor(count / 12) * 365 + count % 12 * 28;
}
function longestDays({ count, unit }) {
	return unit === "Days" ? count : Math.floor(count / 12) * 366 + count % 12 * 31;
}
function durationInWords({ count, unit }) {
	const plural = unit.toLowerCase();
	return `${count} ${count === 1 ? plural.slice(0, -1) : plural}`;
}
function inWords$2(entries) {
	if (entries.length === 0) return "none";
	return entries.map(({ duration }) => duration === void 0 ? "not readable" : durationInWords(duration)).join(" and ");
}
// src/operations/retention-rules.ts
function comparePoints(before, policy) {
	if (before.item.condition !== "stopped") return comparePolicies(before, policy);
	const byAge = compareOldest(before, policy);
	return byAge.loss !== void 0 || before.item.policyId === "" ? byAge : {
		...byAge,
		...comparePolicies(before, policy)
	};
}
function comparePolicies({ item, formerPolicy }, policy) {
	if (sameName(item.policyId, policy.id)) return {
		changes: [],
		guarded: false
	};
	if (formerPolicy === void 0 || formerPolicy.retention.length === 0) {
		const named = nameInId(item.policyId);
		return {
			loss: `the retention of the item's present policy${named ? ` '${clip(named, 200)}'` : ""} cannot be read, so it cannot be compared`,
			isUnread: true,
			changes: [],
			guarded: true
		};
	}
	const changes = compareRetention(formerPolicy, policy);
	const lost = changes.filter((change) => change.shorter);
	const guarded = lost.length > 0 || isRarer(policy.schedule, formerPolicy.schedule);
	if (lost.length === 0) return {
		...noteOnVault(formerPolicy, policy),
		changes,
		guarded
	};
	const isLost = (part) => lost.some(({ kind }) => kind === part.kind);
	const unread = [...unreadIn(formerPolicy).filter(isLost), ...unreadIn(policy)];
	const kinds = lost.filter(({ kind }) => !unread.some((part) => part.kind === kind)).map(({ kind, former, next }) => `${kind} ${former} -> ${next}`);
	return {
		loss: [...kinds.length > 0 ? [`'${policy.name}' has shorter retention (${kinds.join("; ")})`] : [], ...unread.map((part) => `this action cannot read the retention '${part.kind}' of '${part.policy}'`)].join(", and "),
		isUnread: kinds.length === 0,
		changes,
		guarded
	};
}
function unreadIn({ name, retention }) {
	const kinds = retention.filter(({ duration }) => duration === void 0).map(({ kind }) => kind);
	return [...new Set(kinds)].map((kind) => ({
		kind,
		policy: name
	}));
}
function noteOnVault(former, next) {
	if (!next.isVaulted || former.isVaulted) return {};
	return { note: `With '${next.name}' the share's backups go to the vault, and Azure does not change that back.` };
}
function compareOldest({ item, now, isDated }, policy) {
	const unguarded = {
		changes: [],
		guarded: false
	};
	if (hasNoPoints(item)) return unguarded;
	const keeps = `'${policy.name}' keeps ${retentionInWords(policy)}`;
	const oldest = item.oldestRecoveryPoint;
	if (oldest === void 0 || oldest > now + 864e5) {
		const loss = `the item's oldest recovery point cannot be read, and ${keeps}`;
		return {
			...unguarded,
			loss
		};
	}
	if (!isDated) {
		const age = "the age of the item's oldest recovery point is unknown, because Azure's answers have no date";
		return {
			...unguarded,
			loss: `${age}, and ${keeps}`
		};
	}
	const found = `the oldest recovery point is of ${isoTime(oldest)}, and ${keeps}`;
	const longest = longestRetentionDays(policy);
	return longest === void 0 || now - oldest > longest * 864e5 ? {
		...unguarded,
		loss: found
	} : {
		...unguarded,
		note: `Recovery points will expire by the new policy: ${found}.`
	};
}
function hasNoPoints(item) {
	return item.recoveryPointCount === 0 && item.oldestRecoveryPoint === void 0 && item.lastRecoveryPoint === void 0;
}
function retentionInWords({ retention }) {
	return retention.map(({ kind, duration }) => duration === void 0 ? `${kind} not readable` : `${kind} ${durationInWords(duration)}`).join("; ") || "nothing that can be read";
}
// src/operations/policy-rules.ts
function requirePolicy({ policy }) {
	if (policy === void 0) throw new Error("An operation that needs a policy was planned without.");
	return policy;
}
function isProtectedBy(policy, before, after, afterOwnJob) {
	if (after === void 0 || !sameName(after.policyId, policy.id)) return false;
	return after.condition === "protected" || staysInError(before, after, afterOwnJob);
}
function warnOfError(before, after) {
	if (after === void 0 || !staysInError(before, after, true)) return void 0;
	return `'${after.friendlyName}' has the policy, but it was in error before and still is (protection state '${after.protectionState}'). Azure may take no backup of it.`;
}
function staysInError({ item }, after, afterOwnJob) {
	if (item.condition !== "error" || after.condition !== "error") return false;
	if (!sameName(item.policyId, after.policyId)) return true;
	const isInconsistent = ["Protected", "IRPending"].some((state) => sameName(state, after.protectionState));
	return afterOwnJob && !isInconsistent;
}
function planPolicy(wish, before, doing) {
	const policy = requirePolicy(before);
	const { item, vault } = before;
	const wrong = refuseWrongPolicy(policy, before);
	if (wrong !== void 0) return wrong;
	const { loss, isUnread = false, note, changes, guarded } = comparePoints(before, policy);
	const retention = changes.length > 0 ? { retention: changes } : {};
	if (loss !== void 0 && vault.immutability !== "off") return {
		kind: "refuse",
		why: `${immutableInWords(vault)}, and ${loss}.`,
		hint: `An immutable vault never allows shorter retention${isUnread ? ", and what cannot be read counts as shorter" : ""}. Name a policy that keeps every kind of recovery point at least as long.`,
		...retention
	};
	if (loss !== void 0 && !wish.allowShorterRetention) return {
		kind: "refuse",
		why: `Existing recovery points may be lost: ${loss}.`,
		hint: `Azure applies a policy's retention to existing recovery points too. ${isUnread ? COMPARE : KEEP}`,
		...retention
	};
	const warning = loss === void 0 ? note : `Allowed by ${nameInput("allow-shorter-retention")}: ${loss}.`;
	return {
		kind: "send",
		write: itemBody(item, { policyId: policy.id }),
		doing,
		jobOperation: "ConfigureBackup",
		...guarded ? { guarded: "weaker-policy" } : {},
		notes: [],
		...warning === void 0 ? {} : { warning },
		...retention
	};
}
const KEEP = `Name a policy that keeps them as long, or set ${nameInput("allow-shorter-retention", "true")} to accept the loss.`;
const COMPARE = `Compare the two policies in the vault, and set ${nameInput("allow-shorter-retention", "true")} to accept what this action cannot read.`;
function immutableInWords({ immutability }) {
	return immutability === "on" ? "The vault is immutable" : "The vault's immutability is in a state that this action does not know, so it counts as immutable";
}
function refuseWrongPolicy(policy, { item, formerPolicy }) {
	const { workload } = item;
	if (workload === void 0) return void 0;
	if (!(sameName(policy.backupManagementType, workload.backupManagementType) && (policy.workloadType === "" || workload.policyTypes.some((type) => sameName(type, policy.workloadType))))) {
		const type = [policy.backupManagementType, policy.workloadType].filter(Boolean).join(" / ");
		return {
			kind: "refuse",
			why: `The policy '${policy.name}' is for ${type || "an unknown type"}, and the item is a ${workload.words}.`,
			hint: `Name a policy for ${workload.backupManagementType}${workload.isDatabase ? ` / ${workload.type}` : ""}.`
		};
	}
	const isEnhanced = [item, formerPolicy].some((one) => sameName(one?.policyType ?? "", "V2"));
	if (workload.hasEnhancedPolicies && isEnhanced && !sameName(policy.policyType, "V2")) return {
		kind: "refuse",
		why: `The virtual machine has an enhanced policy (V2), and '${policy.name}' is a standard one.`,
		hint: "Azure does not change back from enhanced to standard. Name an enhanced policy."
	};
	if (formerPolicy?.isVaulted && !policy.isVaulted) return {
		kind: "refuse",
		why: `The share's backups go to the vault, and '${policy.name}' keeps snapshots only.`,
		hint: "Azure does not change back from the vault to snapshots. Name a policy with vault retention."
	};
}
// src/operations/change-policy.ts
const RESUME = "Use 'resume-protection', which takes a policy as well.";
const changePolicy = {
	kind: "write",
	azureName: "Modify policy",
	method: "PUT",
	lastsLike: "policy",
	inputs: [
		"policy",
		"allow-shorter-retention",
		"resource-guard-tenant-id"
	],
	alsoCalled: [
		"setpolicy",
		"itemsetpolicy",
		"modifypolicy"
	],
	readWish: (get) => ({
		kind: "change-policy",
		allowShorterRetention: flag$1(get, "allow-shorter-retention")
	}),
	column: {
		protected: decideByPlan("same policy: nothing to do; else go"),
		error: decideByPlan("go, also for the same policy"),
		stopped: refuse("Its protection is stopped, so it has no policy to change.", RESUME, "refuse, use resume-protection"),
		suspended: refuse("Its backups are suspended, so it has no policy to change.", RESUME, "refuse, use resume-protection"),
		"soft-deleted": refuse("Its backup data is scheduled for deletion.", "Use 'undelete', then 'resume-protection'.", "refuse, undelete first")
	},
	plan(wish, before) {
		const policy = requirePolicy(before);
		const { item } = before;
		if (item.condition === "protected" && sameName(item.policyId, policy.id)) return {
			kind: "nothing-to-do",
			why: `It already has the policy '${policy.name}'.`
		};
		return planPolicy(wish, before, `change the policy of '${item.friendlyName}' to '${policy.name}'`);
	},
	reached: (_wish, before, after, afterOwnJob) => isProtectedBy(requirePolicy(before), before, after, afterOwnJob),
	warningOnReached: (_wish, before, after) => warnOfError(before, after)
};
// src/azure/arm/answer.ts
function readAnswer(response, now) {
	const header = (name) => response.headers.get(name) ?? "";
	const date = httpDate(header("date"));
	const remaining = header("x-ms-ratelimit-remaining-subscription-resource-requests");
	return {
		status: response.status,
		body: parseBody(response.bodyAsText),
		ids: {
			requestId: header("x-ms-request-id"),
			correlationId: header("x-ms-correlation-request-id")
		},
		date,
		retryAfterMs: readRetryAfter(header("retry-after"), date ?? now),
		remaining: /^-?\d+$/.test(remaining) ? Number(remaining) : void 0,
		header
	};
}
const LONGEST_RETRY_AFTER_MS = 36e5;
function readRetryAfter(value, now) {
	const ms = unboundedRetryAfter(value, now);
	return ms === void 0 ? void 0 : Math.min(Math.max(ms, 0), LONGEST_RETRY_AFTER_MS);
}
function unboundedRetryAfter(value, now) {
	if (/^\d+(\.\d+)?$/.test(value.trim())) return Number(value) * 1e3;
	const date = httpDate(value);
	return date === void 0 ? void 0 : date - now;
}
const HTTP_DATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;
function httpDate(value) {
	const written = value.trim();
	const date = HTTP_DATE.test(written) ? Date.parse(written) : NaN;
	return Number.isNaN(date) ? void 0 : date;
}
function readServiceError(body) {
	const error = at(body, "error");
	return {
		code: clip(text(at(error, "code")) || text(at(body, "ErrorCode"))),
		message: clip(text(at(error, "message")) || text(at(body, "Message", "Value"))),
		recommendations: readRecommendations(at(error, "recommendations"))
	};
}
function readRecommendations(value) {
	const given = texts(value).map((said) => clip(said.replace(/\s+/g, " ").trim()));
	return [...new Set(given)].filter((said) => said !== "");
}
function isVaultMissing(code, failureCause) {
	if (code === "ResourceGroupNotFound" || code === "SubscriptionNotFound") return true;
	return code === "ResourceNotFound" && failureCause === "gateway";
}
// src/azure/arm/error-guide.ts
const HOLDS = {
	request: [
		"request",
		"operation",
		"anywhere"
	],
	operation: ["operation", "anywhere"],
	job: ["job", "anywhere"]
};
const ERROR_GUIDE = [
	...about("request", {
		ResourceGroupNotFound: `Check ${nameInput("resource-group")} and ${nameInput("subscription-id")}.`,
		SubscriptionNotFound: `Check ${nameInput("subscription-id")} and the tenant you sign in to.`,
		MissingSubscriptionRegistration: "Register the resource provider Microsoft.RecoveryServices in the subscription.",
		SubscriptionNotRegistered: "Register the resource provider Microsoft.RecoveryServices in the subscription.",
		ScopeLocked: "A resource lock forbids it. Have the lock that the message names removed first.",
		RequestDisallowedByPolicy: "An Azure Policy forbids it, and no role helps. Ask whoever owns the policy assignment for an exemption.",
		RequestDisallowedByAzure: "Azure itself does not allow this in the subscription or the region, and no role helps. Ask the subscription's owner or Azure support.",
		DisallowedOperation: "The subscription's offer does not include this, and no role helps. Ask the subscription's owner.",
		DisallowedProvider: "The subscription's offer does not include this, and no role helps. Ask the subscription's owner.",
		ReadOnlyDisabledSubscription: "The subscription is disabled and can only be read. Its owner has to enable it again.",
		DenyAssignmentAuthorizationFailed: "A deny assignment forbids it, such as that of a deployment stack or a managed application, and no role helps. Ask whoever owns it."
	}),
	...about("operation", {
		BMSUserErrorDataSourceObjectNotFound: `The vault protects no such item. Check ${nameInput("item")}; 'list-items' shows what there is.`,
		BMSUserErrorContainerNameIncorrectFormat: "The container's native name is malformed. Write the item as a path, or copy its resource id.",
		BMSUserErrorProtectedItemNameIncorrectFormat: "The item's native name is malformed. Write the item as a path, or copy its resource id.",
		BMSUserErrorInvalidConfigureProtectionRequest: "The policy does not fit the item, or the item is in a state that forbids the change. Compare both in the vault.",
		BMSUserErrorInvalidPolicyForGivenProvider: "The policy is of another type than the item. Name a policy of the item's workload.",
		BMSUserErrorInvalidInput: "Azure found a value invalid; its message says which.",
		BMSUserErrorInvalidPolicyInput: "The policy itself is invalid. Open it in the vault and correct it.",
		BMSUserErrorPolicyRetentionInvalid: "The policy's retention is invalid. Correct it in the vault.",
		BMSUserErrorPolicyObjectInUse: "The policy is in use and cannot be changed in that way.",
		UserErrorOperationDeniedOnImmutableItem: "The vault's immutability forbids deleting data and shortening retention. Azure also sends this code, misleadingly, when backups of a vault that is NOT immutable are to be suspended.",
		UserErrorDeleteBackupItemOnImmutableItem: "The vault is immutable and never deletes backup data. Use 'stop-protection-retain-data' or 'suspend-backups'."
	}),
	...about("anywhere", {
		BMSUserErrorObjectLocked: `Another operation holds the item. Wait for it with ${nameInput("on-conflict", "wait")}, or try again later.`,
		BMSUserErrorConflictingProtectionOperation: `Another protection operation is under way on the item. Wait for it with ${nameInput("on-conflict", "wait")}, or try again later.`,
		UserErrorBackupOperationInProgress: `Another backup of the VM is under way. Wait for it with ${nameInput("on-conflict", "wait")}, or try again later.`,
		SystemBackupOperationInProgress: `Azure is backing the VM up already. Wait for it with ${nameInput("on-conflict", "wait")}, or try again later.`,
		ResourceNotFound: "Azure no longer finds what is backed up, such as the VM. If it was deleted on purpose, keep its backups with 'stop-protection-retain-data'.",
		UserErrorGenericResourceNotFound: "Azure no longer finds a resource that the backup needs, such as the VM or one of its disks. Look at what was deleted or moved.",
		UserErrorBackupAFSInSoftDeleteState: "The share's backup is soft-deleted. Use 'undelete' first.",
		UserErrorBackupAFSInDeleteState: "The share's backup is being deleted. Wait until that has ended.",
		UserErrorSQLPODoesNotSupportBackupType: "The database cannot do this type of backup: logs need the full recovery model, differentials do not work on master.",
		CloudInternalError: "Azure failed inside. Look at the item, then try again in a few minutes.",
		CloudDosAbsoluteLimitReachedWithRetry: "Too many operations on this item; Azure lifts the limit by itself. Try again in an hour.",
		CloudDosAbsoluteLimitReached: "The item's limit of operations in 24 hours is used up. Try again tomorrow.",
		CloudDosTimeboudLimitReached: "The item's limit of operations for some hours is used up. Try again later."
	}),
	...about("job", {
		OperationCancelledBecauseConflictingOperationRunningUserError: "Another operation ran on the same database. Try again once it has ended.",
		OperationCancelledBecauseConflictingAutohealOperationRunningUserError: "Azure was repairing the database's chain of backups. Try again once that has ended.",
		UserErrorBackupFailedAsRemedialBackupInProgress: "A remedial full backup is under way. Wait for it to end, then try again.",
		UserErrorSQLPODoesNotExist: "The database no longer exists on the server. Check the server; stop the protection if it was dropped.",
		UserErrorParentFullBackupMissing: `The chain of backups has no full one to build on. Run 'backup-now' with ${nameInput("backup-type", "Full")} first.`,
		UserErrorSQLLSNValidationFailure: `The log chain is broken, for example by a backup outside Azure. Run 'backup-now' with ${nameInput("backup-type", "Full")}.`,
		UserErrorOpeningSQLConnection: "Azure Backup cannot connect to the SQL instance. See that the instance runs and accepts connections.",
		UserErrorSQLNoSysadminMembership: "Azure Backup's service account lacks the sysadmin role on the instance. Grant it.",
		UserErrorBackupFailedAsTransactionLogIsFull: "The database's transaction log is full. Make room in it, then back up again.",
		FabricSvcBackupPreferenceCheckFailedUserError: "The availability group's backup preference excludes this node. Back up on the preferred replica, or change the preference.",
		VMNotInRunningStateUserError: "The VM is not running. Start it, then try again.",
		GuestAgentStatusUnavailableUserError: "The VM's guest agent does not answer. Repair or update the agent.",
		WorkloadExtensionNotReachable: "The backup extension in the VM cannot be reached. See that the VM runs and reaches Azure Backup.",
		UserErrorWorkloadExtensionNotInstalled: "The backup extension is missing in the VM. Register the VM with the vault again.",
		WorkloadExtensionDidntDequeueMsg: "The backup extension in the VM did not pick up its work. See that the VM runs and reaches Azure Backup.",
		UserErrorVMInternetConnectivityIssue: "The VM cannot reach Azure Backup. Check its network rules, DNS and proxy.",
		WlExtGenericIOFaultUserError: "Reading or writing failed inside the VM. Check its disks, then try again.",
		AutoProtectionCancelledOrNotValid: "Auto-protection of the instance was switched off or is invalid. Set it up again in the vault.",
		UserErrorHANAPODoesNotExist: "The HANA database no longer exists. Check the system; stop the protection if it was dropped.",
		UserErrorHANALSNValidationFailure: `The chain of HANA log backups is broken. Run 'backup-now' with ${nameInput("backup-type", "Full")}.`,
		UserErrorInvalidBackint: "HANA's backint setting is not Azure Backup's. Run the pre-registration script again.",
		UserErrorInsufficientPrivilegeOfDatabaseUser: "The database user of Azure Backup lacks a privilege. Run the pre-registration script again.",
		UserErrorVmNotInDesirableState: "The VM is in a state that allows no backup. See that it is running or cleanly stopped.",
		ExtensionSnapshotFailedCOM: "The snapshot failed in the VM's COM+ or VSS service. Check both, then try again.",
		GuestAgentSnapshotTaskStatusError: "The guest agent did not report on the snapshot. Repair or update the agent.",
		ParallelSnapshotRequest: "Another snapshot of the VM is under way. Try again later.",
		UserErrorJobSuccessfullyCancelled: "Someone cancelled the job. Find out who before you run it again.",
		FileShareNotFound: "The file share no longer exists. Stop its protection if it was deleted.",
		AFSMaxSnapshotReached: "The share has as many snapshots as Azure allows. Delete some, or keep them for a shorter time.",
		UserErrorStorageAccountNotFound: "The storage account no longer exists. Stop the protection of its shares if it was deleted.",
		UserErrorStorageAccountIsLocked: "A lock on the storage account forbids it. Have the lock removed first.",
		DatamoverGenericError: "Copying data failed. Try again; if it persists, ask Azure support.",
		UserErrorStorageKeyBasedAuthenticationNotPermitted: "The storage account forbids its access keys, which the backup needs. Allow them.",
		UserErrorFileManipulationIsNotAllowedDuringBackup: "Files of the database are being moved. Try again once that has ended."
	})
];
const TITLES = new Map([
	["510008", "OperationCancelledBecauseConflictingOperationRunningUserError"],
	["320001", "ResourceNotFound"],
	["400158", "UserErrorJobSuccessfullyCancelled"],
	["400309", "UserErrorGenericResourceNotFound"]
]);
function titleOf(code) {
	return TITLES.get(code) ?? code;
}
const ACCEPT_WARNINGS = `If such warnings are acceptable, set ${nameInput("allowed-job-statuses", "Completed, CompletedWithWarnings")}.`;
function adviceOn(code, place) {
	const title = titleOf(code);
	return ERROR_GUIDE.find((advice) => advice.code === title && HOLDS[place].includes(advice.seen))?.what;
}
function adviceOnAll(errors, place) {
	return [...new Set(errors.flatMap(({ code }) => adviceOn(code, place) ?? [])), ...azureRecommends(errors)];
}
function azureRecommends(errors) {
	const given = new Set(errors.flatMap(({ recommendations }) => recommendations));
	return given.size === 0 ? [] : [`Azure recommends: ${[...given].join(" ")}`];
}
function azureSaid(errors) {
	const told = errors.map(({ code, message }) => message === "" || code === "" ? message || code : `${message} (${code})`);
	const [first, ...others] = new Set(told.filter(Boolean));
	if (first === void 0) return ".";
	if (others.length === 0) return `: ${first}`;
	const numbered = [first, ...others].map((text, index) => `${index + 1}. ${text}`);
	return ` with ${numbered.length} errors: ${numbered.join(" ")}`;
}
function about(seen, sentences) {
	return Object.entries(sentences).map(([code, what]) => ({
		code,
		seen,
		what
	}));
}
// src/azure/backup/job.ts
function readJob(resource) {
	const properties = at(resource, "properties");
	const extended = at(properties, "extendedInfo");
	const status = text(at(properties, "status"));
	const phase = phaseOf(status);
	const errors = list(at(properties, "errorDetails")).map(readJobError);
	const dynamic = clip(text(at(extended, "dynamicErrorMessage")));
	return {
		id: text(at(resource, "name")) || nameInId(text(at(resource, "id"))),
		status,
		phase,
		operation: text(at(properties, "operation")),
		jobType: text(at(properties, "jobType")),
		containerName: text(at(properties, "containerName")) || text(at(properties, "storageAccountName")),
		backupManagementType: text(at(properties, "backupManagementType")),
		workloadType: text(at(properties, "workloadType")),
		entityFriendlyName: text(at(properties, "entityFriendlyName")),
		isUserTriggered: flag(at(properties, "isUserTriggered")),
		startTime: time(at(properties, "startTime")),
		endTime: time(at(properties, "endTime")),
		activityId: text(at(properties, "activityId")),
		errors: withDynamicMessage(errors, dynamic),
		tasks: list(at(extended, "tasksList")).map((task) => ({
			name: text(at(task, "taskId")),
			status: text(at(task, "status")),
			startTime: time(at(task, "startTime")),
			endTime: time(at(task, "endTime"))
		})),
		properties: entries(at(extended, "propertyBag")),
		percent: text(at(extended, "progressPercentage")),
		remainingMs: azureDurationMs(at(extended, "estimatedRemainingDuration"))
	};
}
function flag(value) {
	return typeof value === "boolean" ? value : void 0;
}
function withStatus(job, status) {
	return {
		...job,
		status,
		phase: phaseOf(status)
	};
}
function phaseOf(status) {
	switch (status.toLowerCase()) {
		case "completed": return "completed";
		case "completedwithwarnings": return "warned";
		case "failed":
		case "invalid": return "failed";
		case "cancelled":
		case "canceled": return "cancelled";
		default: return "running";
	}
}
function readJobError(detail) {
	const title = text(at(detail, "errorTitle"));
	const number = text(at(detail, "errorCode"));
	const numbered = title === "" || number === "" ? "" : `[${number}]`;
	return {
		code: clip(title || number),
		message: [clip(text(at(detail, "errorString"))), numbered].filter(Boolean).join(" "),
		recommendations: readRecommendations(at(detail, "recommendations"))
	};
}
function withDynamicMessage(errors, dynamic) {
	if (dynamic === "") return errors;
	const [first, ...others] = errors;
	if (first === void 0) return [{
		code: "",
		message: dynamic,
		recommendations: []
	}];
	return [{
		...first,
		message: `${first.message} ${dynamic}`.trim()
	}, ...others];
}
function errorOf({ errors }) {
	const [first] = errors;
	const recommendations = [...new Set(errors.flatMap((error) => error.recommendations))];
	return first === void 0 ? void 0 : {
		...first,
		recommendations
	};
}
function isOperation(job, operation) {
	return sameName(job.operation.split(" ")[0] ?? "", operation);
}
function backupTypeOf({ operation }) {
	return (/^backup \(([^)]*)\)/i.exec(operation)?.[1])?.replace(/[^a-z]/gi, "").toLowerCase();
}
function hasBegun({ status }) {
	return !sameName(status, "NotStarted");
}
function isSkipped({ status }) {
	return sameName(status, "Skipped");
}
function hasEnded({ status }) {
	return [
		"completed",
		"failed",
		"cancelled",
		"skipped"
	].includes(status.toLowerCase());
}
function remarkOn({ id, status, phase, errors, tasks }) {
	if (phase !== "completed") return void 0;
	const told = [...errors.map(({ code, message }) => [message, code && `(${code})`].filter(Boolean).join(" ")), ...tasks.filter((task) => ["failed", "cancelled"].includes(task.status.toLowerCase())).map((task) => `task '${clip(task.name)}' ${task.status}`)];
	if (told.length === 0) return void 0;
	return joinSentences(`Job ${id} ended ${status}, but reports problems: ${told.join("; ")}. Look at it before you rely on it.`, ...azureRecommends(errors));
}
const DATA_ONLY = /^(backup|restore|moverecoverypoint|crossregionrestore)/i;
function changesItem({ operation }) {
	return !DATA_ONLY.test(operation);
}
function jobName({ id, operation, entityFriendlyName }) {
	const told = [operation, entityFriendlyName === "" ? "" : `of '${clip(entityFriendlyName, 200)}'`].filter(Boolean).join(" ");
	return told === "" ? `Job ${id}` : `Job ${id} (${told})`;
}
function describeJob(job) {
	const details = [
		...job.tasks.map(({ name, status }) => `${name} ${status}`),
		...job.properties.filter(([name]) => /transferred|size/i.test(name)).map(([name, value]) => `${name} ${value}`),
		...job.percent === "" ? [] : [`${job.percent.replace(/\.0+$/, "")} %`]
	];
	return `${job.operation === "" ? `Job ${job.id}` : `Job ${job.id} (${job.operation})`}: ${job.status}${details.length > 0 ? `; ${details.join(", ")}` : ""}`;
}
function detailsOf(job) {
	return [
		...job.tasks.map(({ name, status }) => `Task ${name}: ${status}`),
		...job.properties.map(([name, value]) => `${name}: ${value}`),
		...job.errors.flatMap(({ code, message, recommendations }) => [`Error ${code}: ${message}`, ...recommendations.map((text) => `Azure recommends: ${text}`)]),
		...job.activityId === "" ? [] : [`Activity id: ${job.activityId}`]
	];
}
function describeRemaining({ phase, remainingMs }) {
	if (phase !== "running" || remainingMs === void 0 || remainingMs <= 0) return "";
	return `, about ${duration(remainingMs)} left`;
}
// src/values/allowed-job-statuses.ts
const ALLOWABLE_STATUSES = ["Completed", "CompletedWithWarnings"];
function readAllowsWarnings(get) {
	const given = (get("allowed-job-statuses") || INPUTS["allowed-job-statuses"].default).split(/[,\r\n]/).map((status) => status.trim()).filter(Boolean);
	const unknown = given.find((status) => !ALLOWABLE_STATUSES.some((word) => sameName(word, status)));
	if (unknown !== void 0) throw new InputError("allowed-job-statuses", `does not accept '${unknown}'`, `Use 'Completed', or 'Completed, CompletedWithWarnings'.`);
	return given.some((status) => sameName(status, "CompletedWithWarnings"));
}
// src/operations/backup-jobs.ts
const BEFORE_POINT_MS = 36e5;
const HARMLESS = [
	"",
	"IRPending",
	"InProgress"
];
const ENDED = [
	"Completed",
	"CompletedWithWarnings",
	"Failed",
	"Cancelled"
];
function lastBackupByItem({ lastBackupStatus, lastBackupTime }) {
	if (HARMLESS.some((word) => sameName(word, lastBackupStatus))) return void 0;
	const isKnown = ENDED.some((word) => sameName(word, lastBackupStatus));
	const job = readJob({ properties: {
		operation: "Backup",
		status: lastBackupStatus
	} });
	return {
		...job,
		phase: isKnown ? job.phase : "failed",
		startTime: lastBackupTime
	};
}
function saysHowPointWasMade(item, point) {
	const own = lastBackupByItem(item);
	return own !== void 0 && backupOfPoint(point, [own]) !== void 0;
}
const WHOLE_SECOND_MS = 1e3;
function backupOfPoint({ time }, backups) {
	return backups.filter(({ startTime = NaN }) => startTime < time + WHOLE_SECOND_MS && startTime >= time - 36e5).toSorted((a, b) => (b.startTime ?? 0) - (a.startTime ?? 0) || badness(b) - badness(a))[0];
}
function worseBackup(one, other) {
	if (one === void 0 || other === void 0) return one ?? other;
	return badness(other) > badness(one) ? other : one;
}
function newerFailure({ time }, backups) {
	return backups.find(({ phase, startTime, endTime }) => phase === "failed" && (startTime ?? endTime ?? Number.POSITIVE_INFINITY) > time);
}
function backupsAmong(jobs) {
	return jobs.filter((job) => isOperation(job, "Backup"));
}
function badness({ phase }) {
	return [
		"running",
		"completed",
		"warned",
		"cancelled",
		"failed"
	].indexOf(phase);
}
// src/operations/failed-backup.ts
const NOT_FAILED = [
	"healthy",
	"irpending",
	"invalid",
	""
];
function lastBackupFailed(item, jobs, point) {
	const own = {
		what: "its last backup failed",
		errors: errorsOf(void 0, item)
	};
	if (item.workload?.isDatabase) return NOT_FAILED.includes(item.lastBackupStatus.toLowerCase()) ? void 0 : own;
	const job = newerFailure(point, backupsAmong(jobs));
	if (job !== void 0) return {
		what: `a later backup, job ${job.id}, failed`,
		errors: errorsOf(job, item),
		job
	};
	return lastBackupByItem(item)?.phase === "failed" ? own : void 0;
}
function errorsOf(job, { lastBackupError }) {
	if (job !== void 0 && job.errors.length > 0) return job.errors;
	return lastBackupError === void 0 ? [] : [lastBackupError];
}
function adviceOnFailed(errors) {
	return joinSentences(...adviceOnAll(errors, "job"), "Look at that backup's job in the vault, fix the cause and back up again.");
}
// src/operations/item-warnings.ts
const SOUND = [
	"",
	"healthy",
	"irpending",
	"passed",
	"actionsuggested",
	"invalid"
];
function isStopped({ condition }) {
	return condition === "stopped" || condition === "suspended";
}
function isSound({ health, lastBackupStatus }) {
	return SOUND.includes(health.toLowerCase()) || sameName(health, lastBackupStatus);
}
function warningsOn(item) {
	const { friendlyName, protectionState, health, lastBackupStatus } = item;
	const last = isoTime(item.lastBackupTime);
	const since = last === "" ? "" : ` (its last backup, '${lastBackupStatus}', is of ${last})`;
	return [...isStopped(item) ? [`The protection of '${friendlyName}' is ${protectionState}: no newer recovery point will be made.`] : [], ...isSound(item) ? [] : [`Azure's own check of '${friendlyName}' reads '${health}'${since}: a missing backup may go unnoticed. Look at the item in the vault.`]];
}
// src/operations/usable-points.ts
const RECOVERY_POINT_TYPES = [
	"any",
	"full",
	"log"
];
const FULL = [
	"Full",
	"CopyOnlyFull",
	"SnapshotFull",
	"SnapshotCopyOnlyFull"
];
const PARTIAL = ["Differential", "Incremental"];
const AHEAD_MS = 6e5;
const CHAIN_SLACK_MS = 6e4;
function isInFuture({ time }, now) {
	return time - now > AHEAD_MS;
}
function usablePoints(types, listed) {
	const { item, points } = listed;
	const single = points.filter((point) => isUsable(point, listed)).filter(({ rangeStart }) => rangeStart === void 0);
	if (!item.workload?.isDatabase) return single;
	const fulls = single.filter(({ type }) => isOneOf(FULL, type));
	const bases = fulls.filter(({ type }) => !/copyonly/i.test(type));
	const partials = single.filter((point) => isOneOf(PARTIAL, point.type) && bases.some(({ time }) => time < point.time));
	const ranges = points.filter(({ rangeStart }) => rangeStart !== void 0);
	const logs = ranges.toSorted((a, b) => b.time - a.time).slice(0, 1).filter((log) => isUsable(log, listed)).filter((log) => isRestorable(log, {
		bases,
		partials,
		isOldest: ranges.length === 1
	}));
	switch (types) {
		case "any": return [
			...fulls,
			...partials,
			...logs
		];
		case "full": return fulls;
		case "log": return logs;
		default: return types;
	}
}
const IN_FUTURE = "dated in the future";
function whyUnusable(types, listed) {
	const usable = usablePoints(types, listed);
	return listed.points.filter((point) => !usable.includes(point)).map((point) => flawOf(point, listed) || flawOfKind(point, types));
}
function flawOfKind({ type }, types) {
	return (types === "any" || types === "log" && type === "Log") && [...PARTIAL, "Log"].some((one) => sameName(one, type)) ? "without a full backup to build on" : `of another type ('${clip(type, 80)}')`;
}
function isUsable(point, listed) {
	return flawOf(point, listed) === "";
}
function flawOf(point, { item, now, present = now }) {
	if (point.flaw !== "") return point.flaw;
	if (isInFuture(point, present)) return IN_FUTURE;
	return item.workload?.hasInstantPoints === true && point.tier === "InstantRP" && point.expiryTime !== void 0 && point.expiryTime <= now ? "only in an expired snapshot" : "";
}
function isRestorable({ time, rangeStart }, { bases, partials, isOldest }) {
	if (rangeStart === void 0) return false;
	const isWithin = (point) => point.time >= rangeStart - CHAIN_SLACK_MS && point.time <= time;
	if (bases.some(isWithin) || partials.some(isWithin)) return true;
	return isOldest && bases.some((full) => full.time < rangeStart);
}
function isOneOf(words, word) {
	return words.some((one) => sameName(one, word));
}
// src/operations/no-usable-point.ts
function adviceToBackUp(item, types, points) {
	const resume = isStopped(item) ? "'resume-protection' and " : "";
	const hasFull = points.some(({ type, flaw }) => flaw === "" && sameName(type, "Full"));
	return `Use ${resume}'backup-now'${types === "log" && !hasFull ? ` with ${nameInput("backup-type", "Full")}, then` : ""}${types === "log" ? ` with ${nameInput("backup-type", "Log")}` : ""}, then run this step again.`;
}
function whyNoPoint(types, listed) {
	const { item } = listed;
	const reasons = whyUnusable(types, listed);
	const clause = `: Azure lists ${reasons.length === 0 ? "none" : countInWords(reasons)}`;
	if (types === "log" && /^simple$/i.test(item.recoveryModel)) return {
		clause,
		hint: NO_LOGS
	};
	const isUnknown = reasons.some((reason) => reason.includes("this action"));
	return {
		clause,
		hint: [...[
			...reasons.length > 0 ? ["Look at the item's recovery points in the vault."] : [],
			...reasons.includes("dated in the future") ? ["Check the clock of the server."] : [],
			...isUnknown ? ["A newer version of this action may know their form."] : []
		], adviceToBackUp(item, types, listed.points)].join(" ")
	};
}
const NO_LOGS = `The database is in the simple recovery model, which has no log backups. Use ${nameInput("recovery-point-types", "full")}, or set the database to the full recovery model.`;
function countInWords(reasons) {
	const [first, ...others] = new Set(reasons);
	if (others.length === 0) return reasons.length === 1 ? `one, which is ${first}` : `${reasons.length}, all ${first}`;
	const counts = [...new Set(reasons)].map((reason) => {
		const count = reasons.filter((one) => one === reason).length;
		return `${count} ${count === 1 ? "is" : "are"} ${reason}`;
	});
	return `${reasons.length}, of which ${counts.slice(0, -1).join(", ")} and ${counts.at(-1)}`;
}
// src/operations/judge-points.ts
function readCriteria(get) {
	return {
		maxAgeMs: durationMs("max-recovery-point-age", requiredInput(get, "max-recovery-point-age")),
		types: oneOf(get, "recovery-point-types", RECOVERY_POINT_TYPES),
		allowWarnings: readAllowsWarnings(get)
	};
}
function decisiveBackups(criteria) {
	return {
		maxAgeMs: criteria.maxAgeMs,
		allowWarnings: criteria.allowWarnings,
		pointToJudge: (evidence) => pointToJudge(criteria, evidence).point
	};
}
function judgePoints(criteria, evidence) {
	const { item, now, sinceBoundMs = 0, ownBackup } = evidence;
	const refusal = whyNotJudged(criteria, item);
	if (refusal !== void 0) return {
		...refusal,
		reason: "refused",
		point: void 0,
		notes: []
	};
	const { point, passedOver } = pointToJudge(criteria, evidence);
	const notes = notesOn(evidence, {
		point,
		passedOver
	});
	if (point === void 0) return {
		...nothingUsable(criteria, evidence, passedOver),
		point,
		notes
	};
	const ageMs = Math.max(0, now - point.time);
	const tier = point.tier === "" ? "" : `, ${point.tier}`;
	const described = `The newest usable recovery point of '${item.friendlyName}' (${point.type}${tier}) is from ${isoTime(point.time)}, ${duration(ageMs)} old`;
	const failed = ownBackup === void 0 ? lastBackupFailed(item, evidence.jobs, point) ?? failedSince(passedOver, item) : void 0;
	const isTooOld = ageMs > criteria.maxAgeMs + sinceBoundMs;
	const limit = isTooOld ? `, which is more than ${duration(criteria.maxAgeMs)}` : "";
	if (failed !== void 0 && (isTooOld || !failed.isPassedOver)) return {
		reason: isTooOld ? "recovery-point-too-old" : "last-backup-failed",
		message: `${described}${limit}, ${isTooOld ? "and" : "but"} ${failed.what}${azureSaid(failed.errors)}`,
		hint: joinSentences(adviceOnFailed(failed.errors), failed.job?.phase === "warned" ? ACCEPT_WARNINGS : ""),
		service: errorOf(failed),
		failedJob: failed.job,
		point,
		notes
	};
	if (isTooOld) {
		const hint = adviceToBackUp(item, criteria.types, evidence.points);
		return {
			reason: "recovery-point-too-old",
			message: `${described}${limit}.`,
			hint,
			point,
			notes
		};
	}
	return {
		reason: "recovery-point-fresh",
		message: `${described}.`,
		hint: "",
		point,
		notes
	};
}
function whyNotJudged({ types }, { condition, workload }) {
	if (condition === "soft-deleted") return {
		message: "Its backup data is scheduled for deletion, so nothing can be restored from it.",
		hint: "Use 'undelete' first."
	};
	if (condition === "unreadable") return {
		message: UNREADABLE.why,
		hint: UNREADABLE.hint
	};
	if (types === "any" || workload?.isDatabase) return void 0;
	return {
		message: `${nameInput("recovery-point-types", types)} is for databases, but the item is a ${workload?.words}.`,
		hint: `Leave ${nameInput("recovery-point-types")} out.`
	};
}
function pointToJudge({ types, allowWarnings }, { item, points, jobs, now, present }) {
	const newestFirst = usablePoints(types, {
		item,
		points,
		now,
		present
	}).toSorted((a, b) => b.time - a.time);
	const own = lastBackupByItem(item);
	const backups = item.workload?.isDatabase ? [] : backupsAmong(jobs);
	const lastOne = item.workload?.isDatabase || own === void 0 ? [] : [own];
	const passedOver = [];
	for (const point of newestFirst) {
		const job = worseBackup(backupOfPoint(point, backups), backupOfPoint(point, lastOne));
		if (job === void 0 || isAllowed(job, allowWarnings)) return {
			point,
			passedOver
		};
		passedOver.push({
			point,
			job
		});
	}
	return {
		point: void 0,
		passedOver
	};
}
function isAllowed({ phase }, allowWarnings) {
	return phase === "completed" || phase === "running" || phase === "warned" && allowWarnings;
}
function nothingUsable(criteria, evidence, [newest]) {
	const { types } = criteria;
	const { item } = evidence;
	const kind = types === "any" ? "" : `${types} `;
	const message = `'${item.friendlyName}' has no usable ${kind}recovery point`;
	if (newest === void 0) {
		const { clause, hint } = whyNoPoint(types, evidence);
		return {
			reason: "no-recovery-point",
			message: `${message}${clause}.`,
			hint
		};
	}
	const errors = errorsOf(newest.job, item);
	return {
		reason: "last-backup-failed",
		message: `${message} whose backup ended well: ${whyPassedOver(newest)}${azureSaid(errors)}`,
		hint: joinSentences(adviceOnFailed(errors), newest.job.phase === "warned" ? ACCEPT_WARNINGS : ""),
		service: errorOf({ errors }),
		failedJob: newest.job
	};
}
function failedSince([newest], item) {
	if (newest === void 0) return void 0;
	const { job } = newest;
	return {
		what: whyPassedOver(newest),
		errors: errorsOf(job, item),
		job,
		isPassedOver: true
	};
}
function whyPassedOver({ point, job }) {
	return `${job.id === "" ? "the backup" : `job ${job.id}`} for the point from ${isoTime(point.time)} ended ${job.status}`;
}
function notesOn({ points, jobs, now, present = now }, { point, passedOver }) {
	const running = jobs.filter(({ phase }) => phase === "running");
	const future = points.filter((one) => one.flaw === "" && isInFuture(one, present));
	return [
		...running.map(({ id, operation }) => `A job is under way: ${operation} ${id}.`),
		...future.map(({ id, time }) => `Recovery point ${id} is dated ${isoTime(time)}, in the future, and does not count. Check the clock of its server.`),
		...passedOver.map((one) => `Recovery point ${one.point.id} does not count: ${whyPassedOver(one)}.`),
		...point === void 0 ? [] : notesOnPoint(point, now)
	];
}
function notesOnPoint({ archivedOnly, expiryTime }, now) {
	return [...archivedOnly ? ["The recovery point is in the archive only; a restore has to rehydrate it first."] : [], ...expiryTime !== void 0 && expiryTime <= now ? [`Azure lists the recovery point past its expiry at ${isoTime(expiryTime)}. It keeps the newest point, and every point of a stopped item.`] : []];
}
// src/operations/ensure-backup.ts
const SATISFYING = {
	any: void 0,
	full: ["Full", "CopyOnlyFull"],
	log: ["Log"]
};
const ensureBackup = {
	kind: "write",
	azureName: "On-demand backup, if one is needed",
	method: "POST",
	lastsLike: "backup",
	inputs: [
		"max-recovery-point-age",
		"recovery-point-types",
		"backup-type",
		"retain-until",
		"enable-compression",
		"on-cancel"
	],
	alsoCalled: ["ensure", "makesureofbackup"],
	endsWithJob: true,
	readWish: (get, { now }) => readEnsured(get, now),
	asks: (wish) => ({
		answer: (evidence) => judgePoints(wish, evidence),
		ignoresStopped: false,
		backups: decisiveBackups(wish),
		maxAgeMs: wish.maxAgeMs,
		isWorthJoining: (job, bound) => isWorthJoining(wish, job, bound)
	}),
	column: BACKUP_COLUMN,
	plan: planBackup
};
function readEnsured(get, now) {
	const criteria = readCriteria(get);
	const { types } = criteria;
	const options = readBackupOptions(get, now, types === "log" ? "Log" : void 0);
	const satisfying = SATISFYING[types];
	const { backupType } = options;
	if (backupType !== void 0 && satisfying !== void 0 && !satisfying.includes(backupType)) throw new InputError("backup-type", `cannot satisfy ${nameInput("recovery-point-types", types)} (got '${backupType}')`, `Use ${satisfying.join(" or ")}, or leave ${nameInput("backup-type")} out.`);
	return {
		kind: "ensure-backup",
		...criteria,
		...options
	};
}
function isWorthJoining({ types }, job, bound) {
	const { startTime = NaN } = job;
	const type = backupTypeOf(job);
	const satisfying = SATISFYING[types]?.map((one) => one.toLowerCase());
	return startTime >= bound && (type === void 0 || (satisfying?.includes(type) ?? true));
}
// src/azure/backup/native-name.ts
const UNWRITABLE = new RegExp(String.raw`[%${CONTROL_CHARACTERS}]|^\s|\s$|${COMMAND_CHARACTER}`, "giu");
function nativeName({ container, name }) {
	return `${container}/${name}`.replace(UNWRITABLE, (character) => encodeURIComponent(character));
}
function parseNativeName(written) {
	const decoded = decode(written);
	const address = split(decoded !== void 0 && nativeName(split(decoded)) === written ? decoded : written);
	return address.container.includes(";") && address.name.includes(";") ? address : void 0;
}
function split(written) {
	const slash = written.indexOf("/");
	return {
		container: written.slice(0, Math.max(slash, 0)),
		name: written.slice(slash + 1)
	};
}
function decode(written) {
	try {
		return decodeURIComponent(written);
	} catch {
		return;
	}
}
// src/reasons.ts
const REASONS = {
	"invalid-input": closed("An input is wrong, missing, or at odds with another; no request was sent."),
	"sign-in-failed": closed("Azure gave no token, or refused the one it gave."),
	"not-authorized": closed("The identity lacks a permission; the missing action is named."),
	"vault-not-found": closed("No such vault, resource group or subscription."),
	"item-not-found": closed("The vault protects no such item; near misses are listed."),
	"item-ambiguous": closed("Several items match; each is listed with a path that names only it."),
	"policy-not-found": closed("The vault has no such policy; those it has are listed."),
	"job-not-found": closed("The vault knows no such job."),
	refused: closed("A rule of this action forbids it in the state Azure reports; nothing was written."),
	conflict: closed("Another job or operation holds the item, and it was not free in time or the step must not wait."),
	"request-refused": closed("Azure Resource Manager refused the request."),
	"operation-failed": closed("Azure's long-running operation ended `Failed` or `Invalid`."),
	"operation-cancelled": closed("Azure's long-running operation ended `Canceled`."),
	"job-failed": closed("The backup job ended `Failed` or `Invalid`."),
	"job-cancelled": closed("The backup job ended `Cancelled`."),
	"job-completed-with-warnings": closed("The job ended `CompletedWithWarnings` and `allowed-job-statuses` does not list it."),
	"job-already-ended": closed("`cancel-job` came too late: the job had already ended with another status."),
	"state-not-reached": closed("The job ended well, yet the item does not show the state asked for."),
	"recovery-point-too-old": closed("The newest usable recovery point is older than allowed."),
	"no-recovery-point": closed("The item has no usable recovery point of the wanted kind."),
	"last-backup-failed": closed("There is a fresh recovery point, but the last backup failed."),
	"items-failed": closed("Several items, closed for different reasons; the report names each."),
	"not-started": closed("One of several items: nothing was sent for it, because another one, the deadline or a cancel came first."),
	"timed-out": closed("`timeout-minutes` ran out; the work may still be going on in Azure."),
	"workflow-cancelled": closed("The run was cancelled; the Azure job goes on unless `on-cancel` says otherwise."),
	"contact-lost": closed("Azure could not be reached or understood, so the outcome is unknown."),
	defect: closed("An error in this action."),
	"dry-run": closedAsAsked("There is something to do, but `dry-run` is `true`, so nothing was done."),
	"job-running": closedAsAsked("Azure has accepted the backup, which is running, and `wait` is `false`."),
	completed: open("The job ended `Completed` and the item shows the state asked for."),
	"completed-with-warnings": open("Like `completed`, but the job ended `CompletedWithWarnings`, which `allowed-job-statuses` lists."),
	"already-in-state": open("Nothing needed doing; nothing was written."),
	"recovery-point-fresh": open("The newest usable recovery point is new enough."),
	listed: open("The items are in the output `items`."),
	"cancelled-as-asked": open("The job ended `Cancelled`, as `cancel-job` asked.")
};
function rankOf(reason) {
	return Object.keys(REASONS).indexOf(reason);
}
function isFailure(reason) {
	return REASONS[reason].red && reason !== "not-started";
}
function closed(meaning) {
	return {
		gate: "closed",
		red: true,
		meaning
	};
}
function closedAsAsked(meaning) {
	return {
		gate: "closed",
		red: false,
		meaning
	};
}
function open(meaning) {
	return {
		gate: "open",
		red: false,
		meaning
	};
}
// src/naming/bad-lines.ts
const LISTED = 20;
const LISTED_OF_SEVERAL = 5;
const TOLD$1 = 20;
function refuseBadLines(lines) {
	const bad = [...new Map(lines.map((line) => [line.written, line])).values()];
	const [first, ...others] = bad.toSorted((a, b) => rankOf(a.reason) - rankOf(b.reason));
	if (first === void 0) return;
	if (others.length === 0) throw first.error(LISTED);
	const told = together(bad.slice(0, TOLD$1));
	const rest = bad.length - TOLD$1;
	const more = `${rest} more ${rest === 1 ? "line is" : "lines are"} wrong too.`;
	throw new ActionError(first.reason, `${bad.length} lines of ${nameInput("item")} are wrong. ${told}${rest > 0 ? ` ${more}` : ""}`, { hint: "Correct each of these lines. Nothing was done to any item." });
}
function together(lines) {
	const byHint = new Map();
	for (const { message, hint } of lines.map((line) => line.error(LISTED_OF_SEVERAL))) byHint.set(hint, [...byHint.get(hint) ?? [], message]);
	return [...byHint].map(([hint, messages]) => `${messages.join(" ")} ${hint}`).join(" ");
}
function inWords$1(line) {
	const { message, hint } = line.error(LISTED_OF_SEVERAL);
	return `${message} ${hint}`;
}
function readEachLine(lines, read) {
	const bad = [];
	const good = lines.flatMap((line) => {
		try {
			return [read(line)];
		} catch (error) {
			if (!(error instanceof InputError)) throw error;
			const written = typeof line === "string" ? line : line.written;
			bad.push({
				written,
				reason: error.reason,
				error: () => error
			});
			return [];
		}
	});
	refuseBadLines(bad);
	return good;
}
// src/naming/item-ref.ts
function addressesOf({ include }) {
	const addresses = include.filter((ref) => ref.kind === "address");
	return [...new Map(addresses.map((ref) => [nativeName(ref.address).toLowerCase(), ref])).values()];
}
function parseSelection(written, vault) {
	const lines = written.split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
	refuseList(written, lines);
	if (lines.every(leavesOut)) throw new InputError("item", "only leaves items out", "Name the items to choose from, such as '*'.");
	const read = readEachLine(lines, (line) => {
		const isOut = leavesOut(line);
		return {
			isOut,
			ref: parseItemRef(isOut ? line.slice(1).trim() : line, vault)
		};
	});
	return {
		include: read.filter(({ isOut }) => !isOut).map(({ ref }) => ref),
		exclude: read.filter(({ isOut }) => isOut).map(({ ref }) => ref)
	};
}
function leavesOut(line) {
	return line.startsWith("!");
}
const ONE_A_LINE = "One item a line, without commas, dashes, quotes or comments.";
const NO_PATHS = [
	{
		form: /^-\s+(?<plain>.*)$/,
		is: "begins with a dash, as in a YAML list"
	},
	{
		form: /^#\s/,
		is: "is a comment"
	},
	{
		form: /^(["'`])(?<plain>.+)\1,?$/,
		is: "is in quotes"
	}
];
function refuseList(written, lines) {
	const json = [written, ...lines].find(isJsonList);
	if (json !== void 0) throw new InputError("item", `is a list or an object in JSON (got '${clip(json, 100)}')`, `${ONE_A_LINE} Of the output ${nameOutput("items")}, give the 'item' of one element, such as with a matrix.`);
	for (const line of lines) {
		const odd = NO_PATHS.find(({ form }) => form.test(line));
		if (odd === void 0) continue;
		const plain = odd.form.exec(line)?.groups?.plain?.replace(/^(["'])(.*)\1$/, "$2");
		throw new InputError("item", `has a line that ${odd.is} (got '${line}')`, plain ? `${ONE_A_LINE} Write: ${plain}` : ONE_A_LINE);
	}
}
function isJsonList(text) {
	if (/^\s*\[\s*'.*'\s*\]\s*$/s.test(text)) return true;
	if (!/^\s*[[{]/.test(text)) return false;
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
function isReadAsPath(parts) {
	const line = parts.join("/");
	return !isJsonList(line) && !NO_PATHS.some(({ form }) => form.test(line)) && !mayBeId(line);
}
function isPattern(ref) {
	return ref.kind === "path" && ref.parts.some((part) => part.includes("*"));
}
const FORMS = "Write a path such as 'server/database', 'resource group/VM' or 'storage account/share', or the resource id that 'az backup item list' prints.";
function parseItemRef(written, vault) {
	const id = writtenId("item", written);
	if (id !== void 0) {
		const source = sourceOf(id);
		if (source !== void 0) return {
			kind: "source",
			source,
			written
		};
		const address = parseItemPath(requireInsideVault("item", id, {
			vault,
			forms: FORMS
		}));
		if (address !== void 0 && !/\/recoveryPoints\/[^/]+$/i.test(id)) return {
			kind: "address",
			address,
			written
		};
		throw new InputError("item", `${describeId(id)} (got '${written}')`, FORMS);
	}
	const address = parseNativeName(decodedNames(written));
	if (address !== void 0) return {
		kind: "address",
		address,
		written
	};
	const parts = written.split("/").map((part) => part.trim());
	if (parts.includes("")) throw new InputError("item", `has an empty part (got '${written}')`, FORMS);
	return {
		kind: "path",
		parts,
		written
	};
}
function sourceOf(resourceId) {
	for (const workload of WORKLOADS) {
		const [, id, name] = workload.ownId?.exec(resourceId) ?? [];
		if (id && name) return {
			workload,
			id,
			name
		};
	}
}
function workloadOfRef(ref) {
	if (ref.kind === "source") return ref.source.workload;
	return ref.kind === "address" ? workloadOfName(ref.address.name) : void 0;
}
function refName(ref) {
	if (ref.kind === "source") return ref.source.name;
	if (ref.kind === "address") return ref.address.name.split(";").at(-1) ?? "";
	return ref.parts.at(-1) ?? "";
}
// src/naming/item-path.ts
function pathMatches(parts, item) {
	return readings(parts, item).length > 0;
}
function readings(parts, item) {
	const last = parts.at(-1);
	if (last === void 0 || !globs(last, item.friendlyName)) return [];
	return placesOf(parts.slice(0, -1), item.levels).map((kinds) => kinds.join("/"));
}
function mayMean(ref, friendlyName) {
	return ref.kind !== "address" && (friendlyName === "" || globs(refName(ref), friendlyName));
}
function globs(part, name) {
	if (!part.includes("*")) return sameName(part, name);
	const pattern = part.split("*").map((text) => text.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
	return new RegExp(`^${pattern.join(".*")}$`, "is").test(name);
}
function refMatches(ref, item) {
	if (ref.kind === "path") return pathMatches(ref.parts, item);
	if (ref.kind === "source") {
		const { workload, id, name } = ref.source;
		if (item.workload?.type !== workload.type || !sameName(item.sourceId, id)) return false;
		return workload.isItsSource || sameName(item.friendlyName, name);
	}
	return sameName(ref.address.container, item.address.container) && sameName(ref.address.name, item.address.name);
}
function placesOf(parts, levels) {
	const [first, ...others] = parts;
	if (first === void 0) return [[]];
	return levels.flatMap(({ kind, names }, index) => names.some((name) => globs(first, name)) ? placesOf(others, levels.slice(index + 1)).filter((rest) => kind !== "cluster" || rest.length > 0).map((rest) => [kind, ...rest]) : []);
}
function hostKinds({ levels, workload }) {
	const host = levels.find(({ kind }) => kind === "server" || kind === "storage account");
	if (host === void 0) return levels.slice(-1).map(({ kind }) => kind);
	return workload?.isHostedByInstance ? [host.kind, "instance"] : [host.kind];
}
function namesHost(parts, item) {
	const kinds = hostKinds(item);
	return readings(parts, item).some((reading) => reading.split("/").some((kind) => kinds.includes(kind)));
}
function lineWithoutHost(lines, item) {
	const meaning = lines.filter((ref) => refMatches(ref, item));
	return (meaning.length > 0 ? meaning : lines).find((ref) => ref.kind === "path" && !namesHost(ref.parts, item));
}
function shortestPath(item, items, { withHost = false } = {}) {
	return pathsOf(item).find((parts) => pathMatches(parts, item) && (!withHost || namesHost(parts, item)) && matchesOne(parts, items))?.join("/") ?? nativeName(item.address);
}
function matchesOne(parts, items) {
	return (namesakes(items).get(parts.at(-1)?.toLowerCase() ?? "") ?? []).filter((item) => pathMatches(parts, item)).length === 1;
}
const NAMESAKES = new WeakMap();
function namesakes(items) {
	let byName = NAMESAKES.get(items);
	if (byName !== void 0) return byName;
	byName = new Map();
	for (const item of items) {
		const name = item.friendlyName.toLowerCase();
		const same = byName.get(name);
		if (same === void 0) byName.set(name, [item]);
		else same.push(item);
	}
	NAMESAKES.set(items, byName);
	return byName;
}
function pathOf(item, listed) {
	if (listed.length > 0) return shortestPath(item, listed, { withHost: true });
	return pathsOf(item).at(-1)?.join("/") ?? nativeName(item.address);
}
function pathsOf(item) {
	let choices = [[]];
	for (const { names: [name] } of item.levels) if (name !== void 0) choices = [...choices, ...choices.map((path) => [...path, name])];
	return choices.map((choice) => [...choice, item.friendlyName]).filter((parts) => !parts.some((part) => /[/*!;]|^\s|\s$/.test(part) || !isPlain(part))).filter(isReadAsPath).sort((a, b) => a.length - b.length);
}
// src/operations/list-items.ts
const MOST_LEGS = 256;
const listItems = {
	kind: "list",
	inputs: ["allow-empty", "matrix-chunks"],
	alsoCalled: ["list", "itemlist"],
	readWish: (get) => ({
		kind: "list-items",
		allowEmpty: flag$1(get, "allow-empty"),
		matrixChunks: wholeNumber(get, "matrix-chunks", MOST_LEGS)
	})
};
function listedItems(chosen, all) {
	return chosen.map((item) => ({
		item: nativeName(item.address),
		path: pathOf(item, all),
		name: item.friendlyName,
		workload: workloadName(item),
		state: item.condition === "soft-deleted" ? "SoftDeleted" : item.protectionState,
		...isSound(item) ? {} : { health: item.health }
	})).toSorted((a, b) => a.path.localeCompare(b.path, "en"));
}
function requireRoom(items, fitsOutput) {
	if (fitsOutput(items)) return;
	throw new ActionError("refused", `${nameInput("item")} matches more than one output can hold.`, { hint: `Narrow ${nameInput("item")} or ${nameInput("workload-type")} down, and list the rest in another step.` });
}
function stateInWords({ state, health = "" }) {
	return health === "" ? state : `${state}, ${health}`;
}
function inChunks(items, legs) {
	const count = Math.min(legs, items.length);
	return Array.from({ length: count }, (_, index) => {
		const part = items.slice(Math.floor(index * items.length / count), Math.floor((index + 1) * items.length / count));
		return {
			item: part.map(({ item }) => item).join("\n"),
			names: part.map(({ name }) => name),
			leg: index + 1,
			legs: count
		};
	});
}
// src/operations/resume-protection.ts
const resumeProtection = {
	kind: "write",
	azureName: "Resume protection",
	method: "PUT",
	lastsLike: "policy",
	inputs: [
		"policy",
		"allow-shorter-retention",
		"resource-guard-tenant-id"
	],
	alsoCalled: ["resume", "protectionresume"],
	readWish: (get) => ({
		kind: "resume-protection",
		allowShorterRetention: flag$1(get, "allow-shorter-retention")
	}),
	column: {
		protected: decideByPlan("same policy: nothing to do; other: refuse, use change-policy"),
		error: decideByPlan("same policy: go; other: as change-policy"),
		stopped: decideByPlan(),
		suspended: decideByPlan(),
		"soft-deleted": refuse("Its backup data is scheduled for deletion.", "Use 'undelete' first; it leaves the item stopped, ready to resume.", "refuse, undelete first")
	},
	plan(wish, before) {
		const policy = requirePolicy(before);
		const { item } = before;
		if (item.condition === "protected") return sameName(item.policyId, policy.id) ? {
			kind: "nothing-to-do",
			why: `It is already protected by '${policy.name}'.`
		} : {
			kind: "refuse",
			why: "It is already protected, by another policy.",
			hint: "Use 'change-policy', which compares the retention of the two policies."
		};
		return planPolicy(wish, before, `resume the protection of '${item.friendlyName}' with '${policy.name}'`);
	},
	reached: (_wish, before, after, afterOwnJob) => isProtectedBy(requirePolicy(before), before, after, afterOwnJob),
	warningOnReached: (_wish, before, after) => warnOfError(before, after)
};
// src/operations/confirmations.ts
function permanently(name) {
	return `permanently ${name}`;
}
const plainly = (name) => name;
function confirmationsOf(written, names) {
	const lines = written.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== "");
	const [plain, permanent] = [{
		...assign(lines, names.map(plainly)),
		otherForm: permanently
	}, {
		...assign(lines, names.map(permanently)),
		otherForm: plainly
	}];
	const { own, free, otherForm } = permanent.count > plain.count ? permanent : plain;
	return {
		own: own.map((line, index) => line ?? take(otherForm(names[index] ?? ""), free)),
		idle: [...free.values()].flat()
	};
}
function assign(lines, wanted) {
	const free = new Map();
	for (const line of lines) {
		const key = line.toLowerCase();
		free.set(key, [...free.get(key) ?? [], line]);
	}
	const own = wanted.map((name) => take(name, free));
	return {
		own,
		free,
		count: own.filter((line) => line !== void 0).length
	};
}
function take(wanted, free) {
	return free.get(wanted.toLowerCase())?.shift();
}
// src/operations/stop-protection-delete-data.ts
const CONFIRM = "Repeat the item's name as Azure shows it; where soft delete is off, 'permanently' and the name.";
const stopProtectionDeleteData = {
	kind: "write",
	azureName: "Stop protection and delete backup data",
	method: "DELETE",
	lastsLike: "delete",
	inputs: ["confirm-delete", "resource-guard-tenant-id"],
	alsoCalled: ["delete", "deletebackup"],
	deletesData: true,
	readWish: (get) => ({
		kind: "stop-protection-delete-data",
		confirmDelete: requiredInput(get, "confirm-delete", CONFIRM)
	}),
	prefers: "neither",
	divide(wish, items) {
		const { own, idle } = confirmationsOf(wish.confirmDelete, items.map(nameToConfirm));
		return {
			wishes: own.map((line = "") => ({
				...wish,
				confirmDelete: line,
				isOneLine: true
			})),
			refusal: idle.length === 0 ? void 0 : refuseIdle(idle)
		};
	},
	column: {
		protected: decideByPlan(),
		error: decideByPlan(),
		stopped: decideByPlan(),
		suspended: decideByPlan("immutable vault: refuse; else go"),
		"soft-deleted": nothingToDo("Its backup data is already scheduled for deletion.", "nothing to do, `purge-time` set")
	},
	plan(wish, { vault, item, now }) {
		if (vault.immutability !== "off") return {
			kind: "refuse",
			why: `${immutableInWords(vault)}, and an immutable vault never deletes backup data.`,
			hint: "Use 'stop-protection-retain-data', or wait until the recovery points expire."
		};
		return refuseUnconfirmed(wish, vault, item) ?? planDelete({
			vault,
			item,
			now
		});
	},
	reached: (_wish, { vault }, after, afterOwnJob) => after === void 0 ? afterOwnJob || vault.softDelete === "off" : after.condition === "soft-deleted"
};
function nameToConfirm({ friendlyName }) {
	return friendlyName.trim();
}
function refuseUnconfirmed({ confirmDelete, isOneLine }, vault, item) {
	const name = nameToConfirm(item);
	const wanted = vault.softDelete === "on" ? name : permanently(name);
	if (confirmDelete !== "" && sameName(confirmDelete, wanted)) return void 0;
	const { own, idle } = confirmationsOf(confirmDelete, [name]);
	if (own.some((line) => line !== void 0 && sameName(line, wanted))) return refuseIdle(idle);
	const why = {
		on: "soft delete keeps the data for some days",
		off: "soft delete is off, so the data may be gone at once",
		unreadable: "whether soft delete is on cannot be read, so the data may be gone at once"
	};
	const right = isOneLine ? `give it the line '${wanted}' in ${nameInput("confirm-delete")}` : `set ${nameInput("confirm-delete", wanted)}`;
	return {
		kind: "refuse",
		why: confirmDelete === "" ? `${nameInput("confirm-delete")} has no line for the item that Azure found (${why[vault.softDelete]}).` : `${nameInput("confirm-delete", clip(confirmDelete, 200))} does not confirm the item that Azure found (${why[vault.softDelete]}).`,
		hint: `Azure calls it '${item.friendlyName}' (${item.id}). If that is the one, ${right}.`
	};
}
const TOLD = 20;
function refuseIdle(lines) {
	const [only = "", ...others] = lines.map((line) => clip(line, 200));
	const shown = [only, ...others].slice(0, TOLD).map((line) => `'${line}'`);
	const rest = lines.length - shown.length;
	const more = rest > 0 ? ` and ${rest} more` : "";
	return {
		kind: "refuse",
		why: others.length === 0 ? `The line '${only}' of ${nameInput("confirm-delete")} confirms no item.` : `${lines.length} lines of ${nameInput("confirm-delete")} confirm no item: ${shown.join(", ")}${more}.`,
		hint: `Each line is the name of one item, as Azure shows it. Correct or remove what confirms none, or add its item to ${nameInput("item")}.`
	};
}
const ENFORCED = `If Azure enforces soft delete, the data stays for 14 days or more; ${nameOutput("purge-time")} will say until when.`;
function planDelete({ vault, item, now }) {
	const days = vault.softDeleteDays;
	const note = {
		on: `Soft delete is on: the data can be undeleted ${days === void 0 ? "until it is purged" : `for ${days} days, until ${isoTime(now + days * DAY_MS)}`}; ${nameOutput("purge-time")} will say when exactly.`,
		off: `Soft delete is off: the data may be gone at once. ${ENFORCED}`,
		unreadable: `Whether soft delete is on could not be read: the data may be gone at once. ${ENFORCED}`
	};
	return {
		kind: "send",
		write: { method: "DELETE" },
		doing: `stop the protection of '${item.friendlyName}' and delete its data`,
		jobOperation: "DeleteBackupData",
		undoneBy: "Undelete",
		guarded: "delete",
		notes: [note[vault.softDelete]]
	};
}
// src/operations/stop-protection-retain-data.ts
const stopProtectionRetainData = {
	kind: "write",
	azureName: "Stop protection and retain data forever",
	method: "PUT",
	lastsLike: "stop",
	inputs: ["resource-guard-tenant-id"],
	readWish: () => ({ kind: "stop-protection-retain-data" }),
	column: {
		protected: decideByPlan(),
		error: decideByPlan(),
		stopped: nothingToDo("Its protection is already stopped and its data retained."),
		suspended: decideByPlan(),
		"soft-deleted": refuse("Its backup data is scheduled for deletion, so there is nothing to retain.", "Use 'undelete': that leaves it stopped with its data retained.")
	},
	plan: (_wish, { item }) => ({
		kind: "send",
		write: itemBody(item, {
			protectionState: "ProtectionStopped",
			policyId: ""
		}),
		doing: `stop the protection of '${item.friendlyName}' and retain its data`,
		jobOperation: "DisableBackup",
		guarded: "stop-retain",
		notes: ["Every recovery point is kept, and billed, until someone deletes it."]
	}),
	reached: (_wish, _before, after) => after?.condition === "stopped"
};
// src/operations/suspend-backups.ts
const IMMUTABLE_ONLY = "immutable vault: go; else refuse";
const suspendBackups = {
	kind: "write",
	azureName: "Stop protection and retain as per policy",
	method: "PUT",
	lastsLike: "stop",
	inputs: ["resource-guard-tenant-id"],
	alsoCalled: ["suspend"],
	readWish: () => ({ kind: "suspend-backups" }),
	column: {
		protected: decideByPlan(IMMUTABLE_ONLY),
		error: decideByPlan(IMMUTABLE_ONLY),
		stopped: refuse("Its protection is stopped, so there are no backups to suspend.", "Its data is retained for ever; if it should expire by a policy, use 'resume-protection' first."),
		suspended: nothingToDo("Its backups are already suspended."),
		"soft-deleted": refuse("Its backup data is scheduled for deletion.", "Use 'undelete', then 'resume-protection'.")
	},
	plan: (_wish, before) => planSuspension(before),
	reached: (_wish, _before, after) => after?.condition === "suspended"
};
function planSuspension({ vault, item }) {
	if (vault.immutability !== "on") return {
		kind: "refuse",
		why: "The vault is not immutable, or its immutability cannot be read, and only an immutable vault can suspend backups.",
		hint: "Use 'stop-protection-retain-data' to keep the data for ever."
	};
	return {
		kind: "send",
		write: itemBody(item, { protectionState: "BackupsSuspended" }),
		doing: `suspend the backups of '${item.friendlyName}'`,
		jobOperation: "DisableBackup",
		guarded: "suspend",
		notes: ["Recovery points expire by the present policy; Azure always keeps the newest one."]
	};
}
// src/operations/operations.ts
const OPERATIONS_BY_NAME = {
	"change-policy": changePolicy,
	"stop-protection-retain-data": stopProtectionRetainData,
	"stop-protection-delete-data": stopProtectionDeleteData,
	"suspend-backups": suspendBackups,
	"resume-protection": resumeProtection,
	undelete: {
		kind: "write",
		azureName: "Undelete",
		method: "PUT",
		lastsLike: "undelete",
		inputs: [],
		alsoCalled: ["protectionundelete"],
		readWish: () => ({ kind: "undelete" }),
		prefers: "soft-deleted",
		column: column(nothingToDo("It is not scheduled for deletion."), { "soft-deleted": decideByPlan() }),
		plan: (_wish, { item }) => ({
			kind: "send",
			write: itemBody(item, {
				protectionState: "ProtectionStopped",
				policyId: "",
				isRehydrate: true
			}),
			doing: `undelete '${item.friendlyName}'`,
			jobOperation: "Undelete",
			notes: ["It will be stopped with its data retained; 'resume-protection' backs it up again."]
		}),
		reached: (_wish, _before, after) => after?.condition === "stopped"
	},
	"ensure-backup": ensureBackup,
	"backup-now": backupNow,
	"wait-for-job": {
		kind: "job",
		inputs: ["job-id", "on-cancel"],
		alsoCalled: ["wait", "jobwait"],
		cancels: false,
		endsWithJob: true,
		readWish: (get, { vault }) => ({
			kind: "wait-for-job",
			jobId: readJobId(get, vault)
		})
	},
	"cancel-job": cancelJobOperation,
	"verify-backup": {
		kind: "question",
		inputs: [
			"max-recovery-point-age",
			"recovery-point-types",
			"ignore-stopped"
		],
		alsoCalled: ["verify", "check"],
		readWish: (get) => ({
			kind: "verify-backup",
			...readCriteria(get),
			ignoreStopped: flag$1(get, "ignore-stopped")
		}),
		answer: judgePoints,
		ignoresStopped: ({ ignoreStopped }) => ignoreStopped,
		decisiveBackups
	},
	"list-items": listItems
};
const OPERATIONS = Object.keys(OPERATIONS_BY_NAME);
OPERATIONS.filter((name) => OPERATIONS_BY_NAME[name].kind === "write");
function descriptorOf(name) {
	return OPERATIONS_BY_NAME[name];
}
function onlyReads(name) {
	const operation = descriptorOf(name);
	switch (operation.kind) {
		case "question":
		case "list": return true;
		case "job": return !operation.cancels;
		case "write": return false;
		default: return operation;
	}
}
function deletesData(name) {
	const operation = descriptorOf(name);
	return operation.kind === "write" && operation.deletesData === true;
}
function usesInput(name, input) {
	return descriptorOf(name).inputs.includes(input);
}
function operationsUsing(input) {
	return OPERATIONS.filter((name) => usesInput(name, input)).toSorted((a, b) => Number(usesInput(b, "policy")) - Number(usesInput(a, "policy")));
}
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
	const dryRun = flag$1(get, "dry-run");
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
			wait: flag$1(get, "wait")
		};
		default: return operation;
	}
}
function readLimits(get) {
	return {
		maxItems: wholeNumber(get, "max-items", MOST_ITEMS),
		maxParallel: wholeNumber(get, "max-parallel", MOST_AT_ONCE),
		failFast: flag$1(get, "fail-fast")
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
	if (source.unknownInput !== void 0) {
		const { name, hint } = source.unknownInput;
		throw new ActionError("invalid-input", `There is no input '${name}'.`, { hint });
	}
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
	flag$1(get, "dry-run");
	flag$1(get, "summary");
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
		cancelJobOnCancel: oneOf(get, "on-cancel", CHOICES["on-cancel"]) === "cancel-job" && !flag$1(get, "dry-run"),
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
// src/sequence/write-state.ts
const UNSENT = { kind: "unsent" };
function withEvent(state, event) {
	switch (event.kind) {
		case "sending": return {
			kind: "in-doubt",
			before: state
		};
		case "accepted": return {
			...event,
			before: beforeLast(state)
		};
		case "turned-away": return orEarlier(beforeLast(state), event);
		case "turned-down": return orEarlier(beforeLast(state), {
			...event,
			at: acceptedAt(state) ?? 0
		});
		default: return event;
	}
}
function orEarlier(earlier, last) {
	return mayHaveActed(earlier) ? earlier : last;
}
function beforeLast(state) {
	return state.kind === "in-doubt" || state.kind === "accepted" ? state.before : state;
}
function changedBy(state) {
	switch (state.kind) {
		case "accepted": return "true";
		case "in-doubt": return changedBy(state.before) === "true" ? "true" : "";
		case "unsent":
		case "turned-away":
		case "turned-down": return "false";
		default: return state;
	}
}
function mayHaveActed(state) {
	return state.kind === "accepted" || state.kind === "in-doubt";
}
function acceptedAt(state) {
	if (state.kind === "in-doubt") return acceptedAt(state.before);
	return state.kind === "accepted" || state.kind === "turned-down" ? state.at : void 0;
}
// src/sequence/known.ts
function writeOf({ write }) {
	return write ?? UNSENT;
}
function withJob(known, job) {
	const others = jobsOf(known).filter(({ id }) => id !== job.id);
	return others.length === 0 ? { job } : {
		job,
		formerJobs: others
	};
}
function withoutJob(known, id) {
	const others = jobsOf(known).filter((job) => job.id !== id);
	return {
		job: others.at(-1),
		formerJobs: others.slice(0, -1)
	};
}
function jobsOf({ formerJobs = [], job }) {
	return job === void 0 ? formerJobs : [...formerJobs, job];
}
// src/run/next-step.ts
const OPEN_ENDED = ["timed-out", "contact-lost"];
const CUTTING_OFF = [
	"sign-in-failed",
	"not-authorized",
	"vault-not-found",
	"job-not-found",
	"request-refused",
	"workflow-cancelled",
	"defect"
];
const AGAIN = "Run the same step again: it looks first and does nothing twice.";
function withNextStep(verdict, operation, known) {
	if (verdict.reason === "not-started") return {
		...verdict,
		hint: startAgain(operation)
	};
	const isUnderWay = mayHaveActed(writeOf(known));
	if (!(isUnderWay && CUTTING_OFF.includes(verdict.reason)) && !OPEN_ENDED.includes(verdict.reason)) return verdict;
	return {
		...verdict,
		hint: joinSentences(verdict.hint, nextStep(operation, known.job?.id, isUnderWay))
	};
}
function startAgain(operation) {
	const another = operation === "" ? void 0 : makesAnother(operation);
	return another === void 0 ? AGAIN : `Run the step again for the items that were not started; any other would get another ${another}.`;
}
function nextStep(operation, jobId, isUnderWay) {
	const another = operation === "" ? void 0 : makesAnother(operation);
	if (another === void 0 || !isUnderWay) return AGAIN;
	return jobId === void 0 ? `Look for the ${another} among the vault's jobs before you run this step again: it would take another one.` : `Do not run this step again, it would take another ${another}: follow this one with ${nameInput("operation", "wait-for-job")} and ${nameInput("job-id", jobId)}.`;
}
function makesAnother(name) {
	const operation = descriptorOf(name);
	return operation.kind === "write" ? operation.makesAnother : void 0;
}
// src/run/verdict.ts
const CANCELLED = "Someone or something cancelled it; find out why before you run the step again.";
const LOOK_AT_JOB = `Open the job in the vault (output ${nameOutput("job-url")}) for its full error list.`;
function judgeResult({ known, ending }, inputs) {
	const verdict = ending.kind === "thrown" ? judgeError(ending.error) : judge(ending, inputs);
	return ending.kind === "thrown" || ending.kind === "not-started" ? withNextStep(verdict, inputs.operation, known) : verdict;
}
function judge(ending, { allowWarnings }) {
	switch (ending.kind) {
		case "nothing-to-do": return {
			reason: "already-in-state",
			message: `Nothing to do. ${ending.why}`,
			hint: ""
		};
		case "refused": return {
			reason: "refused",
			message: ending.why,
			hint: ending.hint
		};
		case "lro-ended": return judgeLro(ending);
		case "judged-by-item": return ending.reached ? {
			reason: "completed",
			message: "The item shows the state asked for.",
			hint: ""
		} : stateNotReached("Azure accepted the request and named no job");
		case "jobs-ended": return judgeJobs(ending, allowWarnings);
		case "dry-run": return {
			reason: "dry-run",
			message: `Dry run: would ${typeof ending.plan === "string" ? ending.plan : ending.plan.doing}. Nothing was sent.`,
			hint: `Set ${nameInput("dry-run", "false")} to do it.`
		};
		case "job-running": return {
			reason: "job-running",
			message: `Azure has started job ${ending.jobId}, and ${nameInput("wait", "false")} says not to wait for its end.`,
			hint: `Follow it with ${nameInput("operation", "wait-for-job")} before anything relies on it.`
		};
		case "cancel-ended": return judgeCancel(ending.job);
		case "answered": {
			const { reason, message, hint, service } = ending.answer;
			return {
				reason,
				message,
				hint,
				service
			};
		}
		case "not-judged": return {
			reason: "no-recovery-point",
			message: `Nothing was judged: every item that ${nameInput("item")} names is stopped, and ${nameInput("ignore-stopped")} leaves stopped items out.`,
			hint: `Check ${nameInput("item")}, or leave ${nameInput("ignore-stopped")} out to judge the recovery points that stopped items have.`
		};
		case "not-started": return {
			reason: "not-started",
			message: ending.why,
			hint: ""
		};
		case "listed": return {
			reason: "listed",
			message: ending.count === 1 ? "Listed 1 item." : `Listed ${ending.count} items.`,
			hint: ""
		};
		default: return ending;
	}
}
function judgeLro({ end, doing }) {
	const { id, status, error } = end;
	return {
		reason: end.outcome === "cancelled" ? "operation-cancelled" : "operation-failed",
		message: `Could not ${doing}: operation ${id} ended ${status}${azureSaid([error])}`,
		hint: joinSentences(...adviceOnAll([error], "operation")) || hintOnLro(end),
		service: error
	};
}
function hintOnLro({ outcome, error }) {
	if (outcome === "cancelled") return CANCELLED;
	return error.message === "" ? "Azure does not say why. Look at the item and its jobs in the vault before the step runs again." : "Correct what the message names and run the step again.";
}
function judgeJobs({ jobs, reached, askedAt, answer }, allowWarnings) {
	const worst = jobs.find(({ phase }) => phase === "failed") ?? jobs.find(({ phase }) => phase === "cancelled") ?? jobs.find(({ phase }) => phase !== "completed") ?? jobs.at(-1);
	if (worst === void 0) throw new Error("No job was followed, and one was judged.");
	const ended = askedAt === void 0 ? `Job ${worst.id} ended ${worst.status}` : `${jobName(worst)} ended ${worst.status}${agoOf(worst, askedAt)}`;
	const message = `${ended}${azureSaid(worst.errors)}`;
	const service = errorOf(worst) ?? {
		code: "",
		message: "",
		recommendations: []
	};
	const advice = joinSentences(...adviceOnAll(worst.errors, "job"));
	switch (worst.phase) {
		case "completed":
		case "warned":
			if (worst.phase === "warned" && !allowWarnings) return {
				reason: "job-completed-with-warnings",
				message,
				hint: joinSentences(advice || LOOK_AT_JOB, ACCEPT_WARNINGS),
				service
			};
			if (reached === false) return stateNotReached(ended);
			if (answer !== void 0) return judgeAnswer(answer, ended, worst);
			return worst.phase === "warned" ? {
				reason: "completed-with-warnings",
				message,
				hint: "",
				service
			} : {
				reason: "completed",
				message,
				hint: "",
				...remarks(jobs)
			};
		case "cancelled": return {
			reason: "job-cancelled",
			message,
			hint: advice || CANCELLED,
			service
		};
		case "failed": return {
			reason: "job-failed",
			message,
			hint: advice || LOOK_AT_JOB,
			service
		};
		case "running": throw new Error(`Job ${worst.id} was judged while it is ${worst.status}.`);
		default: return worst.phase;
	}
}
function judgeAnswer({ reason, message, hint }, ended, job) {
	if (REASONS[reason].gate === "closed") return {
		reason,
		message: `${ended}. ${message}`,
		hint
	};
	return {
		reason: job.phase === "warned" ? "completed-with-warnings" : "completed",
		message: `${ended}${azureSaid(job.errors)} ${message}`,
		hint: "",
		service: errorOf(job),
		...remarks([job])
	};
}
function agoOf({ endTime }, now) {
	return endTime === void 0 ? "" : ` ${roughDuration(now - endTime)} ago`;
}
function remarks(jobs) {
	const remark = jobs.flatMap((job) => remarkOn(job) ?? []).join(" ");
	return remark === "" ? {} : { remark };
}
function judgeCancel(job) {
	if (job.phase === "cancelled") return {
		reason: "cancelled-as-asked",
		message: `${jobName(job)} ended ${job.status}, as asked.`,
		hint: ""
	};
	return {
		reason: "job-already-ended",
		message: `${jobName(job)} had ended ${job.status} before it could be cancelled.`,
		hint: "Nothing is left to cancel; judge the job by its status.",
		service: errorOf(job)
	};
}
function stateNotReached(what) {
	return {
		reason: "state-not-reached",
		message: `${what}, but the item does not show the state asked for.`,
		hint: "Look at the item in the vault; something else may have changed it at the same time. Run the step again once it is settled."
	};
}
function judgeError(thrown) {
	if (thrown instanceof ActionError) {
		const { reason, message, hint, service } = thrown;
		return {
			reason,
			message,
			hint,
			service
		};
	}
	return {
		reason: "defect",
		message: `Unexpected error: ${messageOf(thrown)}`,
		hint: "The fault lies in this action: report it with the debug log. Look at the item and its jobs before you go on."
	};
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
		return withNextStep(entry.begun ? verdict : {
			reason: "not-started",
			message: why,
			hint: ""
		}, operation, entry.findings.known());
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
// src/run/item-counts.ts
const MOST_FOLLOWED = 5;
const BETWEEN_MS = {
	changed: MINUTE_MS,
	unchanged: 5 * MINUTE_MS
};
function isAboutMany(ledger) {
	return ledger.size() > MOST_FOLLOWED;
}
function itemCounts(ledger, { log, clock, startedAt }) {
	let [saidAt, said] = [startedAt, ""];
	const say = (counts) => {
		[saidAt, said] = [clock.now(), counts];
		log.say(`${counts}; ${duration(saidAt - startedAt)} into the step.`);
	};
	const update = () => {
		const sinceMs = clock.now() - saidAt;
		if (!isAboutMany(ledger) || sinceMs < BETWEEN_MS.changed) return;
		const counts = inWords(ledger.entries());
		if (counts !== said || sinceMs >= BETWEEN_MS.unchanged) say(counts);
	};
	return {
		announce() {
			if (!isAboutMany(ledger)) return;
			saidAt = clock.now();
			log.say(`${ledger.size()} items. The log shows each failure, and the counts now and then; other lines about an item are debug lines.`);
		},
		update,
		ended({ path, verdict }) {
			if (verdict !== void 0 && (!isAboutMany(ledger) || isOwnFailure(verdict))) {
				const { gate } = REASONS[verdict.reason];
				log.say(`[${path}] Gate ${gate}: ${verdict.reason}. ${verdict.message}`);
			}
			update();
		},
		finish() {
			if (isAboutMany(ledger)) say(inWords(ledger.entries()));
		}
	};
}
function isOwnFailure({ reason }) {
	return isFailure(reason) && reason !== "workflow-cancelled";
}
const KINDS = [
	{
		word: "passed",
		is: ({ verdict }) => verdict !== void 0 && isOpen(verdict)
	},
	{
		word: "failed",
		is: ({ verdict }) => verdict !== void 0 && isOwnFailure(verdict)
	},
	{
		word: "to do",
		is: ({ verdict }) => verdict?.reason === "dry-run"
	},
	{
		word: "left running",
		is: ({ verdict }) => verdict?.reason === "job-running"
	},
	{
		word: "not judged",
		is: ({ leftOut }) => leftOut
	},
	{
		word: "cancelled",
		is: ({ verdict }) => verdict?.reason === "workflow-cancelled"
	},
	{
		word: "not started",
		is: ({ verdict }) => verdict?.reason === "not-started"
	},
	{
		word: "done in Azure",
		is: (entry) => entry.begun && !isOver(entry) && isDone(entry)
	},
	{
		word: "in flight",
		is: (entry) => entry.begun && !isOver(entry) && !isDone(entry)
	}
];
function isDone({ findings }) {
	const { job, lroEndedAt } = findings.known();
	return job === void 0 ? lroEndedAt !== void 0 : (job.phase ?? "running") !== "running";
}
function isOpen({ reason }) {
	return REASONS[reason].gate === "open";
}
function isOver({ verdict, leftOut }) {
	return verdict !== void 0 || leftOut;
}
function inWords(entries) {
	const words = KINDS.map(({ word, is }) => ({
		word,
		count: entries.filter(is).length
	})).flatMap(({ word, count }) => count === 0 ? [] : `${count} ${word}`);
	const all = `${entries.length} items`;
	return words.length === 0 ? `Found ${all}` : `${entries.filter(isOver).length} of ${all}: ${words.join(", ")}`;
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
// src/run/log.ts
function timedLog(log, clock) {
	let lastSaid = clock.now();
	const noted = (say) => (...parts) => {
		say(...parts);
		lastSaid = clock.now();
	};
	return {
		say: noted(log.say),
		detail: noted(log.detail),
		warn: noted(log.warn),
		debug: log.debug,
		lastSaid: () => lastSaid
	};
}
function logOf(item, log) {
	const named = (text) => `[${item}] ${text}`;
	return {
		...log,
		say: (line) => log.say(named(line)),
		detail: (title, lines) => log.detail(named(title), lines),
		warn: (line) => log.warn(named(line))
	};
}
function quietLogOf(item, log, { clock, heard }) {
	let lastHeard = log.lastSaid();
	const toDebug = (line) => {
		log.debug(line);
		lastHeard = clock.now();
		heard();
	};
	const named = logOf(item, {
		...log,
		say: toDebug
	});
	return {
		...named,
		detail(title, lines) {
			named.say(title);
			for (const line of lines) toDebug(line);
		},
		lastSaid: () => Math.max(lastHeard, log.lastSaid())
	};
}
// src/time/skew.ts
const AGREE_MS = 2e3;
const NO_SKEW = {
	ms: void 0,
	doubt: void 0
};
function withReading({ ms, doubt }, reading) {
	if (ms === void 0) return {
		ms: reading,
		doubt: void 0
	};
	if (Math.abs(reading - ms) <= AGREE_MS) return {
		ms: Math.max(ms, reading),
		doubt: void 0
	};
	return doubt !== void 0 && Math.abs(reading - doubt) <= AGREE_MS ? {
		ms: reading,
		doubt: void 0
	} : {
		ms,
		doubt: reading
	};
}
const BIG_SKEW_MS = 6e5;
const SMALL_SKEW_MS = 6e4;
function areApart({ azure, machine }) {
	return azure !== void 0 && Math.abs(azure - machine) > BIG_SKEW_MS;
}
function agreedPresent(present) {
	return areApart(present) ? void 0 : present.azure;
}
const WRONG_MS = DAY_MS;
function earliestPresent(present) {
	const { azure, machine } = present;
	if (azure === void 0) return machine - WRONG_MS;
	return areApart(present) ? Math.min(azure, machine) : azure;
}
function latestPresent({ azure, machine }, ...written) {
	return Math.max(azure ?? machine, machine, ...written) + WRONG_MS;
}
function ageTime(present, written) {
	const { azure, machine } = present;
	if (azure === void 0) return void 0;
	const isApart = areApart(present);
	const latestWritten = Math.max(azure, ...written);
	const now = Math.max(latestWritten, isApart ? machine : azure);
	const isLate = latestWritten - azure > SMALL_SKEW_MS;
	if (!isApart && !isLate) return {
		now,
		warning: void 0
	};
	return {
		now,
		warning: `${isApart ? "The clock of this machine and the 'Date' of Azure's answers are more than ten minutes apart" : "Azure wrote a later time than the 'Date' of its answers"}; ages are measured from the latest of these times.`
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
		const { operate } = await Promise.resolve().then(() => require("./operate-CWQij8fK.js"));
		outcome = outcomeOf(await operate(inputs, connection, step), inputs, ledger);
	} catch (error) {
		log.debug(error instanceof Error ? error.stack ?? error.message : String(error));
		outcome = brokenOff(error, inputs, ledger);
	}
	step.counts.finish();
	if (inputs?.cancelJobOnCancel && connection) {
		const { cancelJobs } = await Promise.resolve().then(() => require("./cancel-DOex11Dt.js"));
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
		await (0, node_timers_promises.setTimeout)(ms, void 0, { signal });
	} catch (error) {
		throw signal.aborted ? signal.reason : error;
	}
}
// src/hosts/node.ts
function nodeHttpClient(proxy = "proxy") {
	let client;
	return { async sendRequest(request) {
		client ??= Promise.resolve().then(() => require("./http-client-Cdq1rHEb.js")).then(({ directClient, proxiedClient }) => proxy === "direct" ? directClient() : proxiedClient());
		return (await client).sendRequest(request);
	} };
}
function cancelSignal(whatIsCancelled, heard = () => {}) {
	const cancelled = new AbortController();
	(0, node_events.setMaxListeners)(0, cancelled.signal);
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
	process.stdout.write(cmd.toString() + os.EOL);
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
	fs.appendFileSync(filePath, `${toCommandValue(message)}${os.EOL}`, { encoding: "utf8" });
}
function prepareKeyValueMessage(key, value) {
	const delimiter = `ghadelimiter_${crypto.randomUUID()}`;
	const convertedValue = toCommandValue(value);
	if (key.includes(delimiter)) throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
	if (convertedValue.includes(delimiter)) throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
	return `${key}<<${delimiter}${os.EOL}${convertedValue}${os.EOL}${delimiter}`;
}
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
	process.stdout.write(os.EOL);
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
	process.stdout.write(message + os.EOL);
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
		own ??= (0, node_fs.mkdtempSync)((0, node_path.join)(folder(), "backup-gate-"));
		const path = (0, node_path.join)(own, "report.json");
		replaceFile(path, parts);
		return path;
	};
}
function replaceFile(path, parts) {
	const old = (0, node_fs.lstatSync)(path, { throwIfNoEntry: false });
	if (old !== void 0 && !old.isFile()) {
		writeParts(path, parts);
		return;
	}
	writeParts(`${path}.new`, parts);
	(0, node_fs.renameSync)(`${path}.new`, path);
}
function writeParts(path, parts) {
	const file = (0, node_fs.openSync)(path, "w");
	try {
		let block = "";
		for (const part of parts) {
			block += part;
			if (block.length < BLOCK$1) continue;
			(0, node_fs.writeFileSync)(file, block);
			block = "";
		}
		(0, node_fs.writeFileSync)(file, block);
	} finally {
		(0, node_fs.closeSync)(file);
	}
}
// src/hosts/github/actions-runner.ts
function actionsRunner(world) {
	return {
		input: (name) => getInput(name),
		variables: Object.keys(process.env),
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
		summary(markdown) {
			const file = process.env.GITHUB_STEP_SUMMARY;
			if (file) (0, node_fs.appendFileSync)(file, markdown);
		},
		writeReport: reportFile(() => process.env.RUNNER_TEMP || (0, node_os.tmpdir)()),
		async oidcToken(audience) {
			const { githubAssertion } = await Promise.resolve().then(() => require("./oidc-mP1pSlVz.js"));
			return githubAssertion(audience, {
				requestUrl: process.env.ACTIONS_ID_TOKEN_REQUEST_URL ?? "",
				requestToken: process.env.ACTIONS_ID_TOKEN_REQUEST_TOKEN ?? ""
			}, world);
		},
		async postStatus(status, token, signal) {
			const { postCommitStatus } = await Promise.resolve().then(() => require("./status-api-Cg5jIzav.js"));
			await postCommitStatus(status, token, signal);
		},
		run: `${process.env.GITHUB_REPOSITORY ?? ""} run ${process.env.GITHUB_RUN_ID ?? ""}`,
		pass: () => {
			process.exitCode = 0;
		}
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
		description: "Id of the recovery point that the answer relied on, or that the step's own backup made."
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
// src/inputs/rows-of-host.ts
function inputsOf(host) {
	return Object.entries(INPUTS).filter(([, row]) => belongsTo(row, host)).map(([name, row]) => ({
		name,
		type: row.type,
		required: row.required ?? false,
		secret: row.secret ?? false,
		default: row.default,
		isForAll: row.operations === "all",
		description: withWords(row.descriptionOn?.[host] ?? row.description)
	}));
}
function belongsTo({ hosts }, host) {
	return hosts === void 0 || hosts.includes(host);
}
function withWords(description) {
	const choices = CHOICES;
	return description.replace(/\{([\w-]+)\}/g, (_, name) => {
		const words = choices[name];
		if (words === void 0) throw new Error(`No choice is called '${name}': ${description}`);
		return inProse(words.map((word) => `\`${word}\``));
	});
}
function inProse(words) {
	return words.join(", ").replace(/, ([^,]*)$/, " or $1");
}
// src/naming/near-names.ts
function nearest(wanted, candidates, { nameOf, share, most }) {
	return candidates.map((one) => {
		const name = nameOf(one);
		return {
			one,
			far: distance(wanted, name),
			allowed: Math.max(2, name.length * share)
		};
	}).filter(({ far, allowed }) => far <= allowed).sort((a, b) => a.far - b.far).slice(0, most).map(({ one }) => one);
}
function distance(one, other) {
	const [a, b] = [one.toLowerCase(), other.toLowerCase()];
	return a.length > 2 && a !== b && (b.includes(a) || a.includes(b)) ? 1 : leven(a, b);
}
// src/hosts/unknown-input.ts
const LIKENESS = {
	nameOf: plainWord,
	share: .3,
	most: 1
};
const PREFIX = "INPUT_";
function unknownInput(variables, host, spell) {
	const known = inputsOf(host).map(({ name }) => name);
	const spelled = new Set(known.map((name) => PREFIX + spell(name).toUpperCase()));
	const unknown = variables.map((name) => name.toUpperCase()).find((name) => name.startsWith(PREFIX) && !spelled.has(name));
	if (unknown === void 0) return void 0;
	const name = unknown.slice(6).toLowerCase();
	const [meant] = nearest(plainWord(name), known, LIKENESS);
	return {
		name,
		hint: meant === void 0 ? `Remove it from the step, or the environment variable '${unknown}', which counts as one.` : `Did you mean ${nameInput(meant)}?`
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
function labelOfNotes({ gate }, { onlyReads }) {
	return gate === "closed" && !onlyReads ? "Planned: " : "";
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
function happened({ facts, verdict }, notes, step) {
	const label = labelOfNotes(facts, step);
	return [
		...notes.map((note) => `${label}${note}`),
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
function notes(facts, known, step) {
	const label = labelOfNotes(facts, step);
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
				throw new ActionError("sign-in-failed", `GitHub gave no OIDC token: ${cause instanceof Error ? cause.message.replace(/\s+/g, " ") : String(cause)}`, {
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
		unknownInput: unknownInput(runner.variables, "github", (name) => name),
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
	uuid: node_crypto.randomUUID,
	random: Math.random
};
const host = githubHost(actionsRunner(world), world);
const { signIn, secret: keepSecret } = host;
run(host, world, {
	tokens: (settings, cloud) => tokenSource(settings, cloud, {
		signIn,
		world,
		keepSecret
	}),
	sessionSubscription: (signal) => sessionSubscription(signIn, signal)
}).then(() => {
	setTimeout(() => process.exit(), 1e3).unref();
});
exports.ActionError = ActionError;
exports.ArmError = ArmError;
exports.BEFORE_POINT_MS = BEFORE_POINT_MS;
exports.DAY_MS = DAY_MS;
exports.DeadlineError = DeadlineError;
exports.HOUR_MS = HOUR_MS;
exports.MINUTE_MS = MINUTE_MS;
exports.ONE_A_LINE = ONE_A_LINE;
exports.OPERATIONS_BY_NAME = OPERATIONS_BY_NAME;
exports.REASONS = REASONS;
exports.RunCancelledError = RunCancelledError;
exports.SignInOutageError = SignInOutageError;
exports.TurnedAwayError = TurnedAwayError;
exports.UNREADABLE = UNREADABLE;
exports.USE_EXPRESSION = USE_EXPRESSION;
exports.UnknownOutcomeError = UnknownOutcomeError;
exports.WORKLOADS = WORKLOADS;
exports.acceptedAt = acceptedAt;
exports.addressesOf = addressesOf;
exports.adviceOn = adviceOn;
exports.ageTime = ageTime;
exports.agreedPresent = agreedPresent;
exports.at = at;
exports.azureRecommends = azureRecommends;
exports.backupTypeOf = backupTypeOf;
exports.backupsAmong = backupsAmong;
exports.certificateAdvice = certificateAdvice;
exports.changedBy = changedBy;
exports.changesItem = changesItem;
exports.clip = clip;
exports.deletesData = deletesData;
exports.describeJob = describeJob;
exports.describeRemaining = describeRemaining;
exports.descriptorOf = descriptorOf;
exports.detailsOf = detailsOf;
exports.duration = duration;
exports.earliestPresent = earliestPresent;
exports.errorOf = errorOf;
exports.hasBegun = hasBegun;
exports.hasEnded = hasEnded;
exports.hostKinds = hostKinds;
exports.httpDate = httpDate;
exports.inChunks = inChunks;
exports.inWords = inWords$1;
exports.insideVault = insideVault;
exports.isAboutMany = isAboutMany;
exports.isOperation = isOperation;
exports.isPattern = isPattern;
exports.isRecord = isRecord;
exports.isSkipped = isSkipped;
exports.isStopped = isStopped;
exports.isVariable = isVariable;
exports.isVaultMissing = isVaultMissing;
exports.isoTime = isoTime;
exports.itemPath = itemPath;
exports.jobName = jobName;
exports.jobsOf = jobsOf;
exports.joinSentences = joinSentences;
exports.judgeResult = judgeResult;
exports.latestPresent = latestPresent;
exports.lineWithoutHost = lineWithoutHost;
exports.list = list;
exports.listedItems = listedItems;
exports.listsOf = listsOf;
exports.logOf = logOf;
exports.mayHaveActed = mayHaveActed;
exports.mayMean = mayMean;
exports.nameInId = nameInId;
exports.nameInput = nameInput;
exports.nativeName = nativeName;
exports.nearest = nearest;
exports.oneLine = oneLine;
exports.parseBody = parseBody;
exports.parseItemPath = parseItemPath;
exports.pathMatches = pathMatches;
exports.pathOf = pathOf;
exports.pathsOf = pathsOf;
exports.placeOf = placeOf;
exports.placesOf = placesOf;
exports.planCancel = planCancel;
exports.quietLogOf = quietLogOf;
exports.rankOf = rankOf;
exports.readAnswer = readAnswer;
exports.readClaims = readClaims;
exports.readItem = readItem;
exports.readJob = readJob;
exports.readPolicy = readPolicy;
exports.readRetryAfter = readRetryAfter;
exports.readServiceError = readServiceError;
exports.readVaultState = readVaultState;
exports.readings = readings;
exports.refMatches = refMatches;
exports.refName = refName;
exports.refuseBadLines = refuseBadLines;
exports.requireRoom = requireRoom;
exports.roughDuration = roughDuration;
exports.sameName = sameName;
exports.saysHowPointWasMade = saysHowPointWasMade;
exports.shortestPath = shortestPath;
exports.stateInWords = stateInWords;
exports.text = text;
exports.time = time;
exports.titleOf = titleOf;
exports.vaultId = vaultId;
exports.warningsOn = warningsOn;
exports.withEvent = withEvent;
exports.withJob = withJob;
exports.withStatus = withStatus;
exports.withoutJob = withoutJob;
exports.workloadOfName = workloadOfName;
exports.writeOf = writeOf;
