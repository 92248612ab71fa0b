const require_index = require("./index.js");
const require_prepare = require("./prepare-BmI0XNsF.js");
// src/azure/identity/sign-in.ts
function describeSignIn(settings, assertions) {
	switch (settings.kind) {
		case "client-secret": return "with the client secret of a service principal";
		case "client-certificate": return "with the certificate of a service principal";
		case "assertion": return `with ${assertions}`;
		case "managed-identity": return settings.clientId === "" ? "with the machine's managed identity" : "with the machine's user-assigned managed identity";
		case "az-session": return "with the session of the Azure CLI";
	}
}
// src/operations/wish.ts
function plan(wish, before) {
	const operation = asWrite(wish);
	const { condition } = before.item;
	if (condition === "unreadable") return {
		kind: "refuse",
		...require_index.UNREADABLE
	};
	const cell = operation.column[condition];
	return cell.kind === "go" ? operation.plan(wish, before) : cell;
}
function divideWish(wish, items) {
	const division = items.length > 1 ? asWrite(wish).divide?.(wish, items) : void 0;
	const wishes = new Map(items.map((item, index) => [item.id.toLowerCase(), division?.wishes[index] ?? wish]));
	return {
		wishFor(item) {
			const own = wishes.get(item.id.toLowerCase());
			if (own === void 0) throw new Error(`Nothing was wished for ${item.id}.`);
			return own;
		},
		refusal: division?.refusal
	};
}
function preferenceOf(kind) {
	return require_index.OPERATIONS_BY_NAME[kind].prefers ?? "live";
}
function reachedBy(wish, before) {
	const { reached } = asWrite(wish);
	if (reached === void 0) return void 0;
	return (after, afterOwnJob = false) => reached(wish, before, after, afterOwnJob);
}
function warningOnReached(wish, before, after) {
	return asWrite(wish).warningOnReached?.(wish, before, after);
}
function firstQuestionOf(wish) {
	return asWrite(wish).asks?.(wish);
}
function asWrite(wish) {
	return require_index.OPERATIONS_BY_NAME[wish.kind];
}
function questionOf(wish) {
	const operation = require_index.OPERATIONS_BY_NAME[wish.kind];
	return {
		answer: (evidence) => operation.answer(wish, evidence),
		ignoresStopped: operation.ignoresStopped?.(wish) ?? false,
		backups: operation.decisiveBackups?.(wish)
	};
}
// src/sequence/item-evidence.ts
function evidenceOf(found, ended, tools) {
	const { item, points, running } = found;
	return {
		item,
		points,
		jobs: [...ended, ...running.filter((job) => isOf(found, job))],
		...timeOfVerdict(item, [...ended, ...running], tools)
	};
}
function isOf({ item, listed }, job) {
	return require_prepare.matchJob(job, item, listed) !== "no";
}
function timeOfVerdict({ lastBackupTime }, jobs, tools) {
	const written = jobs.flatMap(({ startTime, endTime }) => [startTime, endTime]).filter((time) => time !== void 0);
	const present = require_index.ageTime(tools.present(), written);
	const clock = require_index.ageTime(tools.present(), [...written, lastBackupTime ?? 0]);
	if (clock !== void 0 && present !== void 0) return {
		...clock,
		present: present.now
	};
	throw new require_index.ActionError("contact-lost", "Azure's answers have no date, so the age of a recovery point is unknown.", { hint: `A proxy may remove the header 'Date'. Check ${require_index.nameInput("resource-manager-url")} and the proxy.` });
}
// src/concurrency.ts
async function awaitAll(...work) {
	return valuesOf(await Promise.allSettled(work));
}
async function inParallel(list, most, work) {
	const results = [];
	const queue = list.entries();
	const worker = async () => {
		for (const [index, element] of queue) {
			const [result] = await Promise.allSettled([work(element)]);
			results[index] = result;
		}
	};
	await Promise.all(Array.from({ length: Math.min(most, list.length) }, worker));
	return valuesOf(results);
}
function valuesOf(results) {
	throwFirst(results.flatMap((result) => result.status === "rejected" ? [result.reason] : []));
	return results.flatMap((result) => result.status === "fulfilled" ? [result.value] : []);
}
function throwFirst(errors) {
	if (errors.length > 0) throw errors.toSorted((a, b) => rank(a) - rank(b))[0];
}
function rank(error) {
	return require_index.rankOf(error instanceof require_index.ActionError ? error.reason : "defect");
}
// src/naming/suggestions.ts
const MOST$1 = 5;
const EXAMPLES = 2;
function suggestItem(ref, searched) {
	const listed = nearestFirst(ref, searched.listed);
	return withVariable(ref) ?? withOtherSlashes(ref, listed) ?? asSeveral(ref, listed) ?? asHalf(ref, listed) ?? asMachine(ref, listed) ?? asPlace(ref, searched) ?? asPolicy(ref, listed) ?? inOtherOrder(ref, listed) ?? elsewhere(ref, listed) ?? atUnknownPlace(ref, listed) ?? similarNames(ref, listed) ?? othersThere(ref, listed) ?? (/[,"'`#]|^-/.test(ref.written) ? "One item a line, without commas, dashes, quotes or comments." : void 0);
}
function nearestFirst(ref, listed) {
	const isThere = ({ address, levels }) => {
		if (ref.kind === "address") return require_index.sameName(address.container, ref.address.container);
		return ref.kind === "path" && require_index.placesOf(ref.parts.slice(0, -1), levels).length > 0;
	};
	return [...listed.filter(isThere), ...listed.filter((item) => !isThere(item))];
}
function withVariable(ref) {
	const variable = ref.kind === "path" ? ref.parts.find(require_index.isVariable) : void 0;
	return variable && `'${variable}' is a variable that nothing has replaced. Write it as an expression, such as '\${{ vars.NAME }}' or '\${{ env.NAME }}'.`;
}
function asSeveral({ written }, listed) {
	const found = written.split(",").map((piece) => piece.replace(/\s#.*$/, "").replace(/^[-\s"'`[]+|[\s"'`\]]+$/g, "").trim()).filter((path) => matching(path.split("/"), listed).length > 0);
	return found.length === 0 || found[0] === written ? void 0 : `${require_index.ONE_A_LINE} Write ${found.map((path) => `'${path}'`).join(" and ")}.`;
}
function withOtherSlashes({ written }, listed) {
	const path = written.replace(/\s*[\\>:;,.]+\s*/g, "/");
	if (path === written || matching(path.split("/"), listed).length === 0) return void 0;
	return `The parts of a path are separated by '/': write '${path}'.`;
}
function asHalf({ written }, listed) {
	const whole = listed.filter(({ address }) => require_index.sameName(address.container, written) || require_index.sameName(address.name, written));
	if (!written.includes(";") || whole.length === 0) return void 0;
	return `A native name is 'container/item', and this is one half of it: write ${either(whole.map(({ address }) => require_index.nativeName(address)))}.`;
}
function asMachine(ref, listed) {
	if (ref.kind !== "source") return void 0;
	const inside = listed.filter(({ sourceId }) => require_index.sameName(sourceId, ref.source.id));
	if (inside.length === 0) return void 0;
	const examples = either(inside.slice(0, EXAMPLES).map((item) => pathWithHost(item, listed)));
	return ref.source.workload.isItsSource ? `The VM is not backed up as a whole, but databases in it are: name one, such as ${examples}.` : `In that storage account it protects ${examples}.`;
}
function asPlace(ref, { listed, several }) {
	if (ref.kind !== "path" || ref.parts.some((part) => part.includes("*"))) return void 0;
	const inside = listed.filter(({ levels }) => require_index.placesOf(ref.parts, levels).length > 0);
	const [first] = inside;
	const kind = first && require_index.placesOf(ref.parts, first.levels)[0]?.at(-1);
	if (first === void 0 || kind === void 0) return void 0;
	const place = `'${require_index.refName(ref)}' is ${nounOf(kind, first)}`;
	const examples = either(inside.slice(0, EXAMPLES).map((item) => pathWithHost(item, listed)));
	return several ? `${place}: write '${ref.written}/*' for all of its items, or name one, such as ${examples}.` : `${place}: name one of its items, such as ${examples}.`;
}
function nounOf(kind, { address, workload }) {
	if (kind !== "instance") return `a ${kind}`;
	if (/^SQLAGWorkLoadContainer;/i.test(address.container)) return "an availability group";
	return workload?.instance ?? "an instance";
}
function asPolicy(ref, listed) {
	const name = require_index.refName(ref);
	const under = listed.filter(({ policyId }) => require_index.sameName(require_index.nameInId(policyId), name));
	if (name === "" || under.length === 0) return void 0;
	return `'${name}' is a policy: name an item that it protects, such as ${either(under.slice(0, EXAMPLES).map((item) => pathWithHost(item, listed)))}.`;
}
function inOtherOrder(ref, listed) {
	if (ref.kind !== "path" || ref.parts.length < 2 || ref.parts.length > MOST$1) return void 0;
	const found = permutations(ref.parts).find((parts) => matching(parts, listed).length > 0);
	return found && `A path goes from the outside in, the item last: write '${found.join("/")}'.`;
}
function permutations(parts) {
	if (parts.length < 2) return [parts];
	return parts.flatMap((part, index) => permutations(parts.toSpliced(index, 1)).map((rest) => [part, ...rest]));
}
function elsewhere(ref, listed) {
	const name = require_index.refName(ref);
	if (/^\**$/.test(name)) return void 0;
	const found = matching([name], listed);
	const [only, ...others] = found;
	if (only === void 0) return void 0;
	const paths = either(found.map((item) => pathWithHost(item, listed)));
	const host = hostOf(only);
	if (others.length > 0 || host === void 0 || name.includes("*")) return `'${name}' is at another place: write ${paths}.`;
	const kind = nounOf(host.kind, only).replace(/^an? /, "");
	return `'${name}' is ${`${kind === "server" ? "on" : "in"} the ${kind} '${host.names[0]}'`}: write ${paths}.`;
}
function atUnknownPlace(ref, listed) {
	if (ref.kind !== "path") return void 0;
	const levels = listed.flatMap((item) => item.levels);
	const unknown = ref.parts.slice(0, -1).find((part) => levels.every((level) => require_index.placesOf([part], [level]).length === 0));
	if (unknown === void 0) return void 0;
	const names = [...new Set(levels.flatMap(({ names: [name] }) => name ?? []))];
	const near = require_index.nearest(unknown, names, {
		nameOf: (name) => name,
		share: 1 / 4,
		most: MOST$1
	});
	const hosts = [...new Set(listed.flatMap((item) => hostOf(item)?.names[0] ?? []))];
	const meant = near.length > 0 ? `Did you mean ${either(near)}?` : `Items are at ${all(hosts)}.`;
	return hosts.length === 0 ? void 0 : `No item is at '${unknown}'. ${meant}`;
}
function othersThere(ref, listed) {
	if (ref.kind !== "path" || ref.parts.length < 2) return void 0;
	const place = ref.parts.slice(0, -1);
	const there = listed.filter(({ levels }) => require_index.placesOf(place, levels).length > 0);
	const names = [...new Set(there.map(({ friendlyName }) => friendlyName))];
	return names.length === 0 ? void 0 : `At '${place.join("/")}' there ${names.length === 1 ? "is" : "are"} ${all(names)}.`;
}
function similarNames(ref, listed) {
	const near = nearMisses(require_index.refName(ref), listed).map((item) => pathWithHost(item, listed));
	return near.length === 0 ? void 0 : `Did you mean ${either(near)}?`;
}
function nearMisses(name, items) {
	return require_index.nearest(name.replaceAll("*", ""), items, {
		nameOf: ({ friendlyName }) => friendlyName,
		share: 1 / 2,
		most: MOST$1
	});
}
function suggestPolicy(name, names) {
	const near = require_index.nearest(name, names, {
		nameOf: (one) => one,
		share: 1 / 4,
		most: MOST$1
	});
	if (near.length > 0) return `Did you mean ${either(near)}?`;
	return names.length === 0 ? void 0 : `It has ${all(names)}.`;
}
function matching(parts, listed) {
	return listed.filter((item) => require_index.pathMatches(parts, item));
}
function hostOf({ levels }) {
	return levels.find(({ kind }) => kind === "server") ?? levels.at(-1);
}
function pathWithHost(item, listed) {
	const shortest = require_index.shortestPath(item, listed);
	if (shortest.includes("/")) return shortest;
	const host = hostOf(item)?.names[0];
	return require_index.pathsOf(item).find(([first], _, all) => all.length > 1 && first === host)?.join("/") ?? shortest;
}
function either(names) {
	return joined(names, "or");
}
function all(names) {
	return joined(names, "and");
}
function joined(names, word) {
	const shown = names.slice(0, MOST$1).map((name) => `'${name}'`);
	if (names.length > MOST$1) shown.push(`${names.length - MOST$1} more`);
	const last = shown.pop() ?? "";
	return shown.length === 0 ? last : `${shown.join(", ")} ${word} ${last}`;
}
// src/naming/line-errors.ts
function badLine(written, reason, { message, hint }) {
	return {
		written,
		reason,
		error: (most) => new require_index.ActionError(reason, message, { hint: hint(most) })
	};
}
function notFound(ref, { listed, several, workload, vault }) {
	const what = workload?.words ?? "item";
	return badLine(ref.written, "item-not-found", {
		message: `The vault '${vault.name}' protects no ${what} '${ref.written}'.`,
		hint: () => (listed && suggestItem(ref, {
			listed,
			several
		})) ?? nothingAlike(listed?.length, what)
	});
}
function nothingAlike(count, what) {
	const inputs = `${require_index.nameInput("item")}${what === "item" ? "" : `, ${require_index.nameInput("workload-type")}`} and ${require_index.nameInput("vault")}`;
	if (count === void 0) return `Check ${inputs}.`;
	if (count === 0) return `It protects no ${what} at all. Check ${inputs}.`;
	if (count === 1) return `The one ${what} found there has no similar name. Check ${inputs}.`;
	return `None of the ${count} ${what}s found there has a similar name. Check ${inputs}.`;
}
function ambiguous({ written }, matches, { listed, withHost }) {
	return badLine(written, "item-ambiguous", {
		message: `'${written}' names ${matches.length} items.`,
		hint: (most) => {
			const shown = matches.slice(0, most);
			const paths = shown.map((item) => `'${require_index.shortestPath(item, listed, { withHost })}'`);
			const rest = matches.length - shown.length;
			return `Write the one you mean: ${paths.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}.`;
		}
	});
}
function unreadableMatch({ written }) {
	return badLine(written, "refused", {
		message: `'${written}' may also mean an item that the vault lists without a readable id.`,
		hint: () => "Name the item by its resource id, which 'az backup item list' prints."
	});
}
function takesNothingOut(ref, chosen) {
	const written = `!${ref.written}`;
	return badLine(written, "item-not-found", {
		message: `The line '${written}' leaves nothing out.`,
		hint: () => suggestItem(ref, {
			listed: chosen,
			several: true
		}) ?? `Check ${require_index.nameInput("item")}.`
	});
}
// src/naming/choose-items.ts
function chooseItems({ include, exclude }, search) {
	const { items: listed, allowEmpty, mustLeaveOut } = search;
	const resolved = include.map((ref) => resolve(ref, search));
	const chosen = [...new Set(resolved.flatMap(({ matches = [] }) => matches))];
	const bad = resolved.flatMap((line) => line.bad ?? []);
	const unused = exclude.filter((ref) => !chosen.some((item) => require_index.refMatches(ref, item))).filter((ref) => bad.length === 0 || !listed.some((item) => require_index.refMatches(ref, item))).map((ref) => takesNothingOut(ref, bad.length === 0 ? chosen : listed));
	require_index.refuseBadLines(mustLeaveOut ? [...bad, ...unused] : bad);
	const items = chosen.filter((item) => !exclude.some((ref) => require_index.refMatches(ref, item)));
	if (items.length === 0 && !allowEmpty) throw new require_index.ActionError("item-not-found", "The lines with '!' leave out every match.", { hint: `Remove a line with '!' from ${require_index.nameInput("item")}, or name more items.` });
	return {
		items,
		listed,
		warnings: unused.map((line) => require_index.inWords(line))
	};
}
function resolve(ref, search) {
	const { items: listed, unreadable, workload, allowEmpty, deletedToo, prefers } = search;
	if (unreadable.some((name) => require_index.mayMean(ref, name))) return { bad: unreadableMatch(ref) };
	const isLeftOut = (item) => workload !== void 0 && item.workload === void 0 && require_index.isPattern(ref);
	const matches = listed.filter((item) => require_index.refMatches(ref, item) && !isLeftOut(item));
	if (matches.length === 0) return allowEmpty ? { matches } : { bad: notFound(ref, {
		...search,
		listed
	}) };
	const preferred = preferredOf(matches, prefers);
	if (require_index.isPattern(ref)) {
		if (ref.kind === "path" && hasTwoMeanings(ref.parts, matches)) return { bad: ambiguous(ref, matches, {
			listed,
			withHost: false
		}) };
		return { matches: deletedToo ? matches : preferred };
	}
	const suggested = {
		listed,
		withHost: prefers === "neither"
	};
	if (preferred.length > 1) return { bad: ambiguous(ref, preferred, suggested) };
	return { matches: preferred };
}
function preferredOf(matches, prefers) {
	if (prefers === "neither") return matches;
	const preferred = matches.filter(({ condition }) => condition === "unreadable" || condition === "soft-deleted" === (prefers === "soft-deleted"));
	return preferred.length > 0 ? preferred : matches;
}
function hasTwoMeanings(parts, matches) {
	const [first, ...others] = matches.map((item) => new Set(require_index.readings(parts, item)));
	if (first === void 0) return false;
	return ![...first].some((reading) => others.every((set) => set.has(reading)));
}
// src/naming/find-items.ts
const MOST_READ = 10;
const MOST_AT_ONCE = 10;
async function findItems(selection, search, backup) {
	const { workload, deletedToo } = search;
	const { vault } = backup;
	const { include, exclude } = selection;
	if (include.every(({ kind }) => kind === "address") && exclude.length === 0 && !deletedToo) return {
		...await atAddresses(selection, backup),
		warnings: []
	};
	return chooseItems(selection, {
		...search,
		...await listAll$1(workload, backup),
		vault
	});
}
async function atAddresses(selection, backup) {
	const refs = require_index.addressesOf(selection);
	const listed = refs.length > MOST_READ ? await listsAround(refs, backup) : [];
	const known = new Map(listed.map((item) => [keyOf(item.address), item]));
	const read = await readItems(refs.filter(({ address }) => !known.has(keyOf(address))), backup);
	for (const item of read) known.set(keyOf(item.address), item);
	const items = refs.flatMap(({ address }) => known.get(keyOf(address)) ?? []);
	return {
		items: require_prepare.eachOnce(items),
		listed: listed.length === 0 ? [] : require_prepare.eachOnce([...listed, ...read])
	};
}
async function listsAround(refs, backup) {
	const kinds = new Set(refs.map(({ address }) => require_index.workloadOfName(address.name)));
	return (await Promise.allSettled([...kinds].map((kind) => listAll$1(kind, backup)))).flatMap((list) => list.status === "fulfilled" ? list.value.items : []);
}
function keyOf({ container, name }) {
	return require_index.nativeName({
		container,
		name
	}).toLowerCase();
}
async function listAll$1(workload, backup) {
	const lists = await awaitAll(...require_index.listsOf(workload).map((type) => backup.listItems(type)));
	const isOther = (item) => workload !== void 0 && item.workload !== void 0 && item.workload !== workload;
	return {
		items: require_prepare.eachOnce(lists.flatMap(({ items }) => items)).filter((item) => !isOther(item)),
		unreadable: lists.flatMap(({ unreadable }) => unreadable)
	};
}
async function neighbours({ item, listed }, backup) {
	return listed.length > 0 ? listed : (await listAll$1(item.workload, backup)).items;
}
async function findByAddress(address, backup, written = require_index.nativeName(address)) {
	const [item] = await readItems([{
		kind: "address",
		address,
		written
	}], backup);
	if (item === void 0) throw new Error("An item was read and is not there.");
	return item;
}
async function readItems(refs, backup) {
	const read = await inParallel(refs, MOST_AT_ONCE, async (ref) => {
		const [item] = await Promise.allSettled([itemAt(ref.address, backup)]);
		return {
			ref,
			item
		};
	});
	const errors = read.flatMap(({ item }) => item.status === "rejected" ? [item.reason] : []);
	const missing = read.flatMap(({ ref, item }) => item.status === "fulfilled" && item.value === void 0 ? [ref] : []);
	try {
		require_index.refuseBadLines(await asNotFound(missing, backup));
	} catch (error) {
		errors.push(error);
	}
	throwFirst(errors);
	return read.flatMap(({ item }) => item.status === "fulfilled" ? item.value ?? [] : []);
}
async function itemAt(address, backup) {
	try {
		return await backup.item(address);
	} catch (error) {
		if (require_prepare.isNoSuchName(error)) return void 0;
		throw error;
	}
}
async function asNotFound(missing, backup) {
	const kinds = [...new Set(missing.map(({ address }) => require_index.workloadOfName(address.name)))];
	const lists = new Map(await awaitAll(...kinds.map(async (kind) => [kind, await listAll$1(kind, backup).catch(() => void 0)])));
	return missing.map((ref) => {
		const listed = lists.get(require_index.workloadOfName(ref.address.name))?.items.filter((other) => !require_index.refMatches(ref, other));
		return notFound(ref, {
			listed,
			several: false,
			workload: void 0,
			vault: backup.vault
		});
	});
}
// src/sequence/ended-backups.ts
const NOTHING_LISTED$1 = {
	jobs: [],
	since: {
		failed: Number.POSITIVE_INFINITY,
		all: Number.POSITIVE_INFINITY
	}
};
function isCovered(point, item, { since }) {
	if (point === void 0) return true;
	return point.time - require_index.BEFORE_POINT_MS >= since[require_index.saysHowPointWasMade(item, point) ? "failed" : "all"];
}
async function endedBackups(question, found, tools) {
	const { item, unsound } = found;
	let ended = NOTHING_LISTED$1;
	for (;;) {
		const candidate = candidateOf(question, found, ended.jobs, tools);
		if (candidate === void 0 || isCovered(candidate, item, ended)) return ended;
		const since = candidate.time - require_index.BEFORE_POINT_MS;
		const which = require_index.saysHowPointWasMade(item, candidate) ? "failed" : "all";
		const bad = (await unsound.since(since, which, item.workload)).filter((job) => isOf(found, job));
		ended = {
			jobs: [...bad, ...await laterOnes(question, bad, found, tools)],
			since: {
				failed: since,
				all: which === "all" ? since : ended.since.all
			}
		};
	}
}
async function laterOnes({ backups }, bad, { points, ...found }, { backup }) {
	const starts = require_index.backupsAmong(bad).flatMap(({ startTime }) => startTime ?? []);
	const from = Math.min(...starts);
	const to = Math.max(...points.map(({ time }) => time));
	if (!(from <= to)) return [];
	const lists = ["Completed", ...backups?.allowWarnings ? ["CompletedWithWarnings"] : []].map((status) => backup.listJobs({
		backupManagementType: found.item.workload?.backupManagementType,
		operation: "Backup",
		status,
		startedBetween: [from, to + 1e3]
	}));
	return (await Promise.all(lists)).flat().filter((job) => isOf(found, job));
}
function candidateOf({ backups }, found, ended, tools) {
	if (backups === void 0 || found.item.workload?.isDatabase) return void 0;
	const evidence = evidenceOf(found, ended, tools);
	const point = backups.pointToJudge(evidence);
	return point === void 0 || evidence.now - point.time > backups.maxAgeMs ? void 0 : point;
}
// src/sequence/verify-round.ts
const POINTS_MS = 3e5;
const FIRST_PAUSE_MS$1 = 5e3;
async function readTogether(question, found, tools, kept) {
	const { backup, log, pace } = tools;
	const { address } = found.item;
	let item = found.item;
	let listed = kept !== void 0 && pace.clock.now() - kept.askedAt <= POINTS_MS ? kept : await timed(() => backup.recoveryPoints(address), tools);
	let pauseMs = FIRST_PAUSE_MS$1;
	for (;;) {
		const { value: points } = listed;
		const ended = await endedBackups(question, {
			...found,
			item,
			points
		}, tools);
		const read = await timed(() => findByAddress(address, backup), tools);
		item = read.value;
		const now = pace.clock.now();
		const isQuick = now - read.askedAt <= 15e3 && now - listed.askedAt <= POINTS_MS;
		const candidate = candidateOf(question, {
			...found,
			item,
			points
		}, ended.jobs, tools);
		if (isQuick && isCovered(candidate, item, ended)) return {
			item,
			points,
			ended: ended.jobs,
			listed
		};
		const why = isQuick ? "the item names another last backup than before" : `the recovery points took ${require_index.duration(listed.tookMs)} and the item ${require_index.duration(read.tookMs)} to read`;
		const during = () => `waiting for answers that fit together: ${why}`;
		log.say(`Reading again, because ${why}.`);
		await require_prepare.pauseFor(pauseMs, pace, during);
		if (pace.clock.now() >= pace.deadline) throw new require_index.DeadlineError(during());
		pauseMs *= 2;
		if (pace.clock.now() - listed.askedAt > POINTS_MS) listed = await timed(() => backup.recoveryPoints(address), tools);
	}
}
async function timed(read, { pace: { clock } }) {
	const askedAt = clock.now();
	return {
		value: await read(),
		askedAt,
		tookMs: clock.now() - askedAt
	};
}
// src/sequence/own-point.ts
const LISTED_WITHIN_MS$1 = 12e4;
const WRONG_CLOCK_MS = 6e5;
const RIGHT_CLOCK_MS = 5e3;
function ownPointAmong(points, { job, type, isAlone, listedBefore }) {
	const { startTime = 0, endTime = Number.POSITIVE_INFINITY } = job;
	if (type === "Log") {
		const end = Math.max(0, ...listedBefore.filter(isRange).map(({ time }) => time));
		return points.filter((point) => isRange(point) && point.time > end).toSorted(newestFirst)[0];
	}
	const former = new Set(listedBefore.map(({ id }) => id));
	const isInTime = ({ time }) => time >= startTime - RIGHT_CLOCK_MS && time <= endTime + RIGHT_CLOCK_MS;
	const added = points.filter((point) => !isRange(point) && !former.has(point.id) && (isAlone || isInTime(point)));
	const distance = ({ time }) => Math.abs(time - startTime);
	return added.toSorted((a, b) => distance(a) - distance(b))[0];
}
function isRange({ rangeStart }) {
	return rangeStart !== void 0;
}
function newestFirst(a, b) {
	return b.time - a.time;
}
function datedByJob(point, { startTime, endTime }) {
	const time = Math.min(Math.max(point.time, startTime ?? point.time), endTime ?? point.time);
	return {
		...point,
		time
	};
}
function warnOfClock(own, points, { friendlyName }) {
	const { job } = own;
	const point = ownPointAmong(points, own);
	if (point === void 0) return void 0;
	const dated = datedByJob(point, job);
	if (Math.abs(dated.time - point.time) <= WRONG_CLOCK_MS) return void 0;
	return `The recovery point of '${friendlyName}' is dated ${require_index.isoTime(point.time)}, but its backup ran from ${require_index.isoTime(job.startTime)} to ${require_index.isoTime(job.endTime)}. Check the clock of its server.`;
}
async function pointsNow({ address }, { backup, log }) {
	try {
		return await backup.recoveryPoints(address);
	} catch (error) {
		if (!(error instanceof require_index.ActionError)) throw error;
		log.say(`The backup's recovery point will not be looked for: ${error.message}`);
		return;
	}
}
async function awaitOwnPoint({ address }, own, tools) {
	const { backup, pace, together } = tools;
	const startedAt = pace.clock.now();
	let listed;
	const during = () => `waiting for Azure to list the recovery point of job ${own.job.id}`;
	if (together.isCrowded()) {
		const pauseMs = require_prepare.nextLook({
			elapsedMs: 0,
			recorded: require_prepare.POINT_TIMES,
			skipsEarly: true
		});
		await require_prepare.pauseFor(pauseMs, pace, during);
	}
	return require_prepare.poll(async () => {
		listed = await timed(() => backup.recoveryPoints(address), tools);
		const leftMs = LISTED_WITHIN_MS$1 - (pace.clock.now() - startedAt);
		return ownPointAmong(listed.value, {
			...own,
			isAlone: false
		}) !== void 0 || leftMs <= 0 ? {
			settled: true,
			value: listed
		} : {
			settled: false,
			recorded: require_prepare.POINT_TIMES,
			skipsEarly: together.isCrowded(),
			atMostMs: leftMs
		};
	}, {
		pace,
		during,
		atDeadline: () => listed ?? NOTHING_LISTED
	});
}
const NOTHING_LISTED = {
	value: [],
	askedAt: 0,
	tookMs: 0
};
async function findOwnPoint(item, own, tools) {
	let points;
	try {
		({value: points} = await awaitOwnPoint(item, own, tools));
	} catch (error) {
		tools.pace.signal.throwIfAborted();
		if (!(error instanceof require_index.ActionError)) throw error;
		addNote(`The recovery point of job ${own.job.id} could not be looked for: ${error.message}`, tools);
		return;
	}
	const point = ownPointAmong(points, own);
	if (point === void 0) {
		addNote(`Azure does not list the recovery point of job ${own.job.id} yet.`, tools);
		return;
	}
	tools.learn({ point });
	const warning = warnOfClock(own, points, item);
	if (warning !== void 0) require_prepare.addWarning(warning, tools);
}
function addNote(note, { known, learn, log }) {
	learn({ notes: [...known().notes ?? [], note] });
	log.say(note);
}
// src/sequence/unsound-backups.ts
const KEPT_MS = 3e5;
function coverAllItems(unsound, { maxAgeMs = Number.POSITIVE_INFINITY } = {}, { serviceNow }) {
	unsound.reachBackTo(serviceNow() - maxAgeMs - require_index.BEFORE_POINT_MS);
}
function unsoundBackups({ allowWarnings }, { backup, pace: { clock }, present }) {
	const statuses = {
		failed: ["Failed"],
		all: [
			"Failed",
			"Cancelled",
			...allowWarnings ? [] : ["CompletedWithWarnings"]
		]
	};
	const kept = new Map();
	let reach = Number.POSITIVE_INFINITY;
	function list(status, ms, backupManagementType) {
		const key = `${backupManagementType} ${status}`;
		const known = kept.get(key);
		const now = clock.now();
		if (known !== void 0 && known.since <= ms && now - known.askedAt <= KEPT_MS) return known.jobs;
		const since = Math.min(ms, reach);
		const jobs = backup.listJobs({
			backupManagementType,
			operation: "Backup",
			status,
			startedBetween: [since, require_index.latestPresent(present())]
		});
		kept.set(key, {
			since,
			askedAt: now,
			jobs
		});
		jobs.catch(() => kept.delete(key));
		return jobs;
	}
	return {
		reachBackTo(ms) {
			reach = ms;
		},
		async since(ms, which, workload) {
			const type = workload?.backupManagementType ?? "";
			const lists = statuses[which].map((status) => list(status, ms, type));
			return (await Promise.all(lists)).flat();
		}
	};
}
// src/sequence/asking.ts
const LONGEST_READ_MS = 36e5;
function startAsking(wish, tools, boundSince) {
	const question = firstQuestionOf(wish);
	if (question === void 0) return void 0;
	const { allowWarnings = false } = question.backups ?? {};
	return {
		question,
		unsound: unsoundBackups({ allowWarnings }, tools),
		boundSince
	};
}
async function ask(asking, found, tools) {
	const { question, unsound, boundSince } = asking;
	const all = {
		...found,
		unsound
	};
	const { item, points, ended, listed } = await readTogether(boundSince === void 0 ? question : sinceBound(question, boundSince, tools), all, tools, asking.listed);
	const now = tools.pace.clock.now();
	const sinceBoundMs = now - (boundSince ?? now);
	const { warning, ...evidence } = evidenceOf({
		...all,
		item,
		points
	}, ended, tools);
	return {
		asking: {
			...asking,
			listed
		},
		item,
		evidence: {
			...evidence,
			sinceBoundMs
		},
		warning,
		bound: evidence.now - sinceBoundMs - question.maxAgeMs
	};
}
function sinceBound({ backups, ...question }, boundSince, { pace }) {
	if (backups === void 0) return {
		...question,
		backups
	};
	const maxAgeMs = backups.maxAgeMs + pace.clock.now() - boundSince + LONGEST_READ_MS;
	return {
		...question,
		backups: {
			...backups,
			maxAgeMs
		}
	};
}
function answerTo({ asking, evidence }) {
	return asking.question.answer(evidence);
}
function backupToJoin({ asking, item, bound }, running, listed) {
	return running.find((job) => require_index.isOperation(job, "Backup") && require_prepare.matchJob(job, item, listed) === "surely" && asking.question.isWorthJoining(job, bound));
}
async function askAfterOwn(asking, found, own, tools) {
	const listed = await awaitOwnPoint(found.item, own, tools);
	const asked = await ask({
		...asking,
		listed
	}, found, tools);
	const answer = answerTo({
		asking,
		evidence: withOwn(asked.evidence, own)
	});
	const isListed = ownPointAmong(listed.value, own) !== void 0;
	const isYes = answer.reason === "recovery-point-fresh";
	return {
		asked,
		answer: isListed || isYes ? answer : notListed(answer, own)
	};
}
function notListed(answer, { job }) {
	return {
		...answer,
		reason: "no-recovery-point",
		message: `Azure does not list the recovery point of job ${job.id} yet.`,
		hint: "Run the same step again: it looks first, and does nothing twice.",
		point: void 0
	};
}
async function askUntilListed(asking, found, tools) {
	const startedAt = tools.pace.clock.now();
	let last;
	return require_prepare.poll(async () => {
		const asked = await ask({
			...asking,
			listed: void 0
		}, found, tools);
		last = {
			asked,
			answer: answerTo(asked)
		};
		const leftMs = LISTED_WITHIN_MS$1 - (tools.pace.clock.now() - startedAt);
		return last.answer.reason === "recovery-point-fresh" || leftMs <= 0 ? {
			settled: true,
			value: last
		} : {
			settled: false,
			recorded: require_prepare.POINT_TIMES,
			skipsEarly: tools.together.isCrowded(),
			atMostMs: leftMs
		};
	}, {
		pace: tools.pace,
		during: () => "waiting for Azure to list the recovery point of the backup",
		atDeadline: () => {
			if (last === void 0) throw new Error("Nothing was asked before the deadline.");
			return last;
		}
	});
}
function withOwn(evidence, own) {
	const point = ownPointAmong(evidence.points, own);
	const points = evidence.points.map((one) => one === point ? asOwn(one, own) : one);
	return {
		...evidence,
		points,
		ownBackup: own.job
	};
}
function asOwn(point, { job, type }) {
	const dated = datedByJob(point, job);
	return type === "CopyOnlyFull" ? {
		...dated,
		type
	} : dated;
}
// src/sequence/announce.ts
const IMMUTABLE = {
	on: "yes",
	off: "no",
	unknown: "unknown"
};
function announceItem({ item, vault }, { log }) {
	const { friendlyName, protectionState, policyId, condition, workload } = item;
	const policy = policyId === "" ? "no policy" : `policy '${require_index.nameInId(policyId)}'`;
	const state = condition === "soft-deleted" ? "soft-deleted" : protectionState;
	log.say(`Found the ${workload?.words} '${friendlyName}' (${require_index.placeOf(item)}): ${state}, ${policy}.`);
	const rows = [
		["Item", item.id],
		["Protection state", protectionState],
		["Policy", policyId],
		["Last backup", item.lastBackupStatus],
		["Last recovery point", require_index.isoTime(item.lastRecoveryPoint)],
		["Deleted for good at", require_index.isoTime(item.purgeTime)],
		["Vault's soft delete", vault.softDelete],
		["Vault is immutable", IMMUTABLE[vault.immutability]],
		["Multi-user authorization", vault.guarded ? "on" : "off"]
	];
	log.detail("What Azure shows before the step", rows.filter(([, value]) => value !== "").map(([name, value]) => `${name}: ${value}`));
}
function announceAnswer({ kind }, { asked }, { log }) {
	if ((kind === "send" || kind === "join" || kind === "busy") && asked !== void 0) log.say(answerTo(asked).message);
}
function announceRetention(decision, { learn, log }) {
	const compared = "plan" in decision ? decision.plan : decision;
	const changes = compared !== void 0 && "retention" in compared ? compared.retention : void 0;
	if (changes === void 0) return;
	learn({ retention: changes });
	log.detail("Retention, present and new", changes.map(({ kind, former, next, shorter }) => `${kind}: ${former}, then ${next}${shorter ? " (shorter)" : ""}`));
}
function announceNotes({ warning, notes }, { known, learn, log }) {
	const isNew = warning !== void 0 && !known().notes?.includes(warning);
	learn({ notes: warning === void 0 ? notes : [warning, ...notes] });
	if (isNew) log.warn(warning);
	for (const note of notes) log.say(note);
}
function requestOf(item, { write, unlock }) {
	return {
		method: write.method,
		path: `${item.id}${write.method === "POST" ? "/backup" : ""}`,
		body: write.body === void 0 ? "" : JSON.stringify(write.body),
		unlock: unlock ?? ""
	};
}
function announceRequest({ method, path, body, unlock }, { log }) {
	const lines = [
		unlock === "" ? "" : `Before it, the deletion is unlocked with ${unlock}`,
		`${method} ${path}`,
		body
	];
	log.detail("The request", lines.filter((line) => line !== ""));
}
function announceUnsent(request, { log, learn }) {
	const { method, path, body, unlock } = request;
	learn({ request });
	if (unlock !== "") log.say(`Would unlock the deletion with ${unlock}`);
	log.say(`Would send ${method} ${path}`);
	if (body !== "") log.say(`Would send the body ${body}`);
}
async function followLro({ id, path }, recorded, tools) {
	const { backup, pace, learn, together } = tools;
	const { clock } = pace;
	let from = path;
	const acceptedAt = clock.now();
	let missedSince = acceptedAt;
	learn({ lro: {
		id,
		status: "InProgress"
	} });
	const during = () => `waiting for operation ${id} (${tools.known().lro?.status ?? ""})`;
	const first = require_prepare.nextLook({
		elapsedMs: 0,
		recorded,
		fixedMs: pace.fixedPauseMs,
		skipsEarly: !together.looksEarly(id),
		jitter: pace.random()
	});
	await require_prepare.pauseFor(first, pace, during);
	const end = await require_prepare.poll(async () => {
		const { value, retryAfterMs, remaining } = await backup.lro(from);
		if (value === void 0) {
			const elapsedMs = clock.now() - missedSince;
			if (elapsedMs >= 12e4) throw operationUnknown(id);
			from = require_prepare.vaultPaths(backup.vault).lro(id);
			return {
				settled: false,
				elapsedMs,
				remaining
			};
		}
		missedSince = clock.now();
		const found = require_prepare.readLro(id, value);
		learn({ lro: {
			id,
			status: found.status
		} });
		return found.outcome === "running" ? {
			settled: false,
			elapsedMs: clock.now() - acceptedAt,
			recorded,
			retryAfterMs,
			remaining: together.share(remaining),
			skipsEarly: !together.looksEarly(id, remaining)
		} : {
			settled: true,
			value: {
				...found,
				outcome: found.outcome
			}
		};
	}, {
		pace,
		during
	}).finally(() => together.endLooks(id));
	learn({ lroEndedAt: tools.serviceNow() });
	return end;
}
function operationUnknown(id) {
	return new require_index.ActionError("contact-lost", `Azure accepted operation ${id} and then did not know it.`, { hint: "" });
}
// src/sequence/task-times.ts
const MOST = 40;
function withTaskTimes(times, job, now) {
	const others = times.filter(({ jobId }) => jobId !== job.id);
	const former = times.filter(({ jobId }) => jobId === job.id);
	const seenAt = Math.max(now, job.endTime ?? now);
	const seen = job.tasks.filter(require_index.hasBegun).map((task) => {
		const before = former.find(({ name }) => name === task.name);
		const { name, status } = task;
		return {
			jobId: job.id,
			name,
			status,
			begunBy: task.startTime ?? before?.begunBy ?? seenAt,
			endedBy: require_index.hasEnded(task) ? task.endTime ?? before?.endedBy ?? seenAt : void 0
		};
	});
	return [...others, ...seen.length > 0 ? seen : former].slice(0, MOST);
}
// src/sequence/job-watch.ts
function watchJob(id, tools, check) {
	const { pace, known, learn, log } = tools;
	const watchedSince = pace.clock.now();
	let missedSince = watchedSince;
	let isSeen = false;
	let lastLine = "";
	const tell = (line, rest = "") => {
		if (line !== lastLine) log.say(`${line}${rest}`);
		lastLine = line;
	};
	return {
		see({ value: found, retryAfterMs, remaining }) {
			const now = pace.clock.now();
			if (found === void 0) {
				const elapsedMs = now - missedSince;
				if (elapsedMs >= 12e4) throw jobNotFound(id, isSeen, tools);
				tell(`The vault does not know job ${id} yet; looking again for up to two minutes.`);
				return {
					settled: false,
					elapsedMs,
					retryAfterMs,
					remaining
				};
			}
			const job = {
				...found,
				id
			};
			check(job);
			isSeen = true;
			missedSince = now;
			require_prepare.rememberJob(job, tools);
			learn({ taskTimes: withTaskTimes(known().taskTimes ?? [], job, tools.serviceNow()) });
			tell(require_index.describeJob(job), require_index.describeRemaining(job));
			if (job.phase !== "running") {
				log.detail(`Job ${id} in detail`, require_index.detailsOf(job));
				return {
					settled: true,
					value: job
				};
			}
			const { startTime = Number.POSITIVE_INFINITY } = job;
			const elapsedMs = Math.max(now - watchedSince, tools.serviceNow() - startTime);
			return {
				settled: false,
				elapsedMs,
				recorded: require_prepare.jobTimes(job, elapsedMs),
				retryAfterMs,
				remaining
			};
		},
		standing() {
			const { job } = known();
			return job?.status ? `${job.status}${require_index.describeRemaining(job)}` : "not visible yet";
		}
	};
}
function jobNotFound(id, isSeen, { backup, known }) {
	const vault = backup.vault.name;
	const look = "Look at the vault's backup jobs and at the item.";
	if (isSeen) {
		const message = `The vault '${vault}' no longer shows job ${id}.`;
		return new require_index.ActionError("contact-lost", message, { hint: look });
	}
	return new require_index.ActionError("job-not-found", `The vault '${vault}' knows no job ${id}.`, { hint: require_index.acceptedAt(require_index.writeOf(known())) !== void 0 ? `Azure named it for the request that it accepted. ${look}` : `Check ${require_index.nameInput("job-id")} and ${require_index.nameInput("vault")}: jobs are kept by the vault that ran them. An operation's id is not a job's id. The job of a cross-region restore is kept in the paired region, where this action does not look: follow it in the portal, in the vault's backup jobs of the secondary region.` });
}
// src/sequence/follow-job.ts
async function followJob(id, tools, { check = () => {}, asked } = {}) {
	const { pace, together } = tools;
	require_prepare.rememberJobs([id], tools);
	const watch = watchJob(id, tools, check);
	return require_prepare.poll(async () => watch.see(await together.lookAtJob(id, asked)), {
		pace,
		during: () => `waiting for job ${id} (${watch.standing()})`
	});
}
// src/sequence/job-item.ts
async function jobCheck({ items }, tools) {
	if (items === void 0) return void 0;
	const { backup, learn } = tools;
	const { selection, workload } = items;
	const found = await findItems(selection, {
		workload,
		allowEmpty: false,
		deletedToo: false,
		several: false,
		mustLeaveOut: true,
		prefers: "live"
	}, backup);
	const [item] = found.items;
	if (item === void 0) throw new Error("An item was found and is not there.");
	const path = require_index.pathOf(item, found.listed);
	const listed = await neighbours({
		item,
		listed: found.listed
	}, backup);
	learn({
		before: item,
		path
	});
	return (job) => {
		const match = require_prepare.matchJob(job, item, listed);
		if (match === "surely") return;
		const why = match === "no" ? `is not one of '${path}'` : `may be one of '${path}', or of another item of that name: Azure does not say`;
		throw new require_index.ActionError("refused", `${require_index.jobName(job)} ${why}. It is ${job.status}.`, { hint: `Check ${require_index.nameInput("job-id")} and ${require_index.nameInput("item")}. Without ${require_index.nameInput("item")} the step accepts the job of any item.` });
	};
}
// src/sequence/cancel-job.ts
const AGAIN_MS = 2e3;
async function cancelJob(task, tools) {
	const { backup, log, learn } = tools;
	const { wish, dryRun } = task;
	learn({ job: {
		id: wish.jobId,
		status: ""
	} });
	const check = await jobCheck(task, tools);
	const { value: job } = await backup.job(wish.jobId);
	if (job === void 0) throw new require_index.ActionError("job-not-found", `The vault '${backup.vault.name}' knows no job ${wish.jobId}.`, { hint: `Check ${require_index.nameInput("job-id")} and ${require_index.nameInput("vault")}.` });
	learn({ job: {
		...job,
		id: wish.jobId
	} });
	check?.({
		...job,
		id: wish.jobId
	});
	const planned = require_index.planCancel({
		...job,
		id: wish.jobId
	});
	switch (planned.kind) {
		case "nothing-to-do": return planned;
		case "refuse": return {
			...planned,
			kind: "refused"
		};
		case "too-late": return {
			kind: "cancel-ended",
			job
		};
		case "wait":
			log.say(`Job ${wish.jobId} is being cancelled already.`);
			break;
		case "send":
			if (dryRun) {
				announceUnsent({
					method: "POST",
					path: require_prepare.vaultPaths(backup.vault).cancelJob(wish.jobId),
					body: "",
					unlock: ""
				}, tools);
				return {
					kind: "dry-run",
					plan: planned.doing
				};
			}
			await request(wish.jobId, tools);
			break;
		default: return planned;
	}
	return {
		kind: "cancel-ended",
		job: await followJob(wish.jobId, tools)
	};
}
const MOST_LOST = 2;
async function request(id, tools) {
	const accepted = await sendCancel(id, tools);
	if (accepted === void 0) return;
	const { ids, lro, result } = accepted;
	require_prepare.noteWrite(tools, {
		kind: "accepted",
		at: tools.serviceNow()
	});
	tools.learn({
		ids,
		lro: lro && {
			id: lro.id,
			status: ""
		}
	});
	tools.log.say(`Azure accepted the request to cancel job ${id}.`);
	if (result !== void 0) await awaitResult(result, tools);
}
async function sendCancel(id, tools) {
	const { backup, log, pace } = tools;
	for (let lost = 0;;) {
		await backup.readyToWrite();
		if (pace.clock.now() >= pace.deadline) throw new require_index.DeadlineError(`about to cancel job ${id}`);
		require_prepare.noteWrite(tools, { kind: "sending" });
		try {
			return await backup.cancelJob(id);
		} catch (error) {
			const isAway = error instanceof require_index.TurnedAwayError;
			if (isAway || error instanceof require_index.ArmError) require_prepare.noteWrite(tools, { kind: "turned-away" });
			pace.signal.throwIfAborted();
			if (error instanceof require_index.UnknownOutcomeError) lost += 1;
			else if (!isAway && !(error instanceof require_index.ArmError)) throw error;
			const mayRepeat = isAway || error instanceof require_index.UnknownOutcomeError && lost < MOST_LOST;
			if (mayRepeat) {
				log.say(`${error.message} Looking at the job.`);
				const afterMs = isAway ? error.afterMs ?? 0 : 0;
				await require_prepare.pauseFor(Math.max(afterMs, AGAIN_MS), pace, () => "waiting to ask once more");
			}
			if (!await isStillRunning(id, tools)) return void 0;
			if (!mayRepeat) throw error;
		}
	}
}
async function isStillRunning(id, { backup }) {
	const { value: job } = await backup.job(id);
	return job?.status.toLowerCase() === "inprogress";
}
async function awaitResult({ path, isGiven }, tools) {
	const { backup, pace } = tools;
	await require_prepare.poll(async () => {
		const { value: done, remaining } = await backup.cancelResult(path).catch((error) => {
			if (error instanceof require_index.ArmError && error.status === 404 && !isGiven) return {
				value: true,
				remaining: void 0
			};
			throw error;
		});
		if (!done) return {
			settled: false,
			remaining
		};
		tools.learn({ lroEndedAt: tools.serviceNow() });
		return {
			settled: true,
			value: void 0
		};
	}, {
		pace,
		during: () => "waiting for Azure to cancel the job"
	});
}
// src/sequence/flight.ts
const LOOK_AGAIN_MS = 6e4;
function flightOf(most, tools, total = Number.POSITIVE_INFINITY) {
	const places = placesFor(most);
	const nextStart = startsOf({
		atOnce: most,
		total
	}, tools);
	let isClosed = false;
	let idle = () => {};
	const tellIfIdle = () => {
		if (isClosed && places.taken() === 0) idle();
	};
	const exit = () => {
		places.give();
		tellIfIdle();
	};
	const enter = async () => {
		await places.take();
		try {
			await nextStart(places.taken());
		} catch (error) {
			exit();
			throw error;
		}
	};
	return {
		inFlight: places.taken,
		async take() {
			await enter();
			return seatOf({
				enter,
				exit
			});
		},
		close() {
			isClosed = true;
			tellIfIdle();
		},
		whenIdle(work) {
			idle = work;
		}
	};
}
function seatOf({ enter, exit }) {
	let isSeated = true;
	return {
		leave() {
			if (isSeated) exit();
			isSeated = false;
		},
		async retake() {
			if (isSeated) return;
			await enter();
			isSeated = true;
		}
	};
}
function placesFor(most) {
	let taken = 0;
	const queue = [];
	return {
		taken: () => taken,
		async take() {
			if (taken < most) taken += 1;
			else await new Promise((resolve) => queue.push(resolve));
		},
		give() {
			const next = queue.shift();
			if (next === void 0) taken -= 1;
			else next();
		}
	};
}
function startsOf({ atOnce, total }, { pace, requests }) {
	const { clock, signal } = pace;
	const since = clock.now();
	let begun = 0;
	let lastStartAt = Number.NEGATIVE_INFINITY;
	let last = Promise.resolve();
	const during = () => "waiting to begin the next item, because Azure allows only a few more reads this hour";
	async function start(inFlight) {
		for (;;) {
			signal.throwIfAborted();
			const toBegin = Math.max(1, total - begun);
			const leftMs = requests.nextStartAt({
				since,
				begun,
				lastStartAt,
				inFlight,
				atOnce,
				toBegin
			}) - clock.now();
			if (leftMs <= 0 || clock.now() >= pace.deadline) break;
			await require_prepare.pauseFor(Math.min(leftMs, LOOK_AGAIN_MS), pace, during);
		}
		lastStartAt = clock.now();
		begun += 1;
	}
	return (inFlight) => {
		const turn = last.then(() => start(inFlight));
		last = turn.catch(() => {});
		return turn;
	};
}
// src/sequence/in-turn.ts
async function inTurn(list, { flight, failFast, begin, leaveOut }, { pace, isRed }) {
	const results = [];
	const work = [];
	let hasFailed = false;
	const whyNot = () => {
		if (failFast && hasFailed) return `Another item failed, and ${require_index.nameInput("fail-fast", "true")} begins no more.`;
		return pace.clock.now() >= pace.deadline ? "Time ran out before its turn came." : void 0;
	};
	const workOn = async (index, each, seat) => {
		try {
			const result = await begin(each, seat);
			results[index] = result;
			hasFailed ||= isRed(result);
		} finally {
			seat.leave();
		}
	};
	try {
		for (const [index, each] of list.entries()) {
			const seat = whyNot() === void 0 ? await flight.take() : void 0;
			const why = whyNot();
			if (why === void 0 && seat !== void 0) {
				work.push(workOn(index, each, seat));
				continue;
			}
			seat?.leave();
			results[index] = leaveOut(each, why ?? "");
		}
	} finally {
		flight.close();
		await Promise.allSettled(work);
	}
	pace.signal.throwIfAborted();
	await Promise.all(work);
	return results;
}
// src/sequence/needs.ts
const READS = {
	change: 1.4,
	changeToFailFast: 2,
	backup: 3,
	question: 1
};
function needsOfWrite({ wish, dryRun, maxParallel, failFast }, items) {
	if (dryRun) return needsOfQuestion(items, maxParallel);
	const { lastsLike, asks } = require_index.OPERATIONS_BY_NAME[wish.kind];
	const isBackup = lastsLike === "backup";
	const rounds = Math.ceil(items.length / maxParallel) - 1;
	const isMostlyBackedUp = asks === void 0 && isBackup;
	const change = failFast ? READS.changeToFailFast : READS.change;
	const each = isMostlyBackedUp ? READS.backup : change;
	const longest = Math.max(0, ...items.map(({ workload }) => {
		const times = isBackup ? require_prepare.JOB_TIMES[`${workload?.jobType ?? ""} Backup`] : require_prepare.lroTimes(lastsLike, workload?.type);
		return times === void 0 ? 0 : times.quarter + (times.every ?? 0);
	}));
	return {
		reads: Math.ceil(items.length * each),
		each: Math.ceil(each),
		atOnce: maxParallel,
		lastsMs: rounds * longest * 1e3
	};
}
function needsOfQuestion(items, atOnce) {
	return {
		reads: items.length * READS.question,
		each: READS.question,
		atOnce,
		lastsMs: 0
	};
}
const HOUR_OF_READS_MS = 65 * require_index.MINUTE_MS;
const SPARE = 25;
const LEAST_USED = .5;
function waitForQuota({ reads, each, atOnce }, hourly) {
	const used = Math.max(hourly - SPARE - each * (atOnce + 1), hourly * LEAST_USED);
	return (Math.ceil(reads / used) - 1) * HOUR_OF_READS_MS;
}
function tellNeeds(needs, { requests, learn, log }) {
	const hourly = requests.hourly();
	const quotaMs = waitForQuota(needs, hourly);
	const lastsMs = Math.max(quotaMs, needs.lastsMs);
	learn({ extraMs: lastsMs });
	if (quotaMs === 0) return;
	log.warn(`This step needs about ${needs.reads} reads of one kind, and Azure allows ${hourly} of a kind in an hour, so it takes about ${require_index.roughDuration(lastsMs)}.`);
}
// src/sequence/results.ts
function one(ending, { known }) {
	return [{
		known: known(),
		ending
	}];
}
async function resultOf(each, work) {
	const { item, path, own } = each;
	own.learn({
		before: item,
		path
	});
	own.begin();
	return resultWith(each, await endingOf(work));
}
function notStarted(each, why) {
	return resultWith(each, {
		kind: "not-started",
		why
	});
}
function resultWith({ item, path, own }, ending) {
	if (own.known().before === void 0) own.learn({
		before: item,
		path
	});
	own.end(ending);
	return {
		known: own.known(),
		ending
	};
}
async function endingOf(work) {
	try {
		return await work();
	} catch (error) {
		return {
			kind: "thrown",
			error
		};
	}
}
// src/sequence/survey.ts
async function survey(options, tools) {
	const { selection, workload, purpose, allowEmpty = false, maxItems = Number.POSITIVE_INFINITY, policyName, prefers = "live" } = options;
	const writes = purpose === "write";
	if (selection.exclude.length === 0) requireAtMost(maxItems, require_index.addressesOf(selection).length);
	const search = {
		workload,
		allowEmpty,
		deletedToo: purpose === "list",
		prefers,
		several: !writes,
		mustLeaveOut: writes
	};
	const [view, found] = await awaitAll(viewVault({
		purpose,
		policyName,
		notBefore: tools.pace.clock.now()
	}, tools), findItems(selection, search, tools.backup));
	for (const warning of found.warnings) tools.log.warn(warning);
	requireAtMost(maxItems, found.items.length);
	return {
		...found,
		...view
	};
}
function requireAtMost(maxItems, count) {
	if (count <= maxItems) return;
	throw new require_index.ActionError("refused", `${require_index.nameInput("item")} matches ${count} items, more than ${require_index.nameInput("max-items")}.`, { hint: `Narrow ${require_index.nameInput("item")} down, or raise ${require_index.nameInput("max-items")} (${maxItems}).` });
}
async function viewVault({ purpose, policyName, notBefore }, { backup, shared }) {
	const isWrite = purpose === "write";
	const nothing = (value) => ({
		value,
		askedAt: Number.POSITIVE_INFINITY
	});
	const [vault, policy, running] = await awaitAll(isWrite ? shared.read("vault", notBefore, () => backup.vaultState()) : nothing(require_index.readVaultState(void 0)), policyName === void 0 ? nothing(void 0) : namedPolicy(policyName, notBefore, {
		backup,
		shared
	}), purpose === "list" ? nothing([]) : shared.read("running jobs", notBefore, () => backup.listJobs({ status: "InProgress" })));
	return {
		vault: vault.value,
		policy: policy.value,
		running: running.value.filter(({ phase }) => phase === "running"),
		since: Math.min(vault.askedAt, policy.askedAt, running.askedAt)
	};
}
async function namedPolicy(name, notBefore, { backup, shared }) {
	const { value: policy, askedAt } = await readPolicy(name, notBefore, {
		backup,
		shared
	});
	if (policy !== void 0) return {
		value: policy,
		askedAt
	};
	const names = await backup.listPolicyNames().catch(() => []);
	throw new require_index.ActionError("policy-not-found", `The vault '${backup.vault.name}' has no policy '${name}'.`, { hint: suggestPolicy(name, names) ?? `Check ${require_index.nameInput("policy")} and ${require_index.nameInput("vault")}.` });
}
function readPolicy(name, notBefore, { backup, shared }) {
	return shared.read(`policy ${name.toLowerCase()}`, notBefore, () => backup.policy(name));
}
async function policyOf(id, notBefore, { backup, shared }) {
	const unread = {
		value: void 0,
		askedAt: Number.POSITIVE_INFINITY
	};
	const path = require_index.insideVault(id, backup.vault);
	const name = /^backupPolicies\/(.+)$/i.exec(path ?? "")?.[1];
	if (name === void 0) return unread;
	try {
		return await readPolicy(name, notBefore, {
			backup,
			shared
		});
	} catch (error) {
		if (error instanceof require_index.ArmError && error.status === 403) return unread;
		throw error;
	}
}
function requireHandledWorkload(item) {
	if (item.workload !== void 0) return;
	const type = item.itemType === "" ? "a type that Azure does not name" : `the type '${item.itemType}'`;
	const what = item.unhandled === "" ? "" : `a ${item.unhandled}, `;
	throw new require_index.ActionError("refused", `'${item.friendlyName}' is ${what}of ${type}, which this action does not handle.`, { hint: `It handles SQL, SAP HANA and SAP ASE databases in Azure VMs, Azure VMs and Azure file shares. Where a pattern matches the item too, set ${require_index.nameInput("workload-type")}, such as ${require_index.nameInput("workload-type", "SQLDataBase")}, or leave the item out with a line that begins with '!'.` });
}
// src/sequence/true-together.ts
const TOGETHER_MS = 3e5;
async function untilTrueTogether(first, maxAgeMs, tools, again) {
	const { clock, deadline } = tools.pace;
	const withinMs = first.length * 2 <= tools.requests.hourly() ? TOGETHER_MS : void 0;
	for (let judged = first;;) {
		const old = judged.filter((one) => isOld(one, {
			maxAgeMs,
			withinMs
		}, tools));
		if (old.length === 0) {
			tellOldest(judged, tools);
			return judged.map(({ result }) => result);
		}
		const during = `asking again for ${old.length} answers that had become too old`;
		if (clock.now() >= deadline) {
			const error = new require_index.DeadlineError(during);
			return judged.map((one) => old.includes(one) ? {
				...one.result,
				ending: {
					kind: "thrown",
					error
				}
			} : one.result);
		}
		tools.log.say(`The other items took their time; ${during}.`);
		const renewed = new Map((await again(old.map(({ each }) => each))).map((one) => [one.each, one]));
		judged = judged.map((one) => renewed.get(one.each) ?? one);
	}
}
function tellOldest(judged, { log, pace }) {
	const ageMs = pace.clock.now() - Math.min(...judged.map(({ at }) => at));
	if (ageMs <= TOGETHER_MS) return;
	log.warn(`The first answer is ${require_index.roughDuration(ageMs)} old, because Azure's hourly quotas do not allow to ask about ${judged.length} items in less. Fewer items in a step are answered together.`);
}
function isOld({ result, at }, { maxAgeMs, withinMs }, tools) {
	const { ending } = result;
	const isLate = withinMs !== void 0 && tools.pace.clock.now() - at > withinMs;
	if (ending.kind === "not-judged") return isLate;
	if (ending.kind !== "answered" || require_index.REASONS[ending.answer.reason].gate === "closed") return false;
	const ageMs = tools.serviceNow() - (ending.answer.point?.time ?? Number.NEGATIVE_INFINITY);
	return isLate || ageMs > maxAgeMs;
}
// src/sequence/failure-cause.ts
async function withCause(answer, question, evidence, { backup, log }) {
	const { failedJob } = answer;
	if (failedJob === void 0 || failedJob.id === "" || failedJob.errors.length > 0) return answer;
	try {
		const { value } = await backup.job(failedJob.id);
		const { errors = [] } = value ?? {};
		const jobs = evidence.jobs.map((job) => job.id === failedJob.id ? {
			...job,
			errors
		} : job);
		return question.answer({
			...evidence,
			jobs
		});
	} catch (error) {
		if (!(error instanceof require_index.ActionError)) throw error;
		log.say(`Why job ${failedJob.id} failed could not be read: ${error.message}`);
		return answer;
	}
}
// src/sequence/tell-answer.ts
function tellAnswer({ item, warning }, answer, tools) {
	noteAnswer({
		item,
		warning
	}, answer, tools);
	return {
		kind: "answered",
		answer
	};
}
function noteAnswer({ item, warning }, { point, notes }, tools) {
	const { known, learn, log } = tools;
	learn({
		after: item,
		...point === void 0 ? {} : { point }
	});
	const warnings = [...warning === void 0 ? [] : [warning], ...require_index.warningsOn(item)];
	for (const each of warnings) require_prepare.addWarning(each, tools);
	learn({ notes: [...known().notes ?? [], ...notes] });
	for (const note of notes) log.say(note);
}
// src/sequence/verify.ts
async function verify(question, found, tools) {
	const { learn, backup } = tools;
	requireHandledWorkload(found.item);
	const isStopped$1 = (item) => question.ignoresStopped && require_index.isStopped(item);
	if (isStopped$1(found.item)) {
		const { value, tookMs } = await timed(() => findByAddress(found.item.address, backup), tools);
		learn({
			before: value,
			after: value
		});
		if (isStopped$1(value) && tookMs <= 15e3) return { kind: "not-judged" };
	}
	const { item, points, ended } = await readTogether(question, found, tools);
	learn({
		before: item,
		after: item
	});
	if (isStopped$1(item)) return { kind: "not-judged" };
	const { warning, ...evidence } = evidenceOf({
		...found,
		item,
		points
	}, ended, tools);
	const answer = await withCause(question.answer(evidence), question, evidence, tools);
	return tellAnswer({
		item,
		warning
	}, answer, tools);
}
// src/sequence/judge-items.ts
async function judgeItems(task, tools) {
	const { wish, selection, workload, maxItems } = task;
	const { items, running, listed } = await survey({
		selection,
		workload,
		purpose: "verify",
		maxItems
	}, tools);
	const question = questionOf(wish);
	const { maxAgeMs = Number.POSITIVE_INFINITY, allowWarnings = false } = question.backups ?? {};
	const unsound = unsoundBackups({ allowWarnings }, tools);
	const found = {
		listed,
		running,
		unsound
	};
	const [only, ...others] = items;
	if (only !== void 0 && others.length === 0) {
		tools.learn({
			before: only,
			path: require_index.pathOf(only, listed)
		});
		return one(await verify(question, {
			item: only,
			...found
		}, tools), tools);
	}
	coverAllItems(unsound, question.backups, tools);
	const named = items.map((item) => ({
		item,
		path: require_index.pathOf(item, listed)
	}));
	tools.announceItems(named);
	const chosen = named.map((each) => ({
		...each,
		own: tools.forItem(each.path)
	}));
	tellNeeds(needsOfQuestion(items, task.maxParallel), tools);
	const judgeAll = judgeOf(task, {
		question,
		found,
		chosen
	}, tools);
	return withoutIgnored(await untilTrueTogether(await judgeAll(chosen), maxAgeMs, tools, judgeAll), listed, tools);
}
function judgeOf({ maxParallel, failFast }, { question, found, chosen }, tools) {
	const flight = flightOf(maxParallel, tools, chosen.length);
	const at = new Map();
	const stopped = new Map();
	const noteStopped = (each, { known, ending }) => {
		const { before = each.item } = known;
		if (ending.kind === "not-judged") stopped.set(each, before);
		else if (!stopped.delete(each)) return;
		const ignored = chosen.flatMap((one) => stopped.get(one) ?? []);
		tools.learn({ ignored: require_index.listedItems(ignored, found.listed) });
	};
	const judge = async (each) => {
		const { item, own } = each;
		const result = await resultOf(each, async () => {
			const answer = await verify(question, {
				item,
				...found
			}, own);
			if (answer.kind === "not-judged") own.log.say("Stopped, so not judged.");
			return answer;
		});
		at.set(each, tools.pace.clock.now());
		noteStopped(each, result);
		return result;
	};
	return async (asked) => {
		const results = await inTurn(asked, {
			flight,
			failFast,
			begin: judge,
			leaveOut: notStarted
		}, tools);
		const now = tools.pace.clock.now();
		return asked.flatMap((each, index) => {
			const result = results[index];
			return result === void 0 ? [] : {
				each,
				result,
				at: at.get(each) ?? now
			};
		});
	};
}
function withoutIgnored(all, listed, tools) {
	const results = all.filter(({ ending }) => ending.kind !== "not-judged");
	const ignored = all.filter((one) => !results.includes(one)).flatMap(({ known: { before } }) => before ?? []);
	tools.learn({ ignored: require_index.listedItems(ignored, listed) });
	return results.length > 0 ? results : one({ kind: "not-judged" }, tools);
}
// src/sequence/wait-for-job.ts
async function waitForJob(task, tools) {
	const check = await jobCheck(task, tools);
	const job = await followJob(task.wish.jobId, tools, { check: (seen) => {
		require_prepare.rememberJob(seen, tools);
		check?.(seen);
	} });
	const askedAt = tools.serviceNow();
	warnOfAge(job, askedAt, tools);
	return {
		kind: "jobs-ended",
		jobs: [job],
		askedAt
	};
}
function warnOfAge({ id, startTime, endTime = startTime }, now, tools) {
	if (endTime === void 0 || now - endTime <= 864e5) return;
	const warning = `Job ${id} ended ${require_index.roughDuration(now - endTime)} ago, and says nothing about what has happened since. If you mean a backup of today, check ${require_index.nameInput("job-id")}.`;
	require_prepare.addWarning(warning, tools);
}
// src/sequence/conflict.ts
const CONFLICT_CODES = [
	"BMSUserErrorObjectLocked",
	"BMSUserErrorConflictingProtectionOperation",
	"UserErrorBackupOperationInProgress",
	"SystemBackupOperationInProgress"
];
const WATCHED_PAUSE_MS = 1e4;
const BLIND_PAUSE_MS = {
	least: 3e4,
	most: 3e5
};
function isConflict(error) {
	return CONFLICT_CODES.includes(error.code);
}
function isConflictError(error) {
	return error instanceof require_index.ArmError && isConflict(error.service);
}
const BACKUP_CONFLICT = "OperationCancelledBecauseConflictingOperationRunningUserError";
function isBackupConflict(job) {
	const codes = [BACKUP_CONFLICT, ...CONFLICT_CODES];
	return job.phase === "failed" && !hasMovedData(job) && job.errors.some(({ code }) => codes.includes(require_index.titleOf(code)));
}
function hasMovedData({ jobType, properties, tasks }) {
	const isVm = /iaasvm/i.test(jobType);
	const numbers = isVm ? /^backup size/i : /transferred/i;
	const begun = tasks.filter((task) => /transfer/i.test(task.name) && require_index.hasBegun(task));
	return isVm && begun.some((task) => !require_index.isSkipped(task)) || properties.some(([name, value]) => numbers.test(name) && Number.parseFloat(value) > 0);
}
function holdsItem(job, { item, listed, service, settling = false }) {
	if (job.phase !== "running") return false;
	const match = require_prepare.matchJob(job, item, listed);
	if (settling) return require_index.changesItem(job) && match !== "no";
	return service === void 0 ? match === "surely" : match !== "no";
}
function conflictError({ item, running, service }, { ending, hint }) {
	const unseen = service === void 0 ? "something that changed it between two looks" : `another operation (${service.code}: ${service.message.replace(/\.$/, "")})`;
	const by = running.map((job) => require_index.describeJob(job)).join("; ") || unseen;
	return new require_index.ActionError("conflict", `'${item.friendlyName}' is in use by ${by}. ${ending}`, {
		hint: require_index.joinSentences(`Wait until that has ended and run the step again, or ${hint}.`, ...require_index.azureRecommends(service === void 0 ? [] : [service])),
		...service === void 0 ? {} : { service }
	});
}
const SHARED_MS$1 = 5e3;
async function runningJobs({ workload }, { backup, pace, shared, together }) {
	const filter = {
		backupManagementType: workload?.backupManagementType,
		status: "InProgress"
	};
	if (!together.isCrowded()) return {
		value: await backup.listJobs(filter),
		remaining: void 0
	};
	const { value: looked } = await shared.read(`running jobs of ${filter.backupManagementType ?? "all"}`, pace.clock.now() - SHARED_MS$1, () => backup.lookAtJobs(filter));
	return {
		value: looked.value,
		remaining: together.share(looked.remaining)
	};
}
async function waitUntilFree(conflict, firstSeenAt, tools) {
	const { log, pace, known, learn, serviceNow } = tools;
	const { item } = conflict;
	const from = serviceNow();
	let running = conflict.running;
	const during = () => `waiting for '${item.friendlyName}' to be free (${running.map(({ operation, id }) => `${operation} ${id}`).join(", ") || "no job visible"})`;
	const startedAt = pace.clock.now();
	if (takesHours(item, running)) learn({ waitsForVm: true });
	log.say(`'${item.friendlyName}' is in use; ${during()}.`);
	try {
		const firstMs = running.length > 0 ? WATCHED_PAUSE_MS : blindPauseMs(startedAt - firstSeenAt);
		await require_prepare.pauseFor(pace.fixedPauseMs ?? firstMs, pace, during);
		await require_prepare.poll(async () => {
			const { value: jobs, remaining } = await runningJobs(item, tools);
			running = jobs.filter((job) => holdsItem(job, conflict));
			if (running.length === 0) return {
				settled: true,
				value: void 0
			};
			if (takesHours(item, running)) learn({ waitsForVm: true });
			return {
				settled: false,
				elapsedMs: pace.clock.now() - startedAt,
				remaining
			};
		}, {
			pace,
			during
		});
	} catch (error) {
		if (!(error instanceof require_index.DeadlineError)) throw error;
		throw conflictError({
			...conflict,
			running
		}, TOO_LONG);
	} finally {
		learn({ waits: [...known().waits ?? [], {
			from,
			until: serviceNow()
		}] });
	}
	if (pace.clock.now() >= pace.deadline) throw conflictError(conflict, TOO_LONG);
}
function takesHours({ workload }, running) {
	return workload?.isHeldForHours === true && running.some((job) => !require_index.changesItem(job));
}
const TOO_LONG = {
	ending: "Time ran out while waiting for it.",
	hint: `raise ${require_index.nameInput("timeout-minutes")}`
};
const NOT_WAITED = {
	ending: `${require_index.nameInput("on-conflict", "fail")} says not to wait.`,
	hint: `let it wait with ${require_index.nameInput("on-conflict", "wait")}`
};
function blindPauseMs(sinceMs) {
	return Math.min(Math.max(BLIND_PAUSE_MS.least, sinceMs / 2), BLIND_PAUSE_MS.most);
}
// src/sequence/decision.ts
function decide(wish, { subject, before, running, asked }, mayJoin = true) {
	const answer = asked && answerTo(asked);
	if (answer?.reason === "recovery-point-fresh") return {
		kind: "answered",
		answer
	};
	if (answer?.reason === "refused") return {
		kind: "refuse",
		why: answer.message,
		hint: answer.hint
	};
	const planned = plan(wish, before);
	if (planned.kind === "refuse") return planned;
	const joined = asked && mayJoin ? backupToJoin(asked, running, subject.listed) : void 0;
	if (answer !== void 0 && joined !== void 0) return {
		kind: "join",
		job: joined,
		answer
	};
	const of = {
		item: before.item,
		listed: subject.listed
	};
	if (planned.kind === "nothing-to-do") {
		const unsettling = running.filter((job) => holdsItem(job, {
			...of,
			settling: true
		}));
		return unsettling.length === 0 ? planned : {
			kind: "busy",
			running: unsettling,
			plan: void 0
		};
	}
	const holding = running.filter((job) => holdsItem(job, of));
	return holding.length === 0 ? {
		kind: "send",
		plan: planned
	} : {
		kind: "busy",
		running: holding,
		plan: planned
	};
}
function conflictOf({ round: { shows }, decision }) {
	const { subject, before } = shows;
	if (decision.kind !== "busy") throw new Error("Nothing holds the item.");
	const { running, plan } = decision;
	return {
		item: before.item,
		running,
		listed: subject.listed,
		settling: plan === void 0
	};
}
// src/sequence/short-round.ts
const SHORT_MS = 15e3;
const FIRST_PAUSE_MS = 5e3;
function isShort({ since }, { pace }) {
	return pace.clock.now() - since <= SHORT_MS;
}
async function shortRound(read, tools) {
	const { clock } = tools.pace;
	for (let pauseMs = FIRST_PAUSE_MS;; pauseMs *= 2) {
		const round = await explained(read, tools);
		if (isShort(round, tools)) return round;
		const tookMs = clock.now() - round.since;
		const during = () => tooLong(tookMs, round.since, tools);
		if (clock.now() >= tools.pace.deadline) throw new require_index.DeadlineError(during());
		tools.log.say(`The reads took ${require_index.duration(tookMs)}, so they are repeated.`);
		await require_prepare.pauseFor(Math.max(pauseMs, tools.requests.quotaPauseMs()), tools.pace, during);
	}
}
async function explained(read, tools) {
	const since = tools.pace.clock.now();
	try {
		return await read(since);
	} catch (error) {
		if (!(error instanceof require_index.DeadlineError)) throw error;
		throw new require_index.DeadlineError(tooLong(tools.pace.clock.now() - since, since, tools));
	}
}
function tooLong(tookMs, since, { requests }) {
	const troubles = requests.delaysSince(since);
	const what = troubles.length === 0 ? "" : ` (${troubles.join("; ")})`;
	return `reading what the decision depends on, which took ${require_index.duration(tookMs)} and has to fit into ${require_index.duration(SHORT_MS)}${what}`;
}
// src/sequence/observe.ts
async function observe(task, { subject, notBefore }, tools) {
	let latest = subject;
	let sharedSince = notBefore;
	const round = await shortRound(async (startedAt) => {
		const seen = await look(task, {
			subject: latest,
			notBefore: sharedSince ?? startedAt
		}, tools);
		sharedSince = void 0;
		latest = seen.shows.subject;
		return {
			...seen,
			since: Math.min(seen.since, startedAt)
		};
	}, tools);
	const { before, subject: seen } = round.shows;
	const { item } = before;
	if (tools.known().path === void 0) tools.learn({ path: require_index.pathOf(item, seen.listed) });
	if (!require_index.mayHaveActed(require_index.writeOf(tools.known()))) tools.learn({ before: item });
	requireHandledWorkload(item);
	return {
		...round,
		shows: withBound(round.shows, tools)
	};
}
function withBound(seen, { pace }) {
	const { subject, asked } = seen;
	if (asked === void 0) return seen;
	const asking = {
		...asked.asking,
		boundSince: asked.asking.boundSince ?? pace.clock.now()
	};
	return {
		...seen,
		subject: {
			...subject,
			asking
		},
		asked: {
			...asked,
			asking
		}
	};
}
async function look(task, { subject, notBefore }, tools) {
	const { backup } = tools;
	const { policyName } = task;
	const [view, listedPolicy] = await awaitAll(viewVault({
		purpose: "write",
		policyName,
		notBefore
	}, tools), presentPolicy(task, subject.item.policyId, notBefore, tools));
	const { listed } = subject;
	const asked = subject.asking && await ask(subject.asking, {
		item: subject.item,
		listed,
		running: view.running
	}, tools);
	let item = asked?.item ?? await findByAddress(subject.item.address, backup);
	let formerPolicy = listedPolicy.value;
	if (policyName !== void 0 && !require_index.sameName(item.policyId, subject.item.policyId)) {
		formerPolicy = (await presentPolicy(task, item.policyId, notBefore, tools)).value;
		const again = await findByAddress(item.address, backup);
		if (!require_index.sameName(again.policyId, item.policyId)) formerPolicy = void 0;
		item = again;
	}
	return {
		shows: {
			subject: {
				item,
				listed,
				asking: asked?.asking
			},
			asked,
			before: beforeOf(item, {
				view,
				formerPolicy
			}, tools),
			running: view.running
		},
		since: Math.min(view.since, listedPolicy.askedAt)
	};
}
function beforeOf(item, { view, formerPolicy }, tools) {
	const { vault, policy } = view;
	const isSame = policy !== void 0 && require_index.sameName(policy.id, item.policyId);
	const agesAt = require_index.ageTime(tools.present(), []);
	return {
		vault,
		item,
		formerPolicy: isSame ? policy : formerPolicy,
		now: agesAt?.now ?? tools.serviceNow(),
		isDated: agesAt !== void 0,
		...policy === void 0 ? {} : { policy }
	};
}
async function beforeAsListed(task, item, notBefore, tools) {
	const view = await viewVault({
		purpose: "write",
		policyName: task.policyName,
		notBefore
	}, tools);
	const { value: formerPolicy } = await presentPolicy(task, item.policyId, notBefore, tools);
	return beforeOf(item, {
		view,
		formerPolicy
	}, tools);
}
async function presentPolicy({ policyName }, id, notBefore, tools) {
	const isSame = require_index.sameName(require_index.nameInId(id), policyName ?? "");
	return policyName === void 0 || isSame ? {
		value: void 0,
		askedAt: Number.POSITIVE_INFINITY
	} : policyOf(id, notBefore, tools);
}
// src/sequence/decide-item.ts
async function decideItem(task, { isAnnounced = false, ...at }, tools) {
	const round = await observe(task, at, tools);
	if (!isAnnounced) announceItem(round.shows.before, tools);
	requireNamedHost(task, round.shows.before.item, round.shows.subject.listed);
	const decision = decide(task.wish, round.shows, tools.known().joined === void 0);
	if (!isAnnounced) announceAnswer(decision, round.shows, tools);
	announceRetention(decision, tools);
	return {
		round,
		decision
	};
}
function requireNamedHost({ selection, wish }, item, listed) {
	const line = require_index.deletesData(wish.kind) ? require_index.lineWithoutHost(selection.include, item) : void 0;
	if (line === void 0) return;
	throw new require_index.ActionError("refused", `'${line.written}' does not name the ${require_index.hostKinds(item)[0] ?? "host"} of what is to be deleted.`, { hint: `Write it as '${require_index.shortestPath(item, listed, { withHost: true })}', or use the item's resource id.` });
}
// src/sequence/item-states.ts
const MANY = 200;
const PAGE = 200;
const FEW$1 = 5;
function itemStates({ flight, vaultSize }, { backup }) {
	const waiting = [];
	flight.whenIdle(() => void readList());
	async function readList() {
		const batch = waiting.splice(0);
		const listed = batch.length > Math.max(FEW$1, Math.ceil(vaultSize / PAGE)) ? await listedNow(batch.map(({ item }) => item)) : new Map();
		for (const { item, settle } of batch) settle(listed.get(item.id.toLowerCase()));
	}
	async function listedNow(items) {
		const types = new Map();
		for (const { workload } of items) for (const type of require_index.listsOf(workload)) types.set(JSON.stringify(type), type);
		const all = (await Promise.allSettled([...types.values()].map((type) => backup.listItems(type)))).flatMap((list) => list.status === "fulfilled" ? list.value.items : []);
		return new Map(require_prepare.eachOnce(all).map((item) => [item.id.toLowerCase(), item]));
	}
	return { look(item) {
		return new Promise((settle) => {
			waiting.push({
				item,
				settle
			});
			if (waiting.length >= Math.max(MANY, vaultSize / 2)) readList();
		});
	} };
}
// src/sequence/job-board.ts
const FEW = 5;
const MOST_APART_MS = 36e3;
const GATHER_MS = 2e3;
const FEW_LISTS = 50;
const LISTED_WITHIN_MS = 6e4;
const EARLIER_MS = 3e5;
function jobBoard({ flight }, tools) {
	const { clock } = tools.pace;
	const watched = new Map();
	const list = listsOf(watched, tools);
	async function readOwn(id) {
		const looked = await tools.backup.job(id);
		if (looked.value !== void 0 && looked.value.phase !== "running") watched.delete(id);
		const { remaining } = looked;
		return {
			...looked,
			remaining: remaining && remaining / Math.max(1, flight.inFlight())
		};
	}
	return { async look(id, asked) {
		if (asked === void 0 || flight.inFlight() <= FEW) return readOwn(id);
		const { operation, since } = asked;
		const known = watched.get(id) ?? {
			since,
			missedFrom: clock.now()
		};
		watched.set(id, known);
		const { value: jobs, ...timing } = await list(operation);
		const job = jobs.find((one) => require_index.sameName(one.id, id));
		if (job === void 0) return clock.now() - known.missedFrom <= LISTED_WITHIN_MS ? {
			...timing,
			value: void 0
		} : readOwn(id);
		watched.set(id, {
			...known,
			missedFrom: Number.NEGATIVE_INFINITY
		});
		if (job.phase === "running") return {
			...timing,
			value: job
		};
		watched.delete(id);
		return job.phase === "completed" ? {
			...timing,
			value: job
		} : readOwn(id);
	} };
}
function listsOf(watched, { backup, pace, present }) {
	const { clock, signal } = pace;
	let next;
	let lastAt = Number.NEGATIVE_INFINITY;
	let apartMs = 0;
	async function readList(operation) {
		try {
			const at = Math.max(lastAt + apartMs, clock.now() + GATHER_MS);
			const waitMs = Math.min(at, pace.deadline) - clock.now();
			await clock.sleep(Math.max(0, waitMs), signal);
		} finally {
			next = void 0;
		}
		lastAt = clock.now();
		const since = Math.min(...[...watched.values()].map((job) => job.since)) - EARLIER_MS;
		const startedBetween = [since, require_index.latestPresent(present(), since)];
		const looked = await backup.lookAtJobs({
			operation,
			startedBetween
		});
		apartMs = pauseBetween(looked.remaining);
		return looked;
	}
	return (operation) => {
		next ??= readList(operation);
		return next;
	};
}
function pauseBetween(remaining = Number.POSITIVE_INFINITY) {
	return remaining < FEW_LISTS ? require_prepare.spreadPauseMs(remaining) : Math.min(require_index.HOUR_MS / remaining, MOST_APART_MS);
}
// src/sequence/authorize.ts
async function authorize({ write, guarded }, vault, { backup }) {
	const guard = vault.guarded && guarded !== void 0 ? await backup.guard() : void 0;
	const request = guarded === void 0 ? void 0 : guard?.requests.get(guarded);
	if (request === void 0) return {
		write,
		unlock: void 0,
		guard: void 0
	};
	if (write.method === "DELETE") return {
		write,
		unlock: request,
		guard
	};
	const { properties } = write.body;
	const body = { properties: {
		...properties,
		resourceGuardOperationRequests: [request]
	} };
	return {
		write: {
			...write,
			body
		},
		unlock: void 0,
		guard
	};
}
async function prepare(item, authorized, tools) {
	const { guard, unlock: request } = authorized;
	await tools.backup.readyToWrite();
	const { guardToken } = tools;
	const headers = async () => guard === void 0 || guardToken === void 0 ? {} : { "x-ms-authorization-auxiliary": `Bearer ${await guardToken()}` };
	if (request === void 0) return headers();
	const { pace, known, learn } = tools;
	const { unlockedAt = Number.NEGATIVE_INFINITY } = known();
	if (pace.clock.now() - unlockedAt < UNLOCKED_MS) return headers();
	try {
		await unlock(item, request, headers, tools);
	} catch (error) {
		throw explainGuard(error, authorized);
	}
	learn({ unlockedAt: pace.clock.now() });
	return headers();
}
const UNLOCKED_MS = 6e5;
const UNLOCK_TRIES = 3;
const UNLOCK_PAUSE_MS = 5e3;
async function unlock({ id }, request, headers, { backup, log, pace }) {
	for (let lost = 0;;) {
		const authorization = await headers();
		if (pace.clock.now() >= pace.deadline) throw new require_index.DeadlineError("about to unlock the deletion");
		try {
			await backup.unlockDelete(id, request, authorization);
			return;
		} catch (error) {
			const isAway = error instanceof require_index.TurnedAwayError;
			if (error instanceof require_index.UnknownOutcomeError) lost += 1;
			const mayRepeat = error instanceof require_index.UnknownOutcomeError && lost < UNLOCK_TRIES;
			if (!isAway && !mayRepeat) throw error;
			log.say(`${error.message} Asking again.`);
			const afterMs = isAway ? error.afterMs ?? 0 : 0;
			await require_prepare.pauseFor(Math.max(afterMs, UNLOCK_PAUSE_MS), pace, () => "waiting to unlock the deletion");
		}
	}
}
function explainGuard(error, { guard }) {
	if (!(error instanceof require_index.ArmError)) return error;
	const { service, status, answer } = error;
	const where = guard === void 0 ? "the vault's resource guard" : `the resource guard ${guard.id}`;
	if (/resource ?guard/i.test(`${service.code} ${service.message}`)) return error.advised("not-authorized", adviceOnGuard(where));
	if (guard === void 0 || status !== 403) return error;
	const why = require_prepare.whyForbidden(service);
	switch (why.kind) {
		case "vault": return error.advised("not-authorized", require_index.joinSentences(answer.hint, adviceOnGuard(where)));
		case "linked": return why.rights.length > 0 ? error : error.advised("not-authorized", adviceOnGuard(where));
		case "other-tenant": return error.advised("not-authorized", adviceOnGuard(where));
		case "network":
		case "other": return error;
		default: return why;
	}
}
function adviceOnGuard(where) {
	return `Multi-user authorization guards this operation. Give the identity of this step the role '${require_prepare.GUARD_ROLE}' on ${where}, usually for a limited time; if the guard is in another tenant, set ${require_index.nameInput("resource-guard-tenant-id")}. ${require_prepare.ROLE_DELAY}`;
}
// src/sequence/await-state.ts
const SHOWN_WITHIN_MS = 12e4;
const GONE_AGAIN_MS = 5e3;
async function awaitState(item, reached, tools) {
	const { log, pace, learn, together } = tools;
	const { clock } = pace;
	const listed = await together.lookAtState(item, reached);
	if (listed !== void 0) {
		learn({ after: listed });
		return true;
	}
	const startedAt = clock.now();
	return require_prepare.poll(async () => {
		const after = await readConfirmed(item, reached, tools);
		learn({ after: after ?? "gone" });
		const isReached = reached(after);
		const elapsedMs = clock.now() - startedAt;
		if (isReached || elapsedMs >= SHOWN_WITHIN_MS) return {
			settled: true,
			value: isReached
		};
		if (elapsedMs === 0) log.say("The item is not in the requested state yet; reading it again.");
		return {
			settled: false,
			atMostMs: SHOWN_WITHIN_MS - elapsedMs
		};
	}, {
		pace,
		during: () => "waiting for the item to reach the requested state",
		atDeadline: () => false
	});
}
async function readConfirmed(item, reached, tools) {
	const { shows } = await shortRound(async (since) => ({
		shows: await readTwice(item, reached, tools),
		since
	}), tools);
	return shows;
}
async function readTwice({ address }, reached, { backup, pace }) {
	const after = await backup.item(address);
	if (after !== void 0 || !reached(void 0)) return after;
	await pace.clock.sleep(GONE_AGAIN_MS, pace.signal);
	return backup.item(address);
}
async function readAfter(item, ending, tools) {
	const isFailure = tools.isRed({
		known: tools.known(),
		ending
	});
	try {
		const after = (isFailure ? void 0 : await tools.together.lookAtState(item, () => true)) ?? await tools.backup.item(item.address) ?? "gone";
		tools.learn({ after });
	} catch (error) {
		if (!(error instanceof require_index.ActionError)) throw error;
		tools.log.say(`The item could not be read again: ${error.message}`);
	}
}
// src/sequence/follow-write.ts
async function followWrite(task, sent, write, tools) {
	switch (sent.kind) {
		case "reached": return {
			kind: "judged-by-item",
			reached: true
		};
		case "job-found":
			require_prepare.rememberJob(sent.job, tools);
			return followNamed(task, [sent.job.id], void 0, write, tools);
		case "accepted": break;
		default: return sent;
	}
	const { item, plan, listed } = write;
	const { lro } = sent.accepted;
	if (lro === void 0) return judgeWithoutJob(write, tools);
	tools.log.say(`Azure accepted the request to ${plan.doing}; operation ${lro.id}.`);
	const end = await followLro(lro, require_prepare.lroTimes(require_index.OPERATIONS_BY_NAME[task.wish.kind].lastsLike, item.workload?.type), tools);
	require_prepare.rememberJobs(end.jobIds, tools);
	if (end.outcome === "succeeded") return followNamed(task, end.jobIds, end, write, tools);
	if (isConflict(end.error) && end.jobIds.length > 0) return followNamed(task, end.jobIds, end, write, tools);
	if (isConflict(end.error)) {
		require_prepare.noteWrite(tools, { kind: "turned-down" });
		return {
			kind: "conflict",
			conflict: {
				item,
				running: [],
				listed,
				service: end.error
			}
		};
	}
	const ending = {
		kind: "lro-ended",
		end,
		doing: plan.doing
	};
	await readAfter(item, ending, tools);
	return ending;
}
async function followNamed({ wait }, ids, end, write, tools) {
	const [first] = ids;
	if (first === void 0) return judgeWithoutJob(write, tools);
	const check = (job) => {
		const { item, plan, listed } = write;
		if (require_prepare.isWorkOf(job, end?.startedAt, {
			item,
			operation: plan.jobOperation,
			listed,
			plan
		})) return;
		tools.learn(require_index.withoutJob(tools.known(), job.id));
		throw notOwn(job, write);
	};
	if (!wait) {
		const { value: job } = await tools.backup.job(first);
		if (job !== void 0) {
			check({
				...job,
				id: first
			});
			tools.learn({ job: {
				...job,
				id: first
			} });
		}
		if (job === void 0 || job.phase === "running") return {
			kind: "job-running",
			jobId: first
		};
	}
	return followJobs(ids, check, write, tools);
}
function notOwn(job, { plan }) {
	return new require_index.ActionError("contact-lost", `Azure named a job that is not the work of the request to ${plan.doing}: ${require_index.describeJob(job)}.`, { hint: "Look at the item and at that job." });
}
async function judgeWithoutJob(write, tools) {
	const { item, plan, reached } = write;
	if (reached === void 0) throw new require_index.ActionError("contact-lost", `Azure accepted the request to ${plan.doing} and named no job, so its outcome cannot be known.`, { hint: "" });
	tools.log.say("Azure named no job for it; the item alone decides.");
	const shows = await awaitState(item, (after) => reached(after, false), tools);
	if (shows) warnOfShortcoming(write, tools);
	return {
		kind: "judged-by-item",
		reached: shows
	};
}
async function followJobs(ids, check, write, tools) {
	const { item, plan, reached, listed } = write;
	const jobs = [];
	const since = require_index.acceptedAt(require_index.writeOf(tools.known())) ?? tools.serviceNow();
	const asked = {
		operation: plan.jobOperation,
		since
	};
	for (const id of ids) jobs.push(await followJob(id, tools, {
		check,
		asked
	}));
	const decisive = jobs.find(({ phase }) => phase !== "completed" && phase !== "warned");
	if (decisive !== void 0) require_prepare.rememberJob(decisive, tools);
	const [only] = jobs;
	if (reached === void 0 && only !== void 0 && isBackupConflict(only)) return {
		kind: "conflict",
		conflict: {
			item,
			running: [],
			listed,
			service: require_index.errorOf(only)
		},
		failed: only
	};
	for (const job of jobs) {
		const warning = require_prepare.warnOfShortRetention(job, plan);
		if (warning !== void 0) require_prepare.addWarning(warning, tools);
	}
	if (decisive === void 0 && reached !== void 0) {
		const shows = await awaitState(item, (after) => reached(after, true), tools);
		if (shows) warnOfShortcoming(write, tools);
		return {
			kind: "jobs-ended",
			jobs,
			reached: shows || await wasUndone(write, jobs, tools)
		};
	}
	const ending = {
		kind: "jobs-ended",
		jobs
	};
	if (decisive === void 0 && only !== void 0 && write.listedBefore !== void 0) {
		const { joined, waits = [] } = tools.known();
		const answer = await answerAfter(write, {
			job: only,
			type: backupTypeOfWrite(write),
			isAlone: joined === void 0 && waits.length === 0,
			listedBefore: write.listedBefore
		}, tools);
		if (answer !== void 0) return {
			kind: "jobs-ended",
			jobs,
			answer
		};
	}
	await readAfter(item, ending, tools);
	return ending;
}
async function answerAfter({ item, listed, asked }, own, tools) {
	if (asked === void 0) {
		await findOwnPoint(item, own, tools);
		return;
	}
	const after = await askAfterOwn(asked.asking, {
		item,
		listed,
		running: []
	}, own, tools);
	const { asking } = after.asked;
	noteAnswer(after.asked, after.answer, tools);
	const clock = warnOfClock(own, asking.listed?.value ?? [], item);
	if (clock !== void 0) require_prepare.addWarning(clock, tools);
	return after.answer;
}
function backupTypeOfWrite({ plan }) {
	return require_index.text(require_index.at(plan.write.body, "properties", "backupType"));
}
function warnOfShortcoming({ shortcoming }, tools) {
	const { after } = tools.known();
	const warning = shortcoming(after === "gone" ? void 0 : after);
	if (warning !== void 0) require_prepare.addWarning(warning, tools);
}
async function wasUndone(write, own, tools) {
	const { item, plan } = write;
	const { undoneBy } = plan;
	if (undoneBy === void 0) return false;
	const since = Math.min(...own.map(({ startTime = Number.POSITIVE_INFINITY }) => startTime));
	if (!Number.isFinite(since)) return false;
	const [jobs, listed] = await awaitAll(tools.backup.listJobs({
		backupManagementType: item.workload?.backupManagementType,
		operation: undoneBy,
		startedBetween: [since, require_index.latestPresent(tools.present(), since)]
	}), neighbours(write, tools.backup));
	const { after = item } = tools.known();
	const named = after === "gone" ? [item] : [item, after];
	const by = jobs.find((job) => require_index.isOperation(job, undoneBy) && (job.startTime ?? 0) >= since && named.some((one) => require_prepare.matchJob(job, one, listed) === "surely"));
	if (by === void 0) return false;
	require_prepare.addWarning(`It was done, and then someone undid it: ${require_index.describeJob(by)}.`, tools);
	return true;
}
// src/sequence/join-backup.ts
async function joinBackup(job, { subject, running, asked }, tools) {
	const { log, learn } = tools;
	if (asked === void 0) throw new Error("A backup was joined for no question.");
	log.say(`Waiting for a backup that is running already: ${require_index.describeJob(job)}.`);
	learn({
		joined: job.id,
		...subject.item.workload?.isHeldForHours === true ? { waitsForVm: true } : {}
	});
	const since = job.startTime ?? tools.serviceNow();
	const ended = await followJob(job.id, tools, { asked: {
		operation: "Backup",
		since
	} });
	const { asking } = asked;
	const { isWorthJoining, backups } = asking.question;
	if (!(ended.phase === "completed" || ended.phase === "warned" && backups?.allowWarnings === true) || !isWorthJoining(ended, asked.bound)) return { kind: "joined" };
	const others = running.filter(({ id }) => id !== job.id);
	const after = await askUntilListed(asking, {
		item: asked.item,
		listed: subject.listed,
		running: others
	}, tools);
	return after.answer.reason === "recovery-point-fresh" ? tellAnswer(after.asked, after.answer, tools) : { kind: "joined" };
}
// src/sequence/search-effect.ts
const SEARCH_MS = 12e4;
const SEARCH_AFTER_500_MS = 2e4;
async function searchEffect(write, sending, tools) {
	const { pace } = tools;
	const startedAt = pace.clock.now();
	const lost = {
		...write,
		listed: await neighbours(write, tools.backup)
	};
	return require_prepare.poll(async () => {
		const jobs = require_prepare.jobsThatMayBeOurs(await jobsSince(lost, sending, tools), lost, sending);
		const found = write.reached === void 0 ? await judgeBackups(jobs, lost, sending, tools) : await judgeChange(jobs, {
			...lost,
			reached: write.reached
		}, sending, tools);
		if (found !== void 0 && found !== "wait") return {
			settled: true,
			value: found
		};
		const elapsedMs = pace.clock.now() - startedAt;
		const searchMs = sending.isServerError && jobs.length === 0 ? SEARCH_AFTER_500_MS : SEARCH_MS;
		if (found === void 0 && elapsedMs >= searchMs) return {
			settled: true,
			value: {
				kind: "no-effect",
				doubtful: jobs
			}
		};
		return found === "wait" ? {
			settled: false,
			elapsedMs
		} : {
			settled: false,
			elapsedMs,
			atMostMs: searchMs - elapsedMs
		};
	}, {
		pace,
		during: () => `looking for the effect of the request to ${write.plan.doing}`
	});
}
function jobsSince({ item, plan }, { since }, { backup, present }) {
	return backup.listJobs({
		backupManagementType: item.workload?.backupManagementType,
		operation: plan.jobOperation,
		startedBetween: [since - require_prepare.CLOCK_TOLERANCE_MS, require_index.latestPresent(present())]
	});
}
async function judgeChange(jobs, write, sending, tools) {
	const [only, ...others] = jobs;
	if (only !== void 0 && others.length === 0 && require_prepare.beganWithRequest(only, write, sending)) return {
		kind: "job-found",
		job: only
	};
	const reached = (after) => write.reached(after, false);
	const after = await readConfirmed(write.item, reached, tools);
	if (!reached(after)) return void 0;
	tools.learn({ after: after ?? "gone" });
	return { kind: "reached" };
}
async function judgeBackups(jobs, write, sending, tools) {
	const [only, ...others] = jobs;
	if (only === void 0) return void 0;
	const doubtful = {
		kind: "no-effect",
		doubtful: jobs
	};
	if (others.length > 0 || !require_prepare.beganWithRequest(only, write, sending)) return doubtful;
	const { value: job } = await tools.backup.job(only.id);
	if (job === void 0) return void 0;
	const policy = await policyOf(write.item.policyId, tools.pace.clock.now(), tools);
	switch (require_prepare.proveOurs(job, write, policy.value)) {
		case "ours": return {
			kind: "job-found",
			job
		};
		case "not-yet": return "wait";
		case "none": return doubtful;
	}
}
// src/sequence/send.ts
async function sendWrite(write, headers, tools) {
	const { backup, log, pace, learn } = tools;
	const { item, plan, authorized } = write;
	if (pace.clock.now() >= pace.deadline) throw new require_index.DeadlineError(`about to ${plan.doing}`);
	pace.signal.throwIfAborted();
	const present = tools.present();
	require_prepare.noteWrite(tools, { kind: "sending" });
	try {
		const { doing } = plan;
		const accepted = await backup.write(item.address, authorized.write, {
			doing,
			headers
		});
		noteAccepted(tools);
		learn({ ids: accepted.ids });
		return {
			kind: "accepted",
			accepted
		};
	} catch (error) {
		if (error instanceof require_index.TurnedAwayError || error instanceof require_index.ArmError) require_prepare.noteWrite(tools, { kind: "turned-away" });
		pace.signal.throwIfAborted();
		if (error instanceof require_index.TurnedAwayError) return {
			kind: "turned-away",
			error
		};
		if (!(error instanceof require_index.UnknownOutcomeError)) throw explainGuard(error, authorized);
		const { status, service } = error.answer ?? {};
		const isServerError = plan.write.method !== "POST" && status === 500 && service?.code !== "";
		const sending = {
			sentAt: require_index.agreedPresent(present),
			since: require_index.earliestPresent(present),
			isServerError
		};
		log.say(`${error.message} Looking for its effect on the item and among the jobs.`);
		const effect = await searchEffect(write, sending, tools);
		if (effect.kind === "no-effect") return withoutEffect(error, plan.write.method, effect.doubtful);
		if (effect.kind === "job-found") noteAccepted(tools);
		return effect;
	}
}
function withoutEffect(error, method, doubtful) {
	const mayRepeat = method === "PUT" || method === "DELETE" && doubtful.length === 0;
	if (doubtful.length === 0) return {
		kind: "no-effect",
		error,
		mayRepeat
	};
	const jobs = doubtful.map(require_index.describeJob).join("; ");
	return {
		kind: "no-effect",
		error: new require_index.ActionError("contact-lost", `${error.message} It may be the work of this request or of another one: ${jobs}.`, {
			hint: error.hint,
			cause: error
		}),
		mayRepeat
	};
}
function noteAccepted(tools) {
	require_prepare.noteWrite(tools, {
		kind: "accepted",
		at: tools.serviceNow()
	});
	tools.learn({
		lro: void 0,
		lroEndedAt: void 0
	});
}
// src/sequence/unsent.ts
function leaveAlone(wish, { before, asked }, decision, tools) {
	const { known, learn } = tools;
	if (decision.kind === "refuse") return {
		...decision,
		kind: "refused"
	};
	if (decision.kind === "answered") return tellAnswer({
		item: before.item,
		warning: asked?.warning
	}, decision.answer, tools);
	learn({ after: before.item });
	const reached = reachedBy(wish, before);
	if (reached === void 0 || !require_index.mayHaveActed(require_index.writeOf(known()))) return decision;
	return {
		kind: "judged-by-item",
		reached: reached(before.item, false)
	};
}
async function rehearse(task, decided, tools) {
	const { decision, round } = decided;
	const { before } = round.shows;
	switch (decision.kind) {
		case "refuse":
		case "nothing-to-do":
		case "answered": return leaveAlone(task.wish, round.shows, decision, tools);
		case "join": return {
			kind: "dry-run",
			plan: `wait for ${require_index.describeJob(decision.job)}, and back up '${before.item.friendlyName}' only if that brings no recovery point that is new enough`
		};
		case "busy": {
			if (task.onConflict === "fail") throw conflictError(conflictOf(decided), NOT_WAITED);
			const { running, plan } = decision;
			const others = running.map(require_index.describeJob).join("; ");
			if (plan === void 0) return {
				kind: "dry-run",
				plan: `wait first for ${others}`
			};
			announceNotes(plan, tools);
			tools.log.say(`Would wait first for ${others}`);
			return tellUnsent(plan, before, tools);
		}
		case "send":
			announceNotes(decision.plan, tools);
			return tellUnsent(decision.plan, before, tools);
		default: return decision;
	}
}
async function tellUnsent(plan, before, tools) {
	const authorized = await authorize(plan, before.vault, tools);
	announceUnsent(requestOf(before.item, authorized), tools);
	return {
		kind: "dry-run",
		plan
	};
}
// src/sequence/write-item.ts
const MOST_SENDINGS = 2;
const TURNED_AWAY_PAUSE_MS = 2e3;
async function writeItem(task, at, tools) {
	const decided = await decideItem(task, at, tools);
	return task.dryRun ? rehearse(task, decided, tools) : execute(task, decided, tools);
}
async function execute(task, first, tools) {
	const { log, pace } = tools;
	let decided = first;
	let retriedBackup = false;
	let lostAnswers = 0;
	let conflict;
	const decideAgain = async () => {
		decided = await decideItem(task, { subject: withoutPoints(decided) }, tools);
		return attemptWrite(task, decided, tools);
	};
	for (let next = () => attemptWrite(task, first, tools);; next = decideAgain) {
		const result = await next().catch((error) => {
			const isOurs = require_index.changedBy(require_index.writeOf(tools.known())) === "true";
			throw conflict !== void 0 && !isOurs && error instanceof require_index.DeadlineError ? conflictError(conflict.first, TOO_LONG) : error;
		});
		switch (result.kind) {
			case "conflict":
				if (result.failed !== void 0 && (retriedBackup || task.onConflict === "fail")) return {
					kind: "jobs-ended",
					jobs: [result.failed]
				};
				if (task.onConflict === "fail") throw conflictError(result.conflict, NOT_WAITED);
				if (result.failed !== void 0) {
					log.say(`Job ${result.failed.id} failed because another operation ran on the item; backing up once more when it is free.`);
					retriedBackup = true;
				}
				conflict ??= {
					first: result.conflict,
					seenAt: pace.clock.now()
				};
				await waitOutConflict(result, {
					seenAt: conflict.seenAt,
					decided
				}, tools);
				break;
			case "joined":
				log.say("The backup that was running did not bring what was asked for.");
				break;
			case "turned-away":
				await pauseToSendAgain(result.error, tools);
				break;
			case "no-effect":
				lostAnswers += 1;
				if (lostAnswers >= MOST_SENDINGS || !result.mayRepeat) throw result.error;
				log.say("The request shows no effect; looking and sending once more.");
				break;
			default: return result;
		}
	}
}
function withoutPoints({ round }) {
	const { subject } = round.shows;
	return {
		...subject,
		asking: subject.asking && {
			...subject.asking,
			listed: void 0
		}
	};
}
async function waitOutConflict({ conflict, failed }, { seenAt, decided }, tools) {
	const { asked, subject } = decided.round.shows;
	if (asked === void 0 || conflict.running.length > 0) {
		await waitUntilFree(conflict, seenAt, tools);
		return;
	}
	tools.log.say(`'${conflict.item.friendlyName}' is in use; asking again whether it is backed up.`);
	const found = {
		item: asked.item,
		listed: subject.listed,
		running: []
	};
	const { answer } = await askUntilListed(asked.asking, found, tools);
	if (failed !== void 0 && answer.reason !== "recovery-point-fresh") await waitUntilFree(conflict, seenAt, tools);
}
async function pauseToSendAgain({ message, afterMs = 0 }, { log, pace, requests }) {
	log.say(`${message} Looking and sending again.`);
	const pauseMs = Math.max(afterMs, TURNED_AWAY_PAUSE_MS, requests.quotaPauseMs());
	await require_prepare.pauseFor(pauseMs, pace, () => "waiting to send again");
}
async function attemptWrite(task, first, tools) {
	let listedBefore;
	for (let decided = first;;) {
		const { round, decision } = decided;
		const { before, subject, asked } = round.shows;
		if (decision.kind === "busy") return {
			kind: "conflict",
			conflict: conflictOf(decided)
		};
		if (decision.kind === "join") return joinBackup(decision.job, round.shows, tools);
		if (decision.kind !== "send") return leaveAlone(task.wish, round.shows, decision, tools);
		if (reachedBy(task.wish, before) === void 0 && task.wait) listedBefore = asked?.evidence.points ?? listedBefore ?? await pointsNow(before.item, tools);
		const authorized = await authorize(decision.plan, before.vault, tools);
		const headers = await prepare(before.item, authorized, tools);
		if (isShort(round, tools)) {
			announceNotes(decision.plan, tools);
			announceRequest(requestOf(before.item, authorized), tools);
			return carryOut$1(task, {
				item: before.item,
				plan: decision.plan,
				authorized,
				reached: reachedBy(task.wish, before),
				shortcoming: (after) => warningOnReached(task.wish, before, after),
				listed: subject.listed,
				asked,
				listedBefore
			}, headers, tools);
		}
		decided = await decideItem(task, {
			subject,
			isAnnounced: true
		}, tools);
	}
}
async function carryOut$1(task, write, headers, tools) {
	let sent;
	try {
		tools.learn({ unlockedAt: void 0 });
		sent = await sendWrite(write, headers, tools);
	} catch (error) {
		if (!isConflictError(error)) throw error;
		const { item, listed } = write;
		return {
			kind: "conflict",
			conflict: {
				item,
				running: [],
				listed,
				service: error.service
			}
		};
	}
	if (sent.kind === "turned-away" || sent.kind === "no-effect") return sent;
	return followWrite(task, sent, write, tools);
}
// src/sequence/write-items.ts
const SHARED_MS = 5e3;
const READ_AT_ONCE = 20;
async function writeItems(task, tools) {
	const { selection, workload, policyName, maxItems } = task;
	const prefers = preferenceOf(task.wish.kind);
	const startedAt = tools.pace.clock.now();
	const { items, listed } = await explained(() => survey({
		selection,
		workload,
		policyName,
		purpose: "write",
		prefers,
		maxItems
	}, tools), tools);
	const [only, ...others] = items;
	if (only !== void 0 && others.length === 0) return one(await writeItem(task, {
		subject: {
			item: only,
			listed,
			asking: startAsking(task.wish, tools)
		},
		notBefore: startedAt
	}, tools), tools);
	const { wishFor, refusal } = divideWish(task.wish, items);
	const named = items.map((item) => ({
		item,
		path: require_index.pathOf(item, listed)
	}));
	tools.announceItems(named);
	const chosen = named.map((each) => {
		const wish = wishFor(each.item);
		return {
			...each,
			task: {
				...task,
				wish
			},
			own: tools.forItem(each.path)
		};
	});
	const seen = {
		listed,
		startedAt,
		asking: askingOfAll(task, startedAt, tools)
	};
	const refused = await refusals(chosen, seen, tools);
	if (refusal !== void 0) throw refusedTogether(refusal, refused);
	if (refused.size > 0) {
		const why = "Another item of this step was refused or could not be read, so nothing was written.";
		return chosen.map((each) => refused.get(each) ?? notStarted(each, why));
	}
	return carryOut(chosen, {
		seen,
		task
	}, tools);
}
function askingOfAll({ wish }, startedAt, tools) {
	const asking = startAsking(wish, tools, startedAt);
	if (asking !== void 0) coverAllItems(asking.unsound, asking.question.backups, tools);
	return asking;
}
function refusedTogether({ why, hint }, refused) {
	const others = [...refused].flatMap(([{ path }, { ending }]) => ending.kind === "refused" ? [`'${path}': ${ending.why}`] : []);
	return new require_index.ActionError("refused", [why, ...others].join(" "), { hint });
}
async function refusals(chosen, seen, tools) {
	const suspects = [];
	for (const each of chosen) {
		const ending = await refusalAsListed(each, seen);
		if (ending !== void 0) suspects.push({
			each,
			ending
		});
	}
	const flight = flightOf(READ_AT_ONCE, tools, suspects.length);
	for (let from = 0; from < suspects.length; from += READ_AT_ONCE) {
		const results = await inParallel(suspects.slice(from, from + READ_AT_ONCE), READ_AT_ONCE, async ({ each }) => {
			const seat = await flight.take();
			try {
				return {
					each,
					result: await refusalAsRead(each, seen)
				};
			} finally {
				seat.leave();
			}
		});
		tools.pace.signal.throwIfAborted();
		const refused = results.flatMap(({ each, result }) => result ? [[each, result]] : []);
		if (refused.length === 0) continue;
		const unread = suspects.slice(from + READ_AT_ONCE).map(({ each, ending }) => [each, resultWith(each, ending)]);
		return new Map([...refused, ...unread]);
	}
	return new Map();
}
async function refusalAsListed({ item, task, own }, { listed, startedAt }) {
	try {
		requireHandledWorkload(item);
		requireNamedHost(task, item, listed);
		const planned = plan(task.wish, await beforeAsListed(task, item, startedAt, own));
		return planned.kind === "refuse" ? {
			...planned,
			kind: "refused"
		} : void 0;
	} catch (error) {
		if (!(error instanceof require_index.ActionError)) throw error;
		return {
			kind: "thrown",
			error
		};
	}
}
async function refusalAsRead(each, { listed, asking, startedAt }) {
	const { item, task, own } = each;
	try {
		const { decision } = await decideItem(task, {
			subject: {
				item,
				listed,
				asking
			},
			notBefore: startedAt
		}, own);
		return decision.kind === "refuse" ? resultWith(each, {
			...decision,
			kind: "refused"
		}) : void 0;
	} catch (error) {
		return resultWith(each, {
			kind: "thrown",
			error
		});
	}
}
async function carryOut(chosen, { seen, task }, tools) {
	const { failFast, maxParallel } = task;
	const items = chosen.map(({ item }) => item);
	const flight = flightOf(maxParallel, tools, items.length);
	tellNeeds(needsOfWrite(task, items), tools);
	const company = require_prepare.inCompany({
		flight,
		jobs: jobBoard({ flight }, tools),
		states: failFast ? void 0 : itemStates({
			flight,
			vaultSize: seen.listed.length
		}, tools)
	});
	return inTurn(chosen, {
		flight,
		failFast,
		leaveOut: notStarted,
		begin: (each, seat) => writeOne(each, seen, company(seat))
	}, tools);
}
function writeOne(each, { listed, asking }, together) {
	const { item, task } = each;
	const own = {
		...each.own,
		together
	};
	return resultOf(each, () => {
		return writeItem(task, {
			subject: {
				item,
				listed,
				asking
			},
			notBefore: own.pace.clock.now() - SHARED_MS
		}, own);
	});
}
// src/sequence/perform.ts
async function perform(task, tools) {
	switch (task.kind) {
		case "job": {
			const { cancels } = require_index.OPERATIONS_BY_NAME[task.wish.kind];
			return one(await (cancels ? cancelJob : waitForJob)(task, tools), tools);
		}
		case "list": return one(await listAll(task, tools), tools);
		case "question": return judgeItems(task, tools);
		case "write": return writeItems(task, tools);
		default: return task;
	}
}
const MANY_LEGS = 20;
async function listAll({ wish, selection, workload }, tools) {
	const { allowEmpty, matrixChunks } = wish;
	const { items, listed } = await survey({
		selection,
		workload,
		purpose: "list",
		allowEmpty
	}, tools);
	const described = require_index.listedItems(items, listed.length > 0 ? listed : items);
	tools.log.detail(described.length === 1 ? "1 item" : `${described.length} items`, described.map((one) => `${one.path} (${one.workload}): ${require_index.stateInWords(one)}`));
	const shown = matrixChunks > 1 ? require_index.inChunks(described, matrixChunks) : described;
	if (shown.length > MANY_LEGS) tools.log.warn(`${shown.length} legs of a matrix share Azure's hourly quotas of 150 reads of a kind. ${require_index.nameInput("matrix-chunks", "10")} puts the items into fewer legs.`);
	require_index.requireRoom(shown, tools.fitsOutput);
	tools.learn({ items: shown });
	return {
		kind: "listed",
		count: items.length
	};
}
// src/run/assertion-end.ts
function assertionWarning({ kind }, { assertions, heldAssertion }, { now, deadline }) {
	const held = kind === "assertion" ? heldAssertion?.() : void 0;
	if (held === void 0) return void 0;
	const seconds = require_index.at(require_index.readClaims(held.token), "exp");
	if (typeof seconds !== "number") return void 0;
	const end = seconds * 1e3;
	if (end <= now || end >= deadline) return void 0;
	return `The step may take ${require_index.roughDuration(deadline - now)}, and ${assertions} expires in ${require_index.roughDuration(end - now)}. After that it gets no new access to Azure, and may end before the work does. ${held.advice}`;
}
// src/run/operate.ts
function operate(inputs, connection, step) {
	const tools = require_prepare.makeTools(inputs, connection, step);
	const { log, host, startedAt } = step;
	const warning = assertionWarning(inputs.signIn, host.signIn, {
		now: startedAt,
		deadline: tools.pace.deadline
	});
	if (warning !== void 0) log.warn(warning);
	const how = describeSignIn(inputs.signIn, host.signIn.assertions);
	log.say(`${inputs.operation} in vault '${inputs.vault.name}', signing in ${how}.`);
	return perform(inputs.task, tools);
}
exports.operate = operate;
