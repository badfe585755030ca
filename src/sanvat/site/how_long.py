"""For how many days what people send is kept, and by when offices answer it: settings, which the
environment may change."""

import environ

env = environ.Env()

# For how many days what readers send is kept (comments/keeping.py): a telephone and a request to
# take something down after the decision, and the words of what was not published.
COMMENTS_KEPT = {
    "phone": max(env.int("SANVAT_COMMENT_PHONES_DAYS", 90), 1),
    "refused": max(env.int("SANVAT_REFUSED_COMMENTS_DAYS", 365), 1),
    "removal": max(env.int("SANVAT_REMOVAL_REQUESTS_DAYS", 365), 1),
}

# The matters of the people. In days: when who deals with one is warned before its due day, when
# those above are told after it; how long an answer may be contested, and after how many it is done;
# how long who sent one, and its words and files, are kept after it has ended.
CONCERNS = {
    "warn_days": max(env.int("SANVAT_CONCERNS_WARN_DAYS", 3), 0),
    "escalate_days": max(env.int("SANVAT_CONCERNS_ESCALATE_DAYS", 0), 0),
    "reopen_days": max(env.int("SANVAT_CONCERNS_REOPEN_DAYS", 30), 1),
    "close_days": max(env.int("SANVAT_CONCERNS_CLOSE_DAYS", 30), 1),
    "kept": {
        "identity": max(env.int("SANVAT_CONCERN_SENDERS_DAYS", 365), 1),
        "words": max(env.int("SANVAT_CONCERN_WORDS_DAYS", 1825), 1),
    },
}
