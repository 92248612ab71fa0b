/**
 * Imported before everything else: the process is red from its first line on. Node ends with exit
 * code 0 where a promise never settles, and only a published verdict may do that.
 */
process.exitCode = 1;
