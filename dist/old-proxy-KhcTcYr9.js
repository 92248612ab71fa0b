import { t as proxyPolicy } from "./proxyPolicy-Ps-bek4G.js";
// src/hosts/old-proxy.ts
function oldProxy() {
	return proxyPolicy();
}
export { oldProxy };
