import { describe, expect, test } from "vitest";
import { parseOutputs } from "./runner.ts";

const WHOLE = "gate<<d1\nclosed\nd1\nreport<<d2\n{\n}\nd2\n";

describe("the file of outputs", () => {
  test("holds each output with its lines", () => {
    expect([...parseOutputs(WHOLE)]).toEqual([
      ["gate", "closed"],
      ["report", "{\n}"],
    ]);
  });

  test("is no file of outputs wherever it is cut inside one", () => {
    const whole = [0, WHOLE.indexOf("report<<"), WHOLE.length];
    for (let length = 0; length <= WHOLE.length; length++) {
      const read = () => parseOutputs(WHOLE.slice(0, length));

      if (whole.includes(length)) expect(read).not.toThrow();
      else expect(read).toThrow("The file of outputs");
    }
  });

  test("holds no line that belongs to none", () => {
    expect(() => parseOutputs("gate=open\n")).toThrow("gate=open");
  });
});
