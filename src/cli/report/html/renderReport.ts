import type { Findings } from "../../../insights/figures/findings.ts";
import type { Plan } from "../../../sdk/domain/plan/plan.ts";
import { formatHead } from "../formatFindings.ts";
import { createGapCards, GAP_DEFINITIONS } from "./gapCards.ts";
import { createHeadline } from "./headline.ts";
import { createOwnerCards } from "./ownerCards.ts";
import { renderPage, section } from "./page.ts";
import { createProgrammeCards } from "./programmeCards.ts";
import { createStandingCards, STANDING_DEFINITION } from "./standingCards.ts";
import { createStayingCards } from "./stayingCards.ts";
import { createHealthCards, createVoiceCards } from "./voiceCards.ts";
import { createWayCards, WAY_DEFINITION } from "./wayCards.ts";

/** All findings as one page. */
export const renderReport = (findings: Findings, plan: Plan): string =>
  renderPage({
    title: `${plan.product}: how customers get on`,
    about: formatHead(findings),
    first: createHeadline(findings, plan),
    body: [
      section("The way", createWayCards(findings, plan), [WAY_DEFINITION]),
      section("Where they stand", createStandingCards(findings, plan), [STANDING_DEFINITION]),
      section("Gaps, by customers lost", createGapCards(findings), GAP_DEFINITIONS),
      section("The worth of the programme", createProgrammeCards(findings)),
      section("By owner", createOwnerCards(findings, plan)),
      section("Who stays", createStayingCards(findings)),
      section("What people say", createVoiceCards(findings)),
      section("Friction and health", createHealthCards(findings)),
    ],
  });
