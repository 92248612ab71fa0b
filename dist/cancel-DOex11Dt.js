const require_prepare = require("./prepare-BmI0XNsF.js");
const require_index = require("./index.js");
// src/run/cancel.ts
const CANCEL_MS = 4e3;
async function cancelJobs(outcome, cancelled) {
	const asked = outcome.accounts.map(async (account) => {
		const { findings, verdict } = account;
		if (verdict.reason !== "workflow-cancelled") return account;
		const told = await cancelInAzure(verdict, findings, cancelled);
		return {
			findings,
			known: findings.known(),
			verdict: told
		};
	});
	return {
		...outcome,
		accounts: await Promise.all(asked)
	};
}
async function cancelInAzure(verdict, findings, { inputs, connection, step, cancelledAt }) {
	const { world } = step;
	const left = world.clock.limit(cancelledAt + CANCEL_MS - world.clock.now());
	const { tokens } = connection;
	const atHand = (options) => tokens({
		...options,
		atHand: true
	});
	const asked = await cancelRunningJob(require_prepare.makeTools(inputs, {
		...connection,
		tokens: atHand
	}, {
		...step,
		findings,
		world: {
			...world,
			signal: left
		}
	}));
	return asked === void 0 ? verdict : {
		...verdict,
		message: `${verdict.message} ${asked}`,
		hint: "Look at the job before you go on."
	};
}
async function cancelRunningJob(tools) {
	const { backup, known, log } = tools;
	try {
		if (known().job === void 0) await askForJob(tools);
		const { job } = known();
		if (job === void 0 || (job.phase ?? "running") !== "running") return void 0;
		if (job.id === known().joined) return void 0;
		const doubt = job.phase === void 0 ? await doubtOn(job.id, tools) : void 0;
		if (doubt !== void 0) return `${doubt}; Azure was not asked to cancel it.`;
		const { lro } = await backup.cancelJob(job.id);
		const named = lro === void 0 ? "" : ` (operation ${lro.id})`;
		return `Azure has accepted the request to cancel job ${job.id}${named}, as ${require_index.nameInput("on-cancel")} asks.`;
	} catch (error) {
		log.debug(String(error));
		const { job } = known();
		return `Azure could not be asked in time to cancel ${job === void 0 ? "the job" : `job ${job.id}`}, so it may go on.`;
	}
}
async function doubtOn(id, tools) {
	const { backup, known, learn } = tools;
	const { before, path = "" } = known();
	if (before === void 0) return void 0;
	const begunAt = require_index.acceptedAt(require_index.writeOf(known()));
	if (begunAt === void 0) return `Job ${id} had not been looked at yet, so it may not be one of '${path}'`;
	const { value: job } = await backup.job(id);
	if (job === void 0) throw new Error(`Job ${id} is not visible yet.`);
	if (require_prepare.isWorkOf({
		...job,
		id
	}, begunAt, {
		item: before,
		operation: "Backup",
		listed: []
	})) {
		require_prepare.rememberJob({
			...job,
			id
		}, tools);
		return;
	}
	learn(require_index.withoutJob(known(), id));
	return `Azure named job ${id} for the request, but that job is not its work`;
}
const AGAIN_MS = 500;
async function askForJob(tools) {
	const { backup, pace, known } = tools;
	const { lro } = known();
	if (lro === void 0) return;
	for (;;) {
		const { value } = await backup.lro(require_prepare.vaultPaths(backup.vault).lro(lro.id));
		const { outcome, jobIds } = require_prepare.readLro(lro.id, value);
		require_prepare.rememberJobs(jobIds, tools);
		if (jobIds.length > 0 || outcome !== "running") return;
		await pace.clock.sleep(AGAIN_MS, pace.signal);
	}
}
exports.cancelJobs = cancelJobs;
