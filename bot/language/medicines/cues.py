"""Small words by which people say of a medicine that it is over, ahead, begun, or not what is meant."""

from __future__ import annotations

from bot.language.words.text import stem


def _listed(words: str) -> tuple[str, ...]:
    return tuple(" ".join(word.split()) for word in words.split(","))


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())


CUES: dict[str, tuple[str, ...]] = {
    "dropped": _listed(
        """
        no longer, not any more, anymore, stopped it, stopped them, stopped that, stopped, gone,
        finished, all done, ended, all gone, gone now, is gone, discontinued, unopened, not opened,
        never opened, still sealed, not yet, not started, not taken, not taken it, not touched,
        never took, never taken, never tried, not tried, too scared, too frightened, chickened out,
        hated it, was last year, was years ago, was before, not suit me, not agree with me, so none,
        not now, not these days, nothing since, none since, not since, cancelled, came off, threw,
        binned, not picked, not collected, in the drawer, on the shelf, not sure i will, until then,
        never filled, not filled, never swallowed, on hold, paused, on pause, suspended, never
        again, neither helped, neither worked, none helped, not renew, not renewed, long done, once
        in NUM, is finished, tried it, tried them, up until, until about, until a, not for months,
        not for years, not for ages, not for weeks, not in months, not in years, not in ages, not
        for a, still in the box, still in the packet, still in the bag, still in its box, is finish,
        over with, knocked ... on the head, packed it in, jacked it in, so we left it, never that,
        me do not mix, me do not agree, none of that now, none of it now, none of those now, none of them now,
        frightened to start, scared to start, afraid to start, nervous to start, frightened to take,
        scared to take, afraid to take, stopped working so, stopped helping so
        """
    ),
    "kept": _listed(
        """
        still finishing, get it off, get it from, i take it, i take them, take it, i get it, i use it,
        i buy it, i get them, on it now, still
        on it, still on, still take, still taking, back on it, carried on, works for me
        """
    ),
    "weaning": _listed(
        """
        coming off, weaning, tapering, taper, cutting down, cutting ... down, cut down, reducing,
        down to, still take, still taking, still on, back on, restarted, trying to come off, trying
        to get off, trying to get me off, wants me off, want me off, wean me off, can not get off,
        can not come off
        """
    ),
    "over": _listed(
        """
        done with, no more, before i took, refused, turned down, said no to, swore off, had enough
        of, got rid of, finished, never so much as, not so much as, never even, never got on with,
        had ... once, used up, not taken ... since, last had, nearly gave me, almost gave me, used
        to live on, used to swear by, not get on with, not get along with, last dose of, took the
        last, last of my, last of the, have left the, only took, only ever took, a break from, break
        from, paused, pausing, avoid, steer clear, steer well clear, stay clear, keep away from,
        stay away from, been clear of, been clean of, can not take, can not have,
        can not tolerate, not allowed, not supposed to,
        must not take, until NUM
        """
    ),
    "formerly": _listed(
        """
        before that, before then, back then, in those days, at that time, up to then
        """
    ),
    "ahead": _listed(
        """
        talk about, talking about, talked about, wants to start me, want to start me, going to start
        me, will start me, wants to try me, want to try me, wanting to start me, could start me, may
        start me, will give, will put, going to give, going to put, going to get, due to begin,
        might go on, might try, might get, might put, may go on, may put, waiting for, waiting on,
        waiting to, mentioned, wants me, want me on, like me to try, like me to
        take, like me on, waiting list for, hoping for, keen on, was going to, been told
        to, told to take, picking up a prescription, collecting a prescription, got a prescription
        for
        """
    ),
    "taking": _listed(
        """
        times a day, twice a day, once a day, times daily, every night, every morning, jab, jabs,
        injections, drops, gummies
        """
    ),
    "harm": _listed(
        """
        gives me hives, gave me hives, gave me a rash, gives me a rash, swells me up, made me swell,
        made me ill, makes me swell, brings me out, came up in ... with, came out
        in ... with, broke out in ... with, nearly killed me, almost killed me, did me in
        """
    ),
}
"""Phrases by what they say of the medicine they stand by."""

TURNS = _stems("now just only here still currently instead today nowadays mine")
NOW = _stems("now here today nowadays currently these")
ONWARD = _stems("on just only take i it")
HAD = _stems("had took used was were before tried")
HABIT = _stems("smoking fags cigs ciggies smokes drinking booze vaping work")
LIVED = _stems("take have use get live swear need pop rely do")
GIVES = _stems("give gives gave slip slips lend lends pass hand share")
BORROWS = _stems("nick borrow pinch steal take use have pop share sneak nab raid")
BEARERS = _stems("himself herself lab puppy pup horse pony rabbit hamster budgie")
SOON = _stems("monday tuesday wednesday thursday friday saturday sunday next tomorrow soon")
WITHOUT = _stems("miss skip forget without manage")
TAKES = _stems("take taking on use have got")
DATED = _stems(
    "hospital january february march april june july august september october november december "
    "last once 0 spring summer autumn winter christmas easter"
)
TRIED = _stems("had tried")
TOOK = _stems("had tried took used")
AT_LAST = _stems("now nowadays currently presently finally")
GIVES_WAY = _stems("but so then first instead until")
LASTS = _stems("still also today morning tonight")
NOT_REALLY = (stem("not"), stem("really"), ",")
BEGUN = _stems("started put prescribed began")
PRONOUNS = _words("he she him his her hers")
SELF = _words("i me my mine myself im")
MODAL = _words("can could should shall would will is are does do may was")
SOMEBODY = _words("i it this that you they there we these those he she")
STARTING = _words("starting start begin beginning starts begins")
PAST_HEADS = _words("past previous previously stopped inactive discontinued ended old former expired")
ALLERGY_HEADS = _words("allergies allergy allergic intolerances adr sensitivities")
NOW_HEADS = _words("current active repeat repeats regular now taking takes acute daily")
HEADINGS = _words("med meds medication medications medicine medicines item items list")
