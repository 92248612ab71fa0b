import { output } from "../record.ts";
import type { Property } from "./property.ts";
import { sharesOf } from "./shares.ts";

/** The same property, which of a step about several items must hold of each of them. */
export function ofEachItem(property: Property): Property {
  return {
    name: property.name,
    judge(record) {
      const shares = sharesOf(record);
      if (shares.length === 0) return property.judge(record);
      let atStake = false;
      for (const share of shares) {
        const finding = property.judge(share);
        if (finding.breach !== undefined)
          return { atStake: true, breach: `${output(share, "item-path")}: ${finding.breach}` };
        atStake ||= finding.atStake;
      }
      return { atStake };
    },
  };
}
