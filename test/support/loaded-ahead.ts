// What a step loads late, and a test loads ahead: virtual time would not wait for a file to be read.
import "../../src/run/cancel.ts";
import "../../src/run/operate.ts";
