const require_index = require("./index.js");
const require_pipelineRequest = require("./pipelineRequest-BVddHz_e.js");
const require_restError = require("./restError-XbK5Psxb.js");
// src/azure/arm/origin.ts
function isOn(origin, url) {
	return URL.canParse(url) && new URL(url).origin === origin;
}
// src/azure/backup/paths.ts
function vaultPaths(vault) {
	const root = require_index.vaultId(vault);
	const part = encodeURIComponent;
	const jobs = `${root}/backupJobs`;
	const policies = `${root}/backupPolicies`;
	const guards = `${root}/backupResourceGuardProxies`;
	const item = (address) => `${root}/${require_index.itemPath(address)}`;
	const job = (id) => `${jobs}/${part(id)}`;
	return {
		root,
		jobs,
		policies,
		guards,
		item,
		job,
		items: `${root}/backupProtectedItems`,
		backup: (address) => `${item(address)}/backup`,
		recoveryPoints: (address) => `${item(address)}/recoveryPoints`,
		policy: (name) => `${policies}/${part(name)}`,
		cancelJob: (id) => `${job(id)}/cancel`,
		cancelResult: (jobId, id) => `${job(jobId)}/operationResults/${part(id)}`,
		lro: (id) => `${root}/backupOperations/${part(id)}`,
		unlockDelete: `${guards}/VaultProxy/unlockDelete`
	};
}
// src/azure/backup/lro.ts
const LRO_ID = /\/(?:operationsStatus|operationResults|backupOperations|backupOperationResults)\/([^/?#]+)/i;
function knownId(url) {
	return LRO_ID.exec(url)?.[1] ?? "";
}
function lastSegmentOfUrl(url) {
	return (URL.canParse(url) ? new URL(url).pathname : "").split("/").findLast((segment) => segment !== "") ?? "";
}
function lroOf(accepted, { origin, vault }) {
	const status = accepted.header("azure-asyncoperation");
	const location = accepted.header("location");
	const id = knownId(status) || lastSegmentOfUrl(status) || knownId(location) || lastSegmentOfUrl(location);
	if (id === "") return void 0;
	const isUsable = isOn(origin, status) && !/\?.*\?/.test(status);
	const own = structuredClone(id);
	return {
		id: own,
		path: isUsable ? status : vaultPaths(vault).lro(own)
	};
}
function cancelResultOf(accepted, jobId, { origin, vault }) {
	const location = accepted.header("location");
	if (isOn(origin, location)) return {
		path: location,
		isGiven: true
	};
	const id = /\/operationResults\/([^/?#]+)/i.exec(location)?.[1];
	return id === void 0 ? void 0 : {
		path: vaultPaths(vault).cancelResult(jobId, id),
		isGiven: false
	};
}
function readLro(id, document) {
	const status = require_index.text(require_index.at(document, "status"));
	const properties = require_index.at(document, "properties");
	const failedJobs = Object.values(require_index.at(properties, "failedJobsError") ?? {}).map(require_index.text);
	const error = require_index.readServiceError(document);
	return {
		id,
		status,
		outcome: failedJobs.length > 0 ? "failed" : outcomeOf(status),
		jobIds: [require_index.text(require_index.at(properties, "jobId")), ...require_index.list(require_index.at(properties, "jobIds")).map(require_index.text)].filter(Boolean),
		startedAt: require_index.time(require_index.at(document, "startTime")),
		error: error.message === "" ? {
			...error,
			message: failedJobs.join(" ")
		} : error
	};
}
function outcomeOf(status) {
	switch (status.toLowerCase()) {
		case "succeeded": return "succeeded";
		case "failed":
		case "invalid": return "failed";
		case "canceled":
		case "cancelled": return "cancelled";
		default: return "running";
	}
}
// src/azure/backup/job-match.ts
const NETBIOS_LENGTH = 15;
function matchJob(job, item, listed) {
	if (!fits(job, item)) return "no";
	if (listed.length === 0) return namesPlace(job) ? "surely" : "may";
	const entity = job.entityFriendlyName.toLowerCase();
	const isOther = (other) => other.id !== item.id && (entity === "" || entity.includes(plainName(other))) && fits(job, other);
	return listed.some(isOther) ? "may" : "surely";
}
const PLAIN_NAMES = new WeakMap();
function plainName(item) {
	const known = PLAIN_NAMES.get(item);
	if (known !== void 0) return known;
	const name = item.workload?.isDatabase === false ? "" : item.friendlyName.trim().toLowerCase();
	PLAIN_NAMES.set(item, name);
	return name;
}
function namesPlace({ containerName, entityFriendlyName }) {
	return containerName !== "" || /\[[^\]]+\]$/.test(entityFriendlyName.trim());
}
function fits(job, item) {
	const management = item.workload?.backupManagementType ?? "";
	if (!require_index.sameName(job.backupManagementType || management, management)) return false;
	if (isOfOtherWorkload(job, item)) return false;
	if (job.entityFriendlyName === "") return sameSource(job, item);
	return item.workload?.isDatabase === false ? require_index.sameName(job.entityFriendlyName, item.friendlyName) && sameSource(job, item) : fitsDatabase(job.entityFriendlyName.trim(), item);
}
function isOfOtherWorkload({ workloadType }, { workload }) {
	const named = require_index.WORKLOADS.find(({ type }) => require_index.sameName(type, workloadType));
	return named !== void 0 && workload !== void 0 && named !== workload;
}
function sameSource({ containerName }, { address }) {
	if (containerName === "") return true;
	const own = address.container.toLowerCase().split(";");
	const other = containerName.toLowerCase().split(";").slice(-2);
	return other.every((part, index) => part === own.slice(-other.length)[index]);
}
function fitsDatabase(entity, item) {
	const name = item.friendlyName.trim();
	if (require_index.sameName(entity, name)) return true;
	const [, path = "", host = ""] = /^(.*?)\s*(?:\[([^[\]]*)\])?$/s.exec(entity) ?? [];
	if (!isOnHost(host, item)) return false;
	if (require_index.sameName(path, name)) return true;
	const slash = path.search(/[/;]/);
	const [instance, database] = [path.slice(0, slash), path.slice(slash + 1)];
	return require_index.sameName(database, name) && namesOf(item, "instance").some((one) => require_index.sameName(one, instance));
}
function isOnHost(host, item) {
	const servers = namesOf(item, "server");
	if (host === "" || servers.length === 0) return true;
	const label = host.split(".")[0] ?? host;
	return servers.some((name) => require_index.sameName(name, host) || require_index.sameName(name, label) || isCut(name, label));
}
function isCut(a, b) {
	return Math.min(a.length, b.length) === NETBIOS_LENGTH && require_index.sameName(a.slice(0, NETBIOS_LENGTH), b.slice(0, NETBIOS_LENGTH));
}
function namesOf(item, kind) {
	return item.levels.find((level) => level.kind === kind)?.names ?? [];
}
// src/sequence/job-proof.ts
const CLOCK_TOLERANCE_MS = 5e3;
function jobsThatMayBeOurs(jobs, { item, plan, listed }, { since }) {
	return jobs.filter((job) => require_index.isOperation(job, plan.jobOperation) && matchJob(job, item, listed) !== "no" && (job.startTime ?? since) >= since - 5e3);
}
const TAKEN_MS = 1e4;
function beganWithRequest(job, { item, listed }, { sentAt }) {
	const { startTime = NaN } = job;
	if (sentAt === void 0) return false;
	return startTime >= sentAt - 5e3 && startTime <= sentAt + TAKEN_MS && matchJob(job, item, listed) === "surely";
}
const EARLIER_MS = 3e5;
function isWorkOf(job, begunAt, work) {
	const { startTime = Number.POSITIVE_INFINITY, endTime = Number.POSITIVE_INFINITY } = job;
	const begun = begunAt ?? Number.NEGATIVE_INFINITY;
	const isOlder = startTime < begun - EARLIER_MS || endTime < begun;
	return !isOtherWork(job, work) && !isOlder && matchJob(job, work.item, work.listed) !== "no";
}
function isOtherWork(job, { item, operation, plan }) {
	const mayBeSilent = job.phase === "running" || operation !== "Backup";
	if (!(job.operation === "" && mayBeSilent) && !require_index.isOperation(job, operation)) return true;
	if (operation !== "Backup" || item.workload?.isDatabase !== true) return false;
	const isOfType = plan === void 0 ? void 0 : isOfTypeAsked(job, plan);
	return job.isUserTriggered === false || isOfType === false;
}
function proveOurs(job, { item, plan }, policy) {
	switch (item.workload?.backupProof) {
		case "by-expiry": {
			const until = askedUntil(plan);
			const kept = keptUntil(job);
			if (kept === void 0) return job.phase === "running" ? "not-yet" : "none";
			const isAsked = kept === until;
			const isByPolicy = couldSay(policy, job.startTime ?? NaN, until);
			return isAsked && !isByPolicy ? "ours" : "none";
		}
		case "ad-hoc": {
			const isAdHoc = propertyOf(job, "Whether job is adhoc or scheduled.");
			return require_index.sameName(isAdHoc, "true") ? "ours" : "none";
		}
		default: {
			if (job.isUserTriggered !== true) return "none";
			const isSame = isOfTypeAsked(job, plan);
			if (isSame === void 0) return job.phase === "running" ? "not-yet" : "none";
			return isSame ? "ours" : "none";
		}
	}
}
function askedUntil({ write }) {
	return Date.parse(require_index.text(require_index.at(write.body, "properties", "recoveryPointExpiryTimeInUTC")));
}
function keptUntil(job) {
	const expiry = propertyOf(job, "Recovery Point Expiry Time in UTC");
	return expiry === "" ? void 0 : Date.parse(`${expiry} UTC`);
}
function propertyOf({ properties }, name) {
	return properties.find(([key]) => key === name)?.[1] ?? "";
}
function warnOfShortRetention(job, plan) {
	const [asked, kept] = [askedUntil(plan), keptUntil(job)];
	if (kept === void 0 || !(kept < asked)) return void 0;
	return `Job ${job.id} says that its recovery point is kept until ${require_index.isoTime(kept)}, but the request asked for ${require_index.isoTime(asked)}.`;
}
function isOfTypeAsked(job, { write }) {
	const type = require_index.backupTypeOf(job);
	const wanted = require_index.text(require_index.at(write.body, "properties", "backupType")).toLowerCase();
	if (type === void 0 || wanted === "") return void 0;
	return type === wanted;
}
function couldSay(policy, from, until) {
	if (policy === void 0 || policy.retention.length === 0) return true;
	return policy.retention.some(({ duration }) => {
		return !(duration !== void 0 && Math.abs(later(from, duration) - until) > 1728e5);
	});
}
function later(from, { count, unit }) {
	const date = new Date(from);
	switch (unit) {
		case "Days": return from + count * require_index.DAY_MS;
		case "Weeks": return from + count * 7 * require_index.DAY_MS;
		case "Months": return date.setUTCMonth(date.getUTCMonth() + count);
		case "Years": return date.setUTCFullYear(date.getUTCFullYear() + count);
	}
}
// src/sequence/tools.ts
function noteWrite({ known, learn }, event) {
	learn({ write: require_index.withEvent(require_index.writeOf(known()), event) });
}
function rememberJob(job, { known, learn }) {
	learn(require_index.withJob(known(), job));
}
function rememberJobs(ids, findings) {
	for (const id of ids.toReversed()) rememberJob(require_index.jobsOf(findings.known()).find((job) => job.id === id) ?? {
		id,
		status: ""
	}, findings);
}
function addWarning(warning, { known, learn, log }) {
	learn({ notes: [...known().notes ?? [], warning] });
	log.warn(warning);
}
// src/time/schedule.ts
const SHORTEST = 1;
const LONGEST = 3600;
const LONGEST_ASKED = 120;
const EARLY = {
	share: .43,
	least: 5
};
const LATE = {
	share: .1,
	least: 2
};
const MOST = {
	firstHour: 60,
	later: 30,
	lowQuota: 120
};
const QUOTA = {
	low: 50,
	scarce: 25,
	spreadSeconds: 2700
};
const EMPTY_QUOTA_PAUSE_MS = 324e3;
const JITTER$1 = {
	share: .1,
	onEnd: 1
};
const UNRECORDED = {
	quarter: 0,
	ends: []
};
function nextLook({ elapsedMs, recorded = UNRECORDED, retryAfterMs, remaining = Number.POSITIVE_INFINITY, fixedMs, skipsEarly = false, jitter = 0 }) {
	const elapsed = Math.max(elapsedMs, 0) / 1e3;
	const least = leastPause(elapsed, remaining);
	const most = mostPause(elapsed, remaining);
	const bounds = {
		least,
		most,
		isRare: skipsEarly
	};
	const patient = skipsEarly ? untilMostHaveEnded(elapsed, recorded) : void 0;
	const chosen = retryAfterMs === void 0 && fixedMs === void 0 ? patient ?? adaptive(elapsed, recorded, bounds) : Math.max(least, Math.min((retryAfterMs ?? 0) / 1e3, LONGEST_ASKED), (fixedMs ?? 0) / 1e3);
	const isOnEnd = nextEnd(recorded, elapsed) - elapsed <= chosen + 1e-6;
	const pause = () => {
		if (fixedMs !== void 0) return chosen;
		if (retryAfterMs !== void 0) return chosen * (1 + JITTER$1.share * jitter);
		if (isOnEnd) return chosen + JITTER$1.onEnd * jitter;
		const latest = Math.max(chosen, Math.min(Math.max(EARLY.least, EARLY.share * elapsed), most));
		return Math.max(least, Math.min(chosen * (1 + JITTER$1.share * aroundZero(jitter)), latest));
	};
	const bounded = Math.min(Math.max(pause(), SHORTEST), LONGEST);
	return Math.ceil(bounded * 1e3 - 1e-6);
}
function aroundZero(jitter) {
	return jitter < .5 ? jitter : jitter - 1;
}
function leastPause(elapsed, remaining) {
	if (remaining >= QUOTA.scarce) return SHORTEST;
	return Math.max(SHORTEST, Math.min(spreadPauseMs(remaining) / 1e3, EARLY.share * elapsed));
}
function spreadPauseMs(remaining) {
	return Math.min(QUOTA.spreadSeconds * 1e3 / Math.max(remaining, 1), EMPTY_QUOTA_PAUSE_MS);
}
function mostPause(elapsed, remaining) {
	if (remaining < QUOTA.low) return MOST.lowQuota;
	return elapsed < 3600 ? MOST.firstHour : MOST.later;
}
function untilMostHaveEnded(elapsed, { quarter, ends, every, most }) {
	const late = ends.filter((end) => end >= quarter);
	const end = most ?? late[1] ?? late[0];
	if (every !== void 0 || end === void 0 || elapsed >= Math.min(quarter, end)) return void 0;
	return Math.max(SHORTEST, end - elapsed);
}
function adaptive(elapsed, recorded, { least, most, isRare }) {
	const { share, least: shortest } = isRare || elapsed < recorded.quarter ? EARLY : LATE;
	const step = Math.max(least, Math.min(Math.max(shortest, share * elapsed), most));
	const left = nextEnd(recorded, elapsed + least) - elapsed;
	if (left === Number.POSITIVE_INFINITY) return step;
	const steps = Math.min(Math.ceil(left / step), Math.floor(left / least));
	return left / Math.max(steps, 1);
}
function nextEnd({ ends, every, from = 0 }, earliest) {
	const next = ends.map((end) => {
		const rounds = every === void 0 ? 0 : Math.ceil((earliest - from - end) / every);
		return from + end + Math.max(rounds, 0) * (every ?? 0);
	});
	return Math.min(...next.filter((end) => end >= earliest));
}
// src/time/poll.ts
function heartbeatMs(elapsedMs) {
	if (elapsedMs < 6e5) return require_index.MINUTE_MS;
	return (elapsedMs < 36e5 ? 5 : 10) * require_index.MINUTE_MS;
}
async function poll(look, { pace, during, atDeadline }) {
	const { clock, fixedPauseMs: fixedMs } = pace;
	const startedAt = clock.now();
	for (;;) {
		pace.signal.throwIfAborted();
		const seen = await look();
		if (seen.settled) return seen.value;
		if (clock.now() >= pace.deadline) {
			if (atDeadline !== void 0) return atDeadline();
			throw new require_index.DeadlineError(during());
		}
		const { atMostMs = Number.POSITIVE_INFINITY, ...timing } = seen;
		const jitter = pace.random();
		const wanted = nextLook({
			elapsedMs: clock.now() - startedAt,
			...timing,
			fixedMs,
			jitter
		});
		await pauseFor(Math.min(wanted, atMostMs), pace, during);
	}
}
async function pauseFor(ms, pace, during) {
	const { clock, signal } = pace;
	const until = Math.min(clock.now() + ms, pace.deadline);
	for (;;) {
		const now = clock.now();
		if (now >= until) return;
		const nextBeat = pace.log.lastSaid() + heartbeatMs(pace.log.lastSaid() - pace.startedAt);
		if (nextBeat <= now) {
			pace.log.say(`Still ${during()}, ${require_index.duration(now - pace.startedAt)} into the step.`);
			continue;
		}
		await clock.sleep(Math.min(until, nextBeat) - now, signal);
	}
}
// src/time/stop.ts
function newStop() {
	const controller = new AbortController();
	const ends = [];
	const abort = (reason) => controller.abort(reason);
	return {
		signal: controller.signal,
		abort,
		on(source, act = () => abort(source.reason)) {
			if (source.aborted) return act();
			source.addEventListener("abort", act, { once: true });
			ends.push(() => source.removeEventListener("abort", act));
		},
		end() {
			for (const end of ends) end();
		}
	};
}
// src/azure/arm/bearer.ts
const TOKEN_MS = {
	least: 5e3,
	most: 9e4
};
const WRITE_TOKEN_MS = 3e5;
function bearer(options) {
	const { world, pace } = options;
	let isRefused = false;
	async function token(validForMs) {
		const fresh = isRefused;
		isRefused = false;
		const left = Math.max(pace.deadline - world.clock.now(), TOKEN_MS.least);
		const stop = newStop();
		stop.on(world.signal);
		stop.on(world.clock.limit(Math.min(left, TOKEN_MS.most)));
		try {
			return await options.tokens({
				fresh,
				validForMs,
				signal: stop.signal
			});
		} catch (error) {
			isRefused ||= fresh;
			throw error;
		} finally {
			stop.end();
		}
	}
	async function authorization(request) {
		if (request.method !== "GET") return `Bearer ${await token(WRITE_TOKEN_MS)}`;
		let current;
		do
			current = await token(0);
		while (await awaitQuota(request, options));
		return `Bearer ${current}`;
	}
	return {
		async send(request, send) {
			const response = await send(await authorization(request));
			if (response.status !== 401) return response;
			isRefused = true;
			return request.method === "GET" ? send(await authorization(request)) : response;
		},
		async readyToWrite() {
			await token(36e4).catch(unlessOutage);
		}
	};
}
function unlessOutage(error) {
	if (!(error instanceof require_index.SignInOutageError)) throw error;
}
async function awaitQuota({ doing, action }, { pace, requests }) {
	const pauseMs = requests.quotaPauseMs(action);
	if (pauseMs <= 0) return false;
	const why = "the quota of this hour is used up";
	requests.delayed(doing, why);
	await pauseFor(pauseMs, pace, () => `about to ${doing} (${why})`);
	return pace.clock.now() < pace.deadline;
}
// src/azure/arm/roles.ts
const VAULT_ACTIONS = "Microsoft.RecoveryServices/Vaults/";
const BUILT_IN_ROLES = [
	{
		name: "Backup Reader",
		actions: [
			/^read$/i,
			/^backup(Jobs|Jobs\/operationResults|Operations|Policies|ProtectedItems)\/read$/i,
			/protectedItems\/(recoveryPoints\/|operationsStatus\/)?read$/i
		]
	},
	{
		name: "Backup Operator",
		actions: [
			/^read$/i,
			/^backupJobs\//i,
			/^backup(Operations|Policies|ProtectedItems)\/read$/i,
			/protectedItems\/(recoveryPoints\/|operationsStatus\/)?read$/i,
			/protectedItems\/(write|backup\/action)$/i,
			/^backupResourceGuardProxies\//i
		]
	},
	{
		name: "Backup Contributor",
		actions: [
			/^read$/i,
			/^backup(Jobs|Policies|ProtectedItems|Fabrics\/protectionContainers|ResourceGuardProxies)\//i,
			/^backupOperations\/read$/i
		]
	}
];
const GUARD_ROLE = "Backup MUA Operator";
const ROLES_ELSEWHERE = [
	[/^Microsoft\.Compute\/virtualMachines\//i, "Virtual Machine Contributor"],
	[/^Microsoft\.Storage\/storageAccounts\//i, "Storage Account Backup Contributor"],
	[/^Microsoft\.DataProtection\/resourceGuards\//i, GUARD_ROLE]
];
const ROLE_DELAY = "A new assignment takes up to ten minutes to apply.";
function leastRole(action) {
	if (!action.toLowerCase().startsWith("Microsoft.RecoveryServices/Vaults/".toLowerCase())) return ROLES_ELSEWHERE.find(([pattern]) => pattern.test(action))?.[1];
	const below = action.slice(34);
	return BUILT_IN_ROLES.find(({ actions }) => actions.some((one) => one.test(below)))?.name;
}
function adviceOnRight(action, where) {
	const role = leastRole(action);
	return `Give the identity of this step a role with '${action}' on ${where}${role === void 0 ? "." : `: '${role}' is enough for this request.`} ${ROLE_DELAY}`;
}
// src/azure/arm/refusal.ts
function refusalOf(answer, service, action) {
	const { status } = answer;
	if (status < 400) return {
		reason: "request-refused",
		advice: [REDIRECT]
	};
	if (status === 401) return {
		reason: "sign-in-failed",
		advice: [/insufficient_claims/i.test(answer.header("www-authenticate")) ? CONDITIONAL_ACCESS : NO_TOKEN]
	};
	if (status === 403) return forbidden(answer.body, service, action);
	const known = require_index.adviceOn(service.code, "request");
	if (status === 404 && require_index.isVaultMissing(service.code, answer.header("x-ms-failure-cause"))) return {
		reason: "vault-not-found",
		advice: [service.code === "ResourceNotFound" || known === void 0 ? NO_VAULT : known]
	};
	const isLost = status >= 500 || status === 408 || status === 429;
	return {
		reason: isLost ? "contact-lost" : "request-refused",
		advice: isLost ? [known ?? "", NO_ANSWER] : [known ?? (service.recommendations.length > 0 ? "" : MEND), UNCHANGED]
	};
}
const REDIRECT = `The answer was a redirect. It is never followed, so that no token reaches another host; check ${require_index.nameInput("resource-manager-url")} and the proxy.`;
const NO_TOKEN = `Azure accepted neither the token nor a fresh one. Check ${require_index.nameInput("tenant-id")}, ${require_index.nameInput("environment")} and whether the identity still exists.`;
const CONDITIONAL_ACCESS = "Conditional access no longer accepts the identity's token, for example because of this machine's network address. Run the step on a machine that the policy allows, or ask whoever owns the policy.";
const NO_VAULT = `Check ${require_index.nameInput("vault")}, ${require_index.nameInput("resource-group")} and ${require_index.nameInput("subscription-id")}.`;
const NO_ANSWER = "Azure stayed unable to answer through every retry.";
const MEND = "Azure's message says what it does not accept. Correct that and run the step again.";
const UNCHANGED = "This request changed nothing.";
const RIGHT_CODES = /^$|^(Forbidden|AccessDenied)$|(AuthorizationFailed|NotAuthorized|Unauthorized|PermissionDenied|InsufficientPrivileges)$/i;
const NETWORK = /public ?network ?access|private ?(endpoint|link)|network ?security ?perimeter|firewall/i;
function whyForbidden({ code, message }) {
	if (/^Linked(Authorization|AccessCheck)Failed$/i.test(code)) {
		const subscription = /tenant '[^']*' is not authorized to access linked subscription '([^']*)'/i.exec(message)?.[1];
		if (subscription !== void 0) return {
			kind: "other-tenant",
			subscription
		};
		return {
			kind: "linked",
			rights: linkedRights(message)
		};
	}
	if (/^AuthorizationFailed$/i.test(code)) return { kind: "vault" };
	if (NETWORK.test(code) || NETWORK.test(message)) return { kind: "network" };
	if (require_index.adviceOn(code, "request") !== void 0) return { kind: "other" };
	return RIGHT_CODES.test(code) ? { kind: "vault" } : { kind: "other" };
}
const MOST_RIGHTS = 3;
function linkedRights(message) {
	const [, actions = [], scopes = []] = (/not have permission to perform action(?:\(s\))? ?'([^']*)' on the linked scope(?:\(s\))? ?'([^']*)'/i.exec(message) ?? []).map((part) => part.split(",").map((name) => name.trim()));
	if (!(actions.every((action) => /^[\w.]+(\/[\w.*-]+)+$/.test(action)) && scopes.every((scope) => /^\/[\w./;() -]+$/.test(scope)))) return [];
	return (actions.length === scopes.length ? actions.map((action, index) => ({
		action,
		scope: scopes[index] ?? ""
	})) : actions.flatMap((action) => scopes.map((scope) => ({
		action,
		scope
	})))).slice(0, MOST_RIGHTS);
}
function forbidden(body, service, action) {
	const why = whyForbidden(service);
	switch (why.kind) {
		case "vault": return {
			reason: "not-authorized",
			advice: [adviceOnRight(action, "the vault"), service.code === "" ? MAYBE_PROXY : ""]
		};
		case "linked": return {
			reason: "not-authorized",
			advice: adviceOnLinked(why.rights)
		};
		case "other-tenant": return {
			reason: "not-authorized",
			advice: [`The request is linked to a resource in the subscription '${require_index.clip(why.subscription, 100)}' of another tenant. If that is the vault's resource guard, set ${require_index.nameInput("resource-guard-tenant-id")} to the id of the guard's tenant.`]
		};
		case "network": return {
			reason: "request-refused",
			advice: [WRONG_NETWORK, UNCHANGED]
		};
		case "other": return {
			reason: "request-refused",
			advice: [
				require_index.adviceOn(service.code, "request") ?? orRole(action),
				assignments(body, service.message),
				UNCHANGED
			]
		};
		default: return why;
	}
}
const MAYBE_PROXY = "If the role is there, look at the proxy: the answer has no error code from Azure, so something between this machine and Azure may have sent it.";
const WRONG_NETWORK = "Azure does not allow the request from this network, and no role helps. Run the step on a machine in a network that is allowed, such as that of the private endpoint, or ask whoever owns the network rules.";
function orRole(action) {
	const role = leastRole(action);
	return `Azure's message says what forbids it. Only if that is a missing right, give the identity one: this request needs '${action}'${role === void 0 ? "" : `, which '${role}' has`}.`;
}
function adviceOnLinked(rights) {
	if (rights.length > 0) return rights.map(({ action, scope }) => adviceOnRight(action, scope));
	return ["The identity lacks a right on a linked resource, such as the VM behind the item. Give it a role there with the action that the message names."];
}
function assignments(body, message) {
	const detailed = require_index.list(require_index.at(body, "error", "additionalInfo")).map((one) => require_index.text(require_index.at(one, "info", "policyAssignmentDisplayName")) || require_index.text(require_index.at(one, "info", "policyAssignmentName")));
	const written = [...message.matchAll(/"policyAssignment":\s*\{\s*"name":\s*"([^"]*)"/g)].map(([, name = ""]) => name);
	const found = [...new Set(detailed.some(Boolean) ? detailed : written)].filter(Boolean);
	if (found.length === 0) return "";
	return `The assignment is ${found.slice(0, MOST_RIGHTS).map((name) => `'${require_index.clip(name, 200)}'`).join(" or ")}.`;
}
// src/azure/arm/error-answer.ts
function errorFor(request, answer) {
	if (answer.status < 300) return void 0;
	const error = refusal(request, answer);
	const isNotFound = answer.status === 404 && request.expected?.isNotFound(error.service.code) === true;
	return (request.accept?.includes(answer.status) === true || isNotFound) && error.reason !== "vault-not-found" ? void 0 : error;
}
function refusal({ doing, action }, answer) {
	const { status, ids } = answer;
	const service = require_index.readServiceError(answer.body);
	const { reason, advice } = refusalOf(answer, service, action);
	const hint = require_index.joinSentences(...advice, ...require_index.azureRecommends([service]));
	return new require_index.ArmError(reason, doing, {
		status,
		service,
		ids,
		hint
	});
}
// src/azure/arm/request.ts
function urlOf({ path, query = {} }, origin) {
	const url = new URL(path, origin);
	if (!isOn(origin, url.href)) throw new Error(`A request to ${url.origin} would carry a token meant for ${origin}.`);
	const terms = Object.entries(query);
	for (const [name, value] of terms) url.searchParams.set(name, value);
	if (terms.length > 0) url.search = url.search.replaceAll("+", "%20");
	return url;
}
function headersOf({ body, headers }, sender) {
	return {
		accept: "application/json",
		"user-agent": sender.userAgent,
		"x-ms-client-request-id": sender.requestId,
		...body === void 0 ? {} : { "content-type": "application/json" },
		...headers
	};
}
// src/azure/arm/attempt.ts
const NEVER_SENT = [
	"ECONNREFUSED",
	"ENOTFOUND",
	"EAI_AGAIN"
];
function assess(method, attempt, now, expected) {
	const write = method !== "GET";
	if (attempt.kind === "error") return assessError(write, attempt);
	const { response } = attempt;
	const { status, headers } = response;
	const date = require_index.httpDate(headers.get("date") ?? "");
	const asked = headers.get("retry-after") ?? "";
	const afterMs = require_index.readRetryAfter(asked, date ?? now);
	const why = `HTTP ${status}`;
	if (status === 429) return {
		kind: "again",
		why,
		afterMs
	};
	if (write) return assessWrite(response);
	if (status === 408 || status >= 500) return {
		kind: "again",
		why,
		afterMs
	};
	const unusable = whyNoAnswer(response, expected);
	if (unusable === void 0) return {
		kind: "done",
		response
	};
	return {
		kind: "again",
		why: `${why} with ${unusable}`,
		afterMs: void 0
	};
}
function assessWrite(response) {
	const { status, bodyAsText } = response;
	if (status < 300) return {
		kind: "done",
		response
	};
	const service = require_index.readServiceError(require_index.parseBody(bodyAsText));
	const isRefused = status >= 400 && status < 500 && status !== 401 && status !== 408;
	if (isRefused && service.code !== "") return {
		kind: "done",
		response
	};
	return {
		kind: "unknown-outcome",
		why: `HTTP ${status}${isRefused ? " without Azure's own code, perhaps from a proxy" : ""}`,
		answer: {
			status,
			service
		}
	};
}
function whyNoAnswer({ status, bodyAsText, headers }, expected) {
	const body = require_index.parseBody(bodyAsText);
	if (status === 404) {
		const { code } = require_index.readServiceError(body);
		if (code === "") return "a body that is not Azure's";
		return require_index.isVaultMissing(code, headers.get("x-ms-failure-cause") ?? "") || (expected?.isNotFound(code) ?? true) ? void 0 : `the code ${code}`;
	}
	if (status === 200 && body === void 0) return "a body that is not Azure's";
	return status < 300 && expected !== void 0 && !expected.isAbout(body) ? "an answer about something else" : void 0;
}
function assessError(write, { error, timedOut }) {
	if (timedOut) {
		const why = "no answer in time";
		return write ? {
			kind: "unknown-outcome",
			why
		} : {
			kind: "again",
			why,
			afterMs: void 0
		};
	}
	if (error instanceof require_index.SignInOutageError) return {
		kind: "again",
		why: `the sign-in met ${error.why}`,
		afterMs: void 0,
		error
	};
	if (!require_restError.isRestError(error)) return {
		kind: "rethrow",
		error
	};
	const code = error.code ?? "";
	const hint = require_index.certificateAdvice(code);
	if (hint !== void 0) return {
		kind: "hopeless",
		why: `the certificate of the server is not accepted, ${code}`,
		hint
	};
	const why = code === "PARSE_ERROR" ? "the answer broke off" : `the connection failed, ${code}`;
	return write && !NEVER_SENT.includes(code) ? {
		kind: "unknown-outcome",
		why
	} : {
		kind: "again",
		why,
		afterMs: void 0
	};
}
// src/azure/arm/retry.ts
const ATTEMPT_MS = {
	least: 5e3,
	most: 3e4
};
const BUDGET_MS = 3e5;
const BACKOFF_MS = {
	first: 1e3,
	most: 3e4
};
const JITTER = .1;
const OVERTIME_MS = 6e4;
const IN_FLIGHT_MS = 3e3;
const OUT_OF_REACH = "Azure stayed out of reach through every retry.";
const NOT_UNDERSTOOD = `Something answers in Azure's place, or Azure sends something that this action does not understand; nothing was done because of it. Check ${require_index.nameInput("resource-manager-url")} and the proxy.`;
async function withRetries(attempt, { method, doing, action, pace, requests, expected }) {
	const { clock, signal } = pace;
	let failingSince;
	if (clock.now() > pace.deadline + OVERTIME_MS) throw new require_index.DeadlineError(`about to ${doing}`);
	for (let failures = 0;; failures++) {
		signal.throwIfAborted();
		if (method === "GET") await waitForQuota(action, {
			pace,
			requests
		});
		const result = await tryOnce(attempt, method, pace);
		const found = assess(method, result, clock.now(), expected);
		if (found.kind === "done") return found.response;
		if (found.kind === "rethrow") throw found.error;
		const cause = result.kind === "error" ? { cause: result.error } : {};
		if (found.kind === "unknown-outcome") throw new require_index.UnknownOutcomeError(doing, found.why, {
			...cause,
			answer: found.answer
		});
		if (found.kind === "hopeless") throw contactLost(doing, found.why, found.hint, cause);
		if (method !== "GET") throw new require_index.TurnedAwayError(doing, found.why, found.afterMs);
		requests.delayed(doing, found.why);
		if (isThrottled(result)) requests.throttled(action, found.afterMs ?? 0);
		const now = clock.now();
		failingSince = found.afterMs !== void 0 || isThrottled(result) ? void 0 : failingSince ?? now;
		if (now >= pace.deadline) throw new require_index.DeadlineError(`Azure did not answer (${found.why})`);
		if (failingSince !== void 0 && now - failingSince >= BUDGET_MS) {
			const last = result.kind === "response" ? result.response : void 0;
			if (last !== void 0 && last.status >= 405) return last;
			const hint = last === void 0 ? OUT_OF_REACH : NOT_UNDERSTOOD;
			throw found.error ?? contactLost(doing, found.why, hint, cause);
		}
		const wanted = Math.max(found.afterMs ?? 0, backoffMs(failures));
		const late = JITTER * pace.random() * wanted;
		const pause = Math.min(wanted + late, pace.deadline - now);
		pace.log.say(`Could not ${doing} (${found.why}); trying again in ${Math.ceil(pause / 1e3)} s.`);
		await clock.sleep(pause, signal);
	}
}
async function waitForQuota(action, { pace, requests }) {
	const { clock, signal, deadline } = pace;
	for (;;) {
		const pauseMs = requests.quotaPauseMs(action) * (1 + JITTER * pace.random());
		const leftMs = Math.min(pauseMs, deadline - clock.now());
		if (leftMs <= 0) return;
		await clock.sleep(leftMs, signal);
	}
}
async function tryOnce(attempt, method, { clock, signal, deadline }) {
	const stop = newStop();
	const stopNow = () => stop.abort(signal.reason);
	let timedOut = false;
	stop.on(signal, () => {
		const isCancel = signal.reason instanceof require_index.RunCancelledError;
		if (method !== "GET" && isCancel) stop.on(clock.limit(IN_FLIGHT_MS), stopNow);
		else stopNow();
	});
	const startLimit = () => {
		const left = Math.max(deadline - clock.now(), ATTEMPT_MS.least);
		const limit = clock.limit(Math.min(left, ATTEMPT_MS.most));
		stop.on(limit, () => {
			timedOut = true;
			stop.abort(limit.reason);
		});
		return stop.signal;
	};
	try {
		return {
			kind: "response",
			response: await attempt(startLimit)
		};
	} catch (error) {
		signal.throwIfAborted();
		if (error instanceof require_index.ActionError && !(error instanceof require_index.SignInOutageError) || !(error instanceof Error)) throw error;
		return {
			kind: "error",
			error,
			timedOut
		};
	} finally {
		stop.end();
	}
}
function isThrottled(result) {
	return result.kind === "response" && result.response.status === 429;
}
function backoffMs(failures) {
	return Math.min(BACKOFF_MS.first * 2 ** Math.min(failures, 10), BACKOFF_MS.most);
}
function contactLost(doing, why, hint, cause) {
	return new require_index.ActionError("contact-lost", `Could not ${doing}: ${why}.`, {
		hint,
		...cause
	});
}
// src/azure/arm/client.ts
function armClient(options) {
	const { origin, world, userAgent, pace, requests } = options;
	const pipeline = require_restError.createEmptyPipeline();
	const tokens = bearer(options);
	async function send(request) {
		const { method, body } = request;
		const url = urlOf(request, origin);
		const headers = headersOf(request, {
			userAgent,
			requestId: world.uuid()
		});
		const sendOnce = (limit, authorization) => {
			const sent = require_pipelineRequest.createPipelineRequest({
				url: url.href,
				method,
				headers: require_pipelineRequest.createHttpHeaders({
					...headers,
					authorization
				}),
				...body === void 0 ? {} : { body: JSON.stringify(body) },
				abortSignal: limit()
			});
			return pipeline.sendRequest(world.http, sent);
		};
		const response = await withRetries((limit) => {
			const ended = requests.asked(request.action);
			return tokens.send(request, (authorization) => sendOnce(limit, authorization)).finally(ended);
		}, {
			...request,
			pace,
			requests
		});
		const read = require_index.readAnswer(response, world.clock.now());
		const answer = {
			...read,
			remaining: requests.answered(request.action, read.remaining)
		};
		options.onAnswer(answer.ids, answer.date);
		options.debug(`${method} ${url.pathname} ${answer.status} ${answer.ids.requestId}`);
		const error = errorFor(request, answer);
		if (error !== void 0) throw error;
		return answer;
	}
	return {
		origin,
		send,
		readyToWrite: tokens.readyToWrite
	};
}
// src/azure/arm/quota.ts
const SPARE = 25;
const FREE_STARTS = 5;
const MOST_OF_HOUR = .8;
const FREED_AFTER_MS = 39e5;
const SMALLEST = 150;
const RARE = 20;
const DROPS = {
	kept: 9,
	least: 4
};
function quotaOf(clock) {
	const actions = new Map();
	let largest = 0;
	const hourly = () => Math.max(SMALLEST, largest + 1);
	const quotaFor = (action) => {
		const known = actions.get(action);
		if (known !== void 0) return known;
		const fresh = {
			at: 0,
			open: 0,
			sentAt: [],
			drops: [],
			emptyUntil: 0
		};
		actions.set(action, fresh);
		return fresh;
	};
	return {
		asked(action) {
			const quota = quotaFor(action);
			quota.open += 1;
			quota.sentAt.push(clock.now());
			return () => {
				quota.open -= 1;
			};
		},
		answered(action, remaining) {
			const quota = quotaFor(action);
			if (remaining === void 0) return void 0;
			largest = Math.max(largest, remaining);
			if (remaining <= 0) quota.emptyUntil = Math.max(quota.emptyUntil, clock.now() + EMPTY_QUOTA_PAUSE_MS);
			noteDrop(quota, remaining);
			quota.at = clock.now();
			return Math.floor(remaining / sharers(quota));
		},
		throttled(action, forMs) {
			const quota = quotaFor(action);
			quota.emptyUntil = Math.max(quota.emptyUntil, clock.now() + forMs);
		},
		quotaPauseMs(action) {
			const asked = action === void 0 ? [...actions.values()] : [quotaFor(action)];
			return Math.max(0, ...asked.map(({ emptyUntil }) => emptyUntil - clock.now()));
		},
		nextStartAt(work) {
			if (work.begun < FREE_STARTS) return Number.NEGATIVE_INFINITY;
			const present = {
				now: clock.now(),
				hourly: hourly()
			};
			return Math.max(...[...actions.values()].map((quota) => startAt(quota, work, present)));
		},
		hourly
	};
}
function noteDrop(quota, remaining) {
	const drop = quota.remaining === void 0 ? -1 : quota.remaining - remaining;
	quota.drops = drop < 0 ? [] : [...quota.drops, drop].slice(-DROPS.kept);
	quota.remaining = remaining;
}
function sharers({ drops }) {
	if (drops.length < DROPS.least) return 1;
	const median = drops.toSorted((a, b) => a - b)[Math.floor(drops.length / 2)] ?? 1;
	return Math.max(1, median);
}
function startAt(quota, work, { now, hourly }) {
	const { begun, inFlight, atOnce, toBegin } = work;
	const { sentAt, remaining, open, at } = quota;
	const asked = sentAt.length - countUntil(sentAt, work.since);
	if (remaining === void 0 || asked < begun / RARE) return Number.NEGATIVE_INFINITY;
	const left = Math.floor((remaining - open + freed(quota, now)) / sharers(quota));
	const each = asked / Math.max(begun, 1);
	const needed = Math.ceil(each);
	if (left >= Math.min(SPARE + needed * (inFlight + 1), each * (toBegin + inFlight))) return Number.NEGATIVE_INFINITY;
	const enough = Math.min(SPARE + needed * atOnce, hourly * MOST_OF_HOUR);
	return freeAt(quota, Math.ceil(enough - left), now) ?? Math.max(at, work.lastStartAt) + 324e3;
}
function freed({ sentAt, at }, now) {
	return countUntil(sentAt, now - FREED_AFTER_MS) - countUntil(sentAt, at - FREED_AFTER_MS);
}
function countUntil(times, until) {
	let count = 0;
	while (count < times.length && (times[count] ?? until) <= until) count += 1;
	return count;
}
function freeAt({ sentAt }, count, now) {
	const time = sentAt[countUntil(sentAt, now - FREED_AFTER_MS) + count - 1];
	return time === void 0 ? void 0 : time + FREED_AFTER_MS;
}
// src/azure/arm/request-log.ts
function requestLog(clock) {
	const delays = [];
	return {
		...quotaOf(clock),
		delayed(doing, why) {
			delays.push({
				at: clock.now(),
				what: `could not ${doing}: ${why}`
			});
		},
		delaysSince: (ms) => [...new Set(delays.filter(({ at }) => at >= ms).map(({ what }) => what))]
	};
}
// src/azure/backup/answers.ts
function requireInVault(vault) {
	return (item) => {
		if (require_index.insideVault(item.id, vault) !== void 0) return item;
		throw new require_index.ActionError("contact-lost", `Azure returned an item of another vault: ${item.id}.`, { hint: `Nothing was done. Check ${require_index.nameInput("vault")} and ${require_index.nameInput("resource-manager-url")}.` });
	};
}
const NO_SUCH_ITEM = "BMSUserErrorDataSourceObjectNotFound";
const NO_SUCH_NAME = ["BMSUserErrorContainerNameIncorrectFormat", "BMSUserErrorProtectedItemNameIncorrectFormat"];
function isNoSuchName(error) {
	return error instanceof require_index.ArmError && NO_SUCH_NAME.includes(error.service.code);
}
const isNotFound = (code) => /NotFound$/i.test(code);
function expectVault(vault) {
	return {
		isAbout: (body) => require_index.isRecord(require_index.at(body, "properties")) && isNamed(body, vault.name) && isSameVault(require_index.text(require_index.at(body, "id")) || require_index.vaultId(vault), require_index.vaultId(vault)),
		isNotFound
	};
}
function expectItem(vault, address) {
	return {
		isAbout(body) {
			const item = require_index.readItem(body);
			return item !== void 0 && require_index.insideVault(item.id, vault) !== void 0 && require_index.sameName(require_index.itemPath(item.address), require_index.itemPath(address));
		},
		isNotFound: (code) => code === NO_SUCH_ITEM
	};
}
function expectPoints(vault, address) {
	const isOfItem = (point) => {
		const path = require_index.insideVault(require_index.text(require_index.at(point, "id")), vault) ?? "";
		const owner = require_index.parseItemPath(path.replace(/\/recoveryPoints\/[^/]+$/i, ""));
		return owner !== void 0 && require_index.sameName(require_index.itemPath(owner), require_index.itemPath(address));
	};
	return {
		isAbout: (body) => require_index.list(require_index.at(body, "value")).every(isOfItem),
		isNotFound: (code) => code === NO_SUCH_ITEM
	};
}
function expectPolicy(vault, name) {
	return {
		isAbout: (body) => require_index.isRecord(require_index.at(body, "properties")) && isNamed(body, name) && require_index.insideVault(require_index.text(require_index.at(body, "id")), vault) !== void 0,
		isNotFound
	};
}
function expectJob(id) {
	return {
		isAbout: (body) => require_index.isRecord(require_index.at(body, "properties")) && isNamed(body, id),
		isNotFound
	};
}
function expectLro(id) {
	return {
		isAbout: (body) => require_index.sameName(lastSegment(require_index.text(require_index.at(body, "id"))), id) || require_index.sameName(require_index.text(require_index.at(body, "name")), id),
		isNotFound
	};
}
function lroIdOf(path) {
	return lastSegment(path.split(/[?#]/)[0] ?? "");
}
function isNamed(body, name) {
	return require_index.sameName(require_index.text(require_index.at(body, "name")) || lastSegment(require_index.text(require_index.at(body, "id"))), name);
}
function isSameVault(a, b) {
	const [one, other] = [a, b].map((id) => decoded(id).replace(/\/providers\/[^/]+\//i, "/"));
	return require_index.sameName(one ?? "", other ?? "");
}
function lastSegment(path) {
	return decoded(path.split("/").findLast((segment) => segment !== "") ?? "");
}
function decoded(path) {
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}
function unreadableReporter({ name }, say) {
	const said = new Set();
	return (count, what) => {
		const line = `Vault '${name}' lists ${count} ${what}${count === 1 ? "" : "s"} whose id cannot be read.`;
		if (count > 0 && !said.has(line)) say(line);
		said.add(line);
	};
}
function rethrowVaultNotFound(vault) {
	return (error) => {
		if (error instanceof require_index.ArmError && error.reason === "vault-not-found") throw vaultNotFound(vault, error.service, error);
		throw error;
	};
}
function hintOf(code) {
	const group = `${require_index.nameInput("resource-group")} is that of the vault, not that of the database or its VM.`;
	switch (code) {
		case "SubscriptionNotFound": return `Check ${require_index.nameInput("subscription-id")}, and whether the identity belongs to the tenant of that subscription.`;
		case "ResourceGroupNotFound": return `The subscription has no such group. Check ${require_index.nameInput("resource-group")} and ${require_index.nameInput("subscription-id")}. ${group}`;
		default: return `Check ${require_index.nameInput("vault")}, ${require_index.nameInput("resource-group")} and ${require_index.nameInput("subscription-id")}. ${group}`;
	}
}
function vaultNotFound(vault, service, cause) {
	const where = `resource group '${vault.resourceGroup}' of subscription ${vault.subscriptionId}`;
	return new require_index.ActionError("vault-not-found", `There is no vault '${vault.name}' in ${where}.`, {
		hint: hintOf(service.code),
		service,
		cause
	});
}
// src/azure/backup/guard.ts
const ITEMS = "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems";
const CRITICAL = {
	delete: `${ITEMS}/delete`,
	"stop-retain": `${ITEMS}/write#stopProtectionWithRetainData`,
	suspend: `${ITEMS}/write#suspendBackupsWithRetainData`,
	"weaker-policy": `${ITEMS}/write`
};
function readGuard(proxies) {
	const properties = require_index.at(proxies[0], "properties");
	if (properties === void 0) return void 0;
	const details = require_index.list(require_index.at(properties, "resourceGuardOperationDetails"));
	const requests = new Map();
	for (const [operation, critical] of Object.entries(CRITICAL)) {
		const detail = details.find((one) => require_index.sameName(require_index.text(require_index.at(one, "vaultCriticalOperation")), critical));
		const request = require_index.text(require_index.at(detail, "defaultResourceRequest"));
		if (request !== "") requests.set(operation, request);
	}
	return {
		id: require_index.text(require_index.at(properties, "resourceGuardResourceId")),
		requests
	};
}
// src/azure/backup/item-list.ts
function readItems(resources) {
	const read = resources.map((resource) => ({
		resource,
		item: require_index.readItem(resource)
	}));
	return {
		items: eachOnce(read.flatMap(({ item }) => item ?? [])),
		unreadable: read.flatMap(({ resource, item }) => item === void 0 ? require_index.text(require_index.at(resource, "properties", "friendlyName")) : [])
	};
}
function eachOnce(items) {
	return [...new Map(items.map((item) => [item.id.toLowerCase(), item])).values()];
}
// src/azure/backup/looked.ts
function looked({ retryAfterMs, remaining }, value) {
	return {
		value,
		retryAfterMs,
		remaining
	};
}
// src/azure/backup/recovery-point.ts
const TIERS = [
	"Invalid",
	"InstantRP",
	"HardenedRP",
	"ArchivedRP"
];
const STATES = [
	"Invalid",
	"Valid",
	"Disabled",
	"Deleted",
	"Rehydrated"
];
const HOLDING_TIERS = TIERS.slice(1);
const HOLDING_STATES = ["Valid", "Rehydrated"];
function readRecoveryPoints(resource) {
	const properties = require_index.at(resource, "properties");
	if (!require_index.isRecord(properties)) return [];
	const details = require_index.at(properties, "recoveryPointTierDetails");
	const tiers = require_index.list(details).map(readTier);
	const holding = tiers.filter(({ holds }) => holds);
	const common = {
		id: require_index.text(require_index.at(resource, "name")),
		type: require_index.text(require_index.at(properties, "type")) || require_index.text(require_index.at(properties, "recoveryPointType")),
		tier: holding.map(({ type }) => type).join(", "),
		archivedOnly: holding.length > 0 && holding.every(({ type, state }) => type === "ArchivedRP" && state === "Valid"),
		expiryTime: require_index.time(require_index.at(properties, "recoveryPointProperties", "expiryTime"))
	};
	const loss = lossOf(require_index.at(properties, "recoveryPointProperties"));
	const ranges = require_index.list(require_index.at(properties, "timeRanges"));
	if (ranges.length > 0 || require_index.sameName(common.type, "Log")) {
		const isUntiered = isAbsent(details) || Array.isArray(details) && tiers.length === 0;
		const log = {
			...common,
			type: "Log",
			flaw: loss || (isUntiered ? "" : flawOfTiers(tiers))
		};
		return ranges.map((range) => {
			const [start, end] = [require_index.time(require_index.at(range, "startTime")), require_index.time(require_index.at(range, "endTime"))];
			return start === void 0 || end === void 0 || end < start ? {
				...log,
				time: 0,
				flaw: log.flaw || UNDATED
			} : {
				...log,
				time: end,
				rangeStart: start
			};
		});
	}
	const taken = require_index.time(require_index.at(properties, "recoveryPointTimeInUTC")) ?? require_index.time(require_index.at(properties, "recoveryPointTime"));
	const flaw = loss || flawOfTiers(tiers);
	return [taken === void 0 ? {
		...common,
		time: 0,
		flaw: flaw || UNDATED
	} : {
		...common,
		time: taken,
		flaw
	}];
}
const UNDATED = "without a time that this action can read";
function readTier(detail) {
	const [writtenType, writtenState] = [require_index.at(detail, "type"), require_index.at(detail, "status")];
	const [type, state] = [word(writtenType, TIERS), word(writtenState, STATES)];
	return {
		type,
		state,
		holds: HOLDING_TIERS.includes(type) && HOLDING_STATES.includes(state),
		written: require_index.clip([writtenType, writtenState].map(require_index.text).filter(Boolean).join(" "), 80)
	};
}
function flawOfTiers(tiers) {
	if (tiers.some(({ holds }) => holds)) return "";
	if (tiers.length === 0) return "in no tier that Azure names";
	const told = (some) => some.map(({ written }) => `'${written}'`).join(", ");
	const unknown = tiers.filter(({ type, state }) => type === "" || state === "");
	return unknown.length > 0 ? `in a tier that this action does not know (${told(unknown)})` : `in no tier that holds its data any more (${told(tiers)})`;
}
function word(value, words) {
	if (typeof value === "number") return words[value] ?? "";
	return typeof value === "string" ? words.find((one) => require_index.sameName(one, value)) ?? "" : "";
}
function lossOf(properties) {
	if (isAbsent(properties)) return "";
	const [flag, expiry] = [require_index.at(properties, "isSoftDeleted"), require_index.at(properties, "expiryTime")];
	if (flag === true) return "soft-deleted";
	const isDated = isAbsent(expiry) || expiry === "" || isTime(expiry);
	return require_index.isRecord(properties) && (isAbsent(flag) || flag === false) && isDated ? "" : "soft-deleted or expired in a form that this action does not know";
}
function isTime(value) {
	return require_index.time(value) !== void 0 || /^(0001|2001)-01-01T/.test(require_index.text(value));
}
function isAbsent(value) {
	return value === void 0 || value === null;
}
// src/azure/backup/requests.ts
const API_VERSION = "2025-02-01";
const ACTIONS = {
	vault: "read",
	listItems: "backupProtectedItems/read",
	item: "backupFabrics/protectionContainers/protectedItems/read",
	PUT: "backupFabrics/protectionContainers/protectedItems/write",
	DELETE: "backupFabrics/protectionContainers/protectedItems/delete",
	POST: "backupFabrics/protectionContainers/protectedItems/backup/action",
	recoveryPoints: "backupFabrics/protectionContainers/protectedItems/recoveryPoints/read",
	policy: "backupPolicies/read",
	jobs: "backupJobs/read",
	cancelJob: "backupJobs/cancel/action",
	jobResult: "backupJobs/operationResults/read",
	operation: "backupOperations/read",
	itemOperation: "backupFabrics/protectionContainers/protectedItems/operationsStatus/read",
	guard: "backupResourceGuardProxies/read",
	unlockDelete: "backupResourceGuardProxies/unlockDelete/action"
};
function vaultRequests(arm) {
	const send = ({ permission, filter, ...request }) => arm.send({
		method: "GET",
		...request,
		action: `${VAULT_ACTIONS}${ACTIONS[permission]}`,
		query: request.path.includes("?") ? {} : {
			"api-version": API_VERSION,
			...filter === void 0 || filter === "" ? {} : { $filter: filter }
		}
	});
	const requests = {
		send,
		pages: async (request) => (await requests.lookAtPages(request)).value,
		async lookAtPages(request) {
			const found = [];
			const seen = new Set();
			let answer = await send(request);
			for (;;) {
				const value = require_index.at(answer.body, "value");
				if (!Array.isArray(value)) throw unreadable(request.doing, "the answer is not a list");
				found.push(...value);
				const next = require_index.text(require_index.at(answer.body, "nextLink"));
				if (next === "") return looked(answer, found);
				if (seen.has(next)) throw unreadable(request.doing, "its pages never end");
				seen.add(next);
				requireArmOrigin(next, arm.origin, request.doing);
				answer = await send({
					...request,
					path: next
				});
			}
		}
	};
	return requests;
}
function requireArmOrigin(url, origin, doing) {
	if (isOn(origin, url)) return;
	throw unreadable(doing, "the next page is on another host");
}
function unreadable(doing, why) {
	return new require_index.ActionError("contact-lost", `Could not ${doing}: ${why}.`, { hint: `Azure sent something that this action does not understand; nothing was done because of it. Check ${require_index.nameInput("resource-manager-url")} and the proxy.` });
}
function filterOf(terms) {
	return Object.entries(terms).filter((term) => term[1] !== void 0).map(([key, value]) => `${key} eq '${value.replaceAll("'", "''")}'`).join(" and ");
}
function filterTime(ms) {
	const iso = new Date(ms).toISOString();
	const hour = Number(iso.slice(11, 13));
	const twelve = String(hour % 12 || 12).padStart(2, "0");
	return `${iso.slice(0, 10)} ${twelve}${iso.slice(13, 19)} ${hour < 12 ? "AM" : "PM"}`;
}
function jobFilterOf({ startedBetween, ...filter }) {
	const [from, to] = startedBetween ?? [];
	return filterOf({
		...filter,
		startTime: from === void 0 ? void 0 : filterTime(from),
		endTime: to === void 0 ? void 0 : filterTime(to)
	});
}
// src/azure/backup/reads.ts
function vaultReads({ vault, paths, send }) {
	return { async vaultState() {
		const doing = `read the vault '${vault.name}'`;
		const expected = expectVault(vault);
		try {
			const answer = await send({
				path: paths.root,
				doing,
				permission: "vault",
				expected
			});
			if (answer.status === 404) throw vaultNotFound(vault, require_index.readServiceError(answer.body));
			return require_index.readVaultState(answer.body);
		} catch (error) {
			if (!(error instanceof require_index.ArmError)) throw error;
			if (error.status === 404) throw vaultNotFound(vault, error.service, error);
			if (error.status === 403) return require_index.readVaultState(void 0);
			throw error;
		}
	} };
}
function itemReads({ vault, paths, send, pages, tellUnreadable }) {
	const inVault = requireInVault(vault);
	return {
		async listItems({ backupManagementType, itemType }) {
			const { items, unreadable } = readItems(await pages({
				path: paths.items,
				doing: `list the items of vault '${vault.name}'`,
				permission: "listItems",
				filter: filterOf({
					backupManagementType,
					itemType
				})
			}));
			tellUnreadable(unreadable.length, "item");
			return {
				items: items.map(inVault),
				unreadable
			};
		},
		async item(address) {
			const answer = await send({
				path: paths.item(address),
				doing: `read the item '${address.name}'`,
				permission: "item",
				expected: expectItem(vault, address)
			});
			return answer.status === 404 ? void 0 : require_index.readItem(answer.body);
		}
	};
}
function policyReads({ vault, paths, send, pages }) {
	return {
		async policy(name) {
			const answer = await send({
				path: paths.policy(name),
				doing: `read the policy '${name}'`,
				permission: "policy",
				expected: expectPolicy(vault, name)
			});
			return answer.status === 404 ? void 0 : require_index.readPolicy(answer.body);
		},
		async listPolicyNames() {
			const path = paths.policies;
			return (await pages({
				path,
				doing: `list the policies of vault '${vault.name}'`,
				permission: "policy"
			})).map((resource) => require_index.text(require_index.at(resource, "name"))).filter(Boolean);
		}
	};
}
function jobReads({ vault, paths, send, lookAtPages, tellUnreadable }) {
	async function lookAtJobs(filter) {
		const { value: resources, ...timing } = await lookAtPages({
			path: paths.jobs,
			doing: `list the backup jobs of vault '${vault.name}'`,
			permission: "jobs",
			filter: jobFilterOf(filter)
		});
		const jobs = resources.map(require_index.readJob).map((job) => job.status === "" ? require_index.withStatus(job, filter.status ?? "") : job);
		const readable = jobs.filter(({ id }) => id !== "");
		tellUnreadable(jobs.length - readable.length, "job");
		return {
			...timing,
			value: readable
		};
	}
	return {
		lookAtJobs,
		listJobs: async (filter) => (await lookAtJobs(filter)).value,
		async job(id) {
			const answer = await send({
				path: paths.job(id),
				doing: `read the job ${id}`,
				permission: "jobs",
				expected: expectJob(id)
			});
			return looked(answer, answer.status === 404 ? void 0 : require_index.readJob(answer.body));
		},
		async cancelResult(path) {
			const answer = await send({
				path,
				doing: "read the result of the cancellation",
				permission: "jobResult"
			});
			return looked(answer, answer.status !== 202);
		}
	};
}
function pointReads({ vault, paths, pages }) {
	return { async recoveryPoints(address) {
		return (await pages({
			path: paths.recoveryPoints(address),
			doing: `list the recovery points of '${address.name}'`,
			permission: "recoveryPoints",
			expected: expectPoints(vault, address)
		})).flatMap(readRecoveryPoints);
	} };
}
function guardReads({ vault, paths, pages }) {
	return { async guard() {
		const path = paths.guards;
		return readGuard(await pages({
			path,
			doing: `read the resource guard of vault '${vault.name}'`,
			permission: "guard"
		}));
	} };
}
function lroReads({ send }) {
	return { async lro(path) {
		const answer = await send({
			path,
			doing: "read the status of the operation",
			permission: /\/operationsStatus\//i.test(path) ? "itemOperation" : "operation",
			accept: [400],
			expected: expectLro(lroIdOf(path))
		});
		return looked(answer, answer.status >= 400 ? void 0 : answer.body);
	} };
}
// src/azure/backup/writes.ts
function itemWrites({ vault, origin, paths, send }) {
	return { async write(address, { method, body }, { doing, headers }) {
		const answer = await send({
			method,
			path: method === "POST" ? paths.backup(address) : paths.item(address),
			...body === void 0 ? {} : { body },
			doing,
			permission: method,
			headers
		});
		return {
			ids: answer.ids,
			lro: lroOf(answer, {
				origin,
				vault
			})
		};
	} };
}
function jobWrites({ vault, origin, paths, send }) {
	return { async cancelJob(id) {
		const answer = await send({
			method: "POST",
			path: paths.cancelJob(id),
			doing: `cancel the job ${id}`,
			permission: "cancelJob"
		});
		const place = {
			origin,
			vault
		};
		const result = cancelResultOf(answer, id, place);
		return {
			ids: answer.ids,
			lro: lroOf(answer, place),
			result
		};
	} };
}
function guardWrites({ paths, send }) {
	return { async unlockDelete(itemId, request, headers) {
		await send({
			method: "POST",
			path: paths.unlockDelete,
			body: {
				resourceGuardOperationRequests: [request],
				resourceToBeDeleted: itemId
			},
			doing: "unlock the item for deletion under multi-user authorization",
			permission: "unlockDelete",
			headers
		});
	} };
}
// src/azure/backup/client.ts
function vaultClient(options) {
	const line = lineTo(options);
	return {
		vault: options.vault,
		...vaultReads(line),
		...itemReads(line),
		...policyReads(line),
		...jobReads(line),
		...pointReads(line),
		...guardReads(line),
		...lroReads(line),
		...itemWrites(line),
		...jobWrites(line),
		...guardWrites(line),
		readyToWrite: () => options.arm.readyToWrite()
	};
}
function lineTo({ arm, vault, say }) {
	return {
		...vaultRequests({
			...arm,
			send: (request) => request.method === "GET" ? arm.send(request).catch(rethrowVaultNotFound(vault)) : arm.send(request)
		}),
		vault,
		origin: arm.origin,
		paths: vaultPaths(vault),
		tellUnreadable: unreadableReporter(vault, say)
	};
}
// src/operations/recorded-times.ts
const DATABASE_POLICY = {
	quarter: 72.2,
	ends: [
		66.5,
		72.8,
		74.8,
		76.8,
		114.5,
		125.2
	]
};
const DATABASE_STOP = {
	quarter: 31.6,
	ends: [
		32.1,
		34.1,
		36.1
	]
};
const VM_CHANGE = {
	quarter: 10.8,
	ends: [11.2, 13.2]
};
const SHARE_POLICY = {
	quarter: 40.9,
	ends: [
		33,
		41.4,
		43.4
	]
};
const SHARE_STOP = {
	quarter: 20.9,
	ends: [21.3, 23.3]
};
const BACKUP_REQUEST = {
	quarter: 1,
	ends: [2]
};
const DATABASE = {
	policy: DATABASE_POLICY,
	stop: DATABASE_STOP,
	delete: DATABASE_STOP,
	undelete: DATABASE_STOP,
	backup: BACKUP_REQUEST
};
const LRO_TIMES = {
	SQLDataBase: DATABASE,
	SAPHanaDatabase: DATABASE,
	SAPAseDatabase: {},
	VM: {
		policy: VM_CHANGE,
		stop: VM_CHANGE,
		delete: {
			quarter: 111.2,
			ends: [
				11.8,
				21.6,
				101.8,
				103.8,
				111.6,
				113.6,
				116.4
			]
		},
		undelete: VM_CHANGE,
		backup: BACKUP_REQUEST
	},
	AzureFileShare: {
		policy: SHARE_POLICY,
		stop: SHARE_STOP,
		delete: SHARE_STOP,
		undelete: SHARE_STOP,
		backup: BACKUP_REQUEST
	}
};
const POINT_TIMES = {
	quarter: 105,
	ends: [35, 105],
	most: 35
};
function lroTimes(kind, workload) {
	return workload && LRO_TIMES[workload][kind];
}
const JOB_TIMES = {
	"AzureWorkloadJob Backup": {
		quarter: 121.5,
		ends: [61.5, 63.5],
		every: 61
	},
	"AzureWorkloadJob Restore": {
		quarter: 181.5,
		ends: [91.8, 93.8],
		every: 90.8
	},
	"AzureWorkloadJob RestoreWithRehydrate": {
		quarter: 12095,
		ends: []
	},
	"AzureIaaSVMJob Backup": {
		quarter: 2471,
		ends: [
			214.5,
			216.5,
			221
		],
		every: 600.3,
		from: 458,
		fromTask: "Take Snapshot"
	},
	"AzureIaaSVMJob Restore": {
		quarter: 66.5,
		ends: []
	},
	"AzureStorageJob Backup": {
		quarter: 2.4,
		ends: [2.9, 4]
	},
	"AzureStorageJob Restore": {
		quarter: 32,
		ends: [33.2, 303.3]
	}
};
function jobTimes(job, elapsedMs) {
	const kind = `${withoutVersion(job.jobType)} ${job.operation.split(" ")[0] ?? ""}`;
	const times = JOB_TIMES[kind];
	if (times?.fromTask === void 0) return times;
	const { from = 0, fromTask } = times;
	const task = job.tasks.find(({ name }) => require_index.sameName(name, fromTask));
	if (task === void 0) return times;
	if (!require_index.hasEnded(task)) return {
		...times,
		from: Math.max(from, elapsedMs / 1e3)
	};
	if (task.endTime === void 0 || job.startTime === void 0) return times;
	return {
		...times,
		from: (task.endTime - job.startTime) / 1e3
	};
}
function withoutVersion(jobType) {
	return jobType.replace(/V2$/, "");
}
// src/operations/time-limit.ts
function defaultTimeoutMs(operation, jobType, waitsForVm = false) {
	if (!require_index.descriptorOf(operation).endsWithJob) return (waitsForVm ? 300 : 30) * require_index.MINUTE_MS;
	const type = withoutVersion(jobType ?? "");
	return (require_index.WORKLOADS.some((workload) => workload.isDatabase && workload.jobType === type) ? 120 : 300) * require_index.MINUTE_MS;
}
// src/sequence/shared-reads.ts
function sharedReads(clock) {
	const latest = new Map();
	return { async read(name, notBefore, ask) {
		const known = latest.get(name);
		if (known !== void 0 && known.askedAt >= notBefore) return {
			value: await known.value,
			askedAt: known.askedAt
		};
		const asked = {
			askedAt: clock.now(),
			value: ask()
		};
		latest.set(name, asked);
		asked.value.catch(() => {
			if (latest.get(name) === asked) latest.delete(name);
		});
		return {
			value: await asked.value,
			askedAt: asked.askedAt
		};
	} };
}
// src/sequence/together.ts
function alone(backup) {
	return {
		isCrowded: () => false,
		lookAtJob: (id) => backup.job(id),
		looksEarly: () => true,
		endLooks: () => {},
		share: (remaining) => remaining,
		lookAtState: async () => void 0
	};
}
function shareOf(remaining, inFlight) {
	if (remaining === void 0 || remaining >= ENOUGH + LOOKS * inFlight) return remaining;
	return remaining / Math.max(1, inFlight);
}
const ENOUGH = 50;
const LOOKS = 2;
function inCompany({ flight, jobs, states }) {
	let early;
	let mostLeft = 0;
	const isCrowded = () => flight.inFlight() > 1;
	return (seat) => ({
		isCrowded,
		lookAtJob: (id, asked) => jobs.look(id, asked),
		looksEarly(id, remaining = mostLeft) {
			mostLeft = Math.max(mostLeft, remaining);
			if (!isCrowded()) return true;
			if (remaining < mostLeft / 2) return false;
			early ??= id;
			return early === id;
		},
		endLooks(id) {
			if (early === id) early = void 0;
		},
		share: (remaining) => shareOf(remaining, flight.inFlight()),
		async lookAtState(item, shows) {
			if (states === void 0) return void 0;
			const look = states.look(item);
			seat.leave();
			const listed = await look;
			if (listed !== void 0 && shows(listed)) return listed;
			await seat.retake();
		}
	});
}
// src/run/prepare.ts
const USER_AGENT = "azure-backup-gate/1";
function makeTools(inputs, connection, step) {
	const { vault, tokens, guardTokens } = connection;
	const { host, world, log, findings, service, ledger, counts } = step;
	const requests = requestLog(world.clock);
	const backup = vaultClient({
		arm: armClient({
			origin: inputs.resourceManager,
			world,
			tokens,
			pace: paceOf(inputs, step, findings),
			requests,
			userAgent: `${USER_AGENT} (${host.run.name})`,
			debug: log.debug,
			onAnswer(ids, date) {
				findings.answered(ids);
				service.read(date);
			}
		}),
		vault,
		say: log.say
	});
	const shared = {
		backup,
		requests,
		shared: sharedReads(world.clock),
		together: alone(backup),
		isRed: (result) => require_index.REASONS[require_index.judgeResult(result, inputs).reason].red,
		fitsOutput: host.run.fitsOutput,
		guardToken: guardTokens && (() => guardTokens({
			fresh: false,
			validForMs: 3e5,
			signal: world.signal
		})),
		serviceNow: service.now,
		present: service.present
	};
	const toolsOf = (one) => ({
		...shared,
		pace: paceOf(inputs, one, findings),
		log: one.log,
		known: one.findings.known,
		learn: one.findings.learn,
		announceItems(items) {
			ledger.announce(items);
			counts.announce();
		},
		forItem(path) {
			const entry = ledger.forItem(path);
			const own = {
				...step,
				log: itemLog(path, step),
				findings: entry.findings
			};
			return {
				...toolsOf(own),
				...progressOf(entry, inputs, step)
			};
		}
	});
	return toolsOf(step);
}
function itemLog(path, { log, ledger, counts, world }) {
	if (!require_index.isAboutMany(ledger)) return require_index.logOf(path, log);
	return require_index.quietLogOf(path, log, {
		clock: world.clock,
		heard: counts.update
	});
}
function progressOf(entry, inputs, { counts }) {
	return {
		begin() {
			entry.begin();
			counts.update();
		},
		end(ending) {
			const known = entry.findings.known();
			entry.end(ending.kind === "not-judged" ? void 0 : require_index.judgeResult({
				known,
				ending
			}, inputs));
			counts.ended(entry);
		}
	};
}
function paceOf({ operation, timeoutMs, fixedPauseMs }, { world, startedAt, log, findings }, whole) {
	return {
		clock: world.clock,
		signal: world.signal,
		startedAt,
		get deadline() {
			const { job, before, waitsForVm = false } = findings.known();
			const expected = before?.workload?.isDatabase ? "AzureWorkloadJob" : void 0;
			const jobType = job?.jobType ?? expected;
			const { extraMs = 0 } = whole.known();
			return startedAt + (timeoutMs ?? defaultTimeoutMs(operation, jobType, waitsForVm) + extraMs);
		},
		fixedPauseMs,
		random: world.random,
		log
	};
}
Object.defineProperty(exports, "CLOCK_TOLERANCE_MS", {
	enumerable: true,
	get: function() {
		return CLOCK_TOLERANCE_MS;
	}
});
Object.defineProperty(exports, "GUARD_ROLE", {
	enumerable: true,
	get: function() {
		return GUARD_ROLE;
	}
});
Object.defineProperty(exports, "JOB_TIMES", {
	enumerable: true,
	get: function() {
		return JOB_TIMES;
	}
});
Object.defineProperty(exports, "POINT_TIMES", {
	enumerable: true,
	get: function() {
		return POINT_TIMES;
	}
});
Object.defineProperty(exports, "ROLE_DELAY", {
	enumerable: true,
	get: function() {
		return ROLE_DELAY;
	}
});
Object.defineProperty(exports, "addWarning", {
	enumerable: true,
	get: function() {
		return addWarning;
	}
});
Object.defineProperty(exports, "beganWithRequest", {
	enumerable: true,
	get: function() {
		return beganWithRequest;
	}
});
Object.defineProperty(exports, "eachOnce", {
	enumerable: true,
	get: function() {
		return eachOnce;
	}
});
Object.defineProperty(exports, "inCompany", {
	enumerable: true,
	get: function() {
		return inCompany;
	}
});
Object.defineProperty(exports, "isNoSuchName", {
	enumerable: true,
	get: function() {
		return isNoSuchName;
	}
});
Object.defineProperty(exports, "isWorkOf", {
	enumerable: true,
	get: function() {
		return isWorkOf;
	}
});
Object.defineProperty(exports, "jobTimes", {
	enumerable: true,
	get: function() {
		return jobTimes;
	}
});
Object.defineProperty(exports, "jobsThatMayBeOurs", {
	enumerable: true,
	get: function() {
		return jobsThatMayBeOurs;
	}
});
Object.defineProperty(exports, "lroTimes", {
	enumerable: true,
	get: function() {
		return lroTimes;
	}
});
Object.defineProperty(exports, "makeTools", {
	enumerable: true,
	get: function() {
		return makeTools;
	}
});
Object.defineProperty(exports, "matchJob", {
	enumerable: true,
	get: function() {
		return matchJob;
	}
});
Object.defineProperty(exports, "nextLook", {
	enumerable: true,
	get: function() {
		return nextLook;
	}
});
Object.defineProperty(exports, "noteWrite", {
	enumerable: true,
	get: function() {
		return noteWrite;
	}
});
Object.defineProperty(exports, "pauseFor", {
	enumerable: true,
	get: function() {
		return pauseFor;
	}
});
Object.defineProperty(exports, "poll", {
	enumerable: true,
	get: function() {
		return poll;
	}
});
Object.defineProperty(exports, "proveOurs", {
	enumerable: true,
	get: function() {
		return proveOurs;
	}
});
Object.defineProperty(exports, "readLro", {
	enumerable: true,
	get: function() {
		return readLro;
	}
});
Object.defineProperty(exports, "rememberJob", {
	enumerable: true,
	get: function() {
		return rememberJob;
	}
});
Object.defineProperty(exports, "rememberJobs", {
	enumerable: true,
	get: function() {
		return rememberJobs;
	}
});
Object.defineProperty(exports, "spreadPauseMs", {
	enumerable: true,
	get: function() {
		return spreadPauseMs;
	}
});
Object.defineProperty(exports, "vaultPaths", {
	enumerable: true,
	get: function() {
		return vaultPaths;
	}
});
Object.defineProperty(exports, "warnOfShortRetention", {
	enumerable: true,
	get: function() {
		return warnOfShortRetention;
	}
});
Object.defineProperty(exports, "whyForbidden", {
	enumerable: true,
	get: function() {
		return whyForbidden;
	}
});
