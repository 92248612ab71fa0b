/**
 * Imported before everything else, so that the process fails from its first line on. Node exits
 * with code 0 if a promise never settles, but only a published verdict may do that.
 */
process.exitCode = 1;
