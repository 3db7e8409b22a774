import { expect, test } from "vitest";
import { createVisitor } from "../../../src/testing/index.ts";

const config = {
  version: 1,
  product: "acme",
  consent: "full",
  milestones: {
    team: {
      title: "Invite two teammates",
      level: "account",
      when: { event: "Member Joined", count: 2, distinct: "memberId" },
    },
    profile: { title: "Fill in your profile", when: { event: "Profile Saved" } },
  },
  guides: {
    setup: {
      type: "checklist",
      title: "Setup",
      if: { all: [] },
      items: [{ milestone: "team" }, { milestone: "profile" }],
    },
  },
};

test("colleagues at one computer share what is their account's, and nothing of their own", async () => {
  const ana = await createVisitor({ config, user: "ana", account: "acme-inc" });
  await ana.track("Member Joined", { memberId: "m1" });
  await ana.track("Profile Saved");
  await ana.identify("bo");
  await ana.group("acme-inc");
  expect(ana.progress()?.milestones).toEqual({ team: null, profile: null });
  await ana.track("Member Joined", { memberId: "m2" });
  expect(ana.progress()?.milestones).toEqual({ team: expect.any(Number), profile: null });
  await ana.identify("ana");
  await ana.group("acme-inc");
  expect(ana.progress()?.milestones).toEqual({ team: expect.any(Number), profile: expect.any(Number) });
  // Once for the account, whoever notices it.
  const reports = await ana.sent("Milestone Reached");
  expect(new Set(reports.map(({ messageId }) => messageId)).size).toBe(2);
});

test("another account has nothing of it", async () => {
  const ana = await createVisitor({ config, user: "ana", account: "acme-inc" });
  await ana.track("Member Joined", { memberId: "m1" });
  await ana.identify("bo");
  await ana.group("other-inc");
  await ana.track("Member Joined", { memberId: "m2" });
  expect(ana.progress()?.milestones.team).toBeNull();
});
