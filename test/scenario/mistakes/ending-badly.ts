import type { Scenario } from "../../support/scenario.ts";
import { BACKUP, type Mistake } from "./mistake.ts";

interface Failure {
  readonly item?: string;
  /** The job's number, and what it recommends. */
  readonly number?: number;
  readonly recommends?: readonly string[];
  /** The job's end; Failed where it is left out. */
  readonly status?: "CompletedWithWarnings" | "Cancelled";
  readonly said: string;
  readonly message: string;
}

/** A backup that the step has taken, and whose job ends badly with a title of Azure's. */
export function ends(name: string, title: string, failure: Failure): Mistake {
  const {
    item = "sqlserver-1/payroll",
    number,
    recommends = [],
    status = "Failed",
    said,
    message,
  } = failure;
  const reason = {
    Failed: "job-failed",
    CompletedWithWarnings: "job-completed-with-warnings",
    Cancelled: "job-cancelled",
  } as const;
  return {
    name,
    inputs: { ...BACKUP, item },
    world({ azure }: Scenario) {
      const jobErrors = [
        {
          ...(number === undefined ? {} : { errorCode: number }),
          ...(title === "" ? {} : { errorTitle: title }),
          errorString: said,
          recommendations: [...recommends],
        },
      ];
      azure.script({
        operation: "Backup",
        jobStatus: status,
        ...(said === "" ? {} : { jobErrors }),
      });
    },
    sent: 1,
    reason: reason[status],
    message,
  };
}
