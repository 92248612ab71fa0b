import { t as proxyPolicy } from "./proxyPolicy-Cue5Kspn.js";
// src/hosts/old-proxy.ts
function oldProxy() {
	return proxyPolicy();
}
export { oldProxy };
