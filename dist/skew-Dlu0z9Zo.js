import { in as DAY_MS } from "./log-DWp3XlN4.js";
// src/azure/identity/jwt-claims.ts
function readClaims(jwt) {
	try {
		return JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString("utf8"));
	} catch {
		return;
	}
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
export { earliestPresent as a, readClaims as c, areApart as i, ageTime as n, latestPresent as o, agreedPresent as r, withReading as s, NO_SKEW as t };
