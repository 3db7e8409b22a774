import type { Findings } from "../../../insights/figures/findings.ts";
import { DEFINITIONS } from "../../../insights/words/definitions.ts";
import { formatHead } from "../../../insights/words/formatFindings.ts";
import { createHeadline } from "../../../insights/words/headline.ts";
import type { Plan } from "../../../sdk/domain/plan/plan.ts";
import { createGapCards } from "./gapCards.ts";
import { createOwnerCards } from "./ownerCards.ts";
import { renderPage, section } from "./page.ts";
import { createProgrammeCards } from "./programmeCards.ts";
import { createStandingCards } from "./standingCards.ts";
import { createStayingCards } from "./stayingCards.ts";
import { createHealthCards, createVoiceCards } from "./voiceCards.ts";
import { createWayCards } from "./wayCards.ts";

/** All findings as one page. */
export const renderReport = (findings: Findings, plan: Plan): string =>
  renderPage({
    title: `${plan.product}: how customers get on`,
    about: formatHead(findings),
    first: createHeadline(findings, plan),
    body: [
      section("The way", createWayCards(findings, plan), [DEFINITIONS.time]),
      section("Where they stand", createStandingCards(findings, plan), [DEFINITIONS.standing]),
      section("Gaps, by customers lost", createGapCards(findings), [DEFINITIONS.lost, DEFINITIONS.effect]),
      section("The worth of the programme", createProgrammeCards(findings)),
      section("By owner", createOwnerCards(findings, plan)),
      section("Who stays", createStayingCards(findings)),
      section("What people say", createVoiceCards(findings)),
      section("Friction and health", createHealthCards(findings)),
    ],
  });
