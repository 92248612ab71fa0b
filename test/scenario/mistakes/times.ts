import { BACKUP, LIST, type Mistake, VERIFY } from "./mistake.ts";

/** Dates, durations and numbers in forms that mean something else, or nothing. */
export const TIMES: readonly Mistake[] = [
  {
    name: "a date as az writes it",
    inputs: { ...BACKUP, "retain-until": "31-12-2040" },
    reason: "invalid-input",
    message:
      "Input 'retain-until' does not accept '31-12-2040'. What to do: Use a date, year first, such as '2040-12-31', or a duration such as '60d', '8w', '6mo' or '1y'.",
  },
  {
    name: "a date with slashes, day first",
    inputs: { ...BACKUP, "retain-until": "31/12/2040" },
    reason: "invalid-input",
    message:
      "Input 'retain-until' does not accept '31/12/2040'. What to do: Use a date, year first, such as '2040-12-31', or a duration such as '60d', '8w', '6mo' or '1y'.",
  },
  {
    name: "a date with slashes, year first",
    inputs: { ...BACKUP, "retain-until": "2040/12/31" },
    reason: "invalid-input",
    message:
      "Input 'retain-until' does not accept '2040/12/31'. What to do: Use a date, year first, such as '2040-12-31', or a duration such as '60d', '8w', '6mo' or '1y'.",
  },
  {
    name: "a date with full stops",
    inputs: { ...BACKUP, "retain-until": "31.12.2040" },
    reason: "invalid-input",
    message:
      "Input 'retain-until' does not accept '31.12.2040'. What to do: Use a date, year first, such as '2040-12-31', or a duration such as '60d', '8w', '6mo' or '1y'.",
  },
  {
    name: "months or minutes",
    inputs: { ...BACKUP, "retain-until": "6m" },
    reason: "invalid-input",
    message:
      "Input 'retain-until' does not accept '6m', which may mean minutes or months. What to do: Use a date, year first, such as '2040-12-31', or a duration such as '60d', '8w', '6mo' or '1y'.",
  },
  {
    name: "hours",
    inputs: { ...BACKUP, "retain-until": "12h" },
    reason: "invalid-input",
    message:
      "Input 'retain-until' does not accept '12h', which is less than a day. What to do: Use a date, year first, such as '2040-12-31', or a duration such as '60d', '8w', '6mo' or '1y'.",
  },
  {
    name: "no days",
    inputs: { ...BACKUP, "retain-until": "0d" },
    reason: "invalid-input",
    message:
      "Input 'retain-until' does not accept '0d', which is less than a day. What to do: Use a date, year first, such as '2040-12-31', or a duration such as '60d', '8w', '6mo' or '1y'.",
  },
  {
    name: "a number without a unit",
    inputs: { ...BACKUP, "retain-until": "60" },
    reason: "invalid-input",
    message:
      "Input 'retain-until' does not accept '60'. What to do: Use a date, year first, such as '2040-12-31', or a duration such as '60d', '8w', '6mo' or '1y'.",
  },
  {
    name: "ISO 8601 below a day",
    inputs: { ...BACKUP, "retain-until": "PT12H" },
    reason: "invalid-input",
    message:
      "Input 'retain-until' does not accept 'PT12H', which is less than a day. What to do: Use a date, year first, such as '2040-12-31', or a duration such as '60d', '8w', '6mo' or '1y'.",
  },
  {
    name: "a date that is over",
    inputs: { ...BACKUP, "retain-until": "2025-12-31" },
    reason: "invalid-input",
    message:
      "Input 'retain-until' does not accept '2025-12-31', which is not after today. What to do: Use a date, year first, such as '2040-12-31', or a duration such as '60d', '8w', '6mo' or '1y'.",
  },
  {
    name: "today",
    inputs: { ...BACKUP, "retain-until": "2026-01-05" },
    reason: "invalid-input",
    message:
      "Input 'retain-until' does not accept '2026-01-05', which is not after today. What to do: Use a date, year first, such as '2040-12-31', or a duration such as '60d', '8w', '6mo' or '1y'.",
  },
  {
    name: "a day that no calendar has",
    inputs: { ...BACKUP, "retain-until": "2026-02-30" },
    reason: "invalid-input",
    message:
      "Input 'retain-until' does not accept '2026-02-30', which is not a day. What to do: Use a date, year first, such as '2040-12-31', or a duration such as '60d', '8w', '6mo' or '1y'.",
  },
  {
    name: "a retention of a century",
    inputs: { ...BACKUP, "retain-until": "100y" },
    reason: "invalid-input",
    message:
      "Input 'retain-until' does not accept '100y', which is more than 99 years away. What to do: Use a date, year first, such as '2040-12-31', or a duration such as '60d', '8w', '6mo' or '1y'.",
  },
  {
    name: "a retention of a log backup",
    inputs: { ...BACKUP, "backup-type": "Log", "retain-until": "60d" },
    reason: "invalid-input",
    message:
      "Input 'retain-until' is not used with 'backup-type: Log' (got '60d'). What to do: The policy alone decides how long such a backup is kept; leave 'retain-until' out.",
  },
  {
    name: "an age without a unit",
    inputs: { ...VERIFY, item: "sqlserver-1/payroll", "max-recovery-point-age": "24" },
    reason: "invalid-input",
    message:
      "Input 'max-recovery-point-age' does not accept '24'. What to do: Use minutes, hours or days such as '90m', '24h' or '7d', where 'm' is minutes, or ISO 8601 such as 'PT24H'.",
  },
  {
    name: "an age in weeks",
    inputs: { ...VERIFY, item: "sqlserver-1/payroll", "max-recovery-point-age": "1w" },
    reason: "invalid-input",
    message:
      "Input 'max-recovery-point-age' does not accept '1w'. What to do: Use minutes, hours or days such as '90m', '24h' or '7d', where 'm' is minutes, or ISO 8601 such as 'PT24H'.",
  },
  {
    name: "an age of two parts",
    inputs: { ...VERIFY, item: "sqlserver-1/payroll", "max-recovery-point-age": "1d 12h" },
    reason: "invalid-input",
    message:
      "Input 'max-recovery-point-age' does not accept '1d 12h'. What to do: Use minutes, hours or days such as '90m', '24h' or '7d', where 'm' is minutes, or ISO 8601 such as 'PT24H'.",
  },
  {
    name: "an age in months of ISO 8601",
    inputs: { ...VERIFY, item: "sqlserver-1/payroll", "max-recovery-point-age": "P1M" },
    reason: "invalid-input",
    message:
      "Input 'max-recovery-point-age' does not accept 'P1M'. What to do: Use minutes, hours or days such as '90m', '24h' or '7d', where 'm' is minutes, or ISO 8601 such as 'PT24H'.",
  },
  {
    name: "a time limit with a unit",
    inputs: { ...BACKUP, "timeout-minutes": "30m" },
    reason: "invalid-input",
    message:
      "Input 'timeout-minutes' does not accept '30m'. What to do: Use a positive number of minutes up to 10080, such as '30' or '0.5'. It counts minutes, where 'az' counts seconds.",
  },
  {
    name: "a time limit of no time",
    inputs: { ...BACKUP, "timeout-minutes": "0" },
    reason: "invalid-input",
    message:
      "Input 'timeout-minutes' does not accept '0'. What to do: Use a positive number of minutes up to 10080, such as '30' or '0.5'. It counts minutes, where 'az' counts seconds.",
  },
  {
    name: "a time limit in az's seconds, above a week",
    inputs: { ...BACKUP, "timeout-minutes": "18000" },
    reason: "invalid-input",
    message:
      "Input 'timeout-minutes' does not accept '18000'. What to do: Use a positive number of minutes up to 10080, such as '30' or '0.5'. It counts minutes, where 'az' counts seconds.",
  },
  {
    name: "a decimal comma",
    inputs: { ...BACKUP, "timeout-minutes": "1,5" },
    reason: "invalid-input",
    message:
      "Input 'timeout-minutes' does not accept '1,5'. What to do: Use a positive number of minutes up to 10080, such as '30' or '0.5'. It counts minutes, where 'az' counts seconds.",
  },
  {
    name: "a pause of a day",
    inputs: { ...BACKUP, "poll-interval-seconds": "86400" },
    reason: "invalid-input",
    message:
      "Input 'poll-interval-seconds' does not accept '86400'. What to do: Use a positive number of seconds up to 3600, such as '30' or '0.5'.",
  },
  {
    name: "too many at once",
    inputs: { ...VERIFY, item: "sqlserver-1/payroll", "max-parallel": "100" },
    reason: "invalid-input",
    message:
      "Input 'max-parallel' does not accept '100'. What to do: Use a whole number from 1 to 50.",
  },
  {
    name: "legs that are no number",
    inputs: { ...LIST, item: "*", "matrix-chunks": "all" },
    reason: "invalid-input",
    message:
      "Input 'matrix-chunks' does not accept 'all'. What to do: Use a whole number from 1 to 256.",
  },
];
