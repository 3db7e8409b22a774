import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** Days for which a link holds. */
export const LINK_DAYS = 30;
const DAY = 86_400_000;
/** Characters of a link that is read at all. */
const LONGEST = 1_024;

/** Links by which an owner reads what is theirs without the password. */
export interface Links {
  /** @param now Epoch milliseconds. */
  create(owner: string, now: number): string;
  /** Whose it is; `undefined` where it is none, or its time is over. */
  read(link: string, now: number): string | undefined;
}

/** They are signed with what is made of the password: with another one, those of before hold no longer. */
export function createLinks(password: string): Links {
  const key = createHash("sha256").update(`milepost owner link\0${password}`).digest();
  const sign = (text: string): Buffer => createHmac("sha256", key).update(text).digest();
  return {
    create(owner, now) {
      const said = Buffer.from(JSON.stringify({ owner, until: now + LINK_DAYS * DAY })).toString("base64url");
      return `${said}.${sign(said).toString("base64url")}`;
    },
    read(link, now) {
      const [said = "", signature = "", ...more] = link.split(".");
      if (link.length > LONGEST || more.length > 0) return undefined;
      const given = Buffer.from(signature, "base64url");
      const wanted = sign(said);
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
      const { owner, until } = JSON.parse(Buffer.from(said, "base64url").toString()) as {
        readonly owner: string;
        readonly until: number;
      };
      return until > now ? owner : undefined;
    },
  };
}
