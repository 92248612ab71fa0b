// src/text.ts
const CONTROL_CHARACTERS = String.raw`\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069`;
const CONTROLS = new RegExp(`[${CONTROL_CHARACTERS}]+`, "gu");
function oneLine(text) {
	return text.replace(CONTROLS, " ");
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
export { roughDuration as S, duration as _, isoTime as a, joinSentences as b, text as c, isoDurationMs as d, COMMAND_CHARACTER as f, clip as g, USE_EXPRESSION as h, isRecord as i, texts as l, READS_AS_EMPTY as m, azureDurationMs as n, list as o, CONTROL_CHARACTERS as p, entries as r, parseBody as s, at as t, time as u, isPlain as v, oneLine as x, isVariable as y };
