import { t as createClientLogger } from "./logger-B1iywVt0.js";
// node_modules/@typespec/ts-http-runtime/dist/esm/log.js
const logger = createClientLogger("ts-http-runtime");
export { logger as t };
